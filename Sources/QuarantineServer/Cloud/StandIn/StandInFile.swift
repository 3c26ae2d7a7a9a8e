internal import Crypto

/// What the stand-in keeps of an uploaded file: never its bytes.
struct StandInFile: Sendable, Hashable, Codable {
    var name: String
    var sizeBytes: Int
    var md5: String
    var sha1: String
    var sha256: String
    var isInfected: Bool

    init(name: String, body: ArraySlice<UInt8>) {
        self.name = name
        sizeBytes = body.count
        md5 = Hex.text(Insecure.MD5.hash(data: body))
        sha1 = Hex.text(Insecure.SHA1.hash(data: body))
        sha256 = Hex.text(SHA256.hash(data: body))
        isInfected = Eicar.isIn(Array(body))
    }

    /// Whether a client means it by this hash, of any of the three kinds.
    func has(hash: String) -> Bool {
        [md5, sha1, sha256].contains(hash.lowercased())
    }
}

/// A file that was uploaded.
struct StandInScan: Sendable, Hashable, Codable {
    var id: String
    var file: StandInFile
    /// Microseconds UTC.
    var startedUS: Int64
    var processingUS: Int64

    /// 100 once it is done.
    func percent(at nowUS: Int64) -> Int {
        let elapsedUS = max(0, nowUS - startedUS)
        guard elapsedUS < processingUS else { return 100 }
        return Int(elapsedUS * 100 / processingUS)
    }
}

/// Calls of one kind within 24 hours of the first one.
struct StandInWindow: Sendable, Hashable {
    /// Nil before the first call.
    private(set) var startUS: Int64?
    private(set) var used = 0

    static let lengthUS: Int64 = 24 * 3_600_000_000

    mutating func reopen(at nowUS: Int64) {
        guard let startUS, nowUS >= startUS + Self.lengthUS else { return }
        self = StandInWindow()
    }

    mutating func count(at nowUS: Int64) {
        reopen(at: nowUS)
        if startUS == nil { startUS = nowUS }
        used += 1
    }

    /// Whole seconds until the count begins anew.
    func resetInSeconds(at nowUS: Int64) -> Int {
        let leftUS = startUS.map { $0 + Self.lengthUS - nowUS } ?? Self.lengthUS
        return Int((max(0, leftUS) + 999_999) / 1_000_000)
    }
}

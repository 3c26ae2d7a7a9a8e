internal import Crypto
internal import Quarantine

/// MetaDefender Cloud as a client meets it, without a socket: keys, limits, faults and scans.
struct StandInCloud: Sendable {
    var apiKey: String
    var account: StandInAccount
    var faults = StandInFaults()
    let keptScans: Int
    private(set) var prevention = StandInWindow()
    private(set) var reputation = StandInWindow()
    /// The oldest first.
    private(set) var scans: [StandInScan] = []
    private(set) var calls = 0
    private var uploads = 0
    private var minute: Int64 = .min
    private var callsInMinute = 0

    init(apiKey: String, account: StandInAccount, keptScans: Int) {
        self.apiKey = apiKey
        self.account = account
        self.keptScans = keptScans
    }

    /// What is called; what an unknown key is told, and which limit counts, goes by it.
    enum Call: Sendable, Hashable {
        case upload, poll, lookUp, account
    }

    /// Whether a call may go on: before its body is read.
    mutating func admit(_ call: Call, key: String?, at nowUS: Int64) throws(StandInRefusal) {
        calls += 1
        if faults.errorCode != 0 { throw StandInRefusal(faults.errorCode) }
        guard let key, !key.isEmpty else { throw StandInRefusal(401_000) }
        guard key == apiKey, !faults.isKeyUnknown else {
            throw StandInRefusal(call == .account ? 404_008 : 401_006)
        }
        prevention.reopen(at: nowUS)
        reputation.reopen(at: nowUS)
        try throttle(at: nowUS)
        if call == .upload { try checkUploads() }
        if call == .lookUp, reputation.used >= account.reputationLimit {
            throw StandInRefusal(limit: account.reputationLimit, used: reputation.used)
        }
    }

    /// `POST /file`: one Prevention call.
    mutating func upload(
        _ file: StandInFile,
        at nowUS: Int64
    ) throws(StandInRefusal) -> StandInScan {
        // Others may have come while the body was read.
        try checkUploads()
        uploads += 1
        let digest = SHA256.hash(data: Array("\(uploads)/\(nowUS)/\(file.sha256)".utf8))
        let scan = StandInScan(
            id: "bzI" + String(Hex.text(digest).prefix(29)),
            file: file,
            startedUS: nowUS,
            processingUS: max(1, account.processingUS)
        )
        keep(scan)
        return scan
    }

    /// Takes a scan with its Prevention call; those kept by an earlier process too.
    mutating func keep(_ scan: StandInScan) {
        prevention.count(at: scan.startedUS)
        scans.append(scan)
        if scans.count > keptScans { scans.removeFirst(scans.count - keptScans) }
        uploads = max(uploads, scans.count)
    }

    /// `GET /file/{id}`.
    func scan(_ id: String) throws(StandInRefusal) -> StandInScan {
        guard let scan = scans.last(where: { $0.id == id }) else { throw StandInRefusal(404_004) }
        return scan
    }

    /// `GET /hash/{hash}`: one Reputation call; the newest result that is there.
    mutating func lookUp(_ hash: String, at nowUS: Int64) throws(StandInRefusal) -> StandInScan {
        reputation.count(at: nowUS)
        guard
            let scan = scans.last(where: {
                $0.file.has(hash: hash) && percent(of: $0, at: nowUS) == 100
            })
        else { throw StandInRefusal(404_003) }
        return scan
    }

    func percent(of scan: StandInScan, at nowUS: Int64) -> Int {
        let percent = scan.percent(at: nowUS)
        return faults.isNeverFinishing ? min(99, percent) : percent
    }

    /// A scan's body; engines and numbers are those of now.
    func report(_ scan: StandInScan, percent: Int) -> JSON {
        StandInBodies.report(
            scan,
            percent: percent,
            engines: account.engines,
            found: scans.count { $0.file.sha256 == scan.file.sha256 }
        )
    }

    var callsLeftInMinute: Int { max(0, account.throttle - callsInMinute) }

    /// Prevention calls as the key's owner sees them.
    var usedUploads: Int {
        faults.isQuotaUsedUp ? max(prevention.used, account.dailyLimit) : prevention.used
    }

    /// The count of uploads begins anew, as after a day.
    mutating func openWindow() { prevention = StandInWindow() }

    private func checkUploads() throws(StandInRefusal) {
        guard usedUploads < account.dailyLimit else {
            throw StandInRefusal(limit: account.dailyLimit, used: usedUploads)
        }
    }

    private mutating func throttle(at nowUS: Int64) throws(StandInRefusal) {
        if nowUS / 60_000_000 != minute {
            minute = nowUS / 60_000_000
            callsInMinute = 0
        }
        callsInMinute += 1
        if callsInMinute > account.throttle { throw StandInRefusal(429_001) }
    }
}

/// An error as the Cloud answers it: the first three digits of the code are the HTTP status.
struct StandInRefusal: Error, Sendable, Hashable {
    var code: Int
    var text: String

    init(_ code: Int, _ text: String? = nil) {
        self.code = code
        self.text = text ?? CloudService.text(of: code)
    }

    init(limit: Int, used: Int) {
        code = 429_000
        text =
            "Rate limit exceeded, retry after the limit is reset. Limit: \(used) / \(limit)"
    }

    var status: Int { code / 1_000 }

    var json: JSON {
        .object([
            "success": .truth(false),
            "error": .object(["code": .number(code), "messages": .list([.text(text)])]),
        ])
    }
}

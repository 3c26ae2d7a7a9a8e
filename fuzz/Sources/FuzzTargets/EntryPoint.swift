import Glibc

/// What libFuzzer calls with each input; the environment says which target reads it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    // SAFETY: libFuzzer owns the bytes until this returns; they are copied.
    FuzzTarget.chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// A decoder of foreign bytes, and what must hold whatever it is given.
enum FuzzTarget: String, CaseIterable {
    case archive, gzip, xz, tar, entryName
    case productLog, nginxLog, document, intake
    case json, csv, ini, time, zoneFile, secrets, pathKey, cloudCapture
    case rulePage, sqlTokens
    /// Crashes on one input on purpose: a run that does not find it proves nothing.
    case canary

    static let chosen: FuzzTarget = {
        // SAFETY: getenv gives a C string or nil; it is copied.
        let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            preconditionFailure("FUZZ_TARGET must be one of \(allCases.map(\.rawValue))")
        }
        return target
    }()

    func read(_ bytes: [UInt8]) {
        switch self {
        case .archive: ArchiveTargets.archive(bytes)
        case .gzip: ArchiveTargets.gzip(bytes)
        case .xz: ArchiveTargets.xz(bytes)
        case .tar: ArchiveTargets.tar(bytes)
        case .entryName: ArchiveTargets.entryName(bytes)
        case .productLog: StoredTargets.productLog(bytes)
        case .nginxLog: StoredTargets.nginxLog(bytes)
        case .document: StoredTargets.document(bytes)
        case .intake: StoredTargets.intake(bytes)
        case .cloudCapture: StoredTargets.cloudCapture(bytes)
        case .json: DecoderTargets.json(bytes)
        case .csv: DecoderTargets.csv(bytes)
        case .ini: DecoderTargets.ini(bytes)
        case .time: DecoderTargets.time(bytes)
        case .zoneFile: DecoderTargets.zoneFile(bytes)
        case .secrets: DecoderTargets.secrets(bytes)
        case .pathKey: DecoderTargets.pathKey(bytes)
        case .rulePage: RuleTargets.rulePage(bytes)
        case .sqlTokens: RuleTargets.sqlTokens(bytes)
        case .canary: precondition(!bytes.starts(with: Array("BUG!".utf8)), "The canary sang.")
        }
    }
}

/// Bytes in a file that only this process has, since the readers take paths.
struct MemoryFile: ~Copyable {
    private let descriptor: Int32

    init(_ bytes: [UInt8]) {
        var name = Array("/dev/shm/fuzz-XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        precondition(descriptor >= 0, "A file in memory can be made.")
        // It has no name any more, and goes with the descriptor.
        unlink(name)
        // SAFETY: writes the array's own bytes, which live during the call.
        let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        precondition(count == bytes.count, "A file in memory takes all bytes at once.")
    }

    deinit { close(descriptor) }

    var path: String { "/proc/self/fd/\(descriptor)" }
}

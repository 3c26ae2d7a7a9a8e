@testable import CaseModel
@testable import Intake

/// Decoders that need no store.
///
/// Those that read blocks must not see where blocks begin.
enum DecoderTargets {
    static var limits: Limits {
        var limits = Limits()
        limits.jsonDepth = 8
        limits.cellBytes = 64
        limits.csvColumns = 20
        limits.notesPerEntry = 5
        limits.recordBytes = 256
        return limits
    }

    static func json(_ bytes: [UInt8]) {
        let all = elements([bytes])
        precondition(all == elements(halves(of: bytes)), "Blocks change nothing.")
        precondition(all == elements(bytes.map { [$0] }), "Blocks of a byte change nothing.")
    }

    private static func elements(_ blocks: [[UInt8]]) -> [JSONElements.Element] {
        var reader = JSONElements(wrapperKeys: ["data", "results"], limits: limits)
        return blocks.flatMap { reader.read($0) } + reader.finish()
    }

    static func csv(_ bytes: [UInt8]) {
        let all = rows([bytes])
        precondition(all == rows(halves(of: bytes)), "Blocks change nothing.")
        precondition(all == rows(bytes.map { [$0] }), "Blocks of a byte change nothing.")
        for row in all {
            precondition(row.cells.count <= limits.csvColumns, "Columns have a limit.")
        }
    }

    private static func rows(_ blocks: [[UInt8]]) -> [CSVReader.Row] {
        var reader = CSVReader(limits: limits)
        return blocks.flatMap { reader.read($0) } + reader.finish()
    }

    static func ini(_ bytes: [UInt8]) {
        let all = items([bytes])
        precondition(all == items(halves(of: bytes)), "Blocks change nothing.")
        precondition(all == items(bytes.map { [$0] }), "Blocks of a byte change nothing.")
    }

    private static func items(_ blocks: [[UInt8]]) -> [INIReader.Item] {
        var reader = INIReader(limits: limits)
        return blocks.flatMap { reader.read($0) } + reader.finish()
    }

    static func time(_ bytes: [UInt8]) {
        _ = TimeText(String(decoding: bytes, as: UTF8.self))
    }

    /// The magic is given, since nothing behind a wrong one is reached; the rest is a rule too.
    static func zoneFile(_ bytes: [UInt8]) {
        _ = ZoneRule(bytes)
        guard let zone = ZoneFile(Array("TZif".utf8) + bytes) else { return }
        for year in stride(from: -400, through: 400, by: 7) {
            let time = Int64(year) * 31_556_952
            let local = time + Int64(zone.seconds(atUTC: time))
            let again = zone.seconds(atLocal: local)
            precondition(abs(again) < 26 * 3_600 * 8, "An offset is no longer than a week.")
        }
        let history = zone.history(fromUS: 0, toUS: 4_102_444_800_000_000)
        for (early, late) in zip(history, history.dropFirst()) {
            precondition(early.fromUS <= late.fromUS, "Changes are in order.")
        }
    }

    /// What the log reader asks first and what it then replaces agree.
    static func secrets(_ bytes: [UInt8]) {
        var scanner = SecretScanner(bytesLimit: 256)
        let replaced = scanner.replaced(in: bytes)
        // SAFETY: the buffer is used inside the closure alone.
        let candidate = bytes.withUnsafeBufferPointer {
            SecretScanner.nextCandidate(in: $0, from: 0)
        }
        precondition((replaced == nil) == (candidate == nil), "A candidate is replaced.")
        // Two forms of secrets that overlap take another pass, and the scanner makes four.
        var text = replaced
        for _ in 0..<4 {
            guard let held = text else { return }
            text = scanner.replaced(in: held)
        }
        preconditionFailure("Replacing comes to an end.")
    }

    static func pathKey(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let whole = PathKey(text)
        let last = PathKey(String(text.suffix(text.count / 2)))
        _ = last.isSuffix(of: whole)
        precondition(whole == PathKey(text), "The same path has the same key.")
    }

    static func halves(of bytes: [UInt8]) -> [[UInt8]] {
        [Array(bytes.prefix(bytes.count / 2)), Array(bytes.dropFirst(bytes.count / 2))]
    }
}

import CaseModel
import Testing

@testable import Intake

/// Every installed format with its own sample: what does not read its own evidence must not ship.
struct FormatSampleTests {
    /// Encodings in which a text may come.
    enum Writing: String, CaseIterable {
        case plain, crlf, bom, utf16LE, utf16BE, windows1252

        func bytes(_ text: String) -> [UInt8] {
            switch self {
            case .plain: Array(text.utf8)
            case .crlf: text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
            case .bom: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            case .utf16LE:
                [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            case .utf16BE: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            // The samples have no character beyond Latin 1, which the code page agrees with.
            case .windows1252: text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            }
        }
    }

    struct Sample: Sendable, CustomStringConvertible {
        var format: String
        var text: String
        var isLog: Bool
        var description: String { format }
    }

    static let samples =
        LogRecogniser.forms.map { Self.log($0.name, $0.samples) }
        + LogRecogniser.envelopes.map { Self.log($0.name, $0.samples) }
        + DocumentForm.all.map { Sample(format: $0.name, text: $0.sample, isLog: false) }

    private static func log(_ name: String, _ lines: [String]) -> Sample {
        Sample(format: name, text: lines.map { $0 + "\n" }.joined(), isLog: true)
    }

    @Test func `every format that can be named has a sample`() {
        #expect(Self.samples.count >= 20)
        #expect(Self.samples.map(\.format).sorted() == Recogniser.formatNames)
        #expect(Set(Recogniser.formatNames).count == Recogniser.formatNames.count)
    }

    @Test(arguments: samples, Writing.allCases)
    func `a format reads its own sample in every encoding`(_ sample: Sample, _ writing: Writing)
        throws
    {
        let bytes = writing.bytes(sample.text)
        try DocumentProbe.read(bytes, path: "sample", blockBytes: 61) { probe in
            #expect(probe.recognition.format == sample.format)
            let tally = try #require(probe.tally)
            #expect(tally.unparsedLines == 0)
            let lines = sample.text.utf8.count { $0 == 0x0A }
            #expect(tally.lines == lines)
            if sample.isLog { #expect(tally.records == lines) }
            // The umlaut of each sample is read, however it is written.
            let text = try probe.allText()
            let isStored = ["Prüfung", "für", "ungültig"].contains { text.contains($0) }
            #expect(isStored || !Self.stores.contains(sample.format))
            #expect(!text.contains("\u{FFFD}"))
        }
    }

    /// Formats that keep the text of their samples; the others keep numbers and states.
    private static let stores: Set = [
        "product log", "nginx log", "postgres log", "container log", "syslog", "icap-capture",
        "proxy-log", "scan-result-json", "cloud-answer", "ini", "nutanix-list-csv",
        "nutanix-list-json", "quarantine-list-csv", "quarantine-list-json", "icap-history-csv",
        "icap-history-json", "core-history-csv", "core-history-json",
    ]

    @Test(arguments: samples)
    func `a format names itself when asked why`(_ sample: Sample) {
        let attempts = Recogniser.attempts(
            head: Array(sample.text.utf8),
            path: "sample",
            product: nil
        )
        #expect(attempts.count == Recogniser.formatNames.count)
        let own = attempts.first { $0.format == sample.format }
        #expect(own?.fits == true)
        // What a log is in may show through its envelope; no document fits a log.
        let others = attempts.filter { $0.fits && $0.format != sample.format }.map(\.format)
        let logs = Set(LogRecogniser.forms.map(\.name))
        #expect(others.allSatisfy { sample.isLog && logs.contains($0) })
    }

    @Test(arguments: samples)
    func `what the user calls an entry is what it is read as`(_ sample: Sample) {
        let found = Recogniser.recognise(
            head: Array("nothing of the kind\n".utf8),
            path: "notes.txt",
            product: nil,
            as: sample.format
        )
        #expect(found.format == sample.format)
        #expect(found.make != nil)
    }
}

import CaseModel
import TestSupport
import Testing

@testable import Intake

/// Every installed format with its own sample: what does not read its own evidence must not ship.
struct FormatSampleTests {
    /// Encodings in which a text may come.
    enum Writing: String, CaseIterable {
        case plain, crlf, bom, utf16LE, utf16BE, windows1252

        func bytes(_ utf8: [UInt8]) -> [UInt8] {
            let text = String(decoding: utf8, as: UTF8.self)
            return switch self {
            case .plain: utf8
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
        var bytes: [UInt8]
        var isLog = false
        /// False if such files are only listed.
        var isRead = true
        var isText = true
        var description: String { format }

        var lines: Int { bytes.count { $0 == 0x0A } }
    }

    static let samples =
        LogRecogniser.forms.map { Self.log($0.name, $0.samples) }
        + LogRecogniser.envelopes.map { Self.log($0.name, $0.samples) }
        + DocumentForm.all.map {
            Sample(format: $0.name, bytes: $0.sample, isRead: $0.make != nil, isText: $0.isText)
        }

    /// A database or a picture is no text that comes in encodings.
    private static let texts = samples.filter { $0.isText && $0.isRead }
    private static let binaries = samples.filter { !$0.isText || !$0.isRead }

    private static func log(_ name: String, _ lines: [String]) -> Sample {
        Sample(format: name, bytes: Array(lines.map { $0 + "\n" }.joined().utf8), isLog: true)
    }

    @Test func `every format that can be named has a sample`() {
        #expect(Self.samples.count >= 40)
        #expect(Self.texts.count >= 31)
        #expect(Self.samples.map(\.format).sorted() == Recogniser.formatNames)
        #expect(Set(Recogniser.formatNames).count == Recogniser.formatNames.count)
    }

    @Test func `the page on the architecture names every format`() throws {
        let page = try repositoryText("docs/architecture.md")
        let missing = Recogniser.formatNames.filter {
            // Histories and lists are named once for both of their writings.
            let plain = $0.hasSuffix("-csv") ? String($0.dropLast(4)) : $0
            let title = plain.hasSuffix("-json") ? String(plain.dropLast(5)) : plain
            return !page.contains("`\($0)`") && !page.contains("`\(title)`")
        }
        #expect(missing.isEmpty)
    }

    @Test(arguments: texts, Writing.allCases)
    func `a format reads its own sample in every encoding`(_ sample: Sample, _ writing: Writing)
        throws
    {
        let bytes = writing.bytes(sample.bytes)
        try DocumentProbe.read(bytes, path: "sample", blockBytes: 61) { probe in
            #expect(probe.recognition.format == sample.format)
            let tally = try #require(probe.tally)
            #expect(tally.unparsedLines == 0)
            #expect(tally.lines == sample.lines)
            if sample.isLog { #expect(tally.records == sample.lines) }
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
        "icap-history-json", "core-history-csv", "core-history-json", "postgres-dump",
        "windows-event-log", "nutanix-policy", "configuration-json", "system-information",
        "kubernetes-configmap", "environment", "status-body", "message-table-csv",
        "message-table-html",
    ]

    @Test(arguments: binaries)
    func `what is no text, or only listed, is known by its first bytes`(_ sample: Sample) throws {
        try DocumentProbe.read(sample.bytes, path: "sample") { probe in
            #expect((probe.recognition.format == sample.format) == sample.isRead)
            #expect((probe.recognition.role == .unread) == !sample.isRead)
            #expect((probe.tally != nil) == sample.isRead)
            let notes = try probe.notes()
            #expect(notes.isEmpty)
        }
    }

    @Test(arguments: samples)
    func `a format names itself when asked why`(_ sample: Sample) {
        let attempts = Recogniser.attempts(
            head: sample.bytes,
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
        #expect(found.format == (sample.isRead ? sample.format : nil))
        #expect((found.make != nil) == sample.isRead)
    }
}

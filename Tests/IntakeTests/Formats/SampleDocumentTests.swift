import CaseModel
import FoundationEssentials
import Testing

@testable import Intake

/// The documents of the synthetic samples, as a package or a user brings them.
struct SampleDocumentTests {
    private static func bytes(_ path: String, at file: String = #filePath) throws -> [UInt8] {
        let root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: "samples/outage-night/" + path)))
    }

    @Test func `the list of infected files is whole`() throws {
        let bytes = try Self.bytes("infected-files.json")
        try DocumentProbe.read(bytes, path: "infected-files.json", blockBytes: 65_536) { probe in
            let rows = try probe.rows("SELECT count(*), count(scan_time_us) FROM nutanix_file")
            #expect(rows == ["131|131"])
            #expect(probe.tally?.zoneKnown == true)
            let notes = try probe.notes()
            #expect(notes.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("core/config/ometascan.conf", "core-config"),
            ("icap/config/mdicapsrv.conf", "icap-config"),
        ])
    func `configurations are settings without their secrets`(_ path: String, _ source: String)
        throws
    {
        try DocumentProbe.read(try Self.bytes(path), path: path) { probe in
            #expect(probe.recognition.source?.rawValue == source)
            let hasNoKeys = try probe.lacks("fake")
            let hasNoPasswords = try probe.lacks("made-up")
            #expect(hasNoKeys && hasNoPasswords)
            let count = try probe.rows("SELECT count(*) > 8 FROM setting")
            #expect(count == ["1"])
        }
    }

    @Test(arguments: [
        ("core/os.info", 10), ("core/hw.info", 13), ("core/network.info", 1),
        ("core/process/processes.txt", 4),
    ])
    func `descriptions of the machine become facts`(_ path: String, _ count: Int) throws {
        try DocumentProbe.read(try Self.bytes(path), path: path) { probe in
            #expect(probe.recognition.format == "system-information")
            let facts = try probe.rows("SELECT key, value FROM fact_row ORDER BY id")
            #expect(facts.count == count, "\(facts)")
            let notes = try probe.notes()
            #expect(notes.isEmpty)
        }
    }
}

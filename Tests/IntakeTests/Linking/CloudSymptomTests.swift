import CaseModel
import TestSupport
import Testing

@testable import Intake

/// Which quarantine items want an explanation of MetaDefender Cloud's part.
@Suite struct CloudSymptomTests {
    private static func item(_ name: String, _ clock: String, _ state: String?) -> String {
        // As many different hashes as names.
        let byte = String(name.utf8.reduce(UInt8(17)) { $0 &* 31 &+ $1 } | 0x10, radix: 16)
        let hash = String(repeating: byte, count: 32)
        let told = state.map { "\"threat_intelligence\":\"\($0)\"" } ?? "\"pinned\":false"
        return """
            {"sha256":"\(hash)","file_name":"\(name)","quarantine_time":"2026-06-27T\(clock)Z",\
            \(told)}
            """
    }

    private func symptoms(
        of items: [(String, String, String?)],
        settings: String? = nil
    ) throws -> [String] {
        let list = items.map { Self.item($0.0, $0.1, $0.2) }.joined(separator: ",")
        var loose = ["quarantine.json": "[\(list)]"]
        loose["settings.ini"] = settings
        return try LinkedCase(loose: loose).rows(
            """
            SELECT quarantine_item.file_name FROM symptom
            JOIN quarantine_item ON symptom.subject = 'quarantine-item/' || quarantine_item.id
            WHERE symptom.family = 'cloud' ORDER BY 1
            """
        )
    }

    private let switchedOn = """
        [quarantine]
        automatically_send_items_to_metadefender_cloud=true
        check_quarantine_for_new_items_to_send=600

        """

    @Test func `an item that stays on the way for an hour is stuck`() throws {
        let found = try symptoms(of: [
            ("stuck.exe", "18:00:00", "Uploading"), ("half.exe", "18:30:00", "45 %"),
            ("done.exe", "18:10:00", "Infected"), ("new.exe", "19:10:01", "Uploading"),
            ("last.exe", "20:10:00", "Clean"),
        ])
        #expect(found == ["half.exe", "stuck.exe"])
    }

    @Test func `where automatic sending is on, a newer item without a state is one`() throws {
        let items: [(String, String, String?)] = [
            ("old.exe", "17:00:00", ""), ("sent.exe", "18:00:00", "Clean"),
            ("left.exe", "18:05:00", ""), ("soon.exe", "18:52:00", ""),
            ("last.exe", "19:00:00", "Clean"),
        ]
        #expect(try symptoms(of: items, settings: switchedOn) == ["left.exe"])
        #expect(try symptoms(of: items) == [])
        let off = switchedOn.replacing("=true", with: "=false")
        #expect(try symptoms(of: items, settings: off) == [])
    }

    @Test func `a list without that column decides nothing`() throws {
        let items: [(String, String, String?)] = [
            ("one.exe", "17:00:00", nil), ("two.exe", "18:05:00", nil),
            ("three.exe", "19:00:00", nil),
        ]
        #expect(try symptoms(of: items, settings: switchedOn) == [])
    }
}

import CaseModel
import TestSupport
import Testing

@testable import Intake

@Suite struct ItemMergeTests {
    private let hash = String(repeating: "ab", count: 32)

    private func told(_ state: String, at clock: String) -> String {
        LogLine.core(
            "Threat intelligence state changed, sha256='\(hash)', state='\(state)'",
            at: clock,
            component: "core.quarantine"
        )
    }

    /// An item of these bytes as a list has it, seen at that second of 20:00 UTC.
    private func listed(_ state: String, second: Int) -> String {
        """
        {"sha256":"\(hash)","file_name":"a.exe","quarantine_time":"2026-06-27T19:59:00Z",\
        "threat_intelligence":"\(state)","threat_intelligence_time":"2026-06-27T20:00:0\(second)Z"}
        """
    }

    private func list(_ items: String...) -> String { "[\(items.joined(separator: ","))]" }

    private let items = "SELECT file_name, state, evidence LIKE 'locator/%' FROM quarantine_item"

    @Test func `a log and a list that tell of the same bytes are one item`() throws {
        let linked = try LinkedCase(
            core: [told("Uploading", at: "20:00:01.000")],
            loose: ["quarantine.json": list(listed("Unavailable", second: 9))]
        )
        #expect(try linked.rows(items) == ["a.exe|Unavailable|1"])
        #expect(try linked.rows("SELECT count(*), count(item_id) FROM cloud_attempt") == ["2|2"])
    }

    @Test func `the later state counts, and is opened where it was seen`() throws {
        let lines = [
            told("Uploading", at: "20:00:01.000"), told("Unavailable", at: "20:00:09.000"),
        ]
        let linked = try LinkedCase(
            core: lines,
            loose: ["quarantine.json": list(listed("Uploading", second: 2))]
        )
        #expect(try linked.rows(items) == ["a.exe|Unavailable|0"])
        #expect(try linked.rows("SELECT count(*) FROM cloud_attempt") == ["3"])
        #expect(try linked.rows("SELECT count(*) FROM symptom WHERE family = 'cloud'") == ["1"])
    }

    @Test func `an item keeps its place in a list when a log has its last state`() throws {
        let lines = [
            LogLine.core(
                "Item polled, sha256='\(hash)', threatIntelligence='45 %'",
                at: "20:00:09.000",
                component: "core.quarantine"
            )
        ]
        let linked = try LinkedCase(
            core: lines,
            loose: ["quarantine.json": list(listed("Uploading", second: 2))]
        )
        let told = try linked.rows(
            """
            SELECT state, state_text, evidence LIKE 'record/%', list_evidence LIKE 'locator/%'
            FROM quarantine_item
            """
        )
        #expect(told == ["Progress|45 %|1|1"])
        #expect(try linked.rows("SELECT outcome FROM cloud_attempt") == ["uploading"])
        let alone = try LinkedCase(core: lines)
        #expect(
            try alone.rows("SELECT state, list_evidence FROM quarantine_item") == ["Progress|-"]
        )
    }

    @Test func `the same bytes twice in a list stay two items`() throws {
        let linked = try LinkedCase(
            core: [told("Unavailable", at: "20:00:01.000")],
            loose: [
                "quarantine.json": list(
                    listed("Unavailable", second: 9),
                    listed("Uploading", second: 9)
                )
            ]
        )
        #expect(try linked.rows("SELECT count(*) FROM quarantine_item") == ["3"])
    }

    @Test func `an item that recovered is no symptom`() throws {
        let lines = [
            told("Unavailable", at: "20:00:01.000"), told("Uploading", at: "20:00:09.000"),
        ]
        let linked = try LinkedCase(core: lines)
        #expect(try linked.rows("SELECT state FROM quarantine_item") == ["Uploading"])
        #expect(try linked.rows("SELECT count(*) FROM symptom WHERE family = 'cloud'") == ["0"])
    }
}

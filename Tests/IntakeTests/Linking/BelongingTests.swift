import CaseModel
import Testing

@testable import Intake

/// Files beside packages, and the package whose ids they share.
@Suite struct BelongingTests {
    private static let id = String(repeating: "a", count: 32)

    private static func history(_ ids: String...) -> String {
        (["Data ID,File Name,Result,Start Time"]
            + ids.map { "\($0),a.doc,Failed,2026-06-27 20:00:00" }).joined(separator: "\n") + "\n"
    }

    private static let core = [
        LogLine.scan("a.doc", at: "20:00:01.000", id: id),
        LogLine.core("Still here", at: "20:30:00.000"),
    ]

    private static let owners = """
        SELECT loose.product, owner.product, loose.belongs_how, clock.zone, clock.how
        FROM package AS loose JOIN clock ON clock.package_id = loose.id
        LEFT JOIN package AS owner ON owner.id = loose.belongs_to_id
        WHERE loose.name NOT LIKE '%-support-%' ORDER BY loose.name
        """

    @Test func `a history belongs to the package that knows its ids, and has its zone`() throws {
        let found = OwnedCase(
            core: Self.core,
            loose: ["history.csv": Self.history(Self.id, LogLine.id)]
        )
        #expect(
            try found.rows(Self.owners) == [
                "core|core|1 of its 2 data ids are there too|+02:00|package that it belongs to"
            ]
        )
        let hours = """
            SELECT DISTINCT started_us / 3600000000 % 24 FROM scan WHERE started_us IS NOT NULL
            """
        #expect(try found.rows(hours) == ["18"])
        #expect(try found.rows("SELECT text FROM note WHERE text LIKE '%time zone%'").isEmpty)
    }

    @Test func `without a shared id it belongs to the only package of its product`() throws {
        let found = OwnedCase(core: Self.core, loose: ["history.csv": Self.history(LogLine.id)])
        #expect(
            try found.rows(Self.owners) == [
                "core|core|no other package of its product was given|+02:00"
                    + "|package that it belongs to"
            ]
        )
    }

    @Test func `a single log is given to the package that has its ids`() throws {
        let log = Self.core.map { $0.replacing("20:3", with: "20:4") + "\n" }.joined()
        let found = OwnedCase(core: Self.core, loose: ["copy.log": log])
        #expect(
            try found.rows(Self.owners).first?.hasPrefix("core|core|1 of its 1 data ids") == true
        )
    }

    @Test func `a list of another product belongs to nobody`() throws {
        let list = """
            {"data":[{"extId":"e1","path":"/s/a.doc","partnerServer":"icap01",
            "scanTime":"2026-06-27T20:00:05.000Z","threatDescription":"Unknown",
            "isQuarantined":true}]}
            """
        let found = OwnedCase(core: Self.core, loose: ["list.json": list])
        #expect(try found.rows(Self.owners) == ["nutanix|-|-|+00:00|own stamps"])
    }
}

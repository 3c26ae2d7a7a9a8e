import Archives
import CaseModel
import CaseStore
import TestSupport
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

    /// Two packages of Core, each with its own machine, and files beside them.
    private static func ofTwo(_ loose: [String: String]) throws -> [String] {
        try TemporaryDirectory.with { directory in
            var inputs: [Input] = []
            for (name, address) in [("core01", "10.20.0.1"), ("core02", "10.20.0.2")] {
                var package = SmallPackage.core([LogLine.core("Words of \(name)")])
                package.name += name
                package.add(
                    "os.info",
                    [
                        "Hostname: \(name).corp.example",
                        "Operating System: Debian GNU/Linux 12 (bookworm)",
                    ]
                )
                package.add("network.info", ["    inet \(address)/24 brd 10.20.0.255", "x"])
                inputs.append(.folder(path: try package.folder(in: directory)))
            }
            for (name, text) in loose.sorted(by: { $0.key < $1.key }) {
                inputs.append(.file(path: try directory.write(name, text)))
            }
            let intake = Intake(limits: Limits(), options: Intake.Options())
            let path = directory.path(of: "two.case")
            let (file, _) = try CaseFile.create(at: path, limits: Limits()) { writer in
                try intake.begin(inputs).store(into: writer)
                try intake.conclude(writer)
            }
            let told = """
                SELECT loose.name, substr(owner.name, -6), loose.belongs_how FROM package AS loose
                LEFT JOIN package AS owner ON owner.id = loose.belongs_to_id
                WHERE loose.name NOT LIKE '%-support-%' ORDER BY 1
                """
            return try SealedReader(file).read { try cellTexts(told, in: $0) }
        }
    }

    @Test func `a loose file belongs to the package of the instance it names`() throws {
        let found = try Self.ofTwo([
            "core.env": "MD_INSTANCE_NAME=CORE02\n", "other.env": "MD_INSTANCE_NAME=core03\n",
            "systeminfo.txt": "Host Name:   CORE01\nOS Name:   Microsoft Windows Server 2022\n",
            "nodes.json": """
            {"statuses":[{"id":"n1","address":"10.20.0.2","scan_queue":500,
            "free_disk_space":1}]}
            """,
        ])
        #expect(
            found == [
                "core.env|core02|1 of its 1 instance names are there too",
                "nodes.json|core02|1 of its 1 addresses are there too", "other.env|-|-",
                "systeminfo.txt|core01|1 of its 1 instance names are there too",
            ]
        )
    }
}

import CaseModel
import Testing

@testable import Intake

/// Files that both products write under the same names.
@Suite struct SharedNameTests {
    private static let access = Array(
        ("10.0.0.1 - - [27/Jun/2026:20:00:00 +0200] \"GET /readyz HTTP/1.1\" 200 5 \"-\" \"-\"\n")
            .utf8
    )
    private static let export = Array("{\"pickupfolder\": \"x\", \"loglevel\": \"info\"}\n".utf8)

    private static func log(_ component: String) -> [UInt8] {
        Array((LogLine.core("Still here", component: component) + "\n").utf8)
    }

    private static let sources = """
        SELECT path, source FROM entry_row
        WHERE path LIKE '%nginx.log' OR path LIKE '%settings_export.json' ORDER BY path
        """

    @Test func `nginx.log and settings_export beside ICAP Server's log are ICAP Server's`() throws {
        let files = [
            ("log/mdicapsrv.log", Self.log("icap.scanner")), ("log/nginx.log", Self.access),
            ("config/settings_export.json", Self.export),
        ]
        try PackageProbe.read(files) { (probe) throws in
            #expect(
                try probe.rows(Self.sources)
                    == ["config/settings_export.json|icap-config", "log/nginx.log|icap-nginx"]
            )
            #expect(try probe.rows("SELECT product FROM package") == ["icap"])
            #expect(
                try probe.rows("SELECT source FROM coverage_row ORDER BY 1")
                    == ["icap-config", "icap-log", "icap-nginx"]
            )
        }
    }

    @Test func `of two products in one folder each has the files beside its own log`() throws {
        let files = [
            ("core/log/core.log", Self.log("core.workflow")), ("core/log/nginx.log", Self.access),
            ("core/settings_export.json", Self.export),
            ("icap/log/server.log", Self.log("icap.scanner")), ("icap/nginx.log", Self.access),
            ("icap/settings_export.json", Self.export),
            ("second/a/server.log", Self.log("icap.scanner")), ("second/b/nginx.log", Self.access),
        ]
        try PackageProbe.read(files) { (probe) throws in
            #expect(
                try probe.rows(Self.sources) == [
                    "core/log/nginx.log|core-nginx", "core/settings_export.json|core-config",
                    "icap/nginx.log|icap-nginx", "icap/settings_export.json|icap-config",
                    "second/b/nginx.log|icap-nginx",
                ]
            )
        }
    }

    @Test(arguments: [
        ("mdicapsrv-5.14.0-support-1782621600", "log/nginx.log", "icap"),
        ("ometascan-5.14.1-1-support-1782621600", "icap/nginx.log", "core"),
        ("icap01", "log/nginx.log", "icap"), ("package", "icap/log/nginx.log", "icap"),
        ("package", "log/nginx.log", "core"), ("package", "logs/nginx-mdicapsrv.log", "icap"),
    ])
    func `the name of the package decides, and else a folder's`(
        _ name: String,
        _ path: String,
        _ product: String
    ) throws {
        let settings = "config/settings_export.json"
        let files = [(path, Self.access), (settings, Self.export)]
        try PackageProbe.read(files, name: name) { (probe) throws in
            let found = try probe.rows("SELECT source FROM entry_row WHERE path = '\(path)'")
            #expect(found == ["\(product)-nginx"])
        }
    }

    @Test func `the settings of ICAP Server in a package that says so are its own`() throws {
        let files = [("settings_export.json", Self.export)]
        let name = "mdicapsrv-5.14.0-support-1782621600"
        try PackageProbe.read(files, name: name) { (probe) throws in
            #expect(try probe.rows(Self.sources) == ["settings_export.json|icap-config"])
        }
    }
}

import Archives
import CaseModel
import CaseStore
import TestSupport
import Testing

@testable import Intake

@Suite struct BundleTests {
    @Test(arguments: [
        ("log/core.log", "", "", "log/core.log"),
        (
            "core1/ometascan-5.14-support-1.tar.gz!log/core.log",
            "ometascan-5.14-support-1.tar.gz", "core1/ometascan-5.14-support-1.tar.gz",
            "log/core.log"
        ),
        (
            "MDICAPSRV-5.14-support-1/log/a.log-2.gz!", "MDICAPSRV-5.14-support-1",
            "MDICAPSRV-5.14-support-1", "log/a.log-2.gz!"
        ),
        // The folder inside the archive is the same package.
        (
            "ometascan-5-support-1.zip!ometascan-5-support-1/log/core.log",
            "ometascan-5-support-1.zip", "ometascan-5-support-1.zip",
            "ometascan-5-support-1/log/core.log"
        ),
        ("etc/ometascan/ometascan.conf", "", "", "etc/ometascan/ometascan.conf"),
        (
            "x/ometascan-5-support-1.zip", "ometascan-5-support-1.zip",
            "x/ometascan-5-support-1.zip", ""
        ),
        ("", "", "", ""),
    ])
    func `a path names its package`(path: String, name: String, root: String, rest: String) {
        let found = PackageRoot(path)
        #expect([found.name, found.path, found.rest] == [name, root, rest])
    }

    @Test(arguments: [
        ("list.json", "list.json", "list.json"), ("a/list.csv.gz!", "a/list.csv.gz", "list.csv.gz"),
        ("a/results/1.json", "a/results", "1.json"), ("b.zip!x/y.csv", "b.zip", "x/y.csv"),
        ("a/ometascan-5-support-1/os.info", "a/ometascan-5-support-1", "os.info"),
    ])
    func `what lies in a folder beside packages is a package of its own`(
        path: String,
        root: String,
        rest: String
    ) {
        let paths = ["a/ometascan-5-support-1/log/core.log", "list.json", "a/results/1.json"]
        let found = PackageHolders(paths).root(of: path)
        #expect([found.path, found.rest] == [root, rest])
        // Without a package in it a folder is one package.
        #expect(PackageHolders(["list.json", "a/b"]).root(of: "list.json").path.isEmpty)
    }

    @Test func `exports beside packages in a folder belong to them, and have their own clocks`()
        throws
    {
        try TemporaryDirectory.with { directory in
            let core = "ticket/ometascan-5.14.1-support-1782621600/log/core.log"
            try directory.write(core, LogLine.scan("a.doc") + "\n")
            try directory.write(
                "ticket/infected.json",
                #"[{"path": "/a.doc", "scanTime": "", "#
                    + #""threatDescription": "Unknown", "isQuarantined": true}]"#
            )
            try directory.write("ticket/results/one.csv", "Data ID,File name,Result\n1,a,Failed\n")
            let sql = "SELECT name, bundle, product FROM package ORDER BY name"
            #expect(
                try Bundle.rows(sql, of: .folder(path: directory.path(of: "ticket")), directory)
                    == [
                        "infected.json|ticket|nutanix",
                        "ometascan-5.14.1-support-1782621600|ticket|core", "results|ticket|core",
                    ]
            )
        }
    }

    @Test func `a folder of packages is as many packages`() throws {
        var bundle = Bundle()
        bundle.add("a/ometascan-5.14.1-support-1782621600/log/core.log", LogLine.scan("a.doc"))
        bundle.add("a/ometascan-5.14.1-support-1782621600/log/b.log", LogLine.scan("b.doc"))
        bundle.add(
            "b/mdicapsrv-5.14.0-support-1782621600/log/i.log",
            LinkedCase.asked(1, "/s/a.doc", at: "20:00:00")
        )
        #expect(
            try bundle.rows(
                "SELECT name, bundle, product, version, complete FROM package ORDER BY id"
            )
                == [
                    "ometascan-5.14.1-support-1782621600|case.zip|core|5.14.1|1",
                    "mdicapsrv-5.14.0-support-1782621600|case.zip|icap|5.14.0|1",
                ]
        )
        #expect(
            try bundle.rows("SELECT path FROM entry ORDER BY path")
                == ["log/b.log", "log/core.log", "log/i.log"]
        )
    }

    @Test func `packages that come in turns are each one package`() throws {
        var bundle = Bundle()
        let (core, icap) = ("ometascan-5-support-1", "mdicapsrv-5-support-1")
        bundle.add("\(core)/x.log", LogLine.core("Something happened"))
        bundle.add("\(icap)/x.log", LogLine.core("Something happened", at: "20:00:01.000"))
        bundle.add("\(core)/y.log", LogLine.core("Something else"))
        let shapes = """
            SELECT package.name, group_concat(shape.text, ' / ') FROM package
            JOIN shape ON shape.package_id = package.id GROUP BY 1 ORDER BY 1
            """
        #expect(
            try bundle.rows(shapes) == [
                "mdicapsrv-5-support-1|Something happened",
                "ometascan-5-support-1|Something happened / Something else",
            ]
        )
    }

    @Test func `what lies beside the packages is a package of its own, if there is any`() throws {
        var bundle = Bundle()
        bundle.add("ometascan-5-support-1/log/core.log", LogLine.scan("a.doc"))
        bundle.add("notes.txt", "see the mail")
        let packages = "SELECT name, bundle, product FROM package ORDER BY name"
        #expect(
            try bundle.rows(packages) == [
                "case.zip|-|unknown", "ometascan-5-support-1|case.zip|core",
            ]
        )
    }

    @Test func `a package of a bundle that is cut leaves the others whole`() throws {
        var bundle = Bundle()
        bundle.add("mdicapsrv-5-support-1/log/i.log", LinkedCase.asked(1, "/a", at: "20:00:00"))
        bundle.add(
            "ometascan-5-support-1.tar.gz",
            bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1]
        )
        let complete = "SELECT product, complete FROM package ORDER BY product"
        #expect(try bundle.rows(complete) == ["core|0", "icap|1"])
    }
}

/// A bundle that is packed, since a folder is read in the order of its names.
private struct Bundle {
    private var package = SmallPackage(name: "case")

    mutating func add(_ path: String, _ line: String) { package.add(path, [line]) }

    mutating func add(_ path: String, bytes: [UInt8]) { package.add(path, bytes) }

    func rows(_ sql: String) throws -> [String] {
        try TemporaryDirectory.with { directory in
            try Self.rows(sql, of: .file(path: package.file(.zip, in: directory)), directory)
        }
    }

    static func rows(
        _ sql: String,
        of input: Input,
        _ directory: TemporaryDirectory
    ) throws -> [String] {
        let intake = Intake(limits: Limits(), options: Intake.Options())
        let path = directory.path(of: "bundle.db")
        let (file, _) = try CaseFile.create(at: path, limits: Limits()) { writer in
            try intake.begin([input]).store(into: writer)
            try intake.conclude(writer)
        }
        return try SealedReader(file).read { try cellTexts(sql, in: $0) }
    }
}

import TestSupport
import Testing

@testable import Intake

@Suite struct MaskingTests {
    @Test(arguments: [
        ("***", true), ("http://fs1/*****/****", true), ("***.***.***.***", true),
        ("xxx.xxx.xxx.xxx", true), ("/share/<redacted>/a.doc", true), ("[REDACTED]", true),
        ("####", true), ("/s/a.doc", false), ("10.0.0.1", false), ("x.doc", false),
        ("/x/y", false), ("redacted.pdf", false), ("", false), ("a*b", false),
    ])
    func `a mask is known by itself`(text: String, isMask: Bool) {
        #expect(Masking.isMask(text) == isMask)
    }

    private static func package(_ path: String) -> OverlappingCase {
        OverlappingCase(
            packages: [
                [
                    "log/mdicapsrv.log": (0..<6).map {
                        TestSupport.LogLine.asked("20:00:0\($0).000", "a", $0, path)
                    }
                ]
            ],
            name: "mdicapsrv-5.14.0-support-178262160"
        )
    }

    @Test func `files whose names are masked are not taken for one file`() throws {
        let files = """
            SELECT count(*), count(DISTINCT file.path_key), min(file.path) FROM file
            JOIN file_link ON file_link.file_id = file.id AND file_link.kind = 'icap-request'
            """
        #expect(try Self.package("/****/****").rows(files) == [["6|6|/****/****"]])
        #expect(try Self.package("/****/a.doc").rows(files) == [["6|1|/****/a.doc"]])
    }

    private static let coverage = "SELECT complete, why FROM coverage WHERE source = 'icap-log'"
    private static let notes = "SELECT text FROM note WHERE kind = 'redacted'"

    @Test func `a masked package is told, and is not whole`() throws {
        let found = try Self.package("/****/****").rows(Self.coverage, Self.notes)
        #expect(found[0] == ["0|its paths look masked, perhaps by -enable-redact"])
        #expect(
            found[1] == [
                "paths look masked in this package, perhaps by -enable-redact; its files cannot be "
                    + "joined by name"
            ]
        )
    }

    @Test func `a package with paths of its own is whole`() throws {
        let found = try Self.package("/s/a.doc").rows(Self.coverage, Self.notes)
        #expect(found == [["1|read whole"], []])
    }
}

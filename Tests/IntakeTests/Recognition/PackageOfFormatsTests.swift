import Archives
import CaseModel
import CaseStore
import GRDB
import TestSupport
import Testing

@testable import Intake

/// Formats as they come: as files of a package, beside each other.
struct PackageOfFormatsTests {
    private static func rows(
        of package: SmallPackage,
        _ sql: String,
        _ options: Intake.Options = Intake.Options()
    ) throws -> [String] {
        try TemporaryDirectory.with { directory in
            let input = try Input(argument: package.folder(in: directory))
            let intake = Intake(limits: Limits(), options: options)
            let reading = intake.begin([input])
            let (file, _) = try CaseFile.create(
                at: directory.path(of: "case.db"),
                limits: Limits()
            ) { try reading.store(into: $0) }
            return try SealedReader(file).read { db in try cellTexts(sql, in: db) }
        }
    }

    @Test func `every sample is read from gzip`() throws {
        var package = SmallPackage(name: "bundle")
        for sample in FormatSampleTests.samples {
            package.add("\(sample.format).gz", ArchiveWriter.gzip(sample.bytes))
        }
        let rows = try Self.rows(
            of: package,
            "SELECT path, format, unparsed_lines FROM entry WHERE role <> 'unread'"
        )
        let expected = FormatSampleTests.samples.filter(\.isRead).map {
            "\($0.format).gz!|\($0.format)|0"
        }
        #expect(rows.count >= 30)
        #expect(rows.sorted() == expected.sorted())
    }

    private static let request =
        "Attempting to scan, connectionId='5b5cc3f32a13497d9427657cc3223204', requestId='1', "
        + "uri='http://fs1/share/a.pdf'"

    @Test func `a container's stamps tell the zone of the logs beside it`() throws {
        var package = SmallPackage(name: "mdicapsrv-5.14.0-support-1782621600")
        let line = "[INFO] 2026.06.27 22:00:00.000: (icap.scanner) \(Self.request)"
        package.add("log/mdicapsrv.log", [line])
        package.add("logs/pod.log", ["2026-06-27T20:00:00.100Z stdout F \(line)"])
        let records = try Self.rows(
            of: package,
            """
            SELECT (SELECT time_us FROM icap_request WHERE id = n.id) - 1782590400000000
            FROM icap_request AS n UNION ALL
            SELECT time_us - 1782590400000000 FROM record
            """
        )
        #expect(records.count >= 3)
        #expect(Set(records) == ["0"])
        let clock = try Self.rows(of: package, "SELECT zone, how FROM clock")
        #expect(clock == ["+02:00|stamps of the container runtime"])
        let place = try Self.rows(
            of: package,
            """
            SELECT entry.path FROM clock
            JOIN record ON 'record/' || record.id = clock.evidence
            JOIN entry ON entry.id = record.entry_id
            """
        )
        #expect(place == ["logs/pod.log"])
        let coverage = try Self.rows(
            of: package,
            """
            SELECT from_us - 1782590400000000, to_us - 1782590400000000 FROM coverage
            WHERE source = 'icap-log'
            """
        )
        #expect(coverage == ["0|0"])
    }

    @Test func `the year of syslog is taken from the package's name`() throws {
        var package = SmallPackage(name: "ometascan-5.14.1-1-support-1782621600")
        package.add("log/messages", ["<30>Jun 27 20:00:00 host MSCL[1] Sent, a='1'"])
        let records = try Self.rows(of: package, "SELECT time_us FROM record")
        #expect(records == ["1782590400000000"])
        let notes = try Self.rows(of: package, "SELECT text FROM note WHERE kind = 'clock'")
        #expect(notes.contains { $0.contains("made in 2026") })
    }

    @Test func `the user's word is taken for the format`() throws {
        var package = SmallPackage.core([])
        package.add("a/strange.txt", ["no line of any log"])
        var options = Intake.Options()
        options.formats = [try #require(FormatChoice("*.txt=Product Log"))]
        let rows = try Self.rows(
            of: package,
            "SELECT path, format, why FROM entry WHERE path LIKE '%txt'",
            options
        )
        #expect(rows == ["a/strange.txt|product log|the user says so"])
    }

    @Test(arguments: [
        ("*.log", "log/core.log", true), ("core.log", "log/core.log", true),
        ("log/*", "a.zip!log/core.log-20260627.gz!", true), ("cor?.log", "core.log", true),
        ("ore.log", "log/core.log", false), ("*.log", "core.log.1", false),
        ("**a*b*c", "xxaxbxbxc", true), ("", "a", false),
    ])
    func `names fit as a shell's would`(_ glob: String, _ path: String, _ fits: Bool) {
        #expect(FormatChoice.fits(glob: glob, path: path) == fits)
    }

    @Test(arguments: ["*.log=logs", "product log", "=syslog", "*.log="])
    func `a choice of no format is none`(_ text: String) {
        #expect(FormatChoice(text) == nil)
    }
}

import CaseModel
import CaseStore
import Foundation
import GRDB
import Rules

/// A small case file that goes away with the test: one Core and one ICAP package, three records.
final class TestCase {
    static let start: Int64 = 1_782_511_200_000_000
    static let minute: Int64 = 60_000_000

    let file: CaseFile
    private let folder: String

    /// `fill` adds to packages 1 (Core) and 2 (ICAP), entries 1 and 2 and the records 1 to 3.
    init(_ fill: (CaseWriter) throws -> Void = { _ in }) throws {
        folder =
            FileManager.default.temporaryDirectory
            .appending(path: "rules-tests-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        (file, _) = try CaseFile.create(at: folder + "/test.case", limits: Limits()) { writer in
            try Self.fillBasics(writer)
            try fill(writer)
            try writer.buildIndexes()
        }
    }

    deinit {
        // What stays behind lies in the temporary directory.
        try? FileManager.default.removeItem(atPath: folder)
    }

    func run(
        _ rules: [RuleFile],
        options: RuleOptions = RuleOptions()
    ) throws -> RuleResults {
        try RuleRunner(RuleSet(files: rules), options: options).run(on: SealedReader(file))
    }

    /// Runs one rule and gives what it came to.
    func outcome(_ detect: String, page: String = TestRule.page()) throws -> RuleResults.Outcome {
        let results = try run(TestRule.files("failed-to-scan/tested", page: page, detect: detect))
        return results.outcomes[0]
    }

    /// Adds `scan/2^40 + number` with a symptom of `failed-to-scan`.
    static func addScan(_ number: Int, minute: Int64, to writer: CaseWriter) throws {
        let id = Int64(1) << 40 + Int64(number)
        var detail = ScanDetailRow(id: id)
        detail.resultCode = 3
        try writer.insert(detail)
        var locator = LocatorRow(entryID: 1, text: "scan \(number)")
        locator.row = Int64(number)
        var scan = ScanRow(id: id, packageID: 1, detailID: id)
        scan.fileName = "file-\(number).doc"
        scan.finishedUS = start + minute * Self.minute
        scan.locatorID = try writer.insert(locator)
        try writer.insert(scan)
        try writer.execute(
            """
            INSERT INTO symptom_row (family, subject_kind, subject_id, scan_id, time_us,
                window_from_us, window_to_us) VALUES ('failed-to-scan', 'scan', ?, ?, ?, ?, ?)
            """,
            [
                id, id, scan.finishedUS, (scan.finishedUS ?? 0) - Self.minute, scan.finishedUS,
            ]
        )
    }

    static func addCoverage(
        _ source: Source,
        minutes: ClosedRange<Int64>?,
        complete: Bool = true,
        to writer: CaseWriter
    ) throws {
        var row = CoverageRow(
            packageID: 1,
            product: "core",
            source: source.rawValue,
            complete: complete,
            why: complete ? "whole" : "its last file is cut"
        )
        row.fromUS = minutes.map { start + $0.lowerBound * minute }
        row.toUS = minutes.map { start + $0.upperBound * minute }
        try writer.insert(row)
    }

    private static func fillBasics(_ writer: CaseWriter) throws {
        for (id, product) in [(1, "core"), (2, "icap")] {
            var package = PackageRow(
                id: Int64(id),
                name: "\(product).tar.gz",
                product: product,
                sha256: Identifier(bytes: Array(repeating: UInt8(id), count: 32)),
                packedBytes: 1,
                complete: true
            )
            package.version = "5.14.1"
            try writer.insert(package)
            var entry = EntryRow(
                id: Int64(id),
                packageID: Int64(id),
                path: "log/\(product).log",
                role: "records",
                why: "by content"
            )
            entry.lines = 4
            entry.records = 3
            entry.unparsedLines = 1
            try writer.insert(entry)
        }
        try writer.insert(ShapeRow(id: 1, packageID: 1, text: "Engine failed", count: 3))
        for id in 1...3 {
            try writer.execute(
                """
                INSERT INTO record_row
                    (id, entry_id, line, byte_offset, time_us, shape_id, message)
                    VALUES (?, 1, ?, ?, ?, 1, ?)
                """,
                [id, id, id * 100, start + Int64(id) * minute, "Engine failed, try=\(id)"]
            )
        }
    }
}

/// Rule texts for tests.
enum TestRule {
    static func page(
        explains: String = "failed-to-scan",
        confidence: String = "likely",
        title: String = "{{count}} files failed",
        needs: String = "[core-log]",
        extra: String = "",
        meaning: String = "It failed."
    ) -> String {
        """
        ---
        title: "\(title)"
        explains: \(explains)
        severity: error
        confidence: \(confidence)
        status: stable
        specificity: 10
        needs: \(needs)
        \(extra.isEmpty ? "" : extra + "\n")sources: [{title: The manual, where: chapter 1}]
        ---
        # Tested

        ## Meaning

        \(meaning)

        ## When this is wrong

        Never.

        """
    }

    static func files(_ id: String, page: String = page(), detect: String) -> [RuleFile] {
        [
            RuleFile(path: "\(id)/rule.md", text: page),
            RuleFile(path: "\(id)/detect.sql", text: detect),
        ]
    }

    /// Every failed scan from scan `first` to `last`, with record 1 as evidence.
    static func fits(
        _ first: Int = 1,
        _ last: Int = 99,
        cause: String = "NULL",
        extra: String = ""
    ) -> String {
        """
        -- Failed scans.
        SELECT symptom.subject AS subject, 'record/1' AS evidence, 'fits' AS verdict,
            NULL AS why_code, \(cause) AS cause, symptom.time_us AS time_us\(extra)
        FROM symptom
        WHERE symptom.family = 'failed-to-scan'
            AND symptom.subject_id - 1099511627776 BETWEEN \(first) AND \(last)

        """
    }
}

import Archives
import CaseModel
import CaseStore
import Foundation
import GRDB
import Rules
import ScanWhy

/// A case of two small packages, built as users build one; it goes away with the test.
///
/// One night in four files: a.docx is answered before its scan ends, b.docx is refused, c.docx is
/// interrupted by Core's stop, and nobody knows what came of the scan of d.docx.
final class NightCase {
    /// 2026-06-27 20:00:00 UTC; the logs carry no zone and are read as UTC.
    static let start: Int64 = 1_782_590_400_000_000
    static let second: Int64 = 1_000_000

    let file: CaseFile
    private let folder: String

    init(core: String = coreLog, icap: String? = icapLog, nginx: String? = nil) throws {
        folder =
            FileManager.default.temporaryDirectory
            .appending(path: "story-tests-\(UUID().uuidString)").path()
        var inputs = [
            try Self.package("ometascan-5.14.1-1-support-1782621600", "core.log", core, in: folder)
        ]
        if let nginx {
            let name = "ometascan-5.14.1-1-support-1782621600"
            _ = try Self.package(name, "nginx.log", nginx, in: folder)
        }
        if let icap {
            let name = "mdicapsrv-5.14.0-support-1782621600"
            inputs.append(try Self.package(name, "mdicapsrv.log", icap, in: folder))
        }
        file = try CaseBuilder().build(inputs, at: folder + "/night.case")
    }

    deinit {
        // What stays behind lies in the temporary directory.
        try? FileManager.default.removeItem(atPath: folder)
    }

    var reader: SealedReader {
        get throws { try SealedReader(file) }
    }

    func stories(of item: String) throws -> [Story] {
        try withExtendedLifetime(self) {
            try StoryReader(reader).stories(of: item, toolVersion: "1.0")
        }
    }

    /// Adds rows that a list or history would bring; results that were stored are dropped.
    func add(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try ResultWriter(file).replaceResults { try $0.execute(sql: sql, arguments: arguments) }
    }

    func assess(_ rules: [RuleFile]) throws {
        let results = try RuleRunner(RuleSet(files: rules), options: RuleOptions()).run(on: reader)
        try ResultStore.write(results, to: file)
    }

    private static func package(
        _ name: String,
        _ log: String,
        _ text: String,
        in folder: String
    ) throws -> Input {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(
            atPath: path + "/log",
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: URL(filePath: "\(path)/log/\(log)"))
        return .folder(path: path)
    }

    static func id(_ letter: Character) -> String { String(repeating: letter, count: 32) }

    static func finished(_ time: String, _ id: Character, _ name: String, _ result: String)
        -> String
    {
        let blocked = result == "No Threat Detected" ? "false" : "true"
        return "[INFO] 2026.06.27 \(time): (core.workflow) Processing finished, node=':4388', "
            + "user='LOCAL/icap', workflow_id='w', dataId='\(Self.id(id))', fileName='\(name)', "
            + "sha256sum='\(String(repeating: id, count: 64))', blocked='\(blocked)', "
            + "blocked_reason='', overallResult='\(result)', threatFoundCount='0', "
            + "threatName='', ruleName='File process', source='10.20.0.20' [msgid: 82]"
    }

    private static func asked(_ time: String, _ id: Character, _ number: Int, _ path: String)
        -> String
    {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return "[INFO   ] 2026.06.27 \(time): (icap.scanner) Attempting to scan, "
            + "connectionId='\(Self.id(id))', requestId='\(number)', clientAddress='10.20.0.34', "
            + "uri='http://fs1.example/\(path)', fileName='\(name)'"
    }

    private static func told(
        _ time: String,
        _ words: String,
        _ id: Character,
        _ number: Int,
        _ rest: String
    ) -> String {
        "[INFO   ] 2026.06.27 \(time): (icap.scanner) \(words), connectionId='\(Self.id(id))', "
            + "requestId='\(number)', \(rest)"
    }

    static let coreLog = [
        "[INFO] 2026.06.27 20:00:00.000: (core.service) Service started, version='5.14.1'",
        finished("20:00:30.000", "9", "loose.zip", "Infected"),
        finished("20:02:00.000", "a", "a.docx", "No Threat Detected"),
        "[WARNING] 2026.06.27 20:03:00.100: (core.network) Request refused, code='503', "
            + "err='Server is too busy. Try again later.', userAgent='mdicapserver', "
            + "fileName='b.docx'",
        "[CRITICAL] 2026.06.27 20:05:07.000: (core.service) Error in Service, shutdown.. "
            + "[msgid: 8]",
        "[INFO] 2026.06.27 20:08:18.000: (core.service) Service starting, version='5.14.1'",
        finished("20:08:30.000", "c", "c.docx", "Failed"),
        "[INFO] 2026.06.27 20:30:00.000: (core.network) Queue status, inQueue='1'", "",
    ].joined(separator: "\n")

    static let icapLog = [
        asked("20:01:00.000", "1", 41, "projects/a.docx"),
        told("20:01:00.050", "Submitted to Core", "1", 41, "dataId='\(id("a"))'"),
        told(
            "20:01:01.000",
            "Error received from Metadefender Core",
            "1",
            41,
            "dataId='\(id("a"))', error='Error received from Metadefender Core'"
        ),
        told(
            "20:01:01.001",
            "Response sent",
            "1",
            41,
            "status='200', responseInfo='Blocked', "
                + "responseDesc='Error received from Metadefender Core'"
        ),
        asked("20:03:00.000", "2", 42, "projects/b.docx"),
        told(
            "20:03:00.120",
            "Core refused the request",
            "2",
            42,
            "code='503', error='Server is too busy. Try again later.'"
        ),
        told(
            "20:03:00.200",
            "Response sent",
            "2",
            42,
            "status='200', responseInfo='Blocked', responseDesc='Server is too busy'"
        ),
        asked("20:05:00.000", "3", 43, "projects/c.docx"),
        told("20:05:00.050", "Submitted to Core", "3", 43, "dataId='\(id("c"))'"),
        told("20:08:31.000", "Response sent", "3", 43, "status='200', responseInfo='Blocked'"),
        asked("20:20:00.000", "4", 44, "projects/d.docx"),
        told("20:20:00.050", "Submitted to Core", "4", 44, "dataId='\(id("d"))'"),
        asked("20:21:00.000", "5", 45, "archive/a.docx"),
        told("20:21:00.500", "Response sent", "5", 45, "status='204', responseInfo='Allowed'"),
        "[INFO   ] 2026.06.27 20:31:00.000: (icap.license) License checked, status='ok'", "",
    ].joined(separator: "\n")
}

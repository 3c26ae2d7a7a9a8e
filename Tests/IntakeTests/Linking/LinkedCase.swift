import Archives
import CaseModel
import CaseStore
import Foundation
import GRDB

@testable import Intake

/// A case of packages that are folders of small logs; it goes away with the test.
final class LinkedCase {
    private let folder: String
    private let reader: SealedReader

    /// Lines of Core's log, logs of ICAP Server, paths on a Nutanix list, files beside the packages
    /// by their names, the zone of all of them, and rows added later.
    init(
        core: [String] = [],
        icap: [[String]] = [],
        nutanix: [String] = [],
        loose: [String: String] = [:],
        zoneSeconds: Int? = nil,
        _ add: (CaseWriter) throws -> Void = { _ in }
    ) throws {
        folder =
            FileManager.default.temporaryDirectory
            .appending(path: "link-tests-\(UUID().uuidString)").path()
        var inputs: [Input] = []
        if !core.isEmpty {
            inputs.append(try Self.package("ometascan-5.14.1-support-1782621600", [core], folder))
        }
        if !icap.isEmpty {
            inputs.append(try Self.package("mdicapsrv-5.14.0-support-1782621600", icap, folder))
        }
        if !nutanix.isEmpty {
            let path = folder + "/list.json"
            let elements = nutanix.enumerated().map { index, path in
                """
                {"extId":"e\(index)","path":"\(path)","partnerServer":"icap01",\
                "scanTime":"2026-06-27T20:00:05.000Z","threatDescription":"Unknown",\
                "isQuarantined":true}
                """
            }
            let text =
                "{\"data\":[\(elements.joined(separator: ","))],"
                + "\"metadata\":{\"totalAvailableResults\":\(nutanix.count)}}"
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: URL(filePath: path))
            inputs.append(.file(path: path))
        }
        for (name, text) in loose {
            let path = "\(folder)/\(name)"
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: URL(filePath: path))
            inputs.append(.file(path: path))
        }
        var options = Intake.Options()
        options.zoneSeconds = zoneSeconds
        let intake = Intake(limits: Limits(), options: options)
        let (file, _) = try CaseFile.create(at: folder + "/linked.case", limits: Limits()) {
            writer in
            try intake.begin(inputs).store(into: writer)
            try add(writer)
            try intake.conclude(writer)
        }
        reader = try SealedReader(file)
    }

    deinit {
        // What stays behind lies in the temporary directory.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The rows of a query, each as its cells joined by `|`; NULL is `-`.
    func rows(_ sql: String) throws -> [String] {
        try reader.read { try cellTexts(sql, in: $0) }
    }

    /// How many rows of each kind belong to each file.
    func links() throws -> [String] {
        try rows(
            """
            SELECT file.path_key, file_link.kind, file_link.how, count(*) FROM file
            JOIN file_link ON file_link.file_id = file.id
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """
        )
    }

    static func asked(_ number: Int, _ uri: String, at clock: String) -> String {
        line("Attempting to scan", number, "clientAddress='10.0.0.9', uri='\(uri)'", at: clock)
    }

    static func line(_ words: String, _ number: Int, _ rest: String, at clock: String) -> String {
        let connection = String(repeating: "c", count: 32)
        return LogLine.core(
            "\(words), connectionId='\(connection)', requestId='\(number)', \(rest)",
            at: clock,
            component: words == "Sent" ? "icap.response" : "icap.scanner"
        )
    }

    private static func package(_ name: String, _ logs: [[String]], _ folder: String) throws
        -> Input
    {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(
            atPath: path + "/log",
            withIntermediateDirectories: true
        )
        for (index, lines) in logs.enumerated() {
            let text = lines.map { $0 + "\n" }.joined()
            try Data(text.utf8).write(to: URL(filePath: "\(path)/log/\(index).log"))
        }
        return .folder(path: path)
    }
}

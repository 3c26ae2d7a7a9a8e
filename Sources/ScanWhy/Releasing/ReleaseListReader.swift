package import CaseModel
package import CaseStore
internal import GRDB
internal import Rules

/// Lists the locked files with what is to become of each, as the rule of the release list says.
///
/// The rule decides; what is added here is where the file lies and which finding explains it.
struct ReleaseListReader {
    static let rule = "nutanix-unknown/needs-reset"
    /// Rules that speak of every locked file, and explain none.
    private static let beside: Set<String> = [rule, "nutanix-unknown/passed-unscanned"]

    private struct Place {
        var share: String?
        var fileServer: String?
    }

    private let places: [String: Place]
    private let findings: [String: String]

    init(_ reader: SealedReader, _ assessment: Assessment) throws {
        places = try reader.read(subject: "release list") { db in
            let sql = "SELECT ext_id, share, file_server_id FROM nutanix_file WHERE ext_id <> ''"
            var places: [String: Place] = [:]
            for row in try Row.fetchAll(db, sql: sql) {
                places[row[0]] = Place(share: row[1], fileServer: row[2])
            }
            return places
        }
        var findings: [String: String] = [:]
        // The best explanation comes first in an assessment.
        for finding in assessment.findings
        where finding.family == "nutanix-unknown" && !Self.beside.contains(finding.rule) {
            for subject in finding.subjects where findings[subject.path ?? ""] == nil {
                if let path = subject.path { findings[path] = finding.id }
            }
        }
        self.findings = findings
    }

    func list(_ rows: [Row]) -> ReleaseList {
        var list: [ReleaseList.Row] = []
        for row in rows {
            // One of the reasons of a file that stays locked is enough for a table; rows that are
            // about no file of the list have none.
            let reason: Int? = row["each_reason"]
            guard reason == 1, let path: String = row["each_path"],
                let kind: String = row["each_class"]
            else {
                continue
            }
            let extID: String? = row["each_ext_id"]
            let place = extID.flatMap { places[$0] }
            let action: String? = row["each_action"]
            list.append(
                ReleaseList.Row(
                    extID: extID,
                    fileServerExtID: place?.fileServer,
                    share: place?.share,
                    path: path,
                    server: row["each_server"],
                    timeUS: row["time_us"],
                    finding: findings[path],
                    kind: kind,
                    action: action,
                    why: row["each_why"] ?? "",
                    wave: row["each_wave"]
                )
            )
        }
        return ReleaseList(rows: list.sorted(by: Self.precedes))
    }

    private static func precedes(_ left: ReleaseList.Row, _ right: ReleaseList.Row) -> Bool {
        let one = (left.wave ?? .max, left.path, left.extID ?? "")
        let two = (right.wave ?? .max, right.path, right.extID ?? "")
        return one < two
    }
}

extension Analyzer {
    /// The release list of a case that was assessed; empty if the rule of it is not in the set.
    package func releaseList(of file: CaseFile, _ assessment: Assessment) throws -> ReleaseList {
        let reader = try SealedReader(file)
        let rows = try ruleRunner(nil).rows(of: ReleaseListReader.rule, on: reader)
        return try ReleaseListReader(reader, assessment).list(rows)
    }
}

import Archives
import CaseModel
import CaseStore
import TestSupport

@testable import Intake

/// A case of packages that are folders of a few lines each.
struct OverlappingCase {
    /// The logs of each package, by their paths.
    var packages: [[String: [String]]]
    var name = "ometascan-5.14.1-support-178262160"

    /// The rows of each query, each as its cells joined by `|`.
    func rows(_ queries: String...) throws -> [[String]] {
        try TemporaryDirectory.with { directory in
            var inputs: [Input] = []
            for (number, files) in packages.enumerated() {
                var package = SmallPackage(name: name + String(number))
                for file in files.sorted(by: { $0.key < $1.key }) {
                    package.add(file.key, file.value)
                }
                inputs.append(.folder(path: try package.folder(in: directory)))
            }
            let intake = Intake(limits: Limits(), options: Intake.Options())
            let path = directory.path(of: "overlap.case")
            let (file, _) = try CaseFile.create(at: path, limits: Limits()) { writer in
                try intake.begin(inputs).store(into: writer)
                try intake.conclude(writer)
            }
            let reader = try SealedReader(file)
            return try queries.map { sql in try reader.read { try cellTexts(sql, in: $0) } }
        }
    }

    /// Records by every count of them, which must agree.
    static let counts = """
        SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM by_shape),
            (SELECT sum(count) FROM shape), (SELECT sum(count) FROM minute),
            (SELECT sum(records) FROM entry)
        """

    static let notes = "SELECT text FROM note WHERE kind = 'overlap' ORDER BY text"
    static let broken = "SELECT * FROM pragma_foreign_key_check"
}

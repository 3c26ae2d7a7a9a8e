import Archives
import CaseModel
import CaseStore
import TestSupport

@testable import Intake

/// A package of Core whose access log tells +02:00, and files beside it.
struct OwnedCase {
    let core: [String]
    let loose: [String: String]

    /// The rows of a query, each as its cells joined by `|`.
    func rows(_ query: String) throws -> [String] {
        try TemporaryDirectory.with { directory in
            var package = SmallPackage.core(core)
            package.add(
                "log/nginx.log",
                [
                    "10.0.0.1 - - [27/Jun/2026:20:00:00 +0200] \"GET /readyz HTTP/1.1\" 200 5 "
                        + "\"-\" \"-\""
                ]
            )
            var inputs = [Input.folder(path: try package.folder(in: directory))]
            for (name, text) in loose.sorted(by: { $0.key < $1.key }) {
                inputs.append(.file(path: try directory.write(name, text)))
            }
            let intake = Intake(limits: Limits(), options: Intake.Options())
            let path = directory.path(of: "owned.case")
            let (file, _) = try CaseFile.create(at: path, limits: Limits()) { writer in
                try intake.begin(inputs).store(into: writer)
                try intake.conclude(writer)
            }
            let reader = try SealedReader(file)
            return try reader.read { try cellTexts(query, in: $0) }
        }
    }
}

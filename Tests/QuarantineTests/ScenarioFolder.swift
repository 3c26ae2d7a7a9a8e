import Foundation
import Quarantine

/// The library of scenarios, read from the source tree.
enum ScenarioFolder {
    static let url = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "samples/scenarios")

    /// Names without the ending, sorted.
    static let names: [String] = {
        // A folder that cannot be read gives no names, and the least count fails.
        let all = (try? FileManager.default.contentsOfDirectory(atPath: url.path())) ?? []
        return all.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }()

    static func text(_ name: String) throws -> String {
        try String(contentsOf: url.appending(path: name + ".yaml"), encoding: .utf8)
    }

    static func scenario(_ name: String) throws -> Scenario {
        try Scenario(yaml: text(name))
    }

    static func ending(_ name: String) throws -> Ending {
        var engine = Engine(try scenario(name))
        return engine.run()
    }
}

/// The pages of the documentation that are made from the code, so that they cannot differ.
package enum Manual {
    /// Every key of a scenario, as Markdown.
    package static var scenarioKeys: String {
        var text = tables(Scenario.manual("scenario"))
        text += "## Faults\n\n| fault | hits | what goes wrong |\n|---|---|---|\n"
        for kind in Fault.Kind.allCases {
            text += "| `\(kind.rawValue)` | \(place(kind)) | \(kind.about) |\n"
        }
        text += "\n## Actions\n\n| do | what is done |\n|---|---|\n"
        for verb in Action.Verb.allCases { text += "| `\(verb.rawValue)` | \(verb.about) |\n" }
        text += "\n## Occurrences\n\n"
        text += Occurrence.Kind.names.sorted().map { "`\($0)`" }.joined(separator: ", ") + "\n"
        return text
    }

    /// Every behaviour of the engine with its mark, as Markdown.
    package static var behaviours: String {
        var text = "## Documented\n\n| id | mark | the engine | scenarios | source |\n"
        text += "|---|---|---|---|---|\n"
        for one in Behaviour.all {
            let list = one.scenarios.map { "[\($0)](../samples/scenarios/\($0).yaml)" }
            text += "| `\(one.id)` | \(one.mark.rawValue) | \(one.says) |"
            text += " \(list.joined(separator: ", ")) | \(one.source) |\n"
        }
        text += "\n## Assumed\n\n"
        text += "| id | mark | the engine | the opposite | scenario | rules that lean on it |\n"
        text += "|---|---|---|---|---|---|\n"
        for one in Assumption.allCases {
            let words = one.words
            text += "| `\(one.rawValue)` | \(words.mark.rawValue) | \(words.says) |"
            text += " \(words.opposite) |"
            text += " [\(words.scenario)](../samples/scenarios/\(words.scenario).yaml) |"
            text += " \(words.rules) |\n"
        }
        return text
    }

    private static func tables(_ table: ManualTable) -> String {
        var text = "## `\(table.name)`\n\n"
        text += "| key | form | bounds | standard | meaning |\n|---|---|---|---|---|\n"
        for row in table.rows {
            text += "| `\(row[0])` | \(row[1]) | \(row[2]) | \(row[3]) | \(row[4]) |\n"
        }
        text += "\n"
        var seen: Set<String> = []
        for below in table.below where seen.insert(below.name).inserted {
            text += tables(below)
        }
        return text
    }

    private static func place(_ kind: Fault.Kind) -> String {
        switch kind.place {
        case .core: "a Core"
        case .icap: "an ICAP Server"
        case .cloud: "the Cloud"
        }
    }
}

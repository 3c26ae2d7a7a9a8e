/// What the cases of rules reach, and which changes of the rules they would notice.
package struct RuleCoverage: Sendable, Hashable {
    /// The name and version of the shape, written first into the JSON.
    package static let schema = "scanwhy.coverage/1"

    /// So many out of so many.
    package struct Tally: Sendable, Hashable {
        package var count: Int
        package var of: Int

        package init(_ count: Int = 0, of: Int = 0) {
            self.count = count
            self.of = of
        }

        package static func + (left: Tally, right: Tally) -> Tally {
            Tally(left.count + right.count, of: left.of + right.of)
        }

        /// In percent; nil where there is nothing to count.
        package var percent: Double? { of == 0 ? nil : Double(count) * 100 / Double(of) }
    }

    /// A change of a rule that no case of it notices.
    package struct Survivor: Sendable, Hashable {
        /// dropped, flipped, moved or emptied.
        package var change: String
        package var file: String
        /// Counted from 1.
        package var line: Int
        /// What was changed, on one line.
        package var text: String

        package init(change: String, file: String, line: Int, text: String) {
            self.change = change
            self.file = file
            self.line = line
            self.text = text
        }
    }

    package struct Rule: Sendable, Hashable {
        package var id: String
        /// Cases by what they expect: that it fires, stays silent, cannot tell.
        package var fires = 0
        package var silent = 0
        package var undetermined = 0
        /// Cases that fail without any change, which say nothing.
        package var broken: [String] = []
        /// Arms of the query without which some case fails.
        package var branches = Tally()
        /// Conditions and parameters whose change some case notices.
        package var mutants = Tally()
        /// Changes that a comment in the query says no case can notice.
        package var equivalent = 0
        /// In the order of the query.
        package var survivors: [Survivor] = []

        package init(id: String) {
            self.id = id
        }
    }

    /// A family of symptoms.
    package struct Family: Sendable, Hashable {
        package var name: String
        /// Rules that explain it.
        package var rules: Int
        /// Cases in which one of them fires.
        package var fires: Int

        package init(name: String, rules: Int, fires: Int) {
            self.name = name
            self.rules = rules
            self.fires = fires
        }
    }

    package var tool: Assessment.Tool
    package var families: [Family]
    /// Sorted by id.
    package var rules: [Rule]

    package init(tool: Assessment.Tool, families: [Family], rules: [Rule]) {
        self.tool = tool
        self.families = families
        self.rules = rules
    }

    /// The mutation score of all rules together.
    package var mutants: Tally { rules.reduce(Tally()) { $0 + $1.mutants } }
    package var branches: Tally { rules.reduce(Tally()) { $0 + $1.branches } }
}

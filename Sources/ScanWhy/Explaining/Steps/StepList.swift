internal import CaseModel
internal import GRDB
internal import Rules

/// Gathers the steps of a story, and puts them into the order of time.
struct StepList {
    private let places: Places
    private let labels: PackageLabels
    private var steps: [Story.Step] = []
    private var used: Set<String> = []

    init(_ db: Database, _ labels: PackageLabels) {
        places = Places(db: db)
        self.labels = labels
    }

    /// By time, those without one last; of one time in the order they were added.
    var sorted: [Story.Step] {
        steps.enumerated().sorted { left, right in
            (left.element.timeUS ?? .max, left.offset)
                < (right.element.timeUS ?? .max, right.offset)
        }.map(\.element)
    }

    /// Adds a step; `values` are told too where the text of the place does not hold them.
    mutating func add(
        _ what: String,
        at timeUS: Int64?,
        by product: Product,
        evidence: String?,
        values: [(name: String, value: String?)] = [],
        quoting: Bool = true
    ) throws {
        guard let evidence, let place = try places.place(evidence) else { return }
        used.insert(evidence)
        var text = quoting ? [place.text] : []
        for (name, value) in values {
            guard let value, !value.isEmpty, !place.text.contains(value) else { continue }
            text.append("\(name)='\(value)'")
        }
        steps.append(
            Story.Step(
                timeUS: timeUS,
                product: product,
                package: labels.id(of: place.package) ?? "",
                what: what,
                text: text.filter { !$0.isEmpty }.joined(separator: ", "),
                documented: place.documented,
                location: place.location
            )
        )
    }

    /// True if a step stands at this place already.
    func tells(_ evidence: String?) -> Bool {
        evidence.map(used.contains) ?? false
    }
}

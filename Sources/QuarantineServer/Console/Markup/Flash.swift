/// What the last form did, told once on the page that follows.
///
/// It travels in a cookie, as a word of this list and a count, so nobody can put text of his own
/// onto a page.
enum Flash: Sendable, Hashable {
    case sent(Int)
    case pinned(Int)
    case unpinned(Int)
    case deleted(Int)
    case settingsSaved
    case nothingSelected
    case enabled
    case disabled
    case keySaved
    case keyRemoved
    case faultBegan
    case faultEnded
    case advanced
    case rateSet
    case submitted
    case stageSaved

    private static let single: [(String, Flash)] = [
        ("settings", .settingsSaved), ("nothing", .nothingSelected), ("enabled", .enabled),
        ("disabled", .disabled), ("key", .keySaved), ("nokey", .keyRemoved),
        ("fault", .faultBegan), ("nofault", .faultEnded), ("advanced", .advanced),
        ("rate", .rateSet), ("submitted", .submitted), ("stage", .stageSaved),
    ]

    /// As the cookie has it.
    var word: String {
        switch self {
        case .sent(let count): "sent.\(count)"
        case .pinned(let count): "pinned.\(count)"
        case .unpinned(let count): "unpinned.\(count)"
        case .deleted(let count): "deleted.\(count)"
        default: Self.single.first { $0.1 == self }?.0 ?? ""
        }
    }

    init?(word: String) {
        let parts = word.split(separator: ".")
        if parts.count == 2, let count = Int(parts[1]), (0...1_000_000).contains(count) {
            switch parts[0] {
            case "sent": self = .sent(count)
            case "pinned": self = .pinned(count)
            case "unpinned": self = .unpinned(count)
            case "deleted": self = .deleted(count)
            default: return nil
            }
        } else {
            guard let flash = Self.single.first(where: { $0.0 == word })?.1 else { return nil }
            self = flash
        }
    }

    init(_ verb: ConsoleVerb, _ count: Int) {
        switch verb {
        case .send: self = .sent(count)
        case .pin: self = .pinned(count)
        case .unpin: self = .unpinned(count)
        case .delete: self = .deleted(count)
        }
    }

    var text: String {
        switch self {
        case .sent(let count): Words.count(count, "item") + " given to the Cloud hand-over."
        case .pinned(let count): Words.count(count, "item") + " pinned."
        case .unpinned(let count): Words.count(count, "item") + " unpinned."
        case .deleted(let count): Words.count(count, "item") + " deleted."
        case .settingsSaved: "The quarantine settings are saved."
        case .nothingSelected: "Nothing was done: select items by their check-boxes first."
        case .enabled: "Threat Intelligence is enabled."
        case .disabled: "Threat Intelligence is disabled."
        case .keySaved: "The METADEFENDER CLOUD API KEY is saved."
        case .keyRemoved: "The METADEFENDER CLOUD API KEY is removed."
        case .faultBegan: "The fault is switched on."
        case .faultEnded: "The fault is switched off."
        case .advanced: "Virtual time has moved on."
        case .rateSet: "The rate of virtual time is set."
        case .submitted: "The file is submitted: see what happened lately."
        case .stageSaved: "The installation is changed."
        }
    }

    var isWarning: Bool { self == .nothingSelected }
}

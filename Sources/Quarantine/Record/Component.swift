/// Who an occurrence happened to.
package enum Component: Sendable, Hashable {
    case core(String)
    case icap(String)
    case share(String)
    case cloud
    /// The scenario itself: faults and what people do.
    case stage
}

/// Why something went wrong or was refused: the ground truth of a run.
package enum Cause: Sendable, Hashable, CustomStringConvertible {
    /// The fault of this name.
    case fault(String)
    /// A setting, by its key.
    case setting(String)
    /// What the file is.
    case content(String)
    /// As many requests as there were, and no fault.
    case load
    /// What a person did.
    case person(String)
    /// Documented behaviour, which is no trouble.
    case design(String)

    package var description: String {
        switch self {
        case .fault(let name): "fault/\(name)"
        case .setting(let key): "setting/\(key)"
        case .content(let what): "content/\(what)"
        case .load: "load"
        case .person(let what): "person/\(what)"
        case .design(let what): "design/\(what)"
        }
    }
}

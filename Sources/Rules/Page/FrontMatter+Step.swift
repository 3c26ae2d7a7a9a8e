internal import Yams

extension FrontMatter {
    /// The step of a parameter: a number above zero; nil where none is declared.
    mutating func step(_ parameter: Node.Mapping) -> RulePage.Parameter.Value? {
        guard let text = text("step", parameter, required: false) else { return nil }
        let value = RulePage.Parameter.Value(text)
        switch value {
        case .integer(let number) where number > 0: return value
        case .real(let number) where number > 0: return value
        default:
            fault(at: parameter["step"], "step is no number above zero", "write digits")
            return nil
        }
    }
}

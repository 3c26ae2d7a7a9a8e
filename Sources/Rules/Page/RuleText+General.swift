extension RuleText {
    /// The text as it stands for any case: what a case fills in is `…`.
    ///
    /// A part that is printed only where a value is there stays, and one for where it is not goes,
    /// so that the text says the most that it can say.
    package var general: String {
        var text = ""
        var rest = Substring(source)
        /// Names of the parts that are left out, innermost last.
        var hidden: [Substring] = []
        while let open = rest.firstRange(of: "{{"),
            let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            if hidden.isEmpty { text += rest[..<open.lowerBound] }
            let inner = rest[open.upperBound..<close.lowerBound]
            let isPart = inner.first.map { "#^/".contains($0) } == true
            switch inner.first {
            case "^": hidden.append(inner.dropFirst())
            case "/": if hidden.last == inner.dropFirst() { hidden.removeLast() }
            default: if hidden.isEmpty, !isPart { text += "…" }
            }
            rest = rest[close.upperBound...]
        }
        return text + rest
    }
}

extension RulePage.Parameter.Value {
    /// As a user would type it.
    package var text: String {
        switch self {
        case .integer(let number): String(number)
        case .real(let number): "\(number)"
        case .text(let text): text
        }
    }
}

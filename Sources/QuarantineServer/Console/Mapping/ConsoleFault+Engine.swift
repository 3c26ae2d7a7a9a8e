package import Quarantine

extension ConsoleFaultKind {
    /// All faults of the engine, with what each can be told.
    package static let all = Fault.Kind.allCases.map { kind in
        ConsoleFaultKind(
            key: kind.rawValue,
            place: "\(kind.place)",
            about: kind.about,
            parameters: parameters(of: kind)
        )
    }

    private static func parameters(of kind: Fault.Kind) -> [Parameter] {
        switch kind {
        case .coreRefuses: [.status, .text]
        case .queueFilled, .coreSlow, .cloudSlow: [.factor]
        case .pollsFail: [.percent, .status]
        case .engineFailed, .engineUpdating: [.engine]
        case .engineSlow: [.engine, .factor]
        case .interference, .unreadable: [.percent]
        case .icapAnswers: [.status]
        case .coreUnreachable, .cloudDown, .cloudRefuses: [.text]
        default: []
        }
    }
}

extension Fault {
    /// Nil for a kind that there is not.
    package init?(_ order: ConsoleFaultOrder) {
        guard let kind = Kind(rawValue: order.key) else { return nil }
        self.init(kind)
        engine = order.engine ?? engine
        factor = order.factor ?? factor
        percent = order.percent ?? percent
        status = order.status ?? status
        text = order.text ?? text
    }
}

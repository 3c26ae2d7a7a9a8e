/// A product that leaves support packages or exports.
package enum Product: String, Sendable, Hashable, CaseIterable {
    case core
    case icap
    case nutanix
    case unknown
}

/// How grave a log record says it is, in the product's own order.
package enum Level: Int, Sendable, Hashable, CaseIterable, Comparable {
    case dump = 0
    case debug
    case info
    case warning
    case error
    case critical

    /// The word the product writes between brackets.
    package var name: String {
        switch self {
        case .dump: "DUMP"
        case .debug: "DEBUG"
        case .info: "INFO"
        case .warning: "WARNING"
        case .error: "ERROR"
        case .critical: "CRITICAL"
        }
    }

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}

/// A kind of evidence a rule can need; coverage is kept by these names.
package enum Source: String, Sendable, Hashable, CaseIterable {
    case coreLog = "core-log"
    case coreNginx = "core-nginx"
    case coreHistory = "core-history"
    case coreConfig = "core-config"
    case coreStatus = "core-status"
    case engineLog = "engine-log"
    case icapLog = "icap-log"
    case icapNginx = "icap-nginx"
    case icapHistory = "icap-history"
    case icapConfig = "icap-config"
    case icapStatus = "icap-status"
    case nutanixList = "nutanix-list"
    case nutanixPolicy = "nutanix-policy"
    case quarantineList = "quarantine-list"
    case cloudAnswers = "cloud-answers"
    case databaseLog = "database-log"
    case icapClient = "icap-client"

    /// The product that leaves it; nil for what others may tell of several products.
    package var product: Product? {
        switch self {
        case .coreLog, .coreNginx, .coreHistory, .coreConfig, .coreStatus, .engineLog,
            .quarantineList, .databaseLog:
            .core
        case .icapLog, .icapNginx, .icapHistory, .icapConfig, .icapStatus: .icap
        case .nutanixList, .nutanixPolicy: .nutanix
        case .cloudAnswers, .icapClient: nil
        }
    }
}

/// How bad a finding is if it is true.
package enum Severity: Int, Sendable, Hashable, CaseIterable, Comparable {
    case info = 0
    case warning
    case error
    case critical

    package var name: String {
        switch self {
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        case .critical: "critical"
        }
    }

    package init?(name: String) {
        guard let found = Severity.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    package static func < (left: Severity, right: Severity) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// How sure a finding is.
package enum Confidence: Int, Sendable, Hashable, CaseIterable, Comparable {
    case possible = 0
    case likely
    case certain

    package var name: String {
        switch self {
        case .possible: "possible"
        case .likely: "likely"
        case .certain: "certain"
        }
    }

    package init?(name: String) {
        guard let found = Confidence.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    package static func < (left: Confidence, right: Confidence) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a rule came to; never a Boolean.
package enum OutcomeKind: String, Sendable, Hashable, CaseIterable {
    case found
    case clear
    case notApplicable = "not_applicable"
    case undetermined
    case failed
}

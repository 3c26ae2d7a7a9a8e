/// What the switchboard shows of the simulation as a whole.
package struct ConsoleStage: Sendable, Hashable {
    /// What the switchboard changes of the installation.
    package struct Settings: Sendable, Hashable {
        /// The Threat Intelligence technology is in the licence.
        package var isLicensed: Bool
        /// Items older than that are cleaned up; nil: never.
        package var quarantineAgeUS: Int64?
        /// Prevention API calls in 24 hours.
        package var dailyLimit: Int

        package init(isLicensed: Bool, quarantineAgeUS: Int64?, dailyLimit: Int) {
            self.isLicensed = isLicensed
            self.quarantineAgeUS = quarantineAgeUS
            self.dailyLimit = dailyLimit
        }

        package static let dailyLimits = 0...10_000_000
    }

    /// The Core that the pages are of, such as `core01`.
    package var name: String
    /// Its product version, such as `5.14.1`.
    package var version: String
    /// Virtual time; microseconds UTC.
    package var nowUS: Int64
    /// Virtual seconds in a second; 0: time stands still.
    package var rate: Int
    /// Prevention calls in the 24 hours of the key.
    package var callsUsed: Int
    /// When they end; nil if none began.
    package var windowEndUS: Int64?
    /// A key that the Cloud of the simulation knows, to be tried out; nil for a real Cloud.
    package var sampleAPIKey: String?
    package var settings: Settings

    package init(
        name: String,
        version: String,
        nowUS: Int64,
        rate: Int,
        callsUsed: Int,
        windowEndUS: Int64?,
        sampleAPIKey: String?,
        settings: Settings
    ) {
        self.name = name
        self.version = version
        self.nowUS = nowUS
        self.rate = rate
        self.callsUsed = callsUsed
        self.windowEndUS = windowEndUS
        self.sampleAPIKey = sampleAPIKey
        self.settings = settings
    }

    /// What `setRate` takes.
    package static let rates = 0...86_400
    /// What `advance` takes: up to a year.
    package static let advancesUS: ClosedRange<Int64> = 1...366 * 86_400_000_000
}

/// A fault that can be switched on.
package struct ConsoleFaultKind: Sendable, Hashable {
    /// What a fault can be told besides its kind.
    package enum Parameter: String, Sendable, Hashable, CaseIterable {
        case engine, factor, percent, status, text
    }

    /// Such as `cloud-down`.
    package var key: String
    /// Who it hits, such as `core`.
    package var place: String
    /// What it does, in one sentence.
    package var about: String
    package var parameters: [Parameter]

    package init(key: String, place: String, about: String, parameters: [Parameter]) {
        self.key = key
        self.place = place
        self.about = about
        self.parameters = parameters
    }
}

/// A fault to be switched on; nil leaves what the engine has as standard.
package struct ConsoleFaultOrder: Sendable, Hashable {
    package var key: String
    package var engine: String?
    package var factor: Int?
    package var percent: Int?
    package var status: Int?
    package var text: String?

    package init(key: String) {
        self.key = key
    }
}

/// A fault that is switched on.
package struct ConsoleFault: Sendable, Hashable {
    /// What `endFault` takes.
    package var number: Int
    package var key: String
    /// As causes call it, such as `cloud-down-1`.
    package var name: String
    /// Microseconds UTC, virtual time.
    package var sinceUS: Int64

    package init(number: Int, key: String, name: String, sinceUS: Int64) {
        self.number = number
        self.key = key
        self.name = name
        self.sinceUS = sinceUS
    }
}

/// One thing that happened.
package struct ConsoleOccurrence: Sendable, Hashable {
    /// Microseconds UTC, virtual time.
    package var timeUS: Int64
    /// Who it happened to, such as `core01`.
    package var component: String
    /// Such as `item-quarantined`.
    package var name: String
    /// What it is about: a file, a setting, an answer; foreign text.
    package var about: String
    /// Why it went wrong, such as `fault/cloud-down-1`; empty where nothing did.
    package var cause: String

    package init(timeUS: Int64, component: String, name: String, about: String, cause: String) {
        self.timeUS = timeUS
        self.component = component
        self.name = name
        self.about = about
        self.cause = cause
    }
}

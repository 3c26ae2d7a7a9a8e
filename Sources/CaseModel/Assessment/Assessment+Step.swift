extension Assessment {
    /// One step of a remedy: what, who, what it risks, what comes before, how to check it.
    package struct Step: Sendable, Hashable {
        package enum Actor: String, Sendable, Hashable, CaseIterable {
            case nutanixAdmin = "nutanix-admin"
            case icapAdmin = "icap-admin"
            case coreAdmin = "core-admin"
            case nutanixSupport = "nutanix-support"
            case opswatSupport = "opswat-support"
        }

        package enum Risk: String, Sendable, Hashable, CaseIterable {
            case losesEvidence = "loses-evidence"
            case exposesUnscanned = "exposes-unscanned"
            case weakensProtection = "weakens-protection"
            case uploadsData = "uploads-data"
            case interruptsScanning = "interrupts-scanning"
        }

        package var step: String
        package var actor: Actor
        package var risk: [Risk]
        /// What to do first; a step with a risk always has one.
        package var before: String?
        /// How to see that it worked.
        package var check: String?

        package init(
            step: String,
            actor: Actor,
            risk: [Risk] = [],
            before: String? = nil,
            check: String? = nil
        ) {
            self.step = step
            self.actor = actor
            self.risk = risk
            self.before = before
            self.check = check
        }
    }
}

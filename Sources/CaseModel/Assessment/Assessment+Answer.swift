extension Assessment {
    /// What a support agent says first: what happened, how sure, what is missing.
    package struct Answer: Sendable, Hashable {
        /// A finding that no other finding causes.
        package struct RootCause: Sendable, Hashable {
            /// The finding's id.
            package var finding: String
            /// Subjects it stands behind, directly or through the findings it causes.
            package var subjectCount: Int
            package var confidence: Confidence

            package init(finding: String, subjectCount: Int, confidence: Confidence) {
                self.finding = finding
                self.subjectCount = subjectCount
                self.confidence = confidence
            }
        }

        /// Files that nobody can open now, by what stands behind the lock.
        package struct Locked: Sendable, Hashable {
            package var byVerdict: Int
            package var withoutVerdict: Int
            package var unknown: Int

            package init(byVerdict: Int = 0, withoutVerdict: Int = 0, unknown: Int = 0) {
                self.byVerdict = byVerdict
                self.withoutVerdict = withoutVerdict
                self.unknown = unknown
            }
        }

        /// Something to ask for, and what it would decide.
        package struct Collect: Sendable, Hashable {
            package var what: String
            /// nil where it is no command (a screenshot, a list from a console).
            package var command: String?
            /// Rules that are undetermined without it.
            package var unlocks: [String]

            package init(what: String, command: String? = nil, unlocks: [String] = []) {
                self.what = what
                self.command = command
                self.unlocks = unlocks
            }
        }

        package var headline: String
        /// The one with the most subjects first.
        package var rootCauses: [RootCause]
        package var locked: Locked
        /// The one that unlocks most first.
        package var collect: [Collect]

        package init(
            headline: String,
            rootCauses: [RootCause] = [],
            locked: Locked = Locked(),
            collect: [Collect] = []
        ) {
            self.headline = headline
            self.rootCauses = rootCauses
            self.locked = locked
            self.collect = collect
        }
    }
}

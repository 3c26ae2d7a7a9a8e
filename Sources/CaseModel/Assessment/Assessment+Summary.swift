extension Assessment {
    /// How many rules came to what, and how many symptoms are explained.
    package struct Summary: Sendable, Hashable {
        /// One family of symptoms, such as failed scans or locked files.
        package struct Symptoms: Sendable, Hashable {
            package var family: String
            /// Subjects with this symptom.
            package var subjects: Int
            /// Those that at least one finding explains.
            package var explained: Int
            /// Those that are the outcome a policy asks for, no failure.
            package var policy: Int
            /// Ids of the rest, sorted.
            package var unexplained: [String]
            /// What was looked at for subjects that no finding explains, and does not hold.
            package var ruledOut: [Finding.RuledOut]

            package init(
                family: String,
                subjects: Int,
                explained: Int,
                policy: Int = 0,
                unexplained: [String] = [],
                ruledOut: [Finding.RuledOut] = []
            ) {
                self.family = family
                self.subjects = subjects
                self.explained = explained
                self.policy = policy
                self.unexplained = unexplained
                self.ruledOut = ruledOut
            }
        }

        /// Counts of rules by outcome.
        package var found: Int
        package var clear: Int
        package var notApplicable: Int
        package var undetermined: Int
        package var failed: Int
        package var symptoms: [Symptoms]

        package init(
            found: Int = 0,
            clear: Int = 0,
            notApplicable: Int = 0,
            undetermined: Int = 0,
            failed: Int = 0,
            symptoms: [Symptoms] = []
        ) {
            self.found = found
            self.clear = clear
            self.notApplicable = notApplicable
            self.undetermined = undetermined
            self.failed = failed
            self.symptoms = symptoms
        }
    }
}

extension Assessment {
    /// The program and the rules that made an assessment.
    package struct Tool: Sendable, Hashable {
        package var name: String
        package var version: String
        /// SHA-256 over the rule set, in hex.
        package var rulesDigest: String

        package init(name: String = "scanwhy", version: String, rulesDigest: String) {
            self.name = name
            self.version = version
            self.rulesDigest = rulesDigest
        }
    }

    /// What the assessment was asked to do: enough to run it again on the same packages.
    package struct Options: Sendable, Hashable {
        /// A rule parameter that was set by hand.
        package struct Parameter: Sendable, Hashable {
            /// `rule.name`, as `--parameter` takes it.
            package var name: String
            package var value: String

            package init(name: String, value: String) {
                self.name = name
                self.value = value
            }
        }

        /// As `--timezone` gave it; nil means each package's own.
        package var zone: String?
        /// Subjects before it were left out.
        package var sinceUS: Int64?
        /// Subjects from it on were left out.
        package var untilUS: Int64?
        /// Rule families that were run; empty means all.
        package var families: [String]
        /// Files the user asked about, as typed.
        package var files: [String]
        package var parameters: [Parameter]
        /// Folders the rules came from; empty means the embedded set.
        package var ruleFolders: [String]
        /// What was read beside the packages: message tables, lists, exports.
        package var imports: [String]
        /// The program that was named to read PostgreSQL's archives; nil if none was run.
        package var pgRestore: String?
        package var strict: Bool
        package var redact: Bool

        package init(
            zone: String? = nil,
            sinceUS: Int64? = nil,
            untilUS: Int64? = nil,
            families: [String] = [],
            files: [String] = [],
            parameters: [Parameter] = [],
            ruleFolders: [String] = [],
            imports: [String] = [],
            pgRestore: String? = nil,
            strict: Bool = false,
            redact: Bool = false
        ) {
            self.zone = zone
            self.sinceUS = sinceUS
            self.untilUS = untilUS
            self.families = families
            self.files = files
            self.parameters = parameters
            self.ruleFolders = ruleFolders
            self.imports = imports
            self.pgRestore = pgRestore
            self.strict = strict
            self.redact = redact
        }
    }
}

extension RuleSet {
    /// The set with another query in one of its rules, which keeps its page.
    package func changing(_ id: String, detect: String) -> RuleSet {
        let changed = rules.map { rule in
            rule.id != id
                ? rule
                : Rule(
                    id: id,
                    page: rule.page,
                    detect: detect,
                    contrast: rule.contrast,
                    version: rule.version,
                    cases: rule.cases,
                    folder: rule.folder
                )
        }
        return RuleSet(rules: changed, digest: digest, directory: directory)
    }
}

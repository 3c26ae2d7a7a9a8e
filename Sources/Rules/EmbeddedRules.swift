// swift-format-ignore-file
// Made by script/embed-rules from rules/; run it again instead of editing this.

/// The rules as they were when the program was built.
enum EmbeddedRules {
    static let files: [RuleFile] = [
    ]
}

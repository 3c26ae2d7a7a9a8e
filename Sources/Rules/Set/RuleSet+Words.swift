extension RuleSet {
    /// Every word of two letters or more that the embedded rules use, in lower case: English, and
    /// what the products are known to write.
    package static var embeddedWords: Set<String> {
        var words: Set<String> = []
        for file in EmbeddedRules.files {
            let parts = file.text.utf8.split { ($0 | 0x20) &- 0x61 >= 26 }
            for part in parts where part.count > 1 {
                words.insert(String(decoding: part, as: UTF8.self).lowercased())
            }
        }
        return words
    }
}

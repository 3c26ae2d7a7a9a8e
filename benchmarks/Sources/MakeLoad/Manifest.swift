/// The truth about what was written, as JSON: what a reader of the load must come to.
struct Manifest {
    var seed: UInt64
    var core: CoreLog.Counts
    var access: AccessLog
    /// Newest first, with names from the root of the package.
    var coreFiles: [(name: String, bytes: Int, lines: Int, events: Int)]

    var text: String {
        let files = coreFiles.map {
            "  {\"name\": \"\($0.name)\", \"bytes\": \($0.bytes), \"lines\": \($0.lines), "
                + "\"events\": \($0.events)}"
        }
        var levels: [String: Int] = [:]
        var messages: [String: Int] = [:]
        for (template, count) in zip(Template.all, core.events) {
            levels[template.level, default: 0] += count
            messages[template.messageID.map(String.init) ?? "None", default: 0] += count
        }
        let status = Dictionary(
            uniqueKeysWithValues: access.byStatus.map { (String($0.key), $0.value) }
        )
        return """
            {
             "seed": \(seed),
             "core": {
              "bytes": \(core.bytes),
              "lines": \(core.lines),
              "events": \(core.events.reduce(0, +)),
              "continuation_lines": \(core.continuationLines),
              "templates": \(Template.all.count),
              "by_level": \(object(levels)),
              "by_msgid": \(object(messages))
             },
             "core_files": [
            \(files.joined(separator: ",\n"))
             ],
             "nginx": {
              "bytes": \(access.bytes),
              "lines": \(access.lines),
              "by_status": \(object(status))
             }
            }

            """
    }

    private func object(_ counts: [String: Int]) -> String {
        let members = counts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        return "{" + members.joined(separator: ", ") + "}"
    }
}

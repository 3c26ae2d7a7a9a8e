/// A table that `kubectl` prints: events, or pods with their restarts.
struct KubernetesTable {
    private let columns: [(name: String, start: Int)]
    /// False for the events in the description of a pod, which stand further in.
    let isOutermost: Bool

    /// nil if the line is no header of such a table.
    init?(_ header: String) {
        var columns: [(name: String, start: Int)] = []
        var blanks = 2
        for (place, character) in header.enumerated() {
            if character == " " || character == "\r" {
                blanks += 1
                continue
            }
            if blanks >= 2 {
                columns.append(("", place))
            } else if blanks == 1 {
                columns[columns.count - 1].name += " "
            }
            columns[columns.count - 1].name += character.lowercased()
            blanks = 0
        }
        let names = Set(columns.map(\.name))
        guard
            names.isSuperset(of: ["type", "reason", "message"])
                && !names.isDisjoint(with: ["last seen", "age"])
                || names.isSuperset(of: ["name", "ready", "status", "restarts"])
        else { return nil }
        self.columns = columns
        isOutermost = header.first != " "
    }

    /// What a row tells; the pod is that whose description the table is in, empty outside of one.
    func words(of line: LineSplitter.Line, pod: String) -> [KubernetesWord] {
        let cells = cells(of: line.text)
        if let reason = cells["reason"] {
            // Under the header of a description stands a row of dashes.
            guard !reason.isEmpty, !reason.allSatisfy({ $0 == "-" }) else { return [] }
            return [event(cells, reason, line, pod: pod)]
        }
        guard let name = cells["name"], !name.isEmpty, let status = cells["status"] else {
            return []
        }
        let restarts = (cells["restarts"] ?? "").prefix { $0.isNumber }
        guard !restarts.isEmpty else { return [] }
        let pod = name.hasPrefix("pod/") ? String(name.dropFirst(4)) : name
        return [
            .fact("kubernetes.\(pod).status", status, at: line),
            .fact("kubernetes.\(pod).restart_count", String(restarts), at: line),
        ]
    }

    private func event(
        _ cells: [String: String],
        _ reason: String,
        _ line: LineSplitter.Line,
        pod: String
    ) -> KubernetesWord {
        let about = cells["object"] ?? (pod.isEmpty ? "" : "pod/\(pod)")
        return .record(
            "Event",
            [
                ("object", about), ("reason", reason),
                ("age", cells["last seen"] ?? cells["age"] ?? ""),
                ("message", cells["message"] ?? ""),
            ],
            level: cells["type"] == "Warning" ? 3 : 4,
            timeUS: nil,
            at: line
        )
    }

    /// The columns are filled with blanks, so that each begins below its name.
    private func cells(of line: String) -> [String: String] {
        let characters = Array(line)
        var cells: [String: String] = [:]
        for (index, column) in columns.enumerated() where column.start < characters.count {
            let end = index + 1 < columns.count ? columns[index + 1].start : characters.count
            let cell = characters[column.start..<min(end, characters.count)]
            cells[column.name] = TableText.trimmed(String(cell))
        }
        return cells
    }
}

/// Follows the lines of `kubectl describe pod`, of one pod or of several.
struct PodLines {
    /// The pod whose lines these are; empty before the first.
    private(set) var pod = ""
    private var status = ""
    private var reason: (text: String, line: LineSplitter.Line)?
    private var message = ""
    private var section = ""
    private var container: ContainerLines?

    mutating func take(_ line: LineSplitter.Line) -> [KubernetesWord] {
        let indent = line.text.prefix { $0 == " " }.count
        let text = TableText.trimmed(line.text)
        guard let pair = TableText.pair(text, at: { $0 == ":" }) else { return [] }
        if indent == 0 { return takeOuter(pair.name, pair.value, line) }
        guard section == "Containers" || section == "Init Containers" else { return [] }
        if indent <= 2, pair.value.isEmpty {
            let told = endContainer()
            container = ContainerLines(pod: pod, name: pair.name, isInit: section != "Containers")
            return told
        }
        container?.take(pair.name, pair.value, indent: indent, line)
        return []
    }

    mutating func finish() -> [KubernetesWord] { endContainer() + endPod() }

    /// What the container told whose lines are over.
    mutating func endContainer() -> [KubernetesWord] {
        defer { container = nil }
        return container?.words ?? []
    }

    private mutating func takeOuter(
        _ name: String,
        _ value: String,
        _ line: LineSplitter.Line
    ) -> [KubernetesWord] {
        var told = endContainer()
        section = name
        switch name {
        case "Name":
            told += endPod()
            pod = value
        case "Status": status = value
        case "Reason": reason = (value, line)
        case "Message": message = value
        default: break
        }
        return told
    }

    /// An evicted pod has no state of a container that would tell of it.
    private mutating func endPod() -> [KubernetesWord] {
        defer {
            status = ""
            reason = nil
            message = ""
        }
        guard let reason, status.hasPrefix("Failed") else { return [] }
        return [
            .record(
                "Pod failed",
                [("pod", pod), ("reason", reason.text), ("message", message)],
                level: 2,
                timeUS: nil,
                at: reason.line
            ),
            .fact("kubernetes.\(pod).reason", reason.text, at: reason.line),
        ]
    }
}

/// Follows the lines of one container.
struct ContainerLines {
    private struct State {
        var kind: String
        var line: LineSplitter.Line
        var values: [String: (text: String, line: LineSplitter.Line)] = [:]

        func text(_ key: String) -> String { values[key]?.text ?? "" }
        func timeUS(_ key: String) -> Int64? {
            guard let time = TimeText(text(key)), time.zone != .none else { return nil }
            return time.us
        }
    }

    let pod: String
    let name: String
    let isInit: Bool
    private var image = ""
    private var restarts: (text: String, line: LineSplitter.Line)?
    /// `State` and `Last State`, in the order they stand.
    private var states: [(name: String, state: State)] = []
    private var isInState = false

    /// What is kept of a state; nothing else of a hostile text stays in memory.
    private static let kept: Set = ["Reason", "Exit Code", "Started", "Finished", "Message"]
    /// A container has two; more come from no `kubectl`.
    private static let statesKept = 4

    init(pod: String, name: String, isInit: Bool) {
        self.pod = pod
        self.name = name
        self.isInit = isInit
    }

    mutating func take(_ key: String, _ value: String, indent: Int, _ line: LineSplitter.Line) {
        guard indent <= 4 else {
            if isInState, Self.kept.contains(key), let last = states.indices.last {
                states[last].state.values[key] = (value, line)
            }
            return
        }
        isInState = (key == "State" || key == "Last State") && states.count < Self.statesKept
        if isInState { states.append((key, State(kind: value, line: line))) }
        if key == "Image" { image = value }
        if key == "Restart Count" { restarts = (value, line) }
    }

    /// What befell the container, and the numbers of it.
    var words: [KubernetesWord] {
        let place = "kubernetes.\(pod).\(name)"
        var told =
            restarts.map {
                [KubernetesWord.fact("\(place).restart_count", $0.text, at: $0.line)]
            } ?? []
        for (name, state) in states {
            let key = "\(place).\(name == "State" ? "state" : "last_state")"
            told.append(.fact(key, state.kind, at: state.line))
            if let reason = state.values["Reason"] {
                let time = state.timeUS("Finished")
                told.append(.fact("\(key).reason", reason.text, timeUS: time, at: reason.line))
            }
            if let code = state.values["Exit Code"] {
                let time = state.timeUS("Finished")
                told.append(.fact("\(key).exit_code", code.text, timeUS: time, at: code.line))
            }
            told += events(of: state)
        }
        return told
    }

    private func events(of state: State) -> [KubernetesWord] {
        let about = [
            ("pod", pod), (isInit ? "initContainer" : "container", name), ("image", image),
        ]
        var told: [KubernetesWord] = []
        if let began = state.values["Started"], let time = state.timeUS("Started") {
            told.append(.record("Container started", about, level: 4, timeUS: time, at: began.line))
        }
        let code = state.text("Exit Code")
        let why = [
            ("reason", state.text("Reason")), ("exitCode", code),
            ("message", state.text("Message")),
        ]
        if state.kind == "Terminated" {
            let level = code == "0" ? 4 : 2
            let time = state.timeUS("Finished")
            let line = state.values["Finished"]?.line ?? state.line
            told.append(
                .record("Container terminated", about + why, level: level, timeUS: time, at: line)
            )
        } else if state.kind == "Waiting" {
            told.append(
                .record("Container waiting", about + why, level: 3, timeUS: nil, at: state.line)
            )
        }
        return told
    }
}

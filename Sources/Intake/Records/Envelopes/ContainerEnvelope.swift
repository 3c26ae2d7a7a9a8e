/// Lines as container runtimes keep what a container prints.
///
/// Docker writes a JSON object a line, Kubernetes `stamp stdout F line`; `kubectl logs` and
/// `docker logs` can put a stamp alone in front. Where they print several containers together,
/// `[pod/name/container] ` or `service-1  | ` precedes all of it.
struct ContainerEnvelope: LineEnvelope {
    static let name = "container log"
    static let samples = [
        #"{"log":"[INFO] 2026.06.27 22:00:00.123: (core.workflow) Update found [msgid: 7]\n","#
            + #""stream":"stdout","time":"2026-06-27T20:00:00.123456789Z"}"#,
        "2026-06-27T20:00:01.123456789Z stdout F "
            + "[WARNING] 2026.06.27 22:00:01.123: (core.webhook) Not sent, file='Prüfung.pdf'",
        "2026-06-27T20:00:02.5Z [INFO] 2026.06.27 22:00:02.500: (icap.scanner) Ready",
        "[pod/md-core-0/core] [INFO] 2026.06.27 22:00:03.000: (core.workflow) Ready",
        "md-core-1  | 2026-06-27T20:00:04.1Z [INFO] 2026.06.27 22:00:04.000: (core.workflow) Ready",
    ]

    var newestUS: Int64?

    private static let pod = Array("[pod/".utf8)
    /// No prefix of a pod or a service is longer.
    private static let prefixBytes = 400
    private static let textKeys = ["log", "message", "msg"]
    private static let timeKeys = ["time", "@timestamp", "timestamp", "ts"]

    mutating func open(_ line: ArraySlice<UInt8>) -> EnvelopeContent? {
        if let content = Self.content(line) { return content }
        guard let rest = Self.behindPod(line) ?? Self.behindService(line) else { return nil }
        var content =
            Self.content(rest) ?? EnvelopeContent(kind: .line, text: Array(rest), stamp: nil)
        // All that stands in front is the name; of the services' the colours are always the same.
        content.stream = Array(line[..<rest.startIndex])
        return content
    }

    private static func content(_ line: ArraySlice<UInt8>) -> EnvelopeContent? {
        switch line.first {
        case UInt8(ascii: "{"): object(line)
        case .some(let byte) where byte.isDigit: stamped(line)
        default: nil
        }
    }

    /// What follows `[pod/name/container] `, as `kubectl logs --prefix` writes it.
    private static func behindPod(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.starts(with: pod),
            let close = line.prefix(prefixBytes).firstIndex(of: UInt8(ascii: "]"))
        else { return nil }
        let rest = line[(close + 1)...]
        return rest.first == 0x20 ? rest.dropFirst() : rest.isEmpty ? rest : nil
    }

    /// What follows `service-1  | `, as `docker compose logs` writes it, with colours or without.
    private static func behindService(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let plain = withoutColour(line)
        guard let bar = plain.prefix(prefixBytes).firstIndex(of: UInt8(ascii: "|")) else {
            return nil
        }
        let name = TextBytes.trimmed(plain[..<bar])
        let isName =
            !name.isEmpty && plain[bar - 1] == 0x20
            && name.allSatisfy { $0.isKeyByte || "-.".utf8.contains($0) }
        guard isName else { return nil }
        let rest = withoutColour(plain[(bar + 1)...])
        return withoutColour(rest.first == 0x20 ? rest.dropFirst() : rest)
    }

    /// Without a sequence in front that sets the colour of a terminal: `ESC [ 3 6 m`.
    private static func withoutColour(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard text.starts(with: [0x1B, 0x5B]),
            let end = text.prefix(16).firstIndex(of: UInt8(ascii: "m"))
        else { return text }
        return text[(end + 1)...]
    }

    private static func object(_ line: ArraySlice<UInt8>) -> EnvelopeContent? {
        var elements = JSONElements()
        let values = elements.read(Array(line)) + elements.finish()
        guard values.count == 1, let value = values.first?.value,
            let text = textKeys.lazy.compactMap({ value.member($0)?.text }).first
        else { return nil }
        var bytes = Array(text.utf8)
        let time = timeKeys.lazy.compactMap { value.member($0)?.text }.first
        // Docker ends each line by its line break, and cuts long ones without.
        let isPart = value.member("log") != nil && bytes.last != 0x0A
        while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
        var content = EnvelopeContent(
            kind: isPart ? .part : .line,
            text: bytes,
            stamp: time.flatMap { TimeText($0) }
        )
        // As collectors of logs in Kubernetes add it.
        let pod = value.member("kubernetes")?.member("pod_name") ?? value.member("pod")
        content.stream = pod?.text.map { Array($0.utf8) }
        return content
    }

    private static func stamped(_ line: ArraySlice<UInt8>) -> EnvelopeContent? {
        guard line.count > 20, line[line.startIndex + 10] == UInt8(ascii: "T"),
            let blank = line.prefix(48).firstIndex(of: 0x20),
            let stamp = TimeText(String(decoding: line[..<blank], as: UTF8.self)),
            stamp.zone != .none
        else { return nil }
        var rest = line[(blank + 1)...]
        var kind = EnvelopeContent.Kind.line
        if rest.starts(with: Array("stdout ".utf8)) || rest.starts(with: Array("stderr ".utf8)) {
            let tags = rest.dropFirst(7)
            guard let end = tags.firstIndex(of: 0x20) else { return nil }
            if tags.first == UInt8(ascii: "P") { kind = .part }
            rest = tags[(end + 1)...]
        }
        return EnvelopeContent(kind: kind, text: Array(rest), stamp: stamp)
    }
}

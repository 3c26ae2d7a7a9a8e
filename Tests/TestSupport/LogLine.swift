/// Lines as the products log them, on the evening of 27 June 2026.
package enum LogLine {
    /// The id that is one letter, thirty-two times.
    package static func id(_ letter: Character) -> String { String(repeating: letter, count: 32) }

    /// A SHA-256 of one letter.
    package static func sha256(_ letter: Character) -> String {
        String(repeating: letter, count: 64)
    }

    /// A record of Core's log; the time is local, such as `20:00:00.000`.
    package static func core(
        _ time: String,
        _ component: String,
        _ text: String,
        level: String = "INFO"
    ) -> String {
        "[\(level)] 2026.06.27 \(time): (\(component)) \(text)"
    }

    package static func icap(_ time: String, _ text: String) -> String {
        "[INFO   ] 2026.06.27 \(time): (icap.scanner) \(text)"
    }

    package static func serviceStarted(_ time: String) -> String {
        core(time, "core.service", "Service started, version='5.14.1'")
    }

    package static func serviceFailed(_ time: String) -> String {
        core(time, "core.service", "Error in Service, shutdown.. [msgid: 8]", level: "CRITICAL")
    }

    /// Core has finished a scan; `result` is one of the vendor's labels, `bytes` the letter of the
    /// hash where it is not that of the id.
    package static func finished(
        _ time: String,
        _ id: Character,
        _ name: String,
        _ result: String,
        threat: String = "",
        sha256 bytes: Character? = nil
    ) -> String {
        let blocked = result != "No Threat Detected"
        let hash = Self.sha256(bytes ?? id)
        return core(
            time,
            "core.workflow",
            "Processing finished, node=':4388', user='LOCAL/icap', workflow_id='w', "
                + "dataId='\(Self.id(id))', fileName='\(name)', sha256sum='\(hash)', "
                + "blocked='\(blocked)', blocked_reason='\(threat.isEmpty ? "" : result)', "
                + "overallResult='\(result)', threatFoundCount='\(threat.isEmpty ? 0 : 1)', "
                + "threatName='\(threat)', ruleName='File process', source='10.20.0.20' "
                + "[msgid: 82]"
        )
    }

    /// ICAP Server was given a file.
    package static func asked(_ time: String, _ id: Character, _ number: Int, _ path: String)
        -> String
    {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return icap(
            time,
            "Attempting to scan, connectionId='\(Self.id(id))', requestId='\(number)', "
                + "clientAddress='10.20.0.34', uri='http://fs1.example\(path)', "
                + "fileName='\(name)'"
        )
    }

    /// ICAP Server says more about a request.
    package static func told(
        _ time: String,
        _ words: String,
        _ id: Character,
        _ number: Int,
        _ rest: String
    ) -> String {
        icap(time, "\(words), connectionId='\(Self.id(id))', requestId='\(number)', \(rest)")
    }
}

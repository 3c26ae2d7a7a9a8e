/// Lines of nginx: the combined form plus the time the request took, and its error log.
struct NginxLog: Sendable {
    let wording: Wording
    let stamps: Stamps

    func access(_ call: APICall, at timeUS: Int64) -> String {
        line(
            client: call.client.address,
            request: "\(call.method) \(call.uri)",
            status: call.status,
            bytes: call.bytes,
            agent: call.client.agent,
            durationUS: call.durationUS,
            at: timeUS
        )
    }

    func line(
        client: String,
        request: String,
        status: Int,
        bytes: Int,
        agent: String,
        durationUS: Int64,
        at timeUS: Int64
    ) -> String {
        let millis = durationUS / .millisecond
        let rest = String(millis % 1_000)
        let fraction = String(repeating: "0", count: 3 - rest.count) + rest
        return
            "\(client) - - [\(stamps.access(timeUS))] \"\(request) HTTP/1.1\" \(status) \(bytes) "
            + "\"-\" \"\(agent)\" \(millis / 1_000).\(fraction)\n"
    }

    /// The error line that a call of 500 and above leaves if it took long.
    func error(_ call: APICall, at timeUS: Int64) -> String? {
        guard call.status >= 500, call.durationUS >= 5 * .second else { return nil }
        var dice = wording.dice("nginx/\(timeUS)")
        let numbers =
            "\(dice.between(900, 30_000))#\(dice.between(900, 30_000)): "
            + "*\(dice.between(10_000, 9_999_999))"
        let words = wording.pick(
            "nginx-error",
            [
                "lua tcp socket read timed out",
                "[lua] resourcehandler.raw:0: (): resourcehandler.lua: Request timed out: timeout",
            ]
        )
        return "\(stamps.nginxError(timeUS)) [error] \(numbers) \(words), "
            + "client: \(call.client.address), server: , "
            + "request: \"\(call.method) \(call.uri) HTTP/1.1\", host: \"localhost:8008\"\n"
    }

    /// Health checks of a probe, every five minutes.
    func probes(
        _ span: ClosedRange<Int64>,
        _ silences: [ClosedRange<Int64>]
    ) -> [(timeUS: Int64, text: String)] {
        let step = max(300 * .second, (span.upperBound - span.lowerBound) / 2_000)
        var dice = wording.dice("probes")
        var lines: [(timeUS: Int64, text: String)] = []
        var timeUS = span.lowerBound + dice.between(0, step)
        while timeUS < span.upperBound {
            if !silences.contains(where: { $0.contains(timeUS) }) {
                let text = line(
                    client: "10.20.0.60",
                    request: wording.pick("probe", ["GET /readyz", "GET /stat/nodes"]),
                    status: 200,
                    bytes: 412,
                    agent: "probe/1.2",
                    durationUS: dice.between(3, 30) * .millisecond,
                    at: timeUS
                )
                lines.append((timeUS, text))
            }
            timeUS += step
        }
        return lines
    }
}

internal import FoundationEssentials
internal import Quarantine

/// Makes an answer of the engine's of what a MetaDefender Cloud sent; nothing in it is trusted.
struct CloudReading: Sendable {
    let url: CloudURL
    let isUpload: Bool

    /// What an answer means; `fields` gives the first field of its head by a name in small
    /// letters.
    func answer(
        status: Int,
        fields: (String) -> String?,
        body: [UInt8]
    ) -> CloudAnswer {
        let meter = meter(fields)
        guard (200..<300).contains(status) else {
            return CloudAnswer(refusal(status, fields, body), meter: meter)
        }
        // What is no JSON of this form is an answer that nobody understands.
        guard let said = try? JSONDecoder().decode(CloudBody.self, from: Data(body)) else {
            return unclear(meter)
        }
        return isUpload ? upload(said, meter) : poll(said, meter)
    }

    private func upload(_ said: CloudBody, _ meter: CloudMeter?) -> CloudAnswer {
        guard let id = said.dataID, Self.isID(id) else { return unclear(meter) }
        return CloudAnswer(.accepted(cloudID: id), meter: meter)
    }

    private func poll(_ said: CloudBody, _ meter: CloudMeter?) -> CloudAnswer {
        if said.status == "inqueue" { return CloudAnswer(.progress(percent: 0), meter: meter) }
        let results = said.results
        guard let percent = said.process?.percent?.value ?? results?.percent?.value,
            (0...100).contains(percent)
        else { return unclear(meter) }
        guard percent == 100 else { return CloudAnswer(.progress(percent: percent), meter: meter) }
        guard let results, let code = results.code?.value, let id = said.dataID, Self.isID(id)
        else { return unclear(meter) }
        let milliseconds = Int64(clamping: results.totalMS?.value ?? 0)
        let label = results.label ?? ""
        let result = CloudResult(
            isBlocked: said.process?.result.map { $0 == "Blocked" } ?? (code != 0),
            verdict: label.isEmpty ? "Result \(code)" : Self.line(label),
            code: code,
            engines: max(0, results.engines?.value ?? 0),
            detections: max(0, results.detections?.value ?? 0),
            totalUS: min(max(0, milliseconds), 86_400_000_000) * 1_000,
            link: link(id)
        )
        return CloudAnswer(.result(result), meter: meter)
    }

    private func refusal(
        _ status: Int,
        _ fields: (String) -> String?,
        _ body: [UInt8]
    ) -> CloudAnswer.Outcome {
        if (300..<400).contains(status) {
            return .refused(status: status, code: 0, text: "HTTP \(status), not followed")
        }
        // The page of a proxy, say: the status alone tells.
        let said = try? JSONDecoder().decode(CloudBody.self, from: Data(body))
        if let code = said?.error?.code?.value {
            let words = said?.error?.messages?.first.map(Self.line) ?? ""
            return .refused(
                status: status,
                code: code,
                text: words.isEmpty ? CloudService.text(of: code) : words
            )
        }
        // A bare 429 is the daily limit if its header says that nothing is left.
        if status == 429 {
            let isDaily = fields("x-ratelimit-remaining") == "0"
            let code = isDaily ? 429_000 : 429_001
            return .refused(status: 429, code: code, text: CloudService.text(of: code))
        }
        return .refused(status: status, code: 0, text: "HTTP \(status)")
    }

    private func meter(_ fields: (String) -> String?) -> CloudMeter? {
        guard fields("x-ratelimit-for") == "prevention_api",
            let limit = fields("x-ratelimit-limit").flatMap(Int.init), limit >= 0,
            let used = fields("x-ratelimit-used").flatMap(Int.init), used >= 0,
            let reset = fields("x-ratelimit-reset-in"),
            let seconds = Int64(reset.hasSuffix("s") ? String(reset.dropLast()) : reset),
            // Some licences are reset monthly.
            (0...(32 * 86_400)).contains(seconds)
        else { return nil }
        return CloudMeter(used: used, limit: limit, resetInUS: seconds * 1_000_000)
    }

    /// The vendor's page for its own Cloud; elsewhere the call itself.
    private func link(_ id: String) -> String {
        url.host == "api.metadefender.com"
            ? "https://metadefender.opswat.com/results/file/\(id)/regular/overview"
            : "\(url)/file/\(id)"
    }

    private func unclear(_ meter: CloudMeter?) -> CloudAnswer {
        CloudAnswer(.unreachable(text: "The answer is not understood"), meter: meter)
    }

    /// What may stand in the path of a call.
    static func isID(_ id: String) -> Bool {
        (1...128).contains(id.utf8.count)
            && id.utf8.allSatisfy {
                Hex.value($0) != nil || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
    }

    /// One short line of foreign words.
    private static func line(_ text: String) -> String {
        String(
            text.unicodeScalars.prefix(200).map {
                $0.properties.generalCategory == .control ? " " : Character($0)
            }
        )
    }
}

/// What an answer may hold; all else is passed over.
private struct CloudBody: Decodable {
    var dataID: String?
    var status: String?
    var process: Process?
    var results: Results?
    var error: Failure?

    struct Process: Decodable {
        var result: String?
        var percent: LooseInteger?

        enum CodingKeys: String, CodingKey {
            case result
            case percent = "progress_percentage"
        }
    }

    struct Results: Decodable {
        var code: LooseInteger?
        var label: String?
        var percent: LooseInteger?
        var engines: LooseInteger?
        var detections: LooseInteger?
        var totalMS: LooseInteger?

        enum CodingKeys: String, CodingKey {
            case code = "scan_all_result_i"
            case label = "scan_all_result_a"
            case percent = "progress_percentage"
            case engines = "total_avs"
            case detections = "total_detected_avs"
            case totalMS = "total_time"
        }
    }

    struct Failure: Decodable {
        var code: LooseInteger?
        var messages: [String]?
    }

    enum CodingKeys: String, CodingKey {
        case status, error
        case dataID = "data_id"
        case process = "process_info"
        case results = "scan_results"
    }
}

/// A number that some answers write as text.
private struct LooseInteger: Decodable {
    var value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Text first; what is none is a number, or an error.
        if let text = try? container.decode(String.self), let number = Int(text) {
            value = number
        } else {
            value = try container.decode(Int.self)
        }
    }
}

/// MetaDefender Cloud as an API key meets it: limits, faults and results.
package struct CloudService: Sendable {
    package internal(set) var settings: CloudSettings
    private var uploads: [String: Upload] = [:]
    /// When the 24 hours began: at the first call; microseconds UTC.
    package private(set) var windowStartUS: Int64?
    /// Prevention calls in these 24 hours.
    package private(set) var used = 0
    private var minute: Int64 = -1
    private var callsInMinute = 0
    /// The calls that a service outside is to answer; nil if this one answers.
    var outside: CloudOrders?
    /// The limit as a service outside told it last; nil while it said nothing.
    private var toldLimit: Int?

    static let windowUS: Int64 = 24 * .hour

    private struct Upload: Sendable {
        var file: FileFacts
        var startedUS: Int64
        var processingUS: Int64
    }

    init(settings: CloudSettings, startUS: Int64) {
        self.settings = settings
        if settings.usedBefore > 0 {
            used = min(settings.usedBefore, settings.dailyLimit)
            windowStartUS = startUS
        }
    }

    /// Prevention calls that are free in 24 hours.
    package var limit: Int { toldLimit ?? settings.dailyLimit }

    /// When the limit opens again; nil if no call was made.
    package var windowEndUS: Int64? { windowStartUS.map { $0 + Self.windowUS } }

    /// What a call is answered by; nil if a service outside will answer it later.
    mutating func answer(_ call: CloudOrder.Call, _ run: inout Run) -> CloudReply? {
        if let refusal = lineRefusal(run) {
            record(call.method, call.path, refusal, &run)
            return .refused(refusal)
        }
        guard outside == nil else {
            outside?.place(call, at: run.nowUS)
            return nil
        }
        switch call.what {
        case .upload:
            let number = "\(call.coreName)/\(call.item)/\(call.upload)"
            return upload(call.file, key: call.apiKey, number: number, &run)
        case .poll(let cloudID): return poll(cloudID, key: call.apiKey, &run)
        }
    }

    /// What a service outside says of its limit.
    mutating func note(_ meter: CloudMeter, _ run: Run) {
        used = meter.used
        windowStartUS = run.nowUS + meter.resetInUS - Self.windowUS
        toldLimit = meter.limit
    }

    /// `POST /v4/file`: one Prevention call.
    private mutating func upload(
        _ file: FileFacts,
        key: String,
        number: String,
        _ run: inout Run
    ) -> CloudReply {
        if let refusal = refusal(key: key, run) {
            record("POST", "/v4/file", refusal, &run)
            return .refused(refusal)
        }
        reopenWindow(at: run.nowUS)
        guard used < settings.dailyLimit else {
            let text =
                "Rate limit exceeded, retry after the limit is reset. "
                + "Limit: \(used) / \(settings.dailyLimit)"
            let refusal = CloudRefusal(
                status: 429,
                code: 429_000,
                text: text,
                cause: .setting("cloud.daily_limit")
            )
            record("POST", "/v4/file", refusal, &run)
            return .refused(refusal)
        }
        if windowStartUS == nil { windowStartUS = run.nowUS }
        used += 1
        let id = "bzI" + run.hex(29, key: "cloud-id/\(number)/\(run.nowUS)")
        let slow = run.faults.active(.cloudSlow, on: "cloud")?.factor ?? 1
        uploads[id] = Upload(
            file: file,
            startedUS: run.nowUS,
            processingUS: settings.processingUS * Int64(slow)
        )
        record("POST", "/v4/file", nil, &run)
        return .accepted(cloudID: id)
    }

    /// `GET /v4/file/{dataId}`.
    private mutating func poll(
        _ cloudID: String,
        key: String,
        _ run: inout Run
    ) -> CloudReply {
        let path = "/v4/file/\(cloudID)"
        if let refusal = refusal(key: key, run) {
            record("GET", path, refusal, &run)
            return .refused(refusal)
        }
        guard let upload = uploads[cloudID] else {
            let refusal = CloudRefusal(
                status: 404,
                code: 404_004,
                text: "The data_id was not found"
            )
            record("GET", path, refusal, &run)
            return .refused(refusal)
        }
        record("GET", path, nil, &run)
        let elapsedUS = run.nowUS - upload.startedUS
        guard elapsedUS >= upload.processingUS else {
            return .progress(percent: Int(elapsedUS * 100 / upload.processingUS))
        }
        return .done(result(of: upload, cloudID, run.nowUS))
    }

    /// A fault between the Cores and the Cloud, whichever Cloud it is.
    private func lineRefusal(_ run: Run) -> CloudRefusal? {
        if let fault = run.faults.active(.cloudDown, on: "cloud") {
            let text = fault.text.isEmpty ? "Connection timed out" : fault.text
            return CloudRefusal(status: 0, code: 0, text: text, cause: fault.cause)
        }
        if let fault = run.faults.active(.cloudRefuses, on: "cloud") {
            let code = Int(fault.text) ?? 503_001
            return CloudRefusal(
                status: code / 1_000,
                code: code,
                text: Self.text(of: code),
                cause: fault.cause
            )
        }
        return nil
    }

    private mutating func refusal(key: String, _ run: Run) -> CloudRefusal? {
        if key != settings.apiKey {
            return CloudRefusal(
                status: 401,
                code: 401_006,
                text: Self.text(of: 401_006),
                cause: .setting("threat_intelligence.api_key")
            )
        }
        if run.nowUS / .minute != minute {
            minute = run.nowUS / .minute
            callsInMinute = 0
        }
        callsInMinute += 1
        guard callsInMinute > settings.throttle else { return nil }
        return CloudRefusal(
            status: 429,
            code: 429_001,
            text: Self.text(of: 429_001),
            cause: .setting("cloud.throttle")
        )
    }

    private mutating func reopenWindow(at nowUS: Int64) {
        guard let windowStartUS, nowUS >= windowStartUS + Self.windowUS else { return }
        self.windowStartUS = nil
        used = 0
    }

    func record(
        _ method: String,
        _ path: String,
        _ refusal: CloudRefusal?,
        _ run: inout Run
    ) {
        // Who is not reached sees no call.
        guard refusal == nil || refusal?.status != 0 else { return }
        let call = CloudCall(
            method: method,
            path: path,
            status: refusal?.status ?? 200,
            code: refusal?.code ?? 0,
            used: used,
            limit: limit,
            resetInUS: windowEndUS.map { max(0, $0 - run.nowUS) } ?? 0
        )
        run.record(.cloud, .cloudCalled(call), cause: refusal?.cause)
    }

    private func result(of upload: Upload, _ cloudID: String, _ nowUS: Int64) -> CloudResult {
        let isThreat = [1, 2].contains(upload.file.content.code)
        return CloudResult(
            isBlocked: isThreat,
            verdict: isThreat ? "Infected" : "No Threat Detected",
            code: isThreat ? 1 : 0,
            engines: settings.engines,
            detections: isThreat ? max(1, settings.engines * 3 / 4) : 0,
            totalUS: upload.processingUS,
            link: "https://metadefender.opswat.com/results/file/\(cloudID)/regular/overview",
            cloudID: cloudID,
            receivedUS: nowUS
        )
    }

    /// The Cloud's words for its error codes.
    package static func text(of code: Int) -> String {
        let texts = [
            400_140: "The file upload has failed",
            400_143: "Private scanning is not enabled for the provided API key",
            400_144: "Exceeded maximum file size allowed",
            400_145: "Request body is empty",
            400_157: "The apikey is not authorized to perform public scans",
            400_165: "No apikey specified",
            401_000: "Authentication has failed", 401_006: "Invalid API key",
            403_000: "Access forbidden", 403_002: "Your ip is blocked because of abuse",
            403_003: "Insufficient privileges",
            403_004: "Your IP is not within the whitelisted IP range",
            404_003: "The hash was not found", 404_004: "The data_id was not found",
            404_008: "The apikey was not found", 408_000: "Request timeout",
            429_001: "Too many requests per minute",
            500_000: "Scan request has failed permanently",
            503_000: "External service is not reachable", 503_001: "Server is not accessible",
        ]
        return texts[code] ?? "Error \(code)"
    }
}

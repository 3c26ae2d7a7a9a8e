internal import HTTPTypes
internal import Hummingbird

extension HTTPField.Name {
    static let apiKey = HTTPField.Name.ours("apikey")
    static let fileName = HTTPField.Name.ours("filename")

    /// A name of the API that HTTP itself does not know.
    static func ours(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("The names of our headers are tokens.")
        }
        return name
    }
}

extension Response {
    /// An error of the Cloud's; the connection ends where its body may not have been read.
    init(_ refusal: StandInRefusal, closes: Bool = false) {
        self.init(refusal.json, status: HTTPResponse.Status(code: refusal.status))
        if closes { headers[.connection] = "close" }
    }

    /// Tells of the limit that the call counts against.
    func metered(_ cloud: StandInCloud, _ call: StandInCloud.Call, at nowUS: Int64) -> Response {
        let isLookUp = call == .lookUp
        let limit = isLookUp ? cloud.account.reputationLimit : cloud.account.dailyLimit
        let used = isLookUp ? cloud.reputation.used : cloud.usedUploads
        let window = isLookUp ? cloud.reputation : cloud.prevention
        var response = self
        // Who has no key learns nothing of its limits.
        guard ![401, 403].contains(status.code), status != .notFound || isLookUp else {
            return self
        }
        for (name, value) in [
            ("For", isLookUp ? "reputation_api" : "prevention_api"), ("Limit", "\(limit)"),
            ("Used", "\(used)"), ("Remaining", "\(max(0, limit - used))"),
            ("Reset-In", "\(window.resetInSeconds(at: nowUS))s"), ("Interval", "86400"),
        ] {
            response.headers[.ours("X-RateLimit-\(name)")] = value
        }
        response.headers[.ours("x-authenticated")] = "by apikey"
        response.headers[.ours("x-account-type")] = "free"
        return response
    }
}

/// MetaDefender Cloud as one API key meets it.
package struct CloudSettings: Sendable, Hashable, Described {
    /// Calls of the Prevention API in 24 hours from the first one.
    package var dailyLimit = 40
    /// Calls that others made with the same key just before the run.
    package var usedBefore = 0
    /// Requests a minute, uploads and polls together.
    package var throttle = 100
    package var processingUS: Int64 = 60 * .second
    package var engines = 21
    package var apiKey = "made-up-key"

    package init() {}

    static var fields: [Field<Self>] {
        [
            .whole("daily_limit", \.dailyLimit, 0...10_000_000, "Prevention API calls in 24 h"),
            .whole("used_before", \.usedBefore, 0...10_000_000, "calls others made at the start"),
            .whole("throttle", \.throttle, 1...1_000_000, "requests a minute"),
            .span(
                "processing",
                \.processingUS,
                in: .second...(24 * .hour),
                "from upload to result"
            ),
            .whole("engines", \.engines, 0...100, "antivirus engines it scans with"),
            .text("api_key", \.apiKey, "the key it knows"),
        ]
    }
}

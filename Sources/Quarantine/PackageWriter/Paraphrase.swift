extension Wording {
    /// Words that the engine uses where no document gives any: here they are one of several.
    ///
    /// Texts that the vendor publishes are not in the table, and come back as they are.
    func said(_ text: String) -> String {
        guard let others = Self.unpublished[text] else { return text }
        return pick("said/\(text)", [text] + others)
    }

    private static let unpublished = [
        // The ICAP Server's reasons.
        "Cannot connect to Core": [
            "MetaDefender Core is not available", "Core server unreachable", "No server available",
        ],
        "No matching workflow": ["No workflow matched the request", "No security rule matched"],
        // What engines say of themselves.
        "Engine is not available": [
            "Engine not initialized", "Engine process is not running", "Engine failed",
        ],
        "Engine is updating": ["Update in progress", "Engine update is running"],
        "Scan timed out": ["Scan timeout exceeded", "Timeout", "Engine did not answer in time"],
        "Cannot open file": [
            "Failed to open file", "File could not be opened", "Access to the file was denied",
        ],
        // Core's words for a scan that a restart cut, which are known to exist since 5.19.
        "Interrupted by service restart": [
            "Processing was interrupted by a service restart", "Service restarted while processing",
        ],
        // Errors of connections, as libraries print them.
        "Timeout": ["Operation timed out", "Connection timed out", "timed out"],
        "Connection refused": ["connection refused", "Connection refused (111)"],
    ]
}

internal import CaseModel

/// What Core says of a file in the end.
package struct ScanResult: Sendable, Hashable {
    /// `scan_all_result_i`.
    package var code: Int
    package var isBlocked: Bool
    /// Empty when allowed, and for scans that a restart cut before Core 5.19.
    package var blockedReason: String
    package var engines: [EngineResult] = []
    package var threats: [String] = []
    package var startedUS: Int64
    package var finishedUS: Int64
    package var queueUS: Int64
    /// The workflow rule.
    package var rule: String
    package var extraction: Extraction?
    /// Why it is no proper verdict, or why it is blocked.
    package var cause: Cause?
    /// A clean-up, a cancel or a restart ended it, and no scan.
    package var isInterrupted = false

    package var processingUS: Int64 { finishedUS - startedUS }

    /// `scan_all_result_a`.
    package var label: String { ResultCode.of(code)?.label ?? "Code \(code)" }

    /// What one engine says.
    package struct EngineResult: Sendable, Hashable {
        package var engine: String
        package var id: String
        package var database: String
        /// `scan_result_i`: 0, 1, 2, 3, 10, 19, 22 or 23.
        package var code: Int
        /// `threat_found`: the threat, or the engine's own message.
        package var message: String
        package var scanUS: Int64
        package var cause: Cause?
    }

    /// `extraction_info`.
    package struct Extraction: Sendable, Hashable {
        package var category: String
        package var code: Int
        package var details: String
    }
}

/// What Core's overall result codes mean (`scan_all_result_i`), by the vendor's table of Core 5.19;
/// labels of older versions are listed beside it.
///
/// The class is our reading of it.
package struct ResultCode: Sendable, Hashable {
    package enum Class: String, Sendable, Hashable {
        case clean, threat, policy, failure, timeout, limit, content, interrupted, upload, quota
        case rejected, neutral
        case inProgress = "in-progress"
    }

    package var code: Int
    package var label: String
    package var kind: Class
    /// A symptom of `failed-to-scan`: the scan ended without a proper verdict.
    package var wantsReason: Bool
    /// The workflow's own limits and policy ended it, so it is counted apart from failures.
    package var byPolicy: Bool

    private init(_ code: Int, _ label: String, _ kind: Class) {
        self.code = code
        self.label = label
        self.kind = kind
        switch kind {
        case .failure, .timeout, .limit, .content, .interrupted, .upload, .quota, .rejected:
            wantsReason = true
        case .clean, .threat, .policy, .neutral, .inProgress: wantsReason = false
        }
        byPolicy = kind == .limit || kind == .content
    }

    /// Every code of the vendor's table, by code.
    package static let all: [ResultCode] = [
        .init(0, "No Threat Detected", .clean), .init(1, "Infected", .threat),
        .init(2, "Suspicious", .threat), .init(3, "Failed", .failure),
        .init(7, "Allowlisted", .clean), .init(8, "Blocklisted", .policy),
        .init(9, "Exceeded Archive Depth", .limit), .init(10, "Not Scanned", .failure),
        .init(11, "Aborted", .failure), .init(12, "Encrypted Archive", .content),
        .init(13, "Exceeded Archive Size", .limit),
        .init(14, "Exceeded Archive File Number", .limit),
        .init(15, "Password Protected Document", .content),
        .init(16, "Exceeded Archive Timeout", .limit), .init(17, "Mismatch", .policy),
        .init(18, "Potentially Vulnerable File", .policy), .init(19, "Cancelled", .interrupted),
        .init(20, "Sensitive Data Found", .policy), .init(21, "Yara Rule Matched", .policy),
        .init(22, "Potentially Unwanted", .threat), .init(23, "Unsupported File Type", .neutral),
        .init(24, "Extraction Failed", .failure),
        .init(26, "Suspicious Verdict by Sandbox", .threat),
        .init(27, "Likely Malicious Verdict by Sandbox", .threat),
        .init(28, "Malicious Verdict by Sandbox", .threat),
        .init(29, "Blocked Verdict by Sandbox", .policy),
        .init(30, "Blocked Verdict by Deep CDR", .policy),
        .init(31, "Global Timeout Exceeded", .timeout),
        .init(32, "Vulnerable Verdict by SBOM", .policy),
        .init(33, "Non-vulnerable Verdict by SBOM", .clean),
        .init(34, "Blocked Verdict by SBOM", .policy), .init(38, "Known Bad", .threat),
        .init(39, "Known Good", .clean), .init(40, "Unknown", .neutral),
        .init(41, "Allowed Verdict by COO", .clean), .init(42, "Blocked Verdict by COO", .policy),
        .init(45, "License Risk Verdict by SBOM", .policy),
        .init(46, "Blocked Verdict by File Type", .policy),
        .init(47, "Multipart Upload Timed Out", .upload), .init(48, "Sanitized", .policy),
        .init(51, "Exceeded Limited Sandbox File Size", .policy),
        .init(52, "Blocked Verdict by Archive Extraction", .policy),
        .init(53, "Blocked Verdict by Archive Compression", .policy),
        .init(54, "Sandbox Execution Limit Reached", .quota), .init(55, "Rejected", .rejected),
        .init(56, "Empty Split Archive", .content),
        .init(57, "Split Archive Upload Timed Out", .upload),
        .init(58, "Unsupported Split Archive Type", .content),
        .init(59, "Split Archive Not Supported", .content),
        .init(60, "Exceeded Archive Expansion Factor", .limit),
        .init(61, "Allowed Verdict by Threat Intelligence", .clean),
        .init(62, "Blocked Verdict by Threat Intelligence", .threat),
        .init(63, "AI Content Detected", .policy), .init(64, "AI Content Uncertain", .neutral),
        .init(65, "AI Content Not Detected", .clean),
        .init(66, "RMS Protected Document", .content), .init(255, "In Progress", .inProgress),
        .init(256, "Multipart Uploading", .inProgress),
        .init(257, "Split Archive Uploading", .inProgress),
    ]

    /// Labels of Core 4 to 5.6 and of Cloud that differ from today's.
    private static let olderLabels: [(String, Int)] = [
        ("no threats found", 0), ("infected/known", 1), ("failed to scan", 3), ("whitelisted", 7),
        ("scan skipped - whitelisted", 7), ("skipped clean", 7), ("blacklisted", 8),
        ("scan skipped - blacklisted", 8), ("skipped infected", 8),
        ("no scan results", 10), ("encrypted", 12), ("file type mismatch", 17), ("canceled", 19),
        ("potentially unwanted program", 22),
    ]

    private static let byLabel: [String: Int] = {
        var table: [String: Int] = [:]
        for code in all { table[code.label.lowercased()] = code.code }
        for (label, code) in olderLabels { table[label] = code }
        return table
    }()

    private static let byCode: [Int: ResultCode] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.code, $0) }
    )

    /// The code of a label in any of the vendor's spellings; nil for a label nobody documented.
    package static func code(ofLabel label: String) -> Int? { byLabel[label.lowercased()] }

    /// The entry of a code; nil for a code outside the vendor's table.
    package static func of(_ code: Int) -> ResultCode? { byCode[code] }
}

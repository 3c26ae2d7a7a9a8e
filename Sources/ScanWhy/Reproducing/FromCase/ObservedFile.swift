internal import CaseModel
internal import Quarantine

/// What a case shows of one file that a finding is about.
struct ObservedFile: Sendable {
    /// Its path on the share, or the name that is known.
    var path: String
    /// 64 hexadecimal digits; empty where nobody tells it.
    var sha256 = ""
    /// Whether an ICAP request or a lock tells of it; false for a client of Core's own API.
    var isOfShare = false
    /// When it was sent; nil where nothing with a time tells of it.
    var sentUS: Int64?
    /// When what became of it was known: the answer, the lock or the end of the scan.
    var endedUS: Int64?
    /// How long Core's scan took; nil where that is unknown.
    var scanUS: Int64?
    /// `scan_all_result_i` of the scan it was hit in; nil where that is unknown.
    var code: Int?
    /// True where a first scan is missing that should be there.
    var isMissing = false
    /// Status and words of a refusal by Core.
    var refusal: (status: Int?, text: String)?
    /// Status of ICAP Server's answer; nil where none was seen.
    var icapStatus: Int?
    /// How the share keeps it: by its list, else by what its requests must lead to.
    var lock: LockState?
    /// The THREAT INTELLIGENCE text; nil where it is no item of the quarantine.
    var cloud: String?

    /// As a report lays it beside the engine's.
    var state: Reproduction.State {
        Reproduction.State(
            lock: lock?.rawValue,
            result: code.flatMap { ResultCode.of($0)?.label },
            cloud: cloud
        )
    }
}

/// Where the signs of all rules stand in a case.
struct SignHits: Sendable {
    /// How a scan is tied to a sign.
    enum How: String, Sendable {
        /// Its own reason says so.
        case reason
        /// One of its engines says so.
        case engine
        /// A record that names its id says so.
        case record
    }

    struct Scan: Sendable {
        var id: Int64
        var how: How
        var evidence: String
    }

    /// The hits of one sign.
    struct Hits: Sendable {
        var shapes: [Int64] = []
        /// Records of which a value says so, in ascending order.
        var records: [Int64] = []
        var scans: [Scan] = []
    }

    /// By rule, then by the sign's position in its page.
    var hits: [String: [Int: Hits]] = [:]
    /// Result codes of the scans that want a reason.
    var codes: Set<Int64> = []
    /// Those scans by Core's id.
    var scansByID: [String: Int64] = [:]

    /// False if nothing of the case concerns a rule that starts from results or signs.
    func concern(_ rule: Rule) -> Bool {
        let points = rule.page.startsFrom
        if points.isEmpty { return true }
        if points.contains(.results), !codes.isDisjoint(with: rule.page.results) { return true }
        return points.contains(.signs) && hits[rule.id] != nil
    }
}

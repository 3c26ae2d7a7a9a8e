internal import CaseModel

/// What a package's name and contents say of where it comes from.
struct PackageIdentity {
    var product: Product?
    var version: String?
    var platform: String?
    var instance: String?
    var madeUS: Int64?
    private var votes: [Product: Int] = [:]
    private var isPlatformOfSystem = false

    init() {}

    /// Reads `ometascan-5.14.1-1-support-1782621600.tar.gz` and its relatives.
    init(name: String) {
        let lower = name.lowercased()
        if lower.hasPrefix("ometascan") { product = .core }
        if lower.hasPrefix("mdicapsrv") { product = .icap }
        guard product != nil, let support = lower.firstRange(of: "-support-") else { return }
        let middle = lower[..<support.lowerBound].split(separator: "-").dropFirst()
        if !middle.isEmpty { version = middle.joined(separator: "-") }
        let digits = lower[support.upperBound...].prefix { $0.isNumber }
        if (9...11).contains(digits.count), let seconds = Int64(digits) {
            madeUS = seconds * 1_000_000
        }
        if lower.hasSuffix(".zip") { platform = "windows" }
        if lower.hasSuffix(".tar.gz") || lower.hasSuffix(".tgz") { platform = "linux" }
    }

    /// Keeps the platform that a description of the machine tells; of several the first one stands.
    mutating func takeSystem(_ platform: String) {
        guard !isPlatformOfSystem else { return }
        self.platform = platform
        isPlatformOfSystem = true
    }

    /// Counts what an entry is evidence of; the name decides before the contents do.
    mutating func vote(_ source: Source?) {
        switch source {
        case .coreLog, .coreNginx, .coreHistory, .coreConfig, .coreStatus, .engineLog:
            votes[.core, default: 0] += source == .engineLog || source == .coreNginx ? 1 : 3
        case .icapLog, .icapNginx, .icapHistory, .icapConfig, .icapStatus:
            votes[.icap, default: 0] += source == .icapNginx ? 1 : 3
        case .nutanixList, .nutanixPolicy: votes[.nutanix, default: 0] += 3
        case .quarantineList, .cloudAnswers: votes[.core, default: 0] += 1
        // Both products have a database, and a client of ICAP is neither.
        case .databaseLog, .icapClient: break
        case nil: break
        }
    }

    var decided: Product {
        if let product { return product }
        let ordered = Product.allCases.filter { (votes[$0] ?? 0) > 0 }
        return ordered.max { (votes[$0] ?? 0) < (votes[$1] ?? 0) } ?? .unknown
    }
}

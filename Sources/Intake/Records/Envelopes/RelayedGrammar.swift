/// The lines that envelopes hold where products pass on all they write: their own, and those of the
/// nginx in front of them.
struct RelayedGrammar: LineGrammar {
    static let name = ProductLogGrammar.name
    static let knowsZone = false
    static var samples: [String] { ProductLogGrammar.samples }

    private var product = ProductLogGrammar()
    private var nginx = NginxGrammar()
    /// True if the envelope moves product stamps to UTC.
    private let isUTC: Bool

    init(isUTC: Bool) {
        self.isUTC = isUTC
    }

    var zoneSeconds: Int? { nginx.zoneSeconds }
    var zoneChanges: [ZoneChange] { nginx.zoneChanges }

    mutating func head(of line: ByteText) -> RecordHead? {
        if let head = product.head(of: line) { return head }
        // Its error lines have no zone of their own; the envelope tells of them.
        guard var head = nginx.head(of: line), head.access != nil else { return nil }
        // Times of one entry are of one kind: either all UTC, or all as the clock on the wall.
        if !isUTC { head.timeUS += Int64(nginx.zoneSeconds ?? 0) * 1_000_000 }
        return head
    }
}

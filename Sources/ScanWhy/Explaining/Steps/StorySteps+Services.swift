internal import CaseModel
internal import GRDB
internal import Rules

/// What befell the products while they had the file in their hands.
extension StorySteps {
    func addServices(_ windows: StoryWindows, to list: inout StepList) throws {
        let outages = try Row.fetchAll(db, sql: "SELECT * FROM outage ORDER BY from_us, id")
        for outage in outages {
            let product = Product(rawValue: outage["product"]) ?? .unknown
            let from: Int64 = outage["from_us"]
            let to: Int64? = outage["to_us"]
            guard Self.overlap(windows, product, from, to ?? .max) else { continue }
            try list.add(
                Self.outage(product, from, to, how: outage["how_ended"]),
                at: from,
                by: product,
                evidence: outage["from_evidence"] ?? outage["to_evidence"]
            )
        }
        let gaps = try Row.fetchAll(db, sql: "SELECT * FROM gap ORDER BY from_us, id")
        for gap in gaps {
            let source: String = gap["source"]
            let (from, to): (Int64, Int64) = (gap["from_us"], gap["to_us"])
            let product: Product = source.hasPrefix("icap") ? .icap : .core
            // The lines at its edges are no part of a silence.
            guard Self.overlap(windows, product, from + 1, to - 1) else { continue }
            let edge = (gap["before_record_id"] as Int64?) ?? (gap["after_record_id"] as Int64?)
            try list.add(
                "\(source) is silent from \(UTCText.seconds(from)) to \(UTCText.seconds(to))",
                at: from,
                by: product,
                evidence: edge.map { "record/\($0)" },
                quoting: false
            )
        }
    }

    private static func outage(_ product: Product, _ from: Int64, _ to: Int64?, how: String)
        -> String
    {
        let service = product == .icap ? "ICAP Server's service" : "Core's service"
        guard how != "next-start" else {
            return "\(service) starts anew, and no line says when it stopped"
        }
        let start = UTCText.seconds(from)
        guard let to else {
            return "\(service) was down from \(start) on; no line says that it came back"
        }
        return "\(service) was down from \(start) to \(UTCText.seconds(to))"
    }

    private static func overlap(
        _ windows: StoryWindows,
        _ product: Product,
        _ from: Int64,
        _ to: Int64
    ) -> Bool {
        let own = product == .icap ? windows.icap : windows.core
        return own.contains { $0.lowerBound <= to && $0.upperBound >= from }
    }
}

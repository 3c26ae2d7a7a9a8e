internal import CaseModel
internal import CaseStore

/// Tells the lives of a service from the lines about it.
enum ServiceRuns {
    /// Two start lines within this time belong to one start ("starting", "started").
    private static let oneStartUS: Int64 = 180 * 1_000_000

    /// The runs in the order of time; none if no line is about the service itself.
    ///
    /// Rotated logs may have been read in any order, so events are sorted first.
    static func runs(of events: [ServiceEvent], _ product: Product) -> [ServiceRunRow] {
        let own = events.filter { $0.product == product }.sorted {
            ($0.timeUS, $0.recordID) < ($1.timeUS, $1.recordID)
        }
        guard let first = own.first(where: { $0.kind != "engine" }) else { return [] }
        var runs: [ServiceRunRow] = []
        var run = first.kind == "start" ? nil : begun(nil, "log-begins", own[0])
        if own[0].kind == "start" {
            // Of a life before the first line only the end is known: what starts was down.
            runs.append(ended(begun(nil, "unseen", own[0]), "next-start", own[0]))
        }
        for event in own {
            switch event.kind {
            case "start":
                if let open = run {
                    if let began = open.startedUS, event.timeUS - began <= oneStartUS { continue }
                    runs.append(ended(open, "next-start", event))
                }
                run = begun(event, "message", event)
            case "engine":
                if run == nil { run = begun(event, "engines", event) }
            default:
                guard let open = run else { continue }
                runs.append(ended(open, event.kind, event))
                run = nil
            }
        }
        if let run { runs.append(run) }
        return runs
    }

    private static func begun(_ event: ServiceEvent?, _ how: String, _ known: ServiceEvent)
        -> ServiceRunRow
    {
        var row = ServiceRunRow(
            packageID: known.packageID,
            product: known.product.rawValue,
            howStarted: how,
            howEnded: "log-ends"
        )
        row.startedUS = event?.timeUS
        row.startRecordID = event?.recordID
        return row
    }

    private static func ended(_ run: ServiceRunRow, _ how: String, _ event: ServiceEvent)
        -> ServiceRunRow
    {
        var row = run
        row.howEnded = how
        row.endedUS = event.timeUS
        row.endRecordID = event.recordID
        return row
    }
}

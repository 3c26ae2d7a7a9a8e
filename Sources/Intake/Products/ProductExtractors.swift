internal import CaseModel
internal import CaseStore

/// The extractors of one package: they see records in reading order and write rows when a thing
/// is complete, or at the end of the package.
struct ProductExtractors {
    private(set) var requests: RequestLines
    private(set) var services: ServiceLines
    private(set) var engines: EngineLines
    private let packageID: Int64

    init(packageID: Int64, limits: Limits) {
        self.packageID = packageID
        requests = RequestLines(packageID: packageID, limit: limits.openRequests)
        services = ServiceLines(packageID: packageID)
        engines = EngineLines(packageID: packageID)
    }

    /// Hands a record to the extractors that its shape interests.
    mutating func take(
        _ record: ExtractedRecord,
        _ interest: Interest,
        _ scan: inout FieldScan,
        in path: String,
        _ rows: inout SideRows
    ) {
        guard interest != .access else { return }
        scan.scan(record.message)
        let fields = scan.texts(in: record.message)
        if interest.contains(.icap) { requests.take(record, fields, &rows) }
        if interest.contains(.service) { services.take(record, fields) }
        if interest.contains(.engine) {
            engines.take(record, fields, in: path)
            services.takeEngine(record)
        }
        if interest.contains(.refusal) {
            RefusalLines.take(record, fields, packageID: packageID, &rows)
        }
        if interest.contains(.cloud) {
            CloudWords.take(record, fields, packageID: packageID, &rows)
        }
    }

    /// Writes what was waiting for more.
    mutating func finish(_ rows: inout SideRows) {
        requests.finish(&rows)
        services.finish(&rows)
        engines.finish(&rows)
    }
}

internal import CaseModel
internal import CaseStore
internal import GRDB

/// What a case holds as far as deciding between outcomes needs it.
struct CaseFacts {
    struct Package {
        var product: Product
        var version: String?
    }

    struct Coverage {
        var fromUS: Int64?
        var toUS: Int64?
        var complete: Bool
        var why: String
        /// When the source says nothing though it goes on afterwards, in the order of time.
        var silences: [Silence] = []

        /// The first silence that reaches into a time; nil if there is none.
        func silence(fromUS: Int64?, toUS: Int64?) -> Silence? {
            guard let fromUS = fromUS ?? toUS, let toUS = toUS ?? Optional(fromUS) else {
                return nil
            }
            // Silences do not overlap, so the first that ends late enough is the only one to ask.
            var low = 0
            var high = silences.count
            while low < high {
                let middle = (low + high) / 2
                if silences[middle].toUS > fromUS { high = middle } else { low = middle + 1 }
            }
            guard low < silences.count, silences[low].fromUS < toUS else { return nil }
            return silences[low]
        }
    }

    struct Silence: Hashable {
        var fromUS: Int64
        var toUS: Int64
    }

    struct Symptom {
        var subject: RowKey
        var timeUS: Int64?
        var fromUS: Int64?
        var toUS: Int64?
        var policy: Bool
        /// The result code of its scan; nil where it has none.
        var code: Int64?
    }

    var packages: [Package]
    var coverage: [Source: [Coverage]]
    /// Within the options' time, by family.
    var symptoms: [String: [Symptom]]
    /// Files that nothing but a name ties to a scan.
    var joinedByName: Set<RowKey>

    init(_ reader: SealedReader, _ options: RuleOptions) throws {
        (packages, coverage, symptoms, joinedByName) = try reader.read(subject: "case") { db in
            (
                try Self.packages(db), try CoverageFacts.coverage(db),
                try Self.symptoms(db, options), try Self.joinedByName(db)
            )
        }
    }

    /// False if nothing of the case concerns a rule that explains symptoms.
    func concern(_ page: RulePage) -> Bool {
        guard let family = page.explains, !page.runsWithoutSymptoms else { return true }
        return symptoms[family] != nil
    }

    private static func packages(_ db: Database) throws -> [Package] {
        try Row.fetchAll(db, sql: "SELECT product, version FROM package").map {
            Package(product: Product(rawValue: $0[0]) ?? .unknown, version: $0[1])
        }
    }

    private static func joinedByName(_ db: Database) throws -> Set<RowKey> {
        let sql = """
            SELECT file_id FROM file_link WHERE kind = 'scan'
            GROUP BY file_id HAVING max(strength) = 0
            """
        return Set(try Int64.fetchAll(db, sql: sql).map { RowKey(kind: "file", id: $0) })
    }

    // A view on the right of a LEFT JOIN would be made whole, all scans of the case.
    static let symptomQuery = """
        SELECT symptom.family, subject_kind, subject_id, symptom.time_us, window_from_us,
            window_to_us, policy,
            iif(family = 'failed-to-scan',
                (SELECT result_code FROM scan WHERE scan.id = symptom.scan_id), NULL)
        FROM symptom ORDER BY symptom.id
        """

    private static func symptoms(_ db: Database, _ options: RuleOptions) throws
        -> [String: [Symptom]]
    {
        var symptoms: [String: [Symptom]] = [:]
        let cursor = try Row.fetchCursor(db, sql: symptomQuery)
        while let row = try cursor.next() {
            let symptom = Symptom(
                subject: RowKey(kind: row[1], id: row[2]),
                timeUS: row[3],
                fromUS: row[4],
                toUS: row[5],
                policy: row[6],
                code: row[7]
            )
            guard options.includes(symptom.timeUS) else { continue }
            symptoms[row[0], default: []].append(symptom)
        }
        return symptoms
    }
}

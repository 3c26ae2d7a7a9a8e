internal import CaseModel
internal import CaseStore
internal import GRDB

/// Looks for the signs of all rules in the shapes, values, reasons and messages of a case.
struct SignSearch {
    private struct Shape {
        var id: Int64
        var product: Product
        var level: Int?
        /// Empty where its records have none.
        var component: [UInt8]
        /// True if it has no component though it is of a product's own log.
        var isBare: Bool
        var msgid: Int64?
    }

    /// Keys whose values are the product's own words about an error.
    private static let errorKeyNames = [
        "reason", "error", "err", "errormessage", "message", "issue", "info", "details",
        "err_details", "out",
    ]

    private let rules: [Rule]
    private let index: SignIndex
    private let errorKeys: SignIndex
    private let places: [SignIndex.Place]
    private var found = SignHits()

    /// Everything the case says of the signs of `rules`.
    static func hits(of rules: [Rule], in reader: SealedReader) throws -> SignHits {
        var search = SignSearch(rules)
        try reader.read(subject: "signs") { db in
            if !search.places.isEmpty { try search.readShapes(db) }
            try search.readReasons(db)
            if !search.places.isEmpty { try search.readEngines(db) }
        }
        return search.found
    }

    private init(_ rules: [Rule]) {
        self.rules = rules
        var signs: [(place: SignIndex.Place, texts: [String])] = []
        for (number, rule) in rules.enumerated() {
            for (position, sign) in rule.page.signs.enumerated() {
                signs.append((SignIndex.Place(rule: number, sign: position), sign.texts))
            }
        }
        places = signs.map(\.place)
        index = SignIndex(signs)
        let texts = Self.errorKeyNames.map { "\($0)=" }
        errorKeys = SignIndex([(SignIndex.Place(rule: 0, sign: 0), texts)])
    }

    private func sign(_ place: SignIndex.Place) -> Sign { rules[place.rule].page.signs[place.sign] }

    private mutating func add(
        _ place: SignIndex.Place,
        _ change: (inout SignHits.Hits) -> Void
    ) {
        change(&found.hits[rules[place.rule].id, default: [:]][place.sign, default: .init()])
    }

    private mutating func readShapes(_ db: Database) throws {
        let sql = """
            SELECT shape.id, package.product, shape.level, shape.component, shape.msgid, shape.text,
                coalesce(shape.component, '') = '' AND EXISTS (
                    SELECT 1 FROM by_shape JOIN record ON record.id = by_shape.record_id
                    JOIN entry ON entry.id = record.entry_id
                    WHERE by_shape.shape_id = shape.id
                        AND entry.source IN ('core-log', 'icap-log'))
            FROM shape JOIN package ON package.id = shape.package_id ORDER BY shape.id
            """
        var speaking: [Int64: Set<SignIndex.Place>] = [:]
        let cursor = try Row.fetchCursor(db, sql: sql)
        while let row = try cursor.next() {
            let shape = Shape(
                id: row[0],
                product: Product(rawValue: row[1]) ?? .unknown,
                level: row[2],
                component: SignText.small(row[3] ?? ""),
                isBare: row[6],
                msgid: row[4]
            )
            let text = SignText.small(row[5])
            let said = index.places(in: text)
            let allowed = places.filter { allows(sign($0), shape) }
            for place in allowed where said.contains(place) || isNamed(sign(place), shape) {
                add(place) { $0.shapes.append(shape.id) }
            }
            guard (shape.level ?? 0) >= Level.warning.rawValue, !errorKeys.places(in: text).isEmpty
            else {
                continue
            }
            let others = Set(allowed.filter { !said.contains($0) && !sign($0).texts.isEmpty })
            if !others.isEmpty { speaking[shape.id] = others }
        }
        try readValues(of: speaking, db)
    }

    /// What the values of error keys say, in records of these shapes.
    private mutating func readValues(of shapes: [Int64: Set<SignIndex.Place>], _ db: Database)
        throws
    {
        guard !shapes.isEmpty else { return }
        let ids = "[\(shapes.keys.sorted().map(String.init).joined(separator: ","))]"
        let keys = Self.errorKeyNames.map { "'\($0)'" }.joined(separator: ",")
        let sql = """
            SELECT wanted.value, field.record_id, field.value FROM json_each(?) AS wanted
            CROSS JOIN by_shape ON by_shape.shape_id = wanted.value
            CROSS JOIN field ON field.record_id = by_shape.record_id
            WHERE lower(field.key) IN (\(keys))
            """
        var known: [String: Set<SignIndex.Place>] = [:]
        let cursor = try Row.fetchCursor(db, sql: sql, arguments: [ids])
        while let row = try cursor.next() {
            let said = places(in: row[2], &known)
            guard !said.isEmpty, let allowed = shapes[row[0]] else { continue }
            let record: Int64 = row[1]
            for place in said.intersection(allowed).sorted() {
                add(place) { if $0.records.last != record { $0.records.append(record) } }
            }
        }
    }

    private mutating func readReasons(_ db: Database) throws {
        let sql = """
            SELECT scan.id, scan.result_code, scan.blocked_reason, scan.data_id_text, scan.evidence
            FROM symptom JOIN scan ON scan.id = symptom.scan_id
            WHERE symptom.family = 'failed-to-scan' ORDER BY scan.id
            """
        var known: [String: Set<SignIndex.Place>] = [:]
        let cursor = try Row.fetchCursor(db, sql: sql)
        while let row = try cursor.next() {
            let id: Int64 = row[0]
            if let code: Int64 = row[1] { found.codes.insert(code) }
            guard !places.isEmpty else { continue }
            if let text: String = row[3] { found.scansByID[text] = id }
            let said = places(in: row[2] ?? "", &known)
            for place in said.sorted() {
                let scan = SignHits.Scan(id: id, how: .reason, evidence: row[4])
                add(place) { $0.scans.append(scan) }
            }
        }
    }

    /// Messages of engines that failed; of a threat, the message is its name.
    private mutating func readEngines(_ db: Database) throws {
        let sql = """
            SELECT answer.scan_id, answer.message, coalesce(answer.evidence, scan.evidence)
            FROM symptom
            JOIN engine_result AS answer ON answer.scan_id = symptom.scan_id
            JOIN result_code ON result_code.code = answer.result_code
            JOIN scan ON scan.id = symptom.scan_id
            WHERE symptom.family = 'failed-to-scan' AND answer.message <> ''
                AND result_code.class NOT IN ('clean', 'threat', 'policy', 'neutral')
            ORDER BY answer.scan_id, answer.message
            """
        var known: [String: Set<SignIndex.Place>] = [:]
        let cursor = try Row.fetchCursor(db, sql: sql)
        while let row = try cursor.next() {
            let said = places(in: row[1], &known)
            for place in said.sorted() {
                let scan = SignHits.Scan(id: row[0], how: .engine, evidence: row[2])
                add(place) { $0.scans.append(scan) }
            }
        }
    }

    /// Texts repeat, so each is looked through once.
    private func places(in text: String, _ known: inout [String: Set<SignIndex.Place>])
        -> Set<SignIndex.Place>
    {
        guard !text.isEmpty else { return [] }
        if let said = known[text] { return said }
        let said = index.places(in: SignText.withoutValues(text))
        // Texts that hold an id never repeat, and must not fill the memory.
        if known.count < 10_000 { known[text] = said }
        return said
    }

    private func allows(_ sign: Sign, _ shape: Shape) -> Bool {
        if let level = sign.level, (shape.level ?? 0) < level.rawValue { return false }
        if !sign.products.isEmpty, !sign.products.contains(shape.product) { return false }
        // Older products write no component into syslog; there the words have to do.
        return sign.components.isEmpty || shape.isBare
            || sign.components.contains { Self.fits($0, shape.component) }
    }

    /// An id alone names nothing where its component cannot be seen: ids drift and are shared.
    private func isNamed(_ sign: Sign, _ shape: Shape) -> Bool {
        guard sign.components.isEmpty || !shape.component.isEmpty else { return false }
        return shape.msgid.map { sign.msgids.contains($0) } ?? false
    }

    /// A component fits its name, or what stands before a `*`.
    private static func fits(_ pattern: String, _ component: [UInt8]) -> Bool {
        let name = SignText.small(pattern)
        guard name.last == UInt8(ascii: "*") else { return name == component }
        return component.starts(with: name.dropLast())
    }
}

internal import GRDB

/// Where a row of the case can be opened, and what stands there.
struct Place {
    var package: Int64
    /// `entry:line`, or entry and row or key.
    var location: String
    /// Foreign text.
    var text: String
    /// What the vendor's table says of the record's message id; nil where it says nothing.
    var documented: String?
}

/// Looks up places by the evidence columns of the views, such as `record/17`.
struct Places {
    let db: Database

    func place(_ evidence: String) throws -> Place? {
        guard let slash = evidence.firstIndex(of: "/"),
            let id = Int64(evidence[evidence.index(after: slash)...])
        else { return nil }
        switch evidence[..<slash] {
        case "record": return try record(id)
        case "locator": return try locator(id)
        default: return nil
        }
    }

    private func record(_ id: Int64) throws -> Place? {
        let sql = """
            SELECT entry.package_id, entry.path, record.line, record.message,
                (SELECT text FROM message WHERE message.msgid = record.msgid)
            FROM record JOIN entry ON entry.id = record.entry_id WHERE record.id = ?
            """
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) else {
            return nil
        }
        let (path, line): (String, Int) = (row[1], row[2])
        return Place(
            package: row[0],
            location: "\(path):\(line)",
            text: row[3] ?? "",
            documented: row[4]
        )
    }

    private func locator(_ id: Int64) throws -> Place? {
        let sql = """
            SELECT entry.package_id, entry.path, locator.line, locator.row, locator.key,
                locator.text
            FROM locator JOIN entry ON entry.id = locator.entry_id WHERE locator.id = ?
            """
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) else {
            return nil
        }
        var location: String = row[1]
        if let line = row[2] as Int? { location += ":\(line)" }
        if let number = row[3] as Int? { location += " row \(number)" }
        if let key = row[4] as String? { location += " key \(key)" }
        return Place(package: row[0], location: location, text: row[5])
    }
}

internal import CaseModel
internal import GRDB

/// A log line that names a connection and request of ICAP Server.
struct RequestLine {
    var evidence: String
    var timeUS: Int64?
    /// It names an id that Core gave.
    var namesDataID: Bool
}

/// Finds the lines of ICAP's log that name a request, between its first and its last.
struct MentioningLines {
    private let db: Database
    /// Shapes of lines that name a connection.
    private let shapes: String

    /// Lines looked through where the first and the last stand in two rotated logs.
    private static let reach: Int64 = 20_000
    /// Farther apart than this in one log, they stand in two logs that were read one by one.
    private static let longest: Int64 = 200_000

    init(_ db: Database) throws {
        self.db = db
        // The shapes are few; the records are then fetched by their shape alone.
        let ids = try Int64.fetchAll(
            db,
            sql: "SELECT id FROM shape WHERE instr(lower(text), 'connectionid') > 0 ORDER BY id"
        )
        shapes = ids.jsonList
    }

    /// In the order they were read, the first and the last included.
    func lines(of request: Row) throws -> [RequestLine] {
        let ends = ["evidence", "error_evidence", "answer_evidence"].compactMap { column in
            (request[column] as String?).flatMap(Self.record)
        }
        guard let first = ends.min(), let last = ends.max(), shapes != "[]",
            let connection = request["connection_id"] as String?
        else { return [] }
        var ranges = [first...last]
        if last - first > Self.longest {
            ranges = [first...(first + Self.reach), (last - Self.reach)...last]
        }
        return try ranges.flatMap {
            try lines($0, naming: connection, request["request_id"] ?? "")
        }
    }

    private func lines(_ ids: ClosedRange<Int64>, naming connection: String, _ request: String)
        throws -> [RequestLine]
    {
        let sql = """
            SELECT record.id, record.time_us, instr(lower(record.message), 'dataid=') > 0
            FROM by_shape JOIN record ON record.id = by_shape.record_id
            WHERE by_shape.shape_id IN (SELECT value FROM json_each(?))
                AND by_shape.record_id BETWEEN ? AND ?
                AND instr(record.message, ?) > 0 AND instr(record.message, ?) > 0
            ORDER BY record.id
            """
        let arguments: StatementArguments = [
            shapes, ids.lowerBound, ids.upperBound, connection, "'\(request)'",
        ]
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map {
            RequestLine(evidence: "record/\($0[0] as Int64)", timeUS: $0[1], namesDataID: $0[2])
        }
    }

    private static func record(_ evidence: String) -> Int64? {
        evidence.hasPrefix("record/") ? Int64(evidence.dropFirst(7)) : nil
    }
}

internal import CaseStore
internal import GRDB

/// One SELECT of a rule with its parameters bound; anything else is refused.
struct RuleQuery {
    let sql: String
    /// The rule, for messages.
    let subject: String
    private let arguments: StatementArguments

    /// Binds those of the parameters that the SQL names; any other has no effect.
    init(sql: String, parameters: [RulePage.Parameter], subject: String) {
        self.sql = sql
        self.subject = subject
        arguments = Self.arguments(parameters)
    }

    /// The names of the result's columns; nothing is run.
    func columns(in reader: SealedReader) throws -> [String] {
        try reader.read(subject: subject) { db in try statement(in: db).columnNames }
    }

    /// The query plan, a line a step.
    func plan(in reader: SealedReader) throws -> [String] {
        try reader.read(subject: subject) { db in
            _ = try statement(in: db)
            let rows = try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN " + sql,
                arguments: arguments
            )
            return rows.map { $0["detail"] ?? "" }
        }
    }

    /// Runs it and hands over row after row with the positions of its columns.
    func forEach(
        in reader: SealedReader,
        steps: Int,
        maxRows: Int,
        _ body: ([String: Int], Row) throws -> Void
    ) throws {
        try reader.read(steps: steps, subject: subject) { db in
            let statement = try statement(in: db)
            var positions: [String: Int] = [:]
            for (index, name) in statement.columnNames.enumerated() { positions[name] = index }
            let cursor = try Row.fetchCursor(statement)
            var count = 0
            while let row = try cursor.next() {
                count += 1
                guard count <= maxRows else {
                    throw StoreError(
                        .stepLimit,
                        "read the rows of a rule",
                        on: subject,
                        message: "more than \(maxRows) rows"
                    )
                }
                try body(positions, row)
            }
        }
    }

    private func statement(in db: Database) throws -> Statement {
        // A read-only connection still takes PRAGMA and CREATE TEMP TABLE: the verb decides.
        let first = SQLText.firstWord(of: sql)
        guard ["SELECT", "WITH", "VALUES"].contains(first) else {
            throw StoreError(
                .refused,
                "run a rule",
                on: subject,
                message: "only one SELECT may be run; this begins with \(first.prefix(20))"
            )
        }
        // Prepared once though it is asked twice: planning a rule costs more than running it.
        let statement = try db.cachedStatement(sql: sql)
        guard statement.isReadonly, statement.columnCount > 0 else {
            throw StoreError(
                .refused,
                "run a rule",
                on: subject,
                message: "the statement does not only read"
            )
        }
        try statement.setArguments(arguments)
        return statement
    }

    private static func arguments(_ parameters: [RulePage.Parameter]) -> StatementArguments {
        var values: [String: (any DatabaseValueConvertible)?] = [:]
        for parameter in parameters {
            switch parameter.value {
            case .integer(let number): values[parameter.name] = number
            case .real(let number): values[parameter.name] = number
            case .text(let text): values[parameter.name] = text
            }
        }
        return StatementArguments(values)
    }
}

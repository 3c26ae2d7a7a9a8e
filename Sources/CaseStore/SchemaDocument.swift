/// Writes docs/schema.md: the views of a case file, as the comments of their SQL document them.
///
/// The SQL keeps to a form: a comment above each view, one column a line with its comment at the
/// end, and a `FROM` at the beginning of a line after the last column. A test holds the columns
/// found here against those that SQLite sees.
package enum SchemaDocument {
    /// A view, and what its SQL says of it.
    package struct View: Sendable, Hashable {
        package var name: String
        /// Sentences from above the view.
        package var comment: String
        package var columns: [Column] = []
    }

    package struct Column: Sendable, Hashable {
        package var name: String
        /// "" where the SQL has none.
        package var comment: String
    }

    /// A query that a reader can try; a test runs each.
    package struct Example: Sendable, Hashable {
        package var question: String
        package var sql: String
    }

    /// The views of packages first, then those of results, in the order of the SQL.
    package static var views: [View] { views(in: Schema.views) }
    package static var resultViews: [View] { views(in: Schema.resultViews) }

    /// The whole page.
    package static var markdown: String {
        var page = head
        page += "\n## Queries to begin with\n"
        for example in examples {
            page += "\n\(example.question)\n\n```sql\n\(example.sql)\n```\n"
        }
        page += "\n## The views\n\n| view | holds |\n|---|---|\n"
        for view in views + resultViews {
            page += "| [`\(view.name)`](#\(view.name)) | \(cell(view.comment)) |\n"
        }
        page += "\n## What was read\n" + views.map(section).joined()
        page += "\n## What the rules came to\n\nEmpty until a case was assessed.\n"
        return page + resultViews.map(section).joined()
    }

    private static func section(_ view: View) -> String {
        var text = "\n### \(view.name)\n\n\(view.comment)\n\n| column | is |\n|---|---|\n"
        for column in view.columns {
            text += "| `\(column.name)` | \(cell(column.comment)) |\n"
        }
        return text
    }

    /// A bar would end the cell.
    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}

// MARK: - Reading the SQL

extension SchemaDocument {
    /// What is known while the lines of a view are read.
    private struct Reading {
        var view: View
        /// Code of the column so far, without comments.
        var code = ""
        var comments: [Substring] = []

        /// Takes a line between `CREATE VIEW` and `FROM`.
        mutating func take(_ line: Substring) {
            let parts = SchemaDocument.parts(of: line)
            code += " " + parts.code
            if let comment = parts.comment { comments.append(comment) }
            if parts.code.hasSuffix(","), isBalanced { endColumn() }
        }

        mutating func endColumn() {
            let words = code.split { " ,".contains($0) }
            guard let last = words.last else { return }
            let name = last.split(separator: ".").last ?? last
            view.columns.append(
                Column(name: String(name), comment: comments.joined(separator: " "))
            )
            code = ""
            comments = []
        }

        private var isBalanced: Bool {
            code.count { $0 == "(" } == code.count { $0 == ")" }
        }
    }

    package static func views(in sql: String) -> [View] {
        var views: [View] = []
        var above: [Substring] = []
        var reading: Reading?
        for line in sql.split(separator: "\n", omittingEmptySubsequences: false) {
            if var open = reading {
                let isEnd = line.hasPrefix("FROM ")
                if isEnd {
                    open.endColumn()
                    views.append(open.view)
                } else {
                    open.take(line)
                }
                reading = isEnd ? nil : open
            } else if line.hasPrefix("CREATE VIEW ") {
                let name = line.split(separator: " ").dropFirst(2).first ?? ""
                reading = Reading(
                    view: View(name: String(name), comment: above.joined(separator: " "))
                )
            }
            if line.hasPrefix("-- ") {
                above.append(line.dropFirst(3))
            } else {
                above = []
            }
        }
        return views
    }

    /// The code and the comment of a line, without the blanks around them.
    private static func parts(of line: Substring) -> (code: Substring, comment: Substring?) {
        let comment = line.firstRange(of: "-- ")
        var code = line[..<(comment?.lowerBound ?? line.endIndex)].drop { $0 == " " }
        while code.last == " " { code.removeLast() }
        return (code, comment.map { line[$0.upperBound...] })
    }
}

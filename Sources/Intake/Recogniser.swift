internal import CaseModel

/// Decides from the first 64 KB who reads an entry; content decides, names only hint.
enum Recogniser {
    /// Bytes looked at.
    static let headBytes = 65_536

    /// - Parameters:
    ///   - head: The first bytes of the entry, all of it if it is shorter.
    ///   - path: Its path in the package.
    ///   - product: What the package's name says it is; nil if it says nothing.
    ///   - format: What the user says it is; nil to decide by content.
    /// - Returns: Who reads the entry, or why nobody does.
    static func recognise(
        head: [UInt8],
        path: String,
        product: Product?,
        as format: String? = nil
    ) -> Recognition {
        guard !head.isEmpty else {
            return Recognition(
                role: .empty,
                format: nil,
                source: nil,
                why: "the file is empty",
                make: nil
            )
        }
        let decoding = TextDecoding(head: head)
        if let format { return forced(format, head, path, product, decoding) }
        if let found = DocumentForm.binary(head) { return found }
        guard let text = decoding.text(of: head) else {
            return .unread("binary data that no format here reads")
        }
        if let log = LogRecogniser.recognise(head: text, path: path, product: product) {
            return decoded(log, decoding)
        }
        let document = DocumentHead(head, text: text, path: path, product: product)
        if let found = DocumentForm.recognise(document) { return decoded(found, decoding) }
        if isBinary(text) { return .unread("binary data that no format here reads") }
        var unknown = Recognition.unread("text that no format here reads; tried: \(tried)")
        unknown.isUnknownText = true
        return unknown
    }

    /// What was tried on the first bytes, and what each format found.
    static func attempts(head: [UInt8], path: String, product: Product?) -> [FormatAttempt] {
        let text = TextDecoding(head: head).text(of: head)
        let document = DocumentHead(head, text: text, path: path, product: product)
        return LogRecogniser.attempts(head: document.text, path: path, product: product)
            + DocumentForm.attempts(document)
    }

    /// Every name that a user may give an entry's format, in alphabetical order.
    static var formatNames: [String] {
        (LogRecogniser.forms.map(\.name) + LogRecogniser.envelopes.map(\.name)
            + DocumentForm.all.map(\.name)).sorted()
    }

    /// What the user calls the entry, whatever it looks like.
    private static func forced(
        _ format: String,
        _ head: [UInt8],
        _ path: String,
        _ product: Product?,
        _ decoding: TextDecoding
    ) -> Recognition {
        let document = DocumentHead(
            head,
            text: decoding.text(of: head),
            path: path,
            product: product
        )
        guard
            var found = LogRecogniser.forced(
                format,
                head: document.text,
                path: path,
                product: product
            ) ?? DocumentForm.forced(format, document)
        else { return .unread("no format is called \(format)") }
        // Of what is only listed the form says why, and what can be done.
        if found.make != nil { found.why = "the user says so" }
        let isText = DocumentForm.all.first { $0.name == format }?.isText ?? true
        return isText ? decoded(found, decoding) : found
    }

    /// The recognition with a reader that is given the text in UTF-8.
    private static func decoded(_ found: Recognition, _ decoding: TextDecoding) -> Recognition {
        var found = found
        if let name = decoding.name { found.why += "; it is \(name)" }
        if let make = found.make {
            let isLog = found.role == .records
            found.make = { DecodedEntry(make($0), decoding, $0, knowsOrigins: isLog) }
        }
        return found
    }

    private static let tried =
        "product, nginx and PostgreSQL logs, containers, syslog, captures, proxy logs, JSON "
        + "documents, XML of event logs and spreadsheets, database dumps, history and list tables, "
        + "settings, descriptions of a machine, lists of files"

    /// True if a tenth of the first bytes are control bytes that no text holds.
    private static func isBinary(_ head: [UInt8]) -> Bool {
        let sample = head.prefix(4_096)
        let odd = sample.count { $0 < 0x09 || ($0 > 0x0D && $0 < 0x20) }
        return odd * 10 > sample.count
    }
}

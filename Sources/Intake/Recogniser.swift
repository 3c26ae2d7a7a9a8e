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
        if let kind = KnownBinary.kind(of: head) {
            return .unread("\(kind.name): \(kind.advice)")
        }
        if let database = SQLiteDocument.recognition(of: head) { return database }
        guard let text = decoding.text(of: head) else {
            return .unread("binary data that no format here reads")
        }
        let found =
            LogRecogniser.recognise(head: text, path: path, product: product)
            ?? DocumentFormats.recognise(head: text, path: path, product: product)
        if let found { return decoded(found, decoding) }
        if KnownBinary.isBinary(text) {
            return .unread("binary data that no format here reads")
        }
        return .unread("text that no format here reads; tried: \(tried)")
    }

    /// What was tried on the first bytes, and what each format found.
    static func attempts(head: [UInt8], path: String, product: Product?) -> [FormatAttempt] {
        let text = TextDecoding(head: head).text(of: head) ?? head
        return LogRecogniser.attempts(head: text, path: path, product: product)
            + DocumentForm.attempts(head: text, path: path, product: product)
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
        let text = decoding.text(of: head) ?? head
        guard
            var found = LogRecogniser.forced(format, head: text, path: path, product: product)
                ?? DocumentForm.forced(format, path: path, product: product)
        else { return .unread("no format is called \(format)") }
        found.why = "the user says so"
        return decoded(found, decoding)
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
}

/// Files known by their first bytes that are listed and not read.
enum KnownBinary {
    struct Kind: Sendable {
        let bytes: [UInt8]
        let name: String
        /// Ends the sentence that the name begins.
        var advice = "listed, not read"

        init(_ bytes: [UInt8], _ name: String) {
            self.bytes = bytes
            self.name = name
        }

        init(_ bytes: [UInt8], _ name: String, advice: String) {
            self.init(bytes, name)
            self.advice = advice
        }
    }

    /// A picture of an answer is no answer that can be read.
    private static let showsOne =
        "it shows one result; give its data id or time with --file, or export JSON"
    private static let kinds = [
        Kind(
            Array("PGDMP".utf8),
            "PostgreSQL dump in custom format",
            advice: "listed, not read; make plain SQL of it with "
                + "`pg_restore --no-owner --file=dump.sql FILE` and add dump.sql to the case"
        ),
        Kind(Array("MDMP".utf8), "Windows crash dump"),
        Kind([0x7F, 0x45, 0x4C, 0x46], "ELF program or core dump"),
        Kind(Array("%PDF".utf8), "PDF document", advice: showsOne),
        Kind([0x89, 0x50, 0x4E, 0x47], "PNG picture", advice: showsOne),
        Kind([0xFF, 0xD8, 0xFF], "JPEG picture", advice: showsOne),
        Kind(
            Array("ElfFile\0".utf8),
            "Windows event log in binary form",
            advice: "listed, not read; save it as XML with "
                + "`wevtutil query-events FILE /lf:true /e:Events` and add that to the case"
        ),
    ]

    static func kind(of head: [UInt8]) -> Kind? {
        kinds.first { head.starts(with: $0.bytes) }
    }

    /// True if a tenth of the first bytes are control bytes that no text holds.
    static func isBinary(_ head: [UInt8]) -> Bool {
        let sample = head.prefix(4_096)
        let odd = sample.count { $0 < 0x09 || ($0 > 0x0D && $0 < 0x20) }
        return odd * 10 > sample.count
    }
}

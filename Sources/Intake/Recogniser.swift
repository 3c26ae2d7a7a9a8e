internal import CaseModel

/// Decides from the first 64 KB who reads an entry; content decides, names only hint.
enum Recogniser {
    /// Bytes looked at.
    static let headBytes = 65_536

    /// - Parameters:
    ///   - head: The first bytes of the entry, all of it if it is shorter.
    ///   - path: Its path in the package.
    ///   - product: What the package's name says it is; nil if it says nothing.
    /// - Returns: Who reads the entry, or why nobody does.
    static func recognise(head: [UInt8], path: String, product: Product?) -> Recognition {
        guard !head.isEmpty else {
            return Recognition(
                role: .empty,
                format: nil,
                source: nil,
                why: "the file is empty",
                make: nil
            )
        }
        if let kind = KnownBinary.kind(of: head) {
            return .unread("\(kind.name): \(kind.advice)")
        }
        if let database = SQLiteDocument.recognition(of: head) { return database }
        if let log = LogRecogniser.recognise(head: head, path: path, product: product) {
            return log
        }
        if let document = DocumentFormats.recognise(head: head, path: path, product: product) {
            return document
        }
        if KnownBinary.isBinary(head) {
            return .unread("binary data that no format here reads")
        }
        return .unread("text that no format here reads; tried: \(tried)")
    }

    private static let tried =
        "product log, nginx log, JSON documents, history and list tables, INI settings"
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

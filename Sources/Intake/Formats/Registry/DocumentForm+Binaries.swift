internal import CaseStore

extension DocumentForm {
    /// Known by their first bytes, whatever the encoding of texts beside them.
    static let binaries =
        [
            listed(
                PostgresArchive.format,
                PostgresArchive.magic,
                "PostgreSQL dump in custom format",
                advice: "listed, not read; name your pg_restore with --pg-restore, or make plain "
                    + "SQL of it with `pg_restore --no-owner --file=dump.sql FILE` and add "
                    + "dump.sql to the case"
            ),
            listed("windows-crash-dump", Array("MDMP".utf8), "Windows crash dump"),
            listed("elf", [0x7F, 0x45, 0x4C, 0x46], "ELF program or core dump"),
            listed("pdf", Array("%PDF".utf8), "PDF document", advice: showsOne),
            listed("png", [0x89, 0x50, 0x4E, 0x47], "PNG picture", advice: showsOne),
            listed("jpeg", [0xFF, 0xD8, 0xFF], "JPEG picture", advice: showsOne),
            listed(
                "windows-event-file",
                Array("ElfFile\0".utf8),
                "Windows event log in binary form",
                advice: "listed, not read; save it as XML with "
                    + "`wevtutil query-events FILE /lf:true /e:Events` and add that to the case"
            ),
            DocumentForm(
                name: SQLiteDocument.format,
                sample: ForeignDatabase.emptyFile,
                isText: false,
                needs: "the first bytes of SQLite files",
                why: { _ in "it begins as SQLite databases do" },
                sign: { $0.bytes.starts(with: ForeignDatabase.magic) ? 0 : nil },
                found: { begins($0, with: ForeignDatabase.magic) },
                make: { _ in { SQLiteDocument($0) } }
            ),
        ]

    /// A picture of an answer is no answer that can be read.
    private static let showsOne =
        "it shows one result; give its data id or time with --file, or export JSON"

    private static func listed(
        _ name: String,
        _ magic: [UInt8],
        _ title: String,
        advice: String = "listed, not read"
    ) -> DocumentForm {
        DocumentForm(
            name: name,
            sample: magic,
            isText: false,
            needs: "the first bytes of a \(title)",
            why: { _ in "\(title): \(advice)" },
            sign: { $0.bytes.starts(with: magic) ? 0 : nil },
            found: { begins($0, with: magic) },
            make: nil
        )
    }

    private static func begins(_ head: DocumentHead, with magic: [UInt8]) -> String {
        head.bytes.starts(with: magic) ? "it begins so" : "it begins otherwise"
    }
}

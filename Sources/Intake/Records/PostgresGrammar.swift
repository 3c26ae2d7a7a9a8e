/// `2026-06-27 20:00:00.123 CEST [1234] LOG:  message`, the line of PostgreSQL's server log.
///
/// `DETAIL`, `HINT` and their like belong to the record before them. The words are translated
/// where the server is; a word nobody here knows is a record without a level.
struct PostgresGrammar: LineGrammar {
    static let name = "postgres log"
    static let knowsZone = false
    static let samples = [
        "2026-06-27 20:00:00.123 CEST [1234] LOG:  database system is ready",
        "2026-06-27 20:00:01.456 CEST [1240] postgres@core FEHLER:  ungültige Seite in Block 7",
        "2026-06-27 20:00:02.789 CEST [1240] FATAL:  role \"core\" does not exist",
    ]

    /// Told by the names of zones that mean one offset the world over.
    private(set) var zoneSeconds: Int?

    private static let zones = [
        "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
        "MSK": 3, "JST": 9, "EDT": -4, "PDT": -7, "PST": -8,
    ]

    private static let levels: [(level: Int, words: [String])] = [
        (1, ["DEBUG", "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4", "DEBUG5"]),
        (2, ["LOG", "INFO", "NOTICE", "HINWEIS", "NOTICIA", "ПРОТОКОЛ", "СООБЩЕНИЕ", "JOURNAL"]),
        (
            3,
            [
                "WARNING", "WARNUNG", "ATTENTION", "ADVERTENCIA", "ATTENZIONE", "AVISO",
                "ПРЕДУПРЕЖДЕНИЕ", "警告",
            ]
        ),
        (4, ["ERROR", "FEHLER", "ERREUR", "ERRORE", "ERRO", "BŁĄD", "ОШИБКА", "エラー", "错误"]),
        (
            5,
            [
                "FATAL", "PANIC", "PANIK", "PANIQUE", "PÁNICO", "FATALE", "PANICO", "PÂNICO",
                "ВАЖНО", "ПАНИКА", "致命的エラー", "致命错误",
            ]
        ),
    ]

    /// Words of lines that continue the record before them.
    private static let parts = [
        "DETAIL", "HINT", "CONTEXT", "STATEMENT", "QUERY", "LOCATION", "BACKTRACE",
        "TIPP", "ZUSAMMENHANG", "KONTEXT", "ANWEISUNG", "ANFRAGE", "DÉTAIL", "ASTUCE", "CONTEXTE",
        "INSTRUCTION", "DETALLE", "SUGERENCIA", "CONTEXTO", "SENTENCIA", "DETTAGLI",
        "SUGGERIMENTO", "CONTESTO", "ISTRUZIONE", "DETALHE", "DICA", "COMANDO", "ПОДРОБНОСТИ",
        "ПОДСКАЗКА", "КОНТЕКСТ", "ОПЕРАТОР",
    ]

    mutating func head(of line: ByteText) -> RecordHead? {
        guard line.count > 28, line[0].isDigit, line[4] == 0x2D, line[7] == 0x2D,
            line[10] == 0x20, line[13] == 0x3A, line[16] == 0x3A,
            let open = line.first(0x5B, from: 19, to: min(line.count, 48)),
            let close = line.first(0x5D, from: open, to: min(line.count, open + 12)),
            Self.isNumber(line, open + 1, close),
            let time = stamp(line, to: open),
            let word = Self.severity(line, from: close + 1)
        else { return nil }
        let name = line.string(word.start, word.end)
        guard !Self.parts.contains(name) else { return nil }
        var head = RecordHead()
        head.timeUS = time
        head.level = Self.levels.first { $0.words.contains(name) }?.level ?? -1
        // The word stays in the message: it may be all that tells the record's gravity.
        head.messageStart = word.start
        head.messageEnd = line.count
        return head
    }

    func continues(_ line: ByteText) -> Bool {
        guard line.count > 28, line[0].isDigit,
            let close = line.first(0x5D, from: 19, to: min(line.count, 60)),
            let word = Self.severity(line, from: close + 1)
        else { return false }
        return Self.parts.contains(line.string(word.start, word.end))
    }

    private mutating func stamp(_ line: ByteText, to end: Int) -> Int64? {
        var clockEnd = 19
        while clockEnd < end, line[clockEnd] != 0x20 { clockEnd += 1 }
        guard let time = TimeText(line.string(0, clockEnd)) else { return nil }
        let zone = TableText.trimmed(line.string(clockEnd, end))
        if let hours = Self.zones[zone] { zoneSeconds = hours * 3_600 }
        if let hours = Int(zone), abs(hours) <= 14 { zoneSeconds = hours * 3_600 }
        return time.us
    }

    private static func isNumber(_ line: ByteText, _ start: Int, _ end: Int) -> Bool {
        guard start < end else { return false }
        return (start..<end).allSatisfy { line[$0].isDigit || line[$0] == 0x2D }
    }

    /// The word before `:  `, at most three words behind the process id.
    private static func severity(_ line: ByteText, from start: Int) -> (start: Int, end: Int)? {
        let bound = min(line.count, start + 160)
        guard let colon = line.slice(0, bound).first(":  ", from: start) else { return nil }
        var first = colon
        while first > start, line[first - 1] != 0x20 { first -= 1 }
        guard first < colon else { return nil }
        return (first, colon)
    }
}

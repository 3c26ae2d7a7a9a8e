import CaseModel
import Testing

@testable import Intake

struct PostgresGrammarTests {
    @Test(arguments: [
        ("2026-06-27 20:00:00.123 UTC [1234] LOG:  ready", 2, 0.123, "LOG:  ready"),
        ("2026-06-27 20:00:00 UTC [12-1] core@core ERROR:  no", 4, 0, "ERROR:  no"),
        ("2026-06-27 20:00:01.000 UTC [1] FEHLER:  nein", 4, 1, "FEHLER:  nein"),
        ("2026-06-27 20:00:01.000 UTC [1] WARNUNG:  oh", 3, 1, "WARNUNG:  oh"),
        ("2026-06-27 20:00:01.000 +03 [1] ОШИБКА:  нет", 4, 1, "ОШИБКА:  нет"),
        ("2026-06-27 20:00:01.000 UTC [1] PANIK:  aus", 5, 1, "PANIK:  aus"),
        ("2026-06-27 20:00:01.000 UTC [1] VIRHE:  ei", -1, 1, "VIRHE:  ei"),
    ])
    func `a line has its level, time and message`(
        _ line: String,
        _ level: Int,
        _ seconds: Double,
        _ message: String
    ) throws {
        var grammar = PostgresGrammar()
        let probe = try #require(LineProbe(line, &grammar))
        let expected = LineProbe(
            level: level,
            seconds: seconds,
            component: "",
            msgid: -1,
            message: message
        )
        #expect(probe == expected)
    }

    @Test(arguments: [
        "2026-06-27 20:00:00.123 UTC [1234] DETAIL:  more of it",
        "2026-06-27 20:00:00.123 UTC [1234] TIPP:  mehr davon",
        "\tof a statement over lines",
        "2026-06-27 20:00:00.123 UTC LOG:  without a process",
        "2026-13-27 20:00:00.123 UTC [1] LOG:  in no month",
        "2026-06-27 20:00:00.123 UTC [1]",
    ])
    func `other lines begin no record`(_ line: String) {
        var grammar = PostgresGrammar()
        #expect(LineProbe(line, &grammar) == nil)
    }

    @Test(arguments: [("CEST", 7_200), ("UTC", 0), ("-05", -18_000)])
    func `the zone is told by its name`(_ name: String, _ seconds: Int) {
        var grammar = PostgresGrammar()
        _ = LineProbe("2026-06-27 20:00:00.123 \(name) [1] LOG:  ready", &grammar)
        #expect(grammar.zoneSeconds == seconds)
    }

    @Test func `what belongs to an error stays with it`() throws {
        let text = """
            2026-06-27 20:00:00.123 CEST [7] ERROR:  deadlock detected
            2026-06-27 20:00:00.123 CEST [7] DETAIL:  Process 7 waits for ShareLock.
            \tProcess 8 waits too.
            2026-06-27 20:00:00.123 CEST [7] HINT:  See server log.
            2026-06-27 20:00:01.000 CEST [7] LOG:  ready

            """
        try DocumentProbe.read(Array(text.utf8), path: "database/postgres.log") { probe in
            #expect(probe.recognition.source == .databaseLog)
            let records = try probe.rows(
                "SELECT line, message LIKE '%ShareLock%' FROM record_row ORDER BY id"
            )
            #expect(records == ["1|1", "5|0"])
            #expect(probe.tally?.unparsedLines == 0)
        }
    }
}

import TestSupport
import Testing

/// What packages that hold the same lines tell of things.
@Suite struct OverlapRowTests {
    private typealias LogLine = TestSupport.LogLine

    private static let asked = LogLine.asked("20:00:01.000", "a", 1, "/s/a.doc")
    private static let refused = LogLine.told(
        "20:00:02.000",
        "Error received from Metadefender Core",
        "a",
        1,
        "error='Server is too busy. Try again later.'"
    )
    private static let answered = LogLine.told(
        "20:00:03.000",
        "Response sent",
        "a",
        1,
        "status='200', responseInfo='Blocked'"
    )

    private static let requests = """
        SELECT count(*), max(uri), max(status), max(error IS NOT NULL),
            max((answered_us - time_us) / 1000000) FROM icap_request
        """

    @Test(arguments: [[0, 1, 2, 0, 1, 2], [0, 1, 0, 1, 2], [0, 1, 2, 1, 2]])
    func `a request is one, with what each package knows of it`(parts: [Int]) throws {
        let all = [Self.asked, Self.refused, Self.answered]
        let cut = try #require(parts.indices.dropFirst().first { parts[$0] <= parts[$0 - 1] })
        let both = OverlappingCase(
            packages: [
                ["log/mdicapsrv.log": parts[..<cut].map { all[$0] }],
                ["log/mdicapsrv.log": parts[cut...].map { all[$0] }],
            ],
            name: "mdicapsrv-5.14.0-support-178262160"
        )
        let found = try both.rows(
            Self.requests,
            "SELECT count(*), max(kind) FROM refusal",
            OverlappingCase.counts,
            OverlappingCase.broken
        )
        #expect(found[0] == ["1|http://fs1.example/s/a.doc|200|1|2"])
        #expect(found[1] == ["1|queue-full"])
        #expect(found[2] == ["3|3|3|3|3"])
        #expect(found[3].isEmpty)
    }

    @Test func `a request begins in one package and is answered in another`() throws {
        let between = (0..<4).map { LogLine.asked("20:00:02.\($0)00", "b", $0, "/s/b.doc") }
        let both = OverlappingCase(
            packages: [
                ["log/mdicapsrv.log": [Self.asked] + between],
                ["log/mdicapsrv.log": between + [Self.answered]],
            ],
            name: "mdicapsrv-5.14.0-support-178262160"
        )
        let found = try both.rows(
            "SELECT count(*), max(uri), max(status) FROM icap_request "
                + "WHERE connection_id = '\(LogLine.id("a"))'",
            "SELECT count(*) FROM icap_request",
            OverlappingCase.broken
        )
        #expect(found == [["1|http://fs1.example/s/a.doc|200"], ["5"], []])
    }

    private static func work(_ minute: Int) -> String {
        LogLine.core(
            "20:\(minute < 10 ? "0" : "")\(minute):00.000",
            "core.history",
            "Cleaned, count='\(minute)'"
        )
    }

    @Test func `a run that one package sees begin and another sees end is one`() throws {
        let log =
            [LogLine.serviceStarted("20:00:00.000")] + (1..<20).map(Self.work)
            + [LogLine.serviceFailed("20:20:00.000"), LogLine.serviceStarted("20:25:00.000")]
        let both = OverlappingCase(packages: [
            ["log/core.log": Array(log[0..<15])], ["log/core.log": Array(log[5...])],
        ])
        let found = try both.rows(
            """
            SELECT how_started, how_ended, started_us / 60000000 % 1440,
                ended_us / 60000000 % 1440 FROM service_run ORDER BY started_us
            """,
            "SELECT from_us / 60000000 % 1440, to_us / 60000000 % 1440 FROM outage",
            OverlappingCase.broken
        )
        #expect(
            found[0] == [
                "unseen|next-start|-|1200", "message|error-shutdown|1200|1220",
                "message|log-ends|1225|-",
            ]
        )
        #expect(found[1] == ["1200|1200", "1220|1225"])
        #expect(found[2].isEmpty)
    }

    private static func engine(_ time: String, _ words: String, _ id: Int) -> String {
        LogLine.core(time, "engine_process", "\(words), engineName='ClamAV' [msgid: \(id)]")
    }

    @Test func `an engine's state lasts until a line that only the other package has`() throws {
        let starts = Self.engine("20:00:00.000", "==== Engine Start ====", 5_585)
        let stops = Self.engine("20:18:00.000", "==== Engine Stop ====", 5_589)
        let log = [starts] + (1..<18).map(Self.work) + [stops]
        let both = OverlappingCase(packages: [
            ["log/core.log": Array(log[0..<12])], ["log/core.log": Array(log[6...])],
        ])
        let found = try both.rows(
            "SELECT state, from_us / 60000000 % 1440, to_us / 60000000 % 1440 FROM engine "
                + "ORDER BY from_us"
        )
        #expect(found == [["running|1200|1218", "updating|1218|-"]])
    }

    @Test func `a gap is one, and none where the other package goes on`() throws {
        let seen = (0..<10).map(Self.work) + (40..<50).map(Self.work)
        let filled = (0..<50).map(Self.work)
        let gaps = "SELECT (to_us - from_us) / 60000000 FROM gap"
        let twice = OverlappingCase(packages: [
            ["log/core.log": seen], ["log/core.log": seen + [Self.work(50)]],
        ])
        #expect(try twice.rows(gaps, OverlappingCase.broken) == [["31"], []])
        let once = OverlappingCase(packages: [["log/core.log": seen], ["log/core.log": filled]])
        #expect(try once.rows(gaps, OverlappingCase.broken) == [[], []])
    }
}

/// Exports that were given twice.
@Suite struct OverlapDocumentTests {
    @Test func `a list that two packages hold is counted once`() throws {
        let element = { (name: String) in
            """
            {"extId":"\(name)","path":"/s/\(name).doc","partnerServer":"icap01",\
            "scanTime":"2026-06-27T20:00:05.000Z","threatDescription":"Unknown",\
            "isQuarantined":true}
            """
        }
        let list = { (names: [String]) in
            ["{\"data\":[\(names.map(element).joined(separator: ","))]}"]
        }
        let both = OverlappingCase(packages: [
            ["list.json": list(["a", "b", "c"])], ["list.json": list(["b", "c", "d"])],
        ])
        let found = try both.rows(
            "SELECT group_concat(ext_id, '') FROM (SELECT ext_id FROM nutanix_file ORDER BY 1)",
            "SELECT substr(text, 1, 13) FROM note WHERE kind = 'overlap'",
            OverlappingCase.broken
        )
        #expect(found == [["abcd"], ["2 rows stand "], []])
    }
}

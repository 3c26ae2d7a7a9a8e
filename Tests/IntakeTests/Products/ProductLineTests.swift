import CaseModel
import Testing

@testable import Intake

@Suite struct RefusalLineTests {
    @Test(arguments: [
        ("Server is too busy. Try again later.", "queue-full", 503),
        ("Server is too busy. Try again later", "queue-full", 503),
        ("File upload rejected due to insufficient disk space", "disk", 400),
        ("License is expired", "license", 500), ("File is empty.", "empty", 422),
        ("No available rule is present for scanning.", "rule", 500),
        ("Invalid apikey given", "key", 400), ("Invalid download url.", "link", 400),
    ])
    func `a documented text is a refusal of its kind`(
        _ text: String,
        _ kind: String,
        _ status: Int
    ) throws {
        let probe = try LogProbe(
            LogLine.core("Refused, err='\(text)', fileName='a.doc'", component: "core.network")
        )
        #expect(
            try probe.rows("SELECT kind, hop, status, text, file_name FROM refusal")
                == ["\(kind)|core|\(status)|\(text)|a.doc"]
        )
    }

    @Test(arguments: [
        "fileName='Server is too busy. Try again later.', err='Other'",
        "fileName='File is empty.'", "uri='/License is expired'", "err='The file is empty.'",
        "err='file is empty.'", "err='File is empty. Really'", "err=''",
        "userAgent='Invalid apikey given', error='x'",
    ])
    func `a text that a user chose or that is not the whole value fires nothing`(
        _ fields: String
    ) throws {
        let probe = try LogProbe(
            LogLine.core("Refused, \(fields)", level: "WARNING", component: "core.network")
        )
        #expect(try probe.rows("SELECT kind FROM refusal").isEmpty)
    }

    @Test func `the status of the line is stronger than the documented one`() throws {
        let probe = try LogProbe(
            LogLine.core("Refused, code='429', err='File is empty.'", component: "core.network")
        )
        #expect(try probe.rows("SELECT status FROM refusal") == ["429"])
    }

    @Test(arguments: [
        ("Polling Core failed", "Connection refused (111)", 1), ("Core failed", "Timed out.", 1),
        ("Reading the client failed", "timed out", 0), ("Core failed", "refused (by policy)", 0),
        ("Core failed", "(111)", 0),
    ])
    func `the network's words count with the system's number, and alone only of Core`(
        _ words: String,
        _ error: String,
        _ refusals: Int
    ) throws {
        let line = LogLine.core("\(words), error='\(error)'", component: "icap.scanner")
        let probe = try LogProbe(line, source: .icapLog)
        #expect(try probe.rows("SELECT count(*) FROM refusal") == ["\(refusals)"])
    }

    @Test func `only ICAP Server can say that Core is unreachable`() throws {
        let line = LogLine.core(
            "Failed, error='Connection refused'",
            level: "ERROR",
            component: "icap.core"
        )
        #expect(
            try LogProbe(line, source: .icapLog).rows("SELECT kind, hop FROM refusal")
                == ["unreachable|icap"]
        )
        #expect(try LogProbe(line, source: .coreLog).rows("SELECT kind FROM refusal").isEmpty)
    }
}

@Suite struct ServiceLineTests {
    private static let runs = """
        SELECT product, how_started, how_ended, (started_us - 1782590400000000) / 1000000, \
        (ended_us - 1782590400000000) / 1000000 FROM service_run ORDER BY id
        """

    @Test func `an error shutdown ends a run and a start begins the next`() throws {
        let probe = try LogProbe(
            Self.service("Service started, version='5'", at: "20:00:01"),
            LogLine.core("Shutdown", at: "20:05:00", level: "CRITICAL", msgid: 8),
            Self.service("Service started, version='5'", at: "20:06:00")
        )
        #expect(
            try probe.rows(Self.runs)
                == [
                    "core|unseen|next-start|-|1", "core|message|error-shutdown|1|300",
                    "core|message|log-ends|360|-",
                ]
        )
        #expect(
            try probe.rows("SELECT (to_us - from_us) / 1000000 FROM outage ORDER BY id")
                == ["0", "60"]
        )
    }

    @Test func `starting and started are one start`() throws {
        let probe = try LogProbe(
            Self.service("Service starting", at: "20:00:01"),
            Self.service("Service started", at: "20:02:00")
        )
        #expect(
            try probe.rows(Self.runs)
                == ["core|unseen|next-start|-|1", "core|message|log-ends|1|-"]
        )
    }

    @Test func `a second start long after is a start without a stop`() throws {
        let probe = try LogProbe(
            Self.service("Service started", at: "20:00:00"),
            Self.service("Service started", at: "20:10:00")
        )
        #expect(
            try probe.rows(Self.runs)
                == [
                    "core|unseen|next-start|-|0", "core|message|next-start|0|600",
                    "core|message|log-ends|600|-",
                ]
        )
    }

    @Test(arguments: ["Service starting", "Service started, version='5.14.1'"])
    func `a start line that is the first line of a log is the end of an outage`(
        _ words: String
    ) throws {
        let probe = try LogProbe(
            Self.service(words, at: "20:00:01"),
            LogLine.core("Still here", at: "20:30:00")
        )
        let outages = """
            SELECT product, how_ended, (from_us - 1782590400000000) / 1000000,
                (to_us - 1782590400000000) / 1000000, from_evidence, to_evidence FROM outage
            """
        #expect(try probe.rows(outages) == ["core|next-start|1|1|record/1|record/1"])
    }

    @Test(arguments: [
        ("core.service", "Starting MetaDefender Core service, version='5.1.0'", 1),
        ("common.service", "Service started", 1), ("common.update", "Starting update service", 0),
        ("core.service", "Starting scan of the service folder", 0),
        ("agent.service", "Service started", 0),
    ])
    func `a service that starts is told by whose line it is and by its subject`(
        _ component: String,
        _ words: String,
        _ starts: Int
    ) throws {
        let probe = try LogProbe(
            LogLine.core("Still here", at: "20:00:00"),
            LogLine.core(words, at: "20:10:00", component: component)
        )
        let sql = "SELECT count(*) FROM service_run WHERE how_started = 'message'"
        #expect(try probe.rows(sql) == ["\(starts)"])
    }

    @Test(arguments: [
        ("Service is shutting down", 1), ("Service stopped", 1), ("Stopping service", 1),
        ("Web server is shutting down", 0), ("Service is slow", 0),
    ])
    func `a service that ends is told by the same`(_ words: String, _ stops: Int) throws {
        let probe = try LogProbe(
            LogLine.core("Still here", at: "20:00:00"),
            LogLine.core(words, at: "20:10:00", component: "core.service")
        )
        let sql = "SELECT count(*) FROM service_run WHERE how_ended = 'stop'"
        #expect(try probe.rows(sql) == ["\(stops)"])
    }

    @Test func `engines that start before the first start line are of the same life`() throws {
        let probe = try LogProbe(
            LogLine.core(
                "Engine is up, engine='A'",
                at: "20:00:00",
                component: "engine_process",
                msgid: 5_585
            ),
            Self.service("Service started", at: "20:00:05")
        )
        #expect(try probe.rows(Self.runs) == ["core|engines|log-ends|0|-"])
    }

    @Test(arguments: [
        ("package", "version='5.14.2-1'", "5.14.2-1"), ("package", "version='new'", "-"),
        ("ometascan-5.14.1-1-support-1782621600", "version='5.14.2'", "5.14.1-1"),
    ])
    func `the version in a start line is the product's where nothing better tells it`(
        _ name: String,
        _ field: String,
        _ version: String
    ) throws {
        let log = [
            Self.service("Service started, version='4.1.0'", at: "20:00:01"),
            Self.service("Service starting, \(field)", at: "20:30:01"),
        ].map { $0 + "\n" }.joined()
        let expected = version == "-" ? "4.1.0" : version
        try PackageProbe.read([("log/core.log", Array(log.utf8))], name: name) { (probe) throws in
            #expect(try probe.rows("SELECT version FROM package") == [expected])
        }
    }

    @Test(arguments: [
        "Processing started, dataId='x'", "Service started, dataId='x'",
        "Engine started, engine='x'", "Update service was started", "Web server started",
        "Message 'Service started'", "Waiting until service started",
    ])
    func `the start of something else is no start of the service`(_ words: String) throws {
        let probe = try LogProbe(Self.service(words, at: "20:00:00"))
        #expect(try probe.rows(Self.runs).isEmpty)
    }

    @Test(arguments: ["Service started", "ICAP server started", "The service is starting"])
    func `the service is known by its name`(_ words: String) throws {
        let probe = try LogProbe(Self.service(words, at: "20:00:00"))
        #expect(
            try probe.rows(Self.runs)
                == ["core|unseen|next-start|-|0", "core|message|log-ends|0|-"]
        )
    }

    @Test func `a stop ends a life that began before the log`() throws {
        let probe = try LogProbe(
            Self.service("Service stopping", at: "20:01:00"),
            Self.service("Service stopped", at: "20:01:05")
        )
        #expect(try probe.rows(Self.runs) == ["core|log-begins|stop|-|60"])
    }

    @Test func `logs may be read in any order`() throws {
        let lines = [
            Self.service("Service started", at: "20:00:00"),
            LogLine.core("No memory", at: "20:05:00", level: "ERROR", msgid: 2_892),
            Self.service("Service started", at: "20:09:00"),
        ]
        let straight = try LogProbe(lines[0], lines[1], lines[2]).rows(Self.runs)
        #expect(straight.dropFirst().first == "core|message|out-of-memory|0|300")
        #expect(try LogProbe(lines[2], lines[0], lines[1]).rows(Self.runs) == straight)
    }

    @Test func `an engine that starts is a sign of life after a stop`() throws {
        let probe = try LogProbe(
            LogLine.core("Shutdown", at: "20:05:00", level: "CRITICAL", msgid: 130),
            LogLine.core(
                "Engine is up, engine='A'",
                at: "20:07:00",
                component: "engine_process",
                msgid: 5_585
            )
        )
        #expect(
            try probe.rows(Self.runs)
                == ["core|log-begins|error-shutdown|-|300", "core|engines|log-ends|420|-"]
        )
    }

    @Test func `a shutdown that is not grave is another product's message`() throws {
        let probe = try LogProbe(LogLine.core("Words", msgid: 8))
        #expect(try probe.rows(Self.runs).isEmpty)
    }

    private static func service(_ words: String, at clock: String) -> String {
        LogLine.core(words, at: clock, component: "core.service")
    }
}

@Suite struct EngineLineTests {
    @Test func `each state lasts until the next of the same engine`() throws {
        let probe = try LogProbe(
            Self.line("Up, engineName='A', version='1'", 5_585, at: "20:00:00"),
            Self.line("Up, engineName='B', version='9'", 5_585, at: "20:00:30"),
            Self.line("Down, engineName='A'", 5_589, at: "20:01:00"),
            LogLine.core(
                "Engine failed, engine='A', error='no memory'",
                at: "20:02:00",
                level: "ERROR",
                msgid: 231
            )
        )
        #expect(
            try probe.rows(
                """
                SELECT engine, state, version, message, (to_us - from_us) / 1000000 FROM engine \
                ORDER BY id
                """
            ) == [
                "A|running|1|-|60", "A|updating|-|-|60", "A|failed|-|no memory|-",
                "B|running|9|-|-",
            ]
        )
    }

    private static let states = """
        SELECT engine, state, (from_us - 1782590400000000) / 1000000,
            (to_us - 1782590400000000) / 1000000 FROM engine ORDER BY id
        """
    private static let failure = LogLine.core(
        "Engine failed, engineName='A', error='no memory'",
        at: "20:00:00",
        level: "ERROR",
        msgid: 231
    )

    @Test func `an engine that came up is the one that started just before`() throws {
        let start = Self.line("==== Engine Start ====, engineName='A'", 5_585, at: "20:00:10")
        let swap = Self.line("Swap log config done, engineName='A'", 5_586, at: "20:00:11")
        let isUp = Self.line("Connected and initialized successfully", 228, at: "20:00:12")
        let probe = try LogProbe(Self.failure, start, swap, isUp)
        #expect(try probe.rows(Self.states) == ["A|failed|0|10", "A|running|10|-"])
        let other = Self.line("==== Engine Start ====, engineName='B'", 5_585, at: "20:00:11")
        #expect(try LogProbe(isUp, isUp).rows(Self.states).isEmpty)
        let mixed = try LogProbe(start, other, isUp).rows(Self.states)
        #expect(mixed == ["A|running|10|-", "B|running|11|-"])
    }

    @Test(arguments: [
        ("enginelogs/a_1_linux/a_1_linux.log", "A"), ("x!EngineLogs/a_1_linux/log.2", "A"),
        ("enginelogs/a.log", nil), ("log/core.log", nil),
    ])
    func `in a log of its own an engine comes up without a name`(path: String, engine: String?)
        throws
    {
        let isUp = Self.line("Connected and initialized successfully", 228, at: "20:00:12")
        let probe = try LogProbe(Array("\(Self.failure)\n\(isUp)\n".utf8), path: path)
        let found = try probe.rows(Self.states)
        let named = engine.map { ["\($0)|failed|0|12", "\($0)|running|12|-"] }
        #expect(found == (named ?? ["A|failed|0|-"]))
        let alone = try LogProbe(Array("\(isUp)\n".utf8), path: path)
        #expect(try alone.rows(Self.states) == (engine == nil ? [] : ["a_1_linux|running|12|-"]))
    }

    @Test func `a message id of another component is no engine`() throws {
        let probe = try LogProbe(
            LogLine.core("Words, engine='A'", msgid: 5_585),
            LogLine.core("Words, engine='A'", level: "INFO", msgid: 231)
        )
        #expect(try probe.rows("SELECT engine FROM engine").isEmpty)
    }

    private static func line(_ words: String, _ id: Int, at clock: String) -> String {
        LogLine.core(words, at: clock, component: "engine_process", msgid: id)
    }
}

@Suite struct CloudWordTests {
    private static let seen = "SELECT state, sha256_text FROM quarantine_item"

    @Test(arguments: [
        ("Uploading", "uploading"), ("Unavailable", "unavailable"),
        ("Add the API key for cloud analysis", "no-key"),
        ("API calls per day limit reached", "limit"),
    ])
    func `a documented state is an item and an attempt`(_ state: String, _ outcome: String) throws {
        let probe = try LogProbe(Self.line("sha256='\(LogLine.hash)', status='\(state)'"))
        #expect(try probe.rows(Self.seen) == ["\(state)|\(LogLine.hash)"])
        #expect(
            try probe.rows("SELECT outcome, message FROM cloud_attempt") == ["\(outcome)|\(state)"]
        )
    }

    @Test(arguments: [
        "sha256='H', fileName='Uploading'", "sha256='H', fileName='Unavailable', status='Done'",
        "sha256='H', status='Uploading now'", "sha256='H', status='unavailable'",
        "status='Unavailable'", "fileName='a.doc', status='Unavailable'",
    ])
    func `a name, a part of a value or a state of nothing fires nothing`(_ fields: String) throws {
        let probe = try LogProbe(Self.line(fields.replacing("'H'", with: "'\(LogLine.hash)'")))
        #expect(try probe.rows(Self.seen).isEmpty)
        #expect(try probe.rows("SELECT outcome FROM cloud_attempt").isEmpty)
    }

    @Test func `a record about something else fires nothing`() throws {
        let probe = try LogProbe(
            LogLine.core("Engine, sha256='\(LogLine.hash)', status='Unavailable'")
        )
        #expect(try probe.rows(Self.seen).isEmpty)
    }

    private static func line(_ fields: String) -> String {
        LogLine.core("State changed, \(fields)", component: "core.quarantine")
    }
}

import Quarantine
import Testing

/// The hand-over to a Cloud that answers from outside of the engine.
@Suite struct OutsideCloudTests {
    @Test func `an item goes from Uploading over progress to its result`() throws {
        var hand = try Hand()
        let upload = try hand.sendByHand()
        #expect(hand.status == .uploading)
        #expect(upload.call.what == .upload)
        #expect(upload.call.apiKey == "made-up-key")
        #expect(upload.call.file.sha256.utf8.count == 64)
        hand.answer(upload, .accepted(cloudID: "bzI1"))
        #expect(hand.status == .progress(percent: 0))
        let poll = try hand.nextOrder()
        #expect(poll.call.what == .poll(cloudID: "bzI1"))
        hand.answer(poll, .progress(percent: 40))
        #expect(hand.status == .progress(percent: 40))
        let last = try hand.nextOrder()
        hand.answer(last, .result(Self.infected))
        #expect(hand.status == .results(verdict: "Infected"))
        let page = try #require(hand.item.cloud.pages.first)
        #expect(page.cloudID == "bzI1")
        #expect(page.receivedUS == hand.engine.course.nowUS)
        #expect(hand.engine.openCloudOrders.isEmpty)
    }

    @Test func `three automatic tries that reach nobody end in Unavailable`() throws {
        var hand = try Hand(isAutomatic: true)
        for number in 1...3 {
            let order = try hand.nextOrder()
            #expect(hand.item.cloud.automaticTries == number)
            hand.answer(order, .unreachable(text: "Connection refused"))
        }
        #expect(hand.status == .unavailable)
        #expect(hand.item.cloud.automaticTries == 3)
        hand.pass(hours: 48)
        #expect(hand.engine.openCloudOrders.isEmpty)
        let again = try hand.sendByHand()
        hand.answer(again, .accepted(cloudID: "bzI2"))
        #expect(hand.status == .progress(percent: 0))
    }

    @Test func `the daily limit is shown, with its end as the answer told it`() throws {
        var hand = try Hand()
        let order = try hand.sendByHand()
        let meter = CloudMeter(used: 40, limit: 40, resetInUS: 3_600_000_000)
        hand.answer(order, .refused(status: 429, code: 429_000, text: "Limit"), meter)
        #expect(hand.status == .limitReached)
        let endUS = hand.engine.course.nowUS + 3_600_000_000
        #expect(hand.item.cloud.limitEndsUS == endUS)
        #expect(hand.engine.cloud.windowEndUS == endUS)
        #expect(hand.engine.cloud.used == 40)
    }

    @Test func `without a key nobody is called`() throws {
        var hand = try Hand(key: "")
        hand.send()
        hand.pass(hours: 1)
        #expect(hand.engine.openCloudOrders.isEmpty)
        #expect(hand.status == .missingKey)
    }

    @Test func `an answer to another question is a failure`() throws {
        var hand = try Hand()
        let order = try hand.sendByHand()
        hand.answer(order, .progress(percent: 10))
        #expect(hand.status == .unavailable)
    }

    @Test func `nobody hears an answer for an item that is gone`() throws {
        var hand = try Hand()
        let order = try hand.sendByHand()
        hand.engine.operate(.delete, items: [order.call.item], core: 0)
        hand.answer(order, .accepted(cloudID: "bzI1"), isHeard: false)
        hand.answer(order, .accepted(cloudID: "bzI1"), isHeard: false)
        #expect(hand.engine.openCloudOrders.isEmpty)
    }

    @Test func `an answer to a life of the service that is over is not heard`() throws {
        var hand = try Hand()
        let order = try hand.sendByHand()
        let stop = hand.engine.begin(Fault(.coreStopped, target: "core01"))
        hand.answer(order, .accepted(cloudID: "bzI1"), isHeard: false)
        hand.engine.endFault(stop)
        hand.pass(hours: 1)
        // The start of the service failed the upload.
        #expect(hand.status == .unavailable)
    }

    @Test func `a fault of the line keeps calls from going out`() throws {
        var hand = try Hand()
        _ = hand.engine.begin(Fault(.cloudDown, target: "cloud"))
        hand.send()
        hand.pass(hours: 1)
        #expect(hand.engine.openCloudOrders.isEmpty)
        #expect(hand.status == .unavailable)
    }

    @Test func `a replay with the same answers is the same run`() throws {
        var first = try Hand()
        let order = try first.sendByHand()
        first.answer(order, .accepted(cloudID: "bzI1"))
        let poll = try first.nextOrder()
        // Killed here: the replay has not answered the poll.
        var second = try Hand()
        let same = try second.sendByHand()
        #expect(same == order)
        second.answer(same, .accepted(cloudID: "bzI1"))
        second.engine.advance(toUS: first.engine.course.nowUS)
        let open = second.engine.takeCloudOrders()
        let more = second.engine.takeCloudOrders()
        #expect(open == [poll])
        #expect(more.isEmpty)
        #expect(second.engine.openCloudOrders == [poll])
        #expect(second.engine.course.occurrences == first.engine.course.occurrences)
    }

    @Test func `no text of an order holds the key`() throws {
        var hand = try Hand(key: "SECRET-KEY")
        let order = try hand.sendByHand()
        #expect(order.call.apiKey == "SECRET-KEY")
        for text in ["\(order)", String(reflecting: order), "\(order.call)", "\([order])"] {
            #expect(!text.contains("SECRET-KEY"))
        }
    }

    private static let infected = CloudResult(
        isBlocked: true,
        verdict: "Infected",
        code: 1,
        engines: 21,
        detections: 15,
        totalUS: 60_000_000,
        link: "http://127.0.0.1/v4/file/bzI1"
    )
}

/// An engine with one item in quarantine, whose Cloud is outside.
private struct Hand {
    var engine: Engine

    init(key: String = "made-up-key", isAutomatic: Bool = false) throws {
        let yaml = """
            scenario: outside
            installation:
              cores:
              - quarantine: {automatic: \(isAutomatic), check_seconds: 60, polling_seconds: 10}
                threat_intelligence: {licensed: true, enabled: true, api_key: "\(key)"}

            """
        engine = Engine(try Scenario(yaml: yaml))
        engine.connectCloud()
        var file = ScenarioFile()
        file.path = "/a.bin"
        file.content = .infected
        file.takesUS = 1_000_000
        let client = ClientFacts(address: "::1", agent: "test", user: "")
        _ = engine.submit(engine.facts(of: file), to: 0, client: client)
        engine.advance(toUS: engine.course.nowUS + 10_000_000)
        _ = try #require(engine.cores[0].items.first)
    }

    var item: QuarantineItem { engine.cores[0].items[0] }
    var status: CloudStatus { item.cloud.status }

    mutating func send() { engine.operate(.send, items: [item.facts.id], core: 0) }

    mutating func sendByHand() throws -> CloudOrder {
        send()
        return try nextOrder()
    }

    /// Moves on until a call is due.
    mutating func nextOrder() throws -> CloudOrder {
        for _ in 0..<10_000 {
            if let order = engine.takeCloudOrders().first { return order }
            engine.advance(toUS: try #require(engine.nextUS))
        }
        throw NoOrder()
    }

    private struct NoOrder: Error {}

    mutating func answer(
        _ order: CloudOrder,
        _ outcome: CloudAnswer.Outcome,
        _ meter: CloudMeter? = nil,
        isHeard: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let answer = CloudAnswer(outcome, meter: meter)
        let wasHeard = engine.answer(order: order.id, with: answer)
        #expect(wasHeard == isHeard, sourceLocation: sourceLocation)
    }

    mutating func pass(hours: Int64) {
        engine.advance(toUS: engine.course.nowUS + hours * 3_600_000_000)
    }
}

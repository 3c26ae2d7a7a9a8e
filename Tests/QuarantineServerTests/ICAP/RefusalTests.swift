import Testing

@testable import QuarantineServer

/// A request that is not taken, and what it is told.
struct BadRequest: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var status: Int
    var bytes: [UInt8]

    init(_ description: String, _ status: Int, _ text: String) {
        testDescription = description
        self.status = status
        bytes = Array(text.utf8)
    }

    /// A REQMOD with this in the place of its fields and its body.
    static func reqmod(_ description: String, _ status: Int, _ rest: String) -> BadRequest {
        BadRequest(description, status, "REQMOD icap://h/s ICAP/1.0\r\n" + rest)
    }

    static let lines = [
        BadRequest("no words", 400, "hello\r\n\r\n"),
        BadRequest("HTTP", 400, "GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        BadRequest("an unknown method", 400, "SCAN icap://h/s ICAP/1.0\r\nHost: h\r\n\r\n"),
        BadRequest("a method in small letters", 400, "options icap://h/s ICAP/1.0\r\n\r\n"),
        BadRequest("FILEMOD", 405, "FILEMOD icap://h/s ICAP/1.0\r\nHost: h\r\n\r\n"),
        BadRequest("a later version", 505, "OPTIONS icap://h/s ICAP/2.0\r\nHost: h\r\n\r\n"),
        BadRequest(
            "a space in the address",
            400,
            "OPTIONS icap://h/a b ICAP/1.0\r\nHost: h\r\n\r\n"
        ),
        BadRequest("no carriage return", 400, "OPTIONS icap://h/s ICAP/1.0\nHost: h\n\n"),
        BadRequest("a NUL", 400, "OPTIONS icap://h/s\0 ICAP/1.0\r\nHost: h\r\n\r\n"),
    ]

    static let fields = [
        reqmod("no Host", 400, "Encapsulated: null-body=0\r\n\r\n"),
        reqmod("no Encapsulated", 400, "Host: h\r\n\r\n"),
        reqmod("a space in a name", 400, "Host: h\r\nBad Name: x\r\n\r\n"),
        reqmod("no colon", 400, "Host: h\r\nnonsense\r\n\r\n"),
        reqmod("a control character", 400, "Host: h\u{1}\r\n\r\n"),
        reqmod("a word as offset", 400, "Host: h\r\nEncapsulated: req-hdr=x\r\n\r\n"),
        reqmod("no body section", 400, "Host: h\r\nEncapsulated: req-hdr=0\r\n\r\n"),
        reqmod("an answer in a request", 400, "Host: h\r\nEncapsulated: res-body=0\r\n\r\n"),
        reqmod(
            "offsets that fall",
            400,
            "Host: h\r\nEncapsulated: req-hdr=10, req-body=0\r\n\r\n"
        ),
        reqmod(
            "a head beyond the limit",
            400,
            "Host: h\r\nEncapsulated: req-hdr=0, req-body=99999999\r\n\r\n"
        ),
        reqmod(
            "a head without an end",
            400,
            "Host: h\r\nEncapsulated: req-hdr=0, null-body=4\r\n\r\nabcd"
        ),
        reqmod(
            "a head that ends early",
            400,
            "Host: h\r\nEncapsulated: req-hdr=0, null-body=24\r\n\r\nGET / HTTP/1.1\r\n\r\nabcdef"
        ),
        reqmod(
            "a word as preview",
            400,
            "Host: h\r\nPreview: x\r\nEncapsulated: req-body=0\r\n\r\n"
        ),
        reqmod(
            "17 custom headers",
            400,
            "Host: h\r\nEncapsulated: null-body=0\r\n"
                + (1...17).map { "X-Client-Custom-\($0): x\r\n" }.joined() + "\r\n"
        ),
        reqmod(
            "a custom header of 129 bytes",
            400,
            "Host: h\r\nEncapsulated: null-body=0\r\nX-Client-Custom-A: "
                + String(repeating: "x", count: 129) + "\r\n\r\n"
        ),
    ]

    static let bodies = [
        ("no number", 400, "x\r\n"), ("an empty size", 400, "\r\n"),
        ("a negative size", 400, "-1\r\n"), ("a huge size", 400, "ffffffffffffffffff\r\n"),
        ("a large chunk", 413, "7ffffffffff\r\n"), ("more than its size", 400, "1\r\nab\r\n"),
        ("ieof without a preview", 400, "0; ieof\r\n\r\n"), ("no carriage return", 400, "1\na\n"),
    ].map {
        reqmod("a chunk with " + $0, $1, "Host: h\r\nEncapsulated: req-body=0\r\n\r\n" + $2)
    }
}

struct RefusalTests {
    @Test(arguments: BadRequest.lines + BadRequest.fields + BadRequest.bodies)
    func `a bad request is refused, however it is cut`(bad: BadRequest) throws {
        let reading = Reading(bad.bytes)
        #expect(try #require(reading.refusal).status == bad.status)
        #expect(Reading(bad.bytes, cut: 1) == reading)
    }

    @Test func `the words for a bad name in an answer are the product's`() {
        let answer = "HTTP/1.1 200 OK\r\nBad(Name): x\r\n\r\n"
        let bytes = Wire.bytes(
            "RESPMOD icap://h/OMSScanResp-AV ICAP/1.0\r\nHost: h\r\n"
                + "Encapsulated: res-hdr=0, null-body=\(answer.utf8.count)\r\n\r\n" + answer
        )
        let text = "Invalid character found in HTTP response header name"
        #expect(Reading(bytes).refusal == .bad(text))
    }

    @Test func `a head without an end is refused at its limit`() {
        var limits = ICAPLimits()
        limits.headBytes = 200
        let line = "OPTIONS icap://h/s ICAP/1.0\r\n"
        let endless = Wire.bytes(line + String(repeating: "x", count: 300))
        #expect(Reading(endless, limits: limits).refusal?.status == 400)
        #expect(Reading(endless, cut: 1, limits: limits).refusal?.status == 400)
        let many = Wire.bytes(line + String(repeating: "A: b\r\n", count: 60))
        #expect(Reading(many, limits: limits).refusal?.status == 400)
        let empty = Wire.bytes(String(repeating: "\r\n", count: 200))
        #expect(Reading(empty, limits: limits).refusal?.status == 400)
    }

    @Test func `a body beyond its limit is refused when its chunk is announced`() {
        var limits = ICAPLimits()
        limits.bodyBytes = 10
        let bytes = Wire.reqmod(["12345", "67890", "1"])
        let reading = Reading(bytes, limits: limits)
        #expect(reading.bodies == ["1234567890"])
        #expect(reading.refusal?.status == 413)
        limits.bodyBytes = 11
        #expect(Reading(bytes, limits: limits).refusal == nil)
    }

    @Test func `a preview counts towards the limit of the body`() {
        var limits = ICAPLimits()
        limits.bodyBytes = 10
        let bytes =
            Wire.reqmod(["12345"], more: "Preview: 5\r\n")
            + Wire.bytes(Wire.chunked(["678901"]) + "0\r\n\r\n")
        #expect(Reading(bytes, limits: limits).refusal?.status == 413)
    }

    @Test func `behind a refusal nothing is read`() {
        let reading = Reading(Wire.bytes("nonsense\r\n\r\n") + Wire.options())
        #expect(reading.events.count == 1)
    }

    @Test func `a refusal does not repeat what the client said`() {
        let bytes = Wire.bytes("REQMOD icap://h/s ICAP/1.0\r\nHost: h\r\nSe cret: hunter2\r\n\r\n")
        #expect(Reading(bytes).refusal?.text.contains("cret") == false)
    }

    @Test func `damaged requests are read the same however they are cut`() {
        var dice: UInt64 = 0x1344
        func roll(_ sides: Int) -> Int {
            dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(dice >> 33) % sides
        }
        let good =
            Wire.reqmod(["one", "two"]) + Wire.options()
            + Wire.respmod(["x"], more: "Preview: 1\r\n") + Wire.bytes("3\r\nyes\r\n0\r\n\r\n")
        var refused = 0
        for _ in 0..<400 {
            var bytes = good
            for _ in 0..<(1 + roll(4)) {
                switch roll(3) {
                case 0: bytes[roll(bytes.count)] = UInt8(roll(256))
                case 1: bytes.remove(at: roll(bytes.count))
                default: bytes.insert(UInt8(roll(256)), at: roll(bytes.count))
                }
            }
            let whole = Reading(bytes)
            #expect(Reading(bytes, cut: 1 + roll(40)) == whole)
            if whole.refusal != nil { refused += 1 }
        }
        #expect(refused > 100)
    }
}

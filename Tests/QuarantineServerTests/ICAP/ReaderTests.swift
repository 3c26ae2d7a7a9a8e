import Testing

@testable import QuarantineServer

struct ReaderTests {
    @Test func `OPTIONS has no body and names its service`() throws {
        let reading = Reading(Wire.options())
        let request = try #require(reading.requests.first)
        #expect(request.method == .options)
        #expect(request.service == "OMSScanReq-AV")
        #expect(!request.hasBody)
        #expect(reading.ends == 1)
    }

    @Test func `a body is read out of its chunks`() throws {
        let reading = Reading(Wire.reqmod(["hello ", "world"]))
        let request = try #require(reading.requests.first)
        #expect(request.method == .reqmod)
        #expect(request.address == "http://fs1/share/a.txt")
        #expect(request.fileName == "a.txt")
        #expect(request.allows204)
        #expect(reading.bodies == ["hello world"])
        #expect(reading.ends == 1)
    }

    @Test func `RESPMOD has both heads`() throws {
        let request = try #require(Reading(Wire.respmod(["x"])).requests.first)
        #expect(request.httpRequest?.startLine == "GET http://web/a.txt HTTP/1.1")
        #expect(request.httpAnswer?.status == 200)
        #expect(request.httpAnswer?.fields["content-type"] == "text/plain")
    }

    @Test func `the answer's own name for its content comes first`() throws {
        let answer =
            "HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename=\"r 1.pdf\"\r\n\r\n"
        let bytes = Wire.bytes(
            "RESPMOD icap://h/OMSScanResp-AV ICAP/1.0\r\nHost: h\r\n"
                + "Encapsulated: res-hdr=0, null-body=\(answer.utf8.count)\r\n\r\n" + answer
        )
        #expect(Reading(bytes).requests.first?.fileName == "r 1.pdf")
    }

    @Test func `percents in an address become a name and nothing more`() throws {
        let bytes = Wire.reqmod(["x"], address: "http://fs1/a/..%2f..%2Fetc%2fp%C3%A4ss?x=/y")
        #expect(Reading(bytes).requests.first?.fileName == "../../etc/päss")
    }

    @Test func `a preview that is all there is ends by ieof`() {
        let bytes = Wire.reqmod(["tiny"], more: "Preview: 1024\r\n", end: "0; ieof\r\n\r\n")
        let reading = Reading(bytes)
        #expect(!reading.events.contains(.previewEnded))
        #expect(reading.bodies == ["tiny"])
        #expect(reading.ends == 1)
    }

    @Test func `behind a preview comes the rest once it is asked for`() {
        let bytes =
            Wire.reqmod(["head"], more: "Preview: 4\r\n")
            + Wire.bytes(Wire.chunked([" and rest"]) + "0\r\n\r\n")
        let reading = Reading(bytes)
        #expect(reading.bodies == ["head", " and rest"])
        #expect(reading.events.count { $0 == .previewEnded } == 1)
        #expect(reading.ends == 1)
    }

    @Test func `behind an answered preview comes the next request`() {
        let bytes = Wire.reqmod(["head"], more: "Preview: 4\r\n") + Wire.options()
        let reading = Reading(bytes, goesOn: false)
        #expect(reading.requests.map(\.method) == [.reqmod, .options])
        #expect(reading.refusal == nil)
    }

    @Test func `an empty preview is one`() {
        let bytes = Wire.reqmod([], more: "Preview: 0\r\n") + Wire.bytes("1\r\nx\r\n0\r\n\r\n")
        #expect(Reading(bytes).bodies == ["x"])
        #expect(Reading(bytes).events.contains(.previewEnded))
    }

    @Test func `requests that were sent ahead are read one after another`() {
        let one = Wire.reqmod(["one"])
        let reading = Reading(one + Wire.options() + Wire.respmod(["two"]) + one)
        #expect(reading.requests.map(\.method) == [.reqmod, .options, .respmod, .reqmod])
        #expect(reading.bodies == ["one", "two", "one"])
        #expect(reading.ends == 4)
    }

    @Test(arguments: 1...97)
    func `blocks may be cut anywhere`(cut: Int) {
        let preview = Wire.reqmod(["head"], more: "Preview: 4\r\n")
        let bytes =
            Wire.options() + Wire.reqmod(["one", "two"]) + preview
            + Wire.bytes(Wire.chunked(["rest"]) + "0\r\nTrailer: x\r\n\r\n")
            + Wire.respmod(["three"], more: "Preview: 9\r\n", end: "0; ieof\r\n\r\n")
        let whole = Reading(bytes)
        #expect(whole.ends == 4)
        #expect(Reading(bytes, cut: cut) == whole)
    }

    @Test func `folded fields, chunk extensions and empty lines in front are understood`() throws {
        let bytes = Wire.bytes(
            "\r\n\r\nREQMOD icap://h/OMSScanReq-AV ICAP/1.0\r\nHost: h\r\nAllow: 200,\r\n 204\r\n"
                + "Encapsulated: req-body=0\r\n\r\n3;name=\"value\"\r\nabc\r\n000;x\r\n\r\n"
        )
        let reading = Reading(bytes)
        #expect(try #require(reading.requests.first).allows204)
        #expect(reading.bodies == ["abc"])
    }

    @Test func `permissive parsing takes what strict parsing refuses`() throws {
        let bytes = Wire.reqmod(["x"], address: "http://fs1/my file.txt")
        #expect(Reading(bytes).refusal == .bad("Invalid HTTP request line"))
        let request = try #require(Reading(bytes, isPermissive: true).requests.first)
        #expect(request.fileName == "my file.txt")
    }
}

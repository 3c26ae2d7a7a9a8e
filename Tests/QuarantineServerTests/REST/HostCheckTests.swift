import Hummingbird
import Testing

@testable import QuarantineServer

struct HostCheckTests {
    @Test(arguments: [
        ("127.0.0.1:8008", "127.0.0.1"), ("LOCALHOST", "localhost"), ("[::1]:8008", "[::1]"),
        ("[::1]", "[::1]"), ("a.example:80", "a.example"),
    ])
    func `the name of an authority has no port`(authority: String, name: String) {
        #expect(HostCheck<BasicRequestContext>.name(of: authority) == name)
    }

    @Test(arguments: ["", ":80", "localhost:80:80", "localhost:x", "::1", "[::1]x", "a:99999"])
    func `what is no name with a port is none`(authority: String) {
        #expect(HostCheck<BasicRequestContext>.name(of: authority) == nil)
    }

    @Test func `own names and those of the settings are let in`() {
        var settings = RESTSettings()
        settings.hostNames = ["Scan.Example"]
        let check = HostCheck<BasicRequestContext>(settings)
        #expect(check.names == ["127.0.0.1", "localhost", "[::1]", "scan.example"])
    }
}

struct JSONTests {
    @Test func `text is quoted, and keys keep their order`() {
        let json = JSON.object([
            "b": .text("a\"\\\n\u{1}é"), "a": .list([.number(-1), .truth(false)]),
        ])
        #expect(json.text == #"{"b":"a\"\\\u000a\u0001é","a":[-1,false]}"#)
    }

    @Test func `a finished scan has the documented keys`() async throws {
        var plan = LivePlan()
        plan.rate = 1_000
        let engine = try await LiveEngine.start(plan) { 1_583_998_625_412_000 }.engine
        let upload = CoreUpload(fileName: "e.com", body: Wire.bytes(Wire.eicar))
        let id = try await engine.submit(upload)
        #expect(Identifier.isOne(id))
        let waiting = try #require(try await engine.report(of: id))
        #expect(CoreAnswers.report(waiting).text.contains(#""scan_all_result_i":255"#))
        try await engine.advance(byUS: 5_000_000)
        let report = try #require(try await engine.report(of: id))
        let text = CoreAnswers.report(report).text
        for part in [
            #""display_name":"e.com""#, #""scan_all_result_a":"Infected""#,
            #""scan_all_result_i":1"#, #""result":"Blocked""#, #""progress_percentage":100"#,
            #""start_time":"2020-03-12T07:37:05.000Z""#, #""blocked_reasons":["Infected"]"#,
            #""md5":"44d88612fea8a8f36de82e1278abb02f""#,
            #""sha256":"275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f""#,
        ] {
            #expect(text.contains(part), "\(part)")
        }
        await engine.stop()
    }

    @Test func `health tells what is wrong`() {
        var health = CoreHealth()
        #expect(health.isHealthy)
        health.license = "expired"
        #expect(!health.isHealthy)
        #expect(CoreAnswers.health(health).text.contains(#""license":{"status":"expired"}"#))
        health = CoreHealth()
        health.queued = health.queueSize
        #expect(!health.isHealthy)
    }
}

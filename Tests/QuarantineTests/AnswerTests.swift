import Quarantine
import Testing

@Suite struct AnswerTests {
    private static let second: Int64 = 1_000_000

    @Test func `allowed and not modified are clean`() {
        #expect(answer(204, nil) == .clean)
        #expect(answer(204, "Allowed") == .clean)
        #expect(answer(200, "Allowed") == .clean)
        #expect(answer(nil, "ALLOWED") == .clean)
        #expect(answer(200, nil) == .clean)
    }

    @Test func `blocked by a completed scan is blocked`() {
        #expect(answer(200, "Blocked", verdict: true) == .blocked)
        #expect(answer(nil, "blocked", verdict: true) == .blocked)
    }

    @Test func `blocked without a verdict is told apart`() {
        #expect(answer(200, "Blocked") == .blockedWithoutScan)
        #expect(answer(503, "Blocked") == .blockedWithoutScan)
    }

    @Test(arguments: [400, 404, 500, 503])
    func `a status that the share does not know cannot be processed`(_ status: Int) {
        #expect(answer(status, nil) == .unprocessable)
    }

    @Test func `an information nobody documented cannot be processed`() {
        #expect(answer(nil, "Perhaps") == .unprocessable)
    }

    @Test func `no answer counts only when the log goes on longer than the share waits`() {
        #expect(answer(nil, nil, silence: 241 * Self.second) == .none)
        #expect(answer(nil, nil, silence: 240 * Self.second) == .unknown)
        #expect(answer(nil, nil, silence: 0) == .unknown)
    }

    private func answer(
        _ status: Int?,
        _ info: String?,
        verdict: Bool = false,
        silence: Int64 = 0
    ) -> Share.Answer {
        Share.Answer(status: status, info: info, hasVerdict: verdict, silenceUS: silence)
    }
}

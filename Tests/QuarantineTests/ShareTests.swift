import Quarantine
import Testing

@Suite struct ShareTests {
    @Test func `a clean file stays served`() {
        #expect(locks([.clean, .clean]).isEmpty)
    }

    @Test(arguments: [
        (Share.Answer.blocked, Share.Reason.blocked),
        (.blockedWithoutScan, .blockedWithoutScan), (.unprocessable, .unprocessable),
        (.none, .noAnswer),
    ])
    func `an answer other than clean locks the file`(_ answer: Share.Answer, _ why: Share.Reason) {
        #expect(locks([.clean, answer]).map(\.reason) == [why])
    }

    @Test func `a request after a lock that is clean lifts it`() {
        #expect(locks([.blocked, .clean]).isEmpty)
    }

    @Test func `a request after a lock that locks again moves the lock`() {
        let lock = locks([.blocked, .unprocessable])
        #expect(lock == [lockOf(7, request: 2, at: 20, .unprocessable)])
    }

    @Test func `an answer nobody knows says nothing`() {
        #expect(locks([.unknown]).isEmpty)
        #expect(locks([.blocked, .unknown]) == [lockOf(7, request: 1, at: 10, .blocked)])
    }

    @Test func `files are locked apart and told in their order`() {
        var share = Share()
        for (file, answer) in [(9, Share.Answer.blocked), (3, .blocked), (5, .clean)] {
            share.take(
                Share.Request(file: Int64(file), request: 1, timeUS: 5, answer: answer)
            )
        }
        #expect(share.locked.map(\.file) == [3, 9])
    }

    /// The locks after answers about one file, ten microseconds apart.
    private func locks(_ answers: [Share.Answer]) -> [Share.Lock] {
        var share = Share()
        for (index, answer) in answers.enumerated() {
            let number = Int64(index + 1)
            share.take(
                Share.Request(file: 7, request: number, timeUS: number * 10, answer: answer)
            )
        }
        return share.locked
    }

    private func lockOf(
        _ file: Int64,
        request: Int64,
        at timeUS: Int64,
        _ reason: Share.Reason
    ) -> Share.Lock {
        var share = Share()
        let answer: Share.Answer = reason == .blocked ? .blocked : .unprocessable
        share.take(Share.Request(file: file, request: request, timeUS: timeUS, answer: answer))
        return share.locked[0]
    }
}

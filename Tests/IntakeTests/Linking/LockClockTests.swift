import Testing

@testable import Intake

/// Clocks of a share that are told by nothing but its locks.
@Suite struct LockClockTests {
    private static func clock(_ seconds: Int) -> String {
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    /// Six files, asked about ten seconds apart from 12:00 on: ICAP Server answers so many seconds
    /// later, and the share's list has a lock after so many.
    private static func six(
        answer: (Int) -> Int,
        lock: (Int) -> Int,
        wait: Int? = nil
    ) throws -> LinkedCase {
        let noon = 12 * 3600
        var icap: [String] = []
        var locks: [String] = []
        for number in 0..<6 {
            let asked = noon + number * 10
            let path = "/s/file\(number).doc"
            icap.append(LinkedCase.asked(number, path, at: clock(asked) + ".000"))
            icap.append(
                LinkedCase.line(
                    "Response sent",
                    number,
                    "status='200', responseInfo='Blocked'",
                    at: clock(asked + answer(number)) + ".000"
                )
            )
            locks.append(
                """
                {"extId":"e\(number)","path":"\(path)","partnerServer":"icap01",\
                "scanTime":"2026-06-27T\(clock(asked + lock(number))).000Z",\
                "threatDescription":"Unknown","isQuarantined":true}
                """
            )
        }
        var loose = ["locks.json": "{\"data\":[\(locks.joined(separator: ","))]}"]
        if let wait {
            loose["policy.json"] = "{\"data\":{\"scanTimeoutIntervalSecs\":\(wait)}}"
        }
        return try LinkedCase(icap: [icap], loose: loose, zoneSeconds: 0)
    }

    private static let told = """
        SELECT package.product, clock.skew_us / 1000000, clock.spread_us / 1000000, clock.anchors
        FROM clock JOIN package ON package.id = clock.package_id
        WHERE package.name = 'locks.json'
        """

    @Test(arguments: [5, 30, 60, 240])
    func `locks at the time-out of a share move no clock`(timeout: Int) throws {
        let linked = try Self.six(answer: { 300 + $0 }, lock: { _ in timeout })
        // The lock may have come any time before the answer, and the spread says so.
        #expect(try linked.rows(Self.told) == ["nutanix|0|240|6"])
        #expect(
            try linked.rows("SELECT count(*) FROM nutanix_file WHERE scan_time_us % 10000000 = 0")
                == [timeout % 10 == 0 ? "6" : "0"]
        )
        #expect(try linked.rows("SELECT text FROM note WHERE text LIKE 'its clock%'").isEmpty)
    }

    @Test func `locks behind their answers agree with them`() throws {
        let linked = try Self.six(answer: { _ in 1 }, lock: { _ in 2 })
        #expect(try linked.rows(Self.told) == ["nutanix|0|1|6"])
    }

    /// By how many seconds the share is ahead, by locks ten minutes apart; a lock is as many
    /// milliseconds behind its answer, which takes a second, or behind a request without one.
    private static func ahead(
        answered: [Int] = [],
        open: [Int] = [],
        waitSeconds: Int64? = nil
    ) -> Int? {
        var locks: [LockTime] = []
        for (number, milliseconds) in (answered + open).enumerated() {
            let askedUS = Int64(number) * 600_000_000
            let toldUS = number < answered.count ? askedUS + 1_000_000 : nil
            locks.append(
                LockTime(
                    askedUS: askedUS,
                    answeredUS: toldUS,
                    lockedUS: (toldUS ?? askedUS) + Int64(milliseconds) * 1000
                )
            )
        }
        let waitUS = waitSeconds.map { $0 * 1_000_000 }
        return LockTime.estimate(locks, waitUS: waitUS, minimum: 5)
            .map { Int($0.skewUS / 1_000_000) }
    }

    private static func few(_ count: Int, apart seconds: (Int) -> Int) -> Int? {
        ahead(answered: (0..<count).map { seconds($0) * 1000 })
    }

    @Test func `three locks are enough where they agree to seconds, unless whole days lie between`()
    {
        #expect(Self.few(3) { _ in 11_040 } == 11_040)
        #expect(Self.few(4) { 11_040 + $0 % 2 } == 11_040)
        #expect(Self.few(3) { 11_040 + 5 * $0 } == nil)
        #expect(Self.few(3) { _ in 86_400 } == nil)
        #expect(Self.few(3) { _ in -7 * 86_400 + 60 } == nil)
        #expect(Self.few(3) { _ in 400 * 86_400 + 30_000 } == 400 * 86_400 + 30_000)
    }

    @Test func `two locks are enough where they agree to a tenth of a second`() {
        #expect(Self.ahead(answered: [11_040_000, 11_040_090]) == 11_040)
        #expect(Self.ahead(answered: [11_040_000, 11_040_200]) == nil)
        #expect(Self.ahead(answered: [11_040_000]) == nil)
        #expect(Self.ahead(answered: [86_400_000, 86_400_000]) == nil)
        #expect(Self.ahead(answered: [11_040_000, 11_040_000, 500_000_000, -9_000_000]) == 11_040)
    }

    @Test func `locks of requests without an answer came when the time of the share was over`() {
        let late = 11_040_000 + 60_000
        #expect(Self.ahead(open: [late, late, late], waitSeconds: 60) == 11_040)
        #expect(Self.ahead(open: [late, late], waitSeconds: 60) == nil)
        // Between a second and four minutes, if nobody tells.
        #expect(Self.ahead(open: [late, late, late]) == 11_100 - 120)
        #expect(Self.ahead(open: [late, late + 500, late + 900]) == nil)
        let nights = 10 * 86_400_000
        #expect(Self.ahead(open: [nights, nights, nights], waitSeconds: 60) == nil)
        #expect(Self.ahead(open: [40 * nights, 40 * nights, 40 * nights]) == 40 * 864_000 - 120)
        #expect(Self.ahead(answered: [11_040_000], open: [late, late]) == 11_040)
        #expect(Self.ahead(answered: [11_040_000], open: [late, late + 500]) == nil)
        #expect(Self.ahead(answered: [11_040_000], open: [late + 240_000, late + 240_000]) == nil)
    }

    @Test func `however few locks agree, it is known that they do`() {
        #expect(Self.ahead(answered: [2000]) == 0)
        #expect(Self.ahead(open: [239_000]) == 0)
        #expect(Self.ahead(open: [243_000]) == nil)
        #expect(Self.ahead() == nil)
    }

    @Test func `locks a constant time behind quick answers leave open whose clock is right`() throws
    {
        let linked = try Self.six(answer: { _ in 1 }, lock: { _ in 200 })
        #expect(try linked.rows(Self.told) == ["nutanix|0|199|6"])
    }

    @Test(arguments: [-3600, 300, 7200])
    func `a lock before its request, or long behind it, tells of a clock that is off`(
        skew: Int
    ) throws {
        let linked = try Self.six(answer: { _ in 1 }, lock: { _ in 1 + skew })
        #expect(try linked.rows(Self.told) == ["nutanix|\(skew)|1|6"])
    }

    @Test func `what slow answers leave open of a clock that is off is in the spread`() throws {
        let linked = try Self.six(answer: { _ in 90 }, lock: { _ in 60 - 3600 })
        #expect(try linked.rows(Self.told) == ["nutanix|-3630|90|6"])
    }

    @Test func `a known time of the share tells when its locks came`() throws {
        let linked = try Self.six(
            answer: { $0 == 0 ? 5 : 90 },
            lock: { ($0 == 0 ? 5 : 60) - 3600 },
            wait: 60
        )
        #expect(try linked.rows(Self.told) == ["nutanix|-3600|0|6"])
    }
}

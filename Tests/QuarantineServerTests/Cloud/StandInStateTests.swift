import Quarantine
import Testing

@testable import QuarantineServer

/// The stand-in's state, without a socket.
struct StandInStateTests {
    private let startUS: Int64 = 1_583_998_625_412_000
    private let file = StandInFile(name: "a.txt", body: Wire.bytes("abc")[...])

    private func cloud(_ change: (inout StandInAccount) -> Void = { _ in }) -> StandInCloud {
        var account = StandInAccount()
        account.dailyLimit = 3
        change(&account)
        return StandInCloud(apiKey: "k", account: account, keptScans: 10)
    }

    private func code(_ body: () throws(StandInRefusal) -> Void) -> Int? {
        do throws(StandInRefusal) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `who has no key or another one is told so`() {
        var cloud = cloud()
        let calls: [(StandInCloud.Call, String?, Int?)] = [
            (.poll, nil, 401_000), (.poll, "", 401_000), (.upload, "x", 401_006),
            (.account, "x", 404_008), (.account, "k", nil), (.lookUp, "k", nil),
        ]
        for (call, key, expected) in calls {
            let code = code { () throws(StandInRefusal) in
                try cloud.admit(call, key: key, at: startUS)
            }
            #expect(code == expected, "\(call) with \(key ?? "none")")
        }
    }

    @Test func `the day is 24 hours from the first upload`() throws {
        var cloud = cloud()
        for number in 0..<3 {
            let nowUS = startUS + Int64(number) * 3_600_000_000
            try cloud.admit(.upload, key: "k", at: nowUS)
            _ = try cloud.upload(file, at: nowUS)
        }
        let dayUS: Int64 = 86_400_000_000
        let refused = code { () throws(StandInRefusal) in
            try cloud.admit(.upload, key: "k", at: startUS + dayUS - 1)
        }
        #expect(refused == 429_000)
        #expect(cloud.prevention.resetInSeconds(at: startUS + dayUS - 1) == 1)
        // Polls and look-ups go on.
        try cloud.admit(.poll, key: "k", at: startUS + dayUS - 1)
        try cloud.admit(.lookUp, key: "k", at: startUS + dayUS - 1)
        try cloud.admit(.upload, key: "k", at: startUS + dayUS)
        _ = try cloud.upload(file, at: startUS + dayUS)
        #expect(cloud.usedUploads == 1)
        #expect(cloud.prevention.startUS == startUS + dayUS)
    }

    @Test func `two uploads at the limit do not both pass`() throws {
        var cloud = cloud { $0.dailyLimit = 1 }
        try cloud.admit(.upload, key: "k", at: startUS)
        try cloud.admit(.upload, key: "k", at: startUS)
        _ = try cloud.upload(file, at: startUS)
        let second = code { () throws(StandInRefusal) in _ = try cloud.upload(file, at: startUS) }
        #expect(second == 429_000)
        #expect(cloud.scans.count == 1)
    }

    @Test func `a scan comes to its end, unless it is never to finish`() throws {
        var cloud = cloud()
        let scan = try cloud.upload(file, at: startUS)
        let percents = [0, 15, 59, 60, 600].map {
            cloud.percent(of: scan, at: startUS + Int64($0) * 1_000_000)
        }
        #expect(percents == [0, 25, 98, 100, 100])
        cloud.faults.isNeverFinishing = true
        #expect(cloud.percent(of: scan, at: startUS + 600_000_000) == 99)
    }

    @Test func `a hash is found once its scan is done, by each of its kinds`() throws {
        var cloud = cloud()
        let scan = try cloud.upload(file, at: startUS)
        let early = code { () throws(StandInRefusal) in
            _ = try cloud.lookUp(scan.file.sha256, at: startUS)
        }
        #expect(early == 404_003)
        let later = startUS + 60_000_000
        for hash in [
            "900150983cd24fb0d6963f7d28e17f72", "A9993E364706816ABA3E25717850C26C9CD0D89D",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ] {
            #expect(try cloud.lookUp(hash, at: later).id == scan.id)
        }
        #expect(cloud.reputation.used == 4)
    }

    @Test func `calls of a minute are counted together`() throws {
        var cloud = cloud { $0.throttle = 2 }
        try cloud.admit(.poll, key: "k", at: startUS)
        try cloud.admit(.account, key: "k", at: startUS)
        let third = code { () throws(StandInRefusal) in
            try cloud.admit(.poll, key: "k", at: startUS)
        }
        #expect(third == 429_001)
        try cloud.admit(.poll, key: "k", at: startUS + 60_000_000)
    }

    @Test func `faults refuse what they say`() throws {
        var cloud = cloud()
        cloud.faults.errorCode = 503_001
        var refused = code { () throws(StandInRefusal) in
            try cloud.admit(.poll, key: "k", at: startUS)
        }
        #expect(refused == 503_001)
        cloud.faults = StandInFaults()
        cloud.faults.isKeyUnknown = true
        refused = code { () throws(StandInRefusal) in
            try cloud.admit(.upload, key: "k", at: startUS)
        }
        #expect(refused == 401_006)
        cloud.faults = StandInFaults()
        cloud.faults.isQuotaUsedUp = true
        refused = code { () throws(StandInRefusal) in
            try cloud.admit(.upload, key: "k", at: startUS)
        }
        #expect(refused == 429_000)
        #expect(cloud.usedUploads == 3)
        cloud.faults.isQuotaUsedUp = false
        try cloud.admit(.upload, key: "k", at: startUS)
        #expect(cloud.usedUploads == 0)
    }

    @Test func `the oldest scans are forgotten`() throws {
        var cloud = cloud { $0.dailyLimit = 100 }
        let ids = try (0..<12).map { _ in try cloud.upload(file, at: startUS).id }
        #expect(Set(ids).count == 12)
        #expect(cloud.scans.map(\.id) == Array(ids.suffix(10)))
        #expect(code { () throws(StandInRefusal) in _ = try cloud.scan(ids[0]) } == 404_004)
    }

    @Test func `the stand-in follows what a scenario says of the Cloud`() throws {
        let standIn = try CloudStandIn(StandInSettings())
        let yaml = """
            scenario: s
            installation:
              cloud: {daily_limit: 7, throttle: 9, processing: 20s, engines: 5, api_key: other}

            """
        let scenario = try Scenario(yaml: yaml)
        standIn.follow(scenario.installation.cloud, slowness: 3)
        var account = StandInAccount()
        account.dailyLimit = 7
        account.throttle = 9
        account.processingUS = 60_000_000
        account.engines = 5
        #expect(standIn.account == account)
        standIn.withCloud { cloud in
            let refused = code { () throws(StandInRefusal) in
                try cloud.admit(.poll, key: "other", at: startUS)
            }
            #expect(refused == nil)
        }
    }

    @Test func `a file is only ever called infected for the test file in it`() {
        let infected = StandInFile(name: "e", body: Wire.bytes("x" + Wire.eicar + "y")[...])
        #expect(infected.isInfected)
        #expect(!file.isInfected)
    }
}

/// What survives the end of a process.
struct StandInLogTests {
    @Test func `uploads are known after a restart, but for one whose line was cut`() async throws {
        try await Scratch.with { scratch in
            let path = "\(scratch.path)/uploads"
            let file = StandInFile(name: "a\nb", body: Wire.bytes(Wire.eicar)[...])
            let first = try CloudStandIn(StandInSettings(), file: path)
            let one = try first.accept(file, at: 1_000_000)
            try first.openWindow()
            let two = try first.accept(file, at: 2_000_000)
            let text = try scratch.text("uploads")
            #expect(text.split(separator: "\n").count == 3)
            _ = try scratch.write("uploads", Wire.bytes(text + #"{"scan":{"id":"bzIcut"#))
            let second = try CloudStandIn(StandInSettings(), file: path)
            #expect(second.withCloud { $0.scans } == [one, two])
            #expect(second.withCloud { $0.prevention.startUS } == 2_000_000)
            #expect(second.report.used == 1)
            let three = try second.accept(file, at: 3_000_000)
            #expect(Set([one.id, two.id, three.id]).count == 3)
        }
    }

    @Test func `a folder that is not there is an error that names no path`() {
        #expect(throws: StandInLogError.self) {
            try CloudStandIn(StandInSettings(), file: "/nonexistent/customer/uploads")
        }
        #expect(!StandInLogError("opened", 2).description.contains("customer"))
    }
}

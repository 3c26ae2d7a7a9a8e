import Quarantine
import Testing

/// The truth that rules are measured by.
@Suite struct TruthTests {
    @Test func `a lock names its cause, its request and its scan`() throws {
        let truths = try truths("clean-but-locked", .lock)
        let truth = try #require(truths.first)
        #expect(truths.count == 1)
        #expect(truth.cause == .fault("overload"))
        #expect(truth.connectionID.count == 32)
        #expect(truth.dataID.count == 32)
        #expect(truth.state == "unknown")
    }

    @Test func `a file that was refused misses its scan, one that was scanned does not`() throws {
        let missing = try truths("only-some-files-are-missing", .missingScan)
        #expect(missing.count == 20)
        #expect(missing.allSatisfy { $0.cause == .fault("busy") && $0.dataID.isEmpty })
        #expect(missing.allSatisfy { $0.path.hasPrefix("/traffic/during") })
    }

    @Test func `a scan without a verdict names its cause and its code`() throws {
        let failed = try truths("failed-to-scan-is-unknown", .failedScan)
        #expect(failed.map(\.code) == [3])
        #expect(failed.map(\.cause) == [.fault("engines")])
    }

    @Test func `uses of a locked file are told as documented`() throws {
        let uses = try truths("never-rescanned", .notSent)
        #expect(uses.count == 3)
        #expect(uses.allSatisfy { $0.cause == .design("never-rescanned") })
    }

    @Test func `each try of an upload names its cause`() throws {
        let tries = try truths("cloud-down-three-tries", .cloud)
        #expect(tries.map(\.cause) == Array(repeating: .fault("outage"), count: 3))
    }

    @Test func `an item that is not added names the design`() throws {
        let items = try truths("duplicate-is-not-added", .item)
        #expect(items.map(\.cause) == [.design("duplicate-hash")])
    }

    @Test func `a time limit that is reached names what stood in the way`() throws {
        #expect(try truths("icap-silent-is-unknown", .lock).map(\.cause) == [.fault("trouble")])
        #expect(try truths("callback-lost", .lock).map(\.cause) == [.fault("lost")])
        #expect(
            try truths("share-timeout", .lock).map(\.cause) == [.setting("timeout_seconds")]
        )
    }

    @Test func `a row that was removed names the retention, one that was not written the database`()
        throws
    {
        let cleaned = try truths("history-is-cleaned", .missingScan)
        #expect(cleaned.map(\.cause) == [.setting("history_age")])
        let lost = try truths("database-lost-while-scanning", .missingScan)
        #expect(lost.map(\.cause) == [.fault("database")])
    }

    @Test func `a healthy run has no truth to tell`() throws {
        #expect(try ScenarioFolder.ending("sent-on-upload-and-download").truths.isEmpty)
    }

    private func truths(_ name: String, _ subject: Truth.Subject) throws -> [Truth] {
        try ScenarioFolder.ending(name).truths.filter { $0.subject == subject }
    }
}

import Testing

@testable import QuarantineServer

struct JournalTests {
    private let head = JournalHead(
        scenario: "scenario: live\n",
        clock: LiveClock(virtualUS: 1, wallUS: 2, rate: 3)
    )

    private func record(_ number: Int64) -> JournalRecord {
        JournalRecord(atUS: number, wallUS: number, input: .cancelled(dataID: "\(number)"))
    }

    private func journal(_ count: Int64) -> [UInt8] {
        JournalLine.bytes(head) + (0..<count).flatMap { JournalLine.bytes(record($0)) }
    }

    @Test func `what is written is read`() throws {
        let reading = try JournalReading(journal(3))
        #expect(reading.head == head)
        #expect(reading.records == [record(0), record(1), record(2)])
        #expect(reading.cutBytes == 0)
    }

    @Test func `a journal that is cut anywhere loses its last line alone`() throws {
        let whole = journal(2)
        let shorter = journal(1)
        for count in shorter.count..<whole.count {
            let reading = try JournalReading(Array(whole.prefix(count)))
            #expect(reading.records == [record(0)])
            #expect(reading.wholeBytes == shorter.count)
            #expect(reading.cutBytes == count - shorter.count)
        }
    }

    @Test func `damage in the middle is no end`() throws {
        var bytes = journal(3)
        bytes[JournalLine.bytes(head).count + 30] ^= 1
        #expect(throws: LiveProblem.self) { try JournalReading(bytes) }
    }

    @Test(arguments: ["", "hello\n", "\n", "0123456789abcdef {}\n"])
    func `another file is no journal`(text: String) {
        #expect(throws: LiveProblem.self) { try JournalReading(Array(text.utf8)) }
    }

    @Test func `a journal of another version is refused by its number`() {
        var foreign = head
        foreign.version = 7
        do {
            _ = try JournalReading(JournalLine.bytes(foreign))
            Issue.record("it was read")
        } catch {
            #expect(error.text.contains("version 7, not 1"))
        }
    }

    @Test func `a full journal takes no more`() async throws {
        try await Scratch.with { scratch in
            let file = try OwnFile("\(scratch.path)/j", flags: 0o101)
            let journal = Journal(file, bytes: 0, mostBytes: 10)
            #expect(journal.refusal == nil)
            let line = journal.add(Array("0123456789\n".utf8))
            try await journal.settle(line)
            #expect(try scratch.text("j") == "0123456789\n")
            #expect(journal.refusal?.text == "the journal is full")
        }
    }

    @Test func `a disk that takes nothing fails whoever waits, and what comes after`() async throws
    {
        let file = try OwnFile("/dev/full", flags: 0o1)
        let journal = Journal(file, bytes: 0, mostBytes: 1_000)
        let line = journal.add([1])
        await #expect(throws: LiveProblem.self) { try await journal.settle(line) }
        #expect(journal.refusal != nil)
        await #expect(throws: LiveProblem.self) { try await journal.settle(nil) }
    }

    @Test func `many lines at once are written in their order`() async throws {
        try await Scratch.with { scratch in
            let file = try OwnFile("\(scratch.path)/j", flags: 0o101)
            let journal = Journal(file, bytes: 0, mostBytes: 1 << 20)
            await withTaskGroup { group in
                for _ in 0..<200 {
                    group.addTask {
                        let line = journal.add(Array("x\n".utf8))
                        // A failure shows in the file.
                        try? await journal.settle(line)
                    }
                }
            }
            #expect(try scratch.text("j") == String(repeating: "x\n", count: 200))
        }
    }
}

import Foundation
import Quarantine
import Testing

@testable import QuarantineServer

/// A data folder carries the engine from one server to the next.
struct RestartTests {
    private func start(_ scratch: Scratch) async throws -> (engine: LiveEngine, words: [String]) {
        var plan = LivePlan()
        plan.rate = 1_000
        let folder = try DataFolder(scratch.path + "/data")
        return try await LiveEngine.start(plan, folder: folder)
    }

    private func scan(_ text: String, _ engine: LiveEngine) async throws -> String {
        let upload = CoreUpload(fileName: "a.txt", body: Wire.bytes(text))
        let id = try await engine.submit(upload)
        _ = try await engine.report(of: id, within: .seconds(20))
        return id
    }

    @Test func `a restart gives the same state`() async throws {
        try await Scratch.with { scratch in
            var (engine, words) = try await start(scratch)
            #expect(words.isEmpty)
            let infected = try await scan(Wire.eicar, engine)
            let clean = try await scan("clean", engine)
            _ = try await engine.operate(.pin, on: [1])
            try await engine.set(.historyHours, to: 48)
            try await engine.saveAPIKey("a key")
            _ = try await engine.begin(Fault(.coreRefuses))
            try await engine.advance(byUS: 3_600_000_000)
            await engine.stop()
            let items = await engine.items()
            let reports = [
                try await engine.report(of: infected), try await engine.report(of: clean),
            ]
            let nowUS = await engine.stage().nowUS

            (engine, words) = try await start(scratch)
            #expect(words == ["went on with 8 entries of the journal"])
            #expect(await engine.items() == items)
            let again = [
                try await engine.report(of: infected), try await engine.report(of: clean),
            ]
            #expect(again == reports)
            #expect(await engine.setting(.historyHours) == 48)
            #expect(await engine.faults().map(\.key) == ["core-refuses"])
            #expect(await engine.stage().nowUS >= nowUS)
            #expect(try await engine.content(of: 1) == Wire.bytes(Wire.eicar))
            #expect(try await engine.report(of: infected)?.md5.isEmpty == false)
            await engine.stop()
        }
    }

    @Test func `the rate is what the folder had, unless another one is asked for`() async throws {
        try await Scratch.with { scratch in
            _ = try await start(scratch).engine.stop()
            for (rate, expected) in [(nil, 1_000), (7, 7), (nil, 7)] as [(Int?, Int)] {
                var plan = LivePlan()
                plan.rate = rate
                let folder = try DataFolder(scratch.path + "/data")
                let engine = try await LiveEngine.start(plan, folder: folder).engine
                #expect(await engine.stage().rate == expected)
                await engine.stop()
            }
        }
    }

    @Test func `only files in quarantine stay in the folder`() async throws {
        try await Scratch.with { scratch in
            let engine = try await start(scratch).engine
            _ = try await scan(Wire.eicar, engine)
            _ = try await scan("clean", engine)
            await engine.stop()
            let files = "\(scratch.path)/data/files"
            let names = try FileManager.default.contentsOfDirectory(atPath: files)
            let sha256 = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"
            #expect(names == [sha256])
        }
    }

    @Test func `the folder and its files are for their owner alone`() async throws {
        try await Scratch.with { scratch in
            let engine = try await start(scratch).engine
            _ = try await scan(Wire.eicar, engine)
            await engine.stop()
            let walk = try #require(FileManager.default.enumerator(atPath: scratch.path))
            var count = 0
            for case let name as String in walk {
                let path = "\(scratch.path)/\(name)"
                let all = try FileManager.default.attributesOfItem(atPath: path)
                let mode = try #require(all[.posixPermissions] as? Int)
                #expect(mode & 0o077 == 0, "\(name)")
                count += 1
            }
            #expect(count >= 5)
        }
    }

    @Test func `two servers do not share a folder`() async throws {
        try await Scratch.with { scratch in
            let engine = try await start(scratch).engine
            await #expect(throws: LiveProblem.self) { try await start(scratch) }
            await engine.stop()
        }
    }

    @Test func `a folder that others may open is refused`() throws {
        let path = NSTemporaryDirectory() + "scanwhy-open-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
        #expect(throws: LiveProblem.self) { try DataFolder(path) }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func `a cut line is dropped with a word`() async throws {
        try await Scratch.with { scratch in
            let engine = try await start(scratch).engine
            _ = try await scan(Wire.eicar, engine)
            await engine.stop()
            let path = "\(scratch.path)/data/journal"
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("0123456789abcdef {\"atUS".utf8))
            try handle.close()
            let (again, words) = try await start(scratch)
            #expect(words.contains { $0.contains("was cut") })
            #expect(await again.items().count == 1)
            await again.stop()
            // It is gone for good.
            let last = try await start(scratch)
            #expect(!last.words.contains { $0.contains("was cut") })
            await last.engine.stop()
        }
    }

    @Test func `a foreign journal is left as it is`() async throws {
        try await Scratch.with { scratch in
            _ = try await start(scratch).engine.stop()
            let file = try scratch.write("data/journal", Array("notes of mine\n".utf8))
            await #expect(throws: LiveProblem.self) { try await start(scratch) }
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "notes of mine\n")
        }
    }
}

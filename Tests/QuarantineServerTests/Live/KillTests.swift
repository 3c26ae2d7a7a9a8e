import Testing

@testable import QuarantineServer

/// `kill -9` at any time loses nothing that a client was told.
@Suite(.enabled(if: Program.isInstalled(Program.curl), "curl is not installed"))
struct KillTests {
    @Test(arguments: [30, 180, 400]) func `nothing that was told is lost`(ms: Int) async throws {
        try await Scratch.with { scratch in
            let data = scratch.path + "/data"
            let told = try await Served.killing("--data", data, "--rate", "100") { served in
                let rest = served.rest
                return try await withThrowingTaskGroup(of: [String].self) { group in
                    for client in 0..<3 {
                        group.addTask { try await send(client, rest) }
                    }
                    // In the middle of what they do.
                    try await Task.sleep(for: .milliseconds(ms))
                    served.kill()
                    return try await group.reduce(into: []) { $0 += $1 }
                }
            }
            try await Served.with("--data", data, "--rate", "100") { served in
                for id in told {
                    let answer = try await Curl.finished(id, served.rest)
                    #expect(answer.contains(#""data_id":"\#(id)""#))
                    #expect(answer.contains(#""result":"Blocked""#))
                }
                let items = try await Curl.run("\(served.rest)/scanwhy/v1/items")
                let count = items.split(separator: #""sha256":""#).count - 1
                #expect(count >= told.count)
                guard let sha256 = items.split(separator: #""sha256":""#).dropFirst().first else {
                    #expect(told.isEmpty)
                    return
                }
                let hash = sha256.prefix(64)
                let file = try await Curl.run("\(served.rest)/quarantine/\(hash)/download")
                #expect(file.contains(Wire.eicar))
            }
        }
    }

    /// Sends files until nobody answers; gives the ids that were told.
    private func send(_ client: Int, _ rest: String) async throws -> [String] {
        var told: [String] = []
        for number in 0..<200 {
            let text = "\(client) \(number) \(Wire.eicar)"
            guard let id = try await Curl.submit(text, "f\(client)-\(number)", rest) else { break }
            told.append(id)
        }
        return told
    }
}

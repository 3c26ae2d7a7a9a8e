internal import Glibc
internal import NIOPosix
internal import Synchronization

/// The inputs on disk, in the order in which the engine took them.
///
/// Lines that come while others are being synced are written together, so that many clients at
/// once do not wait for a disk each.
final class Journal: Sendable {
    private struct State {
        var lines: [UInt8] = []
        /// Numbers of the last line that came, and of the last one that is on the disk.
        var queued: Int64 = 0
        var synced: Int64 = 0
        var bytes: Int
        var isWriting = false
        var failure: LiveProblem?
        var waiting: [(line: Int64, resume: CheckedContinuation<LiveProblem?, Never>)] = []
    }

    private let file: OwnFile
    private let mostBytes: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - file: Open for appending.
    ///   - bytes: What it holds by now.
    ///   - mostBytes: What it may hold.
    init(_ file: OwnFile, bytes: Int, mostBytes: Int) {
        self.file = file
        self.mostBytes = mostBytes
        state = Mutex(State(bytes: bytes))
    }

    /// Why nothing more is taken; nil if something is.
    var refusal: LiveProblem? {
        state.withLock {
            if let failure = $0.failure { return failure }
            guard $0.bytes >= mostBytes else { return nil }
            return LiveProblem(
                "the journal is full",
                help: "start the server with another data folder"
            )
        }
    }

    /// Takes a line; the number tells when it is on the disk.
    func add(_ line: [UInt8]) -> Int64 {
        let (number, begins) = state.withLock { state in
            state.lines += line
            state.bytes += line.count
            state.queued += 1
            defer { state.isWriting = true }
            return (state.queued, !state.isWriting)
        }
        if begins { NIOThreadPool.singleton.submit { _ in self.writeAll() } }
        return number
    }

    /// Waits until all lines up to that one are on the disk; nil for all that came by now.
    func settle(_ line: Int64? = nil) async throws(LiveProblem) {
        let failure = await withCheckedContinuation { continuation in
            let (isOver, failure) = state.withLock { state -> (Bool, LiveProblem?) in
                let line = line ?? state.queued
                if state.synced >= line { return (true, nil) }
                if let failure = state.failure { return (true, failure) }
                state.waiting.append((line, continuation))
                return (false, nil)
            }
            if isOver { continuation.resume(returning: failure) }
        }
        if let failure { throw failure }
    }

    private func writeAll() {
        while let (lines, last) = takeLines() {
            do throws(LiveProblem) {
                try file.write(lines)
                try file.sync()
                end(last, nil)
            } catch {
                end(last, error)
            }
        }
    }

    private func takeLines() -> ([UInt8], Int64)? {
        state.withLock { state in
            guard !state.lines.isEmpty, state.failure == nil else {
                state.isWriting = false
                return nil
            }
            defer { state.lines = [] }
            return (state.lines, state.queued)
        }
    }

    /// After a failure nothing more is written: what is on the disk then is not known.
    private func end(_ last: Int64, _ failure: LiveProblem?) {
        let ready = state.withLock { state in
            if let failure {
                state.failure = failure
            } else {
                state.synced = last
            }
            let ready = state.waiting.filter { failure != nil || $0.line <= last }
            state.waiting.removeAll { failure != nil || $0.line <= last }
            return ready
        }
        for waiter in ready { waiter.resume.resume(returning: failure) }
    }
}

import Glibc
import Intake
import ScanWhy
import Synchronization

/// One line on standard error while a package is read, if that takes more than half a second.
final class ProgressLine: Sendable {
    private struct State {
        var began = ProgressLine.now
        var drawn: Int64 = 0
        var width = 0
    }

    private static let delayMS: Int64 = 500
    private static let everyMS: Int64 = 100
    private let state = Mutex(State())

    /// nil where no person watches.
    static func unless(_ quiet: Bool) -> ProgressLine? {
        quiet || !Console.showsProgress ? nil : ProgressLine()
    }

    func show(_ progress: Intake.Progress) {
        let time = Self.now
        let text: String? = state.withLock { state in
            guard time - state.began > Self.delayMS, time - state.drawn > Self.everyMS else {
                return nil
            }
            state.drawn = time
            let text =
                "reading \(Rendering.safe(progress.package))  \(progress.inflatedBytes >> 20) MB"
            let padding = String(repeating: " ", count: max(0, state.width - text.count))
            state.width = text.count
            return "\r\(text)\(padding)"
        }
        if let text { draw(text) }
    }

    /// Removes the line.
    func clear() {
        let width = state.withLock { state in
            defer { state.width = 0 }
            return state.width
        }
        if width > 0 { draw("\r" + String(repeating: " ", count: width) + "\r") }
    }

    private func draw(_ text: String) {
        var bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, &bytes, bytes.count)
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

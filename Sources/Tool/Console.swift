import ArgumentParser
import Glibc
import ScanWhy

/// Standard output and error of this process.
enum Console {
    static let version = ToolVersion.text

    /// Writing to a closed pipe is no error: whoever reads `| head` has what they want.
    static func begin() { signal(SIGPIPE, SIG_IGN) }

    static func write(_ bytes: [UInt8]) throws { try write(bytes, to: STDOUT_FILENO) }

    static func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// A line for people, beside the output.
    static func remark(_ text: String) {
        // Where standard error is closed there is nobody to tell.
        try? write(Array((text + "\n").utf8), to: STDERR_FILENO)
    }

    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// What the terminal takes: its width, and colours unless `NO_COLOR` is set.
    static var screen: Rendering.Screen {
        var screen = Rendering.Screen()
        guard isatty(STDOUT_FILENO) == 1 else { return screen }
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 {
            screen.width = min(Int(size.ws_col), 120)
        }
        let noColor = getenv("NO_COLOR").map { strlen($0) > 0 } ?? false
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        screen.color = !noColor && !isDumb
        return screen
    }

    /// Ends the process the way its error asks for.
    static func end(with error: any Error) -> Never {
        if error is BrokenPipe { Glibc.exit(0) }
        if let code = error as? ExitCode { leave(code.rawValue) }
        if let message = error as? UserMessage {
            remark(message.description)
            Glibc.exit(ExitStatus.couldNotRun)
        }
        let code = Tool.exitCode(for: error)
        let text = Tool.fullMessage(for: error)
        guard code != .success else {
            // Help and version were asked for; if nobody reads them, that is fine.
            try? write(text + "\n")
            Glibc.exit(0)
        }
        if code == .validationFailure {
            remark(text)
        } else {
            remark(UserMessage(error).description)
        }
        Glibc.exit(ExitStatus.couldNotRun)
    }

    /// Ends the program at once: everything is written, and memory that goes away needs no tidying.
    static func leave(_ status: Int32) -> Never { Glibc._exit(status) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { throw BrokenPipe() }
                throw UserMessage(
                    problem: "the output could not be written",
                    reason: String(cString: strerror(errno)),
                    help: "check the disk or the program that reads it"
                )
            }
            rest = rest.dropFirst(count)
        }
    }
}

/// Nobody reads our output any more.
struct BrokenPipe: Error {}

import ArgumentParser
import Glibc
import ScanWhy

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the engine live: REST, ICAP and the quarantine page.",
        discussion: """
            It becomes the program scanwhy-serve, which lies beside this one, with all arguments: \
            scanwhy serve --rest 127.0.0.1:8008 --icap 127.0.0.1:1344 --data FOLDER. Ask that \
            program for its options: scanwhy-serve --help.
            """
    )

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp("Arguments of scanwhy-serve.", valueName: "argument")
    )
    var arguments: [String] = []

    func run() throws {
        let path = try Self.server()
        // SAFETY: the copies of the texts live until the process is another one, or ends.
        var texts = ([path] + arguments).map { strdup($0) }
        texts.append(nil)
        _ = execv(path, texts)
        throw UserMessage(
            problem: "scanwhy-serve could not be started",
            reason: String(cString: strerror(errno)),
            location: path,
            help: "check the file"
        )
    }

    /// The server's program, which is built and installed beside this one.
    private static func server() throws -> String {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &bytes, bytes.count)
        let own = bytes.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
        let text = String(decoding: own, as: UTF8.self)
        let folder = text.lastIndex(of: "/").map { text[...$0] } ?? "./"
        let path = "\(folder)scanwhy-serve"
        guard access(path, X_OK) == 0 else {
            throw UserMessage(
                problem: "the server is not installed",
                reason: "scanwhy-serve is no program beside scanwhy",
                location: path,
                help: "build it with: swift build -c release --product scanwhy-serve"
            )
        }
        return path
    }
}

import Glibc

/// Reads `make-load FOLDER [--size 1G] [--rotate 128M] [--seed 1]` and does it.
@main struct MakeLoad {
    static func main() {
        do {
            try load(from: Array(CommandLine.arguments.dropFirst())).write()
        } catch {
            let message = "make-load: \(error)\n"
            _ = write(STDERR_FILENO, message, message.utf8.count)
            exit(2)
        }
    }

    private static func load(from arguments: [String]) throws(LoadError) -> Load {
        let usage = "usage: make-load FOLDER [--size 1G] [--rotate 128M] [--seed 1]"
        guard let folder = arguments.first, !folder.hasPrefix("-"), arguments.count % 2 == 1 else {
            throw LoadError(usage, reason: 0)
        }
        var load = Load(folder: folder, sizeBytes: 1 << 30)
        for index in stride(from: 1, to: arguments.count, by: 2) {
            switch (arguments[index], bytes(arguments[index + 1])) {
            case ("--size", let size?): load.sizeBytes = size
            case ("--rotate", let size?) where size > 0: load.rotateBytes = size
            case ("--seed", let seed?): load.seed = UInt64(seed)
            default: throw LoadError(usage, reason: 0)
            }
        }
        return load
    }

    /// `10M` is ten times 1024 times 1024; nil for what is no size.
    private static func bytes(_ text: String) -> Int? {
        let units: [Character: Int] = ["K": 10, "M": 20, "G": 30]
        guard let last = text.last, let shift = units[last] else {
            return Int(text).flatMap { $0 < 0 ? nil : $0 }
        }
        return Int(text.dropLast()).flatMap { $0 < 0 || $0 > 1 << 20 ? nil : $0 << shift }
    }
}

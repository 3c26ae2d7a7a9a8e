import ArgumentParser
import Glibc
import ScanWhy

/// A format, and the file it goes into if it is not standard output.
struct OutputTarget {
    let format: Rendering.Format
    let path: String?

    /// Reads `text`, `json` or `json=FILE`; text if nothing was asked for.
    static func targets(
        _ texts: [String],
        of formats: [Rendering.Format] = Rendering.Format.ofAssessments
    ) throws -> [OutputTarget] {
        let targets = try (texts.isEmpty ? ["text"] : texts).map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first, let format = Rendering.Format(rawValue: name),
                formats.contains(format), parts.count > 1 || !text.contains("=")
            else {
                let known = formats.map(\.rawValue).joined(separator: ", ")
                throw ValidationError(
                    "--format wants one of \(known), alone or with =FILE, not \(text)."
                )
            }
            return OutputTarget(format: format, path: parts.count > 1 ? parts[1] : nil)
        }
        let paths = targets.compactMap(\.path)
        guard Set(paths).count == paths.count else {
            throw ValidationError("--format names the same file twice.")
        }
        return targets
    }

    func write(_ render: (Rendering.Format) -> [UInt8]) throws {
        let bytes = render(format)
        guard let path else {
            try Console.write(bytes)
            return
        }
        try Self.write(bytes, to: path)
    }

    /// Writes a file anew, whatever it held.
    static func write(_ bytes: [UInt8], to path: String) throws {
        // Reports quote customer data, so they are for their owner alone, like case files.
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure(_ path: String) -> UserMessage {
        UserMessage(
            problem: "the report could not be written",
            reason: String(cString: strerror(errno)),
            location: path,
            help: "check the folder and its free space"
        )
    }
}

internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// The uploads that the stand-in took, a line of JSON each, so that it knows them after a restart.
final class StandInLog: Sendable {
    private let descriptor: Int32

    /// An upload, or that the count of uploads began anew.
    struct Line: Sendable, Hashable, Codable {
        var scan: StandInScan?
    }

    /// Reads what is there, forgets what is too old, and stays open for more.
    ///
    /// A last line that was cut by the end of a process was never answered, and is left out.
    static func open(
        _ path: String,
        keeping most: Int
    ) throws(StandInLogError) -> (log: StandInLog, lines: [Line]) {
        let lines = try read(path).suffix(most)
        let fresh = path + ".new"
        let log = try StandInLog(creating: fresh)
        for line in lines { try log.write(line) }
        try log.sync()
        guard rename(fresh, path) == 0 else { throw StandInLogError("replaced", errno) }
        return (log, Array(lines))
    }

    private init(creating path: String) throws(StandInLogError) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW
        descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw StandInLogError("opened", errno) }
    }

    deinit { close(descriptor) }

    /// Writes a line, and returns once it is on the disk.
    func append(_ line: Line) throws(StandInLogError) {
        try write(line)
        try sync()
    }

    private func write(_ line: Line) throws(StandInLogError) {
        let bytes: [UInt8]
        do {
            bytes = Array(try JSONEncoder().encode(line)) + [10]
        } catch {
            throw StandInLogError("encoded", 0)
        }
        // A line is written in one piece or was not written.
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw StandInLogError("written", errno)
        }
    }

    private func sync() throws(StandInLogError) {
        guard fdatasync(descriptor) == 0 else { throw StandInLogError("synced", errno) }
    }

    private static func read(_ path: String) throws(StandInLogError) -> [Line] {
        guard access(path, F_OK) == 0 else { return [] }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw StandInLogError("read", errno)
        }
        var lines: [Line] = []
        for text in data.split(separator: 10) {
            // A cut line ends the log.
            guard let line = try? JSONDecoder().decode(Line.self, from: text) else { break }
            lines.append(line)
        }
        return lines
    }
}

/// The file of the stand-in's uploads could not be used.
package struct StandInLogError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried.
    package let step: String
    /// The system's number, or 0.
    package let number: Int32

    init(_ step: String, _ number: Int32) {
        self.step = step
        self.number = number
    }

    package var description: String {
        "The Cloud stand-in's list of uploads could not be \(step) (error \(number))."
    }
}

import Glibc

/// Writes the folder of one support package and, beside it, `manifest.json`.
struct Load {
    var folder: String
    /// Bytes of log in all; a tenth of them is the web server's.
    var sizeBytes: Int
    /// A core log is closed and another one begun once it is this long.
    var rotateBytes = 128 << 20
    var seed: UInt64 = 1

    /// Lines are collected to about this many bytes before they are written.
    private let blockBytes = 1 << 20

    func write() throws(LoadError) {
        for name in ["", "/package", "/package/log", "/package/log/nginx", "/package/config"] {
            guard mkdir(folder + name, 0o755) == 0 else {
                throw LoadError("cannot make \(folder + name)")
            }
        }
        var core = CoreLog(seed: seed)
        let files = try writeCore(&core)
        var access = AccessLog(seed: seed &+ 1)
        try writeAccess(&access)
        try OutputFile(folder + "/package/config/ometascan.conf").write(
            Array("[global]\nrestport=8008\nloglevel=dump\n".utf8)
        )
        let manifest = Manifest(seed: seed, core: core.counts, access: access, coreFiles: files)
        try OutputFile(folder + "/manifest.json").write(Array(manifest.text.utf8))
    }

    /// The newest file has no number and the oldest has the highest, as rotation leaves them.
    private func writeCore(
        _ log: inout CoreLog
    ) throws(LoadError) -> [(name: String, bytes: Int, lines: Int, events: Int)] {
        let goal = sizeBytes - sizeBytes / 10
        var parts: [(name: String, bytes: Int, lines: Int, events: Int)] = []
        while log.counts.bytes < goal {
            let before = log.counts
            let file = try OutputFile(folder + "/package/log/part.\(parts.count)")
            let end = min(before.bytes + rotateBytes, goal)
            while log.counts.bytes < end {
                var block: [UInt8] = []
                block.reserveCapacity(blockBytes + 4096)
                while block.count < blockBytes && log.counts.bytes < end { log.append(to: &block) }
                try file.write(block)
            }
            let after = log.counts
            parts.append(
                (
                    "", after.bytes - before.bytes, after.lines - before.lines,
                    after.events.reduce(0, +) - before.events.reduce(0, +)
                )
            )
        }
        for index in parts.indices {
            let age = parts.count - 1 - index
            parts[index].name = "log/core.log" + (age == 0 ? "" : ".\(age)")
            let from = folder + "/package/log/part.\(index)"
            guard rename(from, folder + "/package/" + parts[index].name) == 0 else {
                throw LoadError("cannot rename \(from)")
            }
        }
        return parts.reversed()
    }

    private func writeAccess(_ log: inout AccessLog) throws(LoadError) {
        let file = try OutputFile(folder + "/package/log/nginx/access.log")
        while log.bytes < sizeBytes / 10 {
            var block: [UInt8] = []
            block.reserveCapacity(blockBytes + 4096)
            while block.count < blockBytes && log.bytes < sizeBytes / 10 { log.append(to: &block) }
            try file.write(block)
        }
    }
}

internal import Glibc
internal import Intake

/// What `--timezone` says: an offset, or a place whose file is in the system's zoneinfo.
enum ZoneOption {
    case offset(Int)
    case place(NamedZone)

    /// Where systems keep their zoneinfo, where TZDIR names no other folder.
    private static let folders = [
        "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo",
    ]
    /// The longest name there is has half of it.
    private static let mostCharacters = 64

    /// Throws `UserMessage` if it is neither, or if the file is not there.
    init(_ text: String) throws {
        if let seconds = UserTime.zoneSeconds(text) {
            self = .offset(seconds)
            return
        }
        guard Self.isName(text) else {
            throw UserMessage(
                problem: "the time zone is not understood",
                location: text,
                help: "write it as +02:00, -05:30, UTC or Europe/Berlin"
            )
        }
        let folder = try Self.folder()
        let bytes = Self.bytes(at: "\(folder)/\(text)")
        guard let bytes else {
            throw UserMessage(
                problem: "the time zone is not known here",
                reason: "\(folder) has no file of that name",
                location: text,
                help: "write its name as there, such as Europe/Berlin, or an offset such as +02:00"
            )
        }
        guard let file = ZoneFile(bytes) else {
            throw UserMessage(
                problem: "the time zone cannot be read",
                reason: "its file in \(folder) is no zone file without leap seconds",
                location: text,
                help: "mend the system's zoneinfo, or give an offset such as +02:00"
            )
        }
        self = .place(NamedZone(name: text, file: file))
    }

    /// The time in UTC, read here if it names no zone itself.
    func utc(of time: UserTime) -> Int64 {
        switch self {
        case .offset(let seconds): time.utc(zoneSeconds: seconds)
        case .place(let zone): time.utc(zoneSeconds: 0, or: zone)
        }
    }

    /// Words joined by slashes: nothing that leads out of the folder.
    private static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return text.utf8.count <= mostCharacters
            && parts.allSatisfy { part in
                part.first?.isLetter == true
                    && part.utf8.allSatisfy {
                        0x41...0x5A ~= $0 & 0xDF || 0x30...0x39 ~= $0
                            || [0x2B, 0x2D, 0x5F].contains($0)
                    }
            }
    }

    private static func folder() throws -> String {
        // SAFETY: getenv gives a C string or nil; it is copied.
        let named = getenv("TZDIR").map { String(cString: $0) } ?? ""
        let tried = named.isEmpty ? folders : [named]
        guard let folder = tried.first(where: { access($0, R_OK | X_OK) == 0 }) else {
            throw UserMessage(
                problem: "there is no folder of time zones",
                reason: "looked for in \(tried.joined(separator: ", "))",
                help: "install tzdata, set TZDIR, or give an offset such as +02:00"
            )
        }
        return folder
    }

    /// nil if there is no such file, or a folder.
    private static func bytes(at path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // One byte more tells a file that is too long to be one of a zone.
        var bytes = [UInt8](repeating: 0, count: ZoneFile.mostBytes + 1)
        let count = read(descriptor, &bytes, bytes.count)
        return count < 0 ? nil : Array(bytes.prefix(count))
    }
}

internal import CaseStore
internal import Glibc

/// Tells case files from packages among the inputs, by their first bytes.
enum CaseInput {
    /// The case file at a path; nil if it is something else, or nothing.
    static func caseFile(at path: String) -> CaseFile? {
        CaseFile.isCaseFile(header: header(of: path)) ? CaseFile(path: path) : nil
    }

    /// The case file at a path that somebody named as one.
    static func required(at path: String) throws -> CaseFile {
        if let file = caseFile(at: path) { return file }
        let isThere = access(path, R_OK) == 0
        throw UserMessage(
            problem: isThere ? "this is no case file of scanwhy" : "cannot open the case file",
            reason: isThere ? "" : String(cString: strerror(errno)),
            location: path,
            help: "name a file that `scanwhy analyze --case FILE` kept"
        )
    }

    /// A case file stands alone: it cannot be mixed with packages.
    static func refuseCaseFiles(_ inputs: [String]) throws {
        for path in inputs where caseFile(at: path) != nil {
            throw UserMessage(
                problem: "a case file cannot be read together with other inputs",
                location: path,
                help: "give the case file alone, or all its packages"
            )
        }
    }

    /// Whether a file begins with text, or cannot be read; archives and case files do not.
    static func isText(at path: String) -> Bool {
        header(of: path).allSatisfy { $0 >= 0x20 || (0x09...0x0D).contains($0) }
    }

    private static func header(of path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }
}

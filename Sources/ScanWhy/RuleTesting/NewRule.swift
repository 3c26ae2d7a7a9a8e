internal import FoundationEssentials
internal import Glibc
internal import Rules

/// Begins a rule: a folder with all its files, in which `rules check` then names what is missing.
package struct NewRule {
    private let id: String
    private let directory: String

    package init(_ id: String, directory: String) {
        self.id = id
        self.directory = directory
    }

    /// Writes the folder and returns the paths of its files; an existing rule is never touched.
    package func write() throws -> [String] {
        guard let scaffold = RuleScaffold(id) else {
            throw UserMessage(
                problem: "this is no name for a rule",
                location: Rendering.safe(id),
                help: "write family/name, the family one of "
                    + RuleScaffold.families.joined(separator: ", ")
                    + ", the name of small letters, digits and single hyphens"
            )
        }
        let folder = "\(directory)/\(id)"
        do {
            try FileManager.default.createDirectory(
                atPath: String(folder.prefix(upTo: folder.lastIndex(of: "/") ?? folder.endIndex)),
                withIntermediateDirectories: true
            )
        } catch {
            throw unwritable(folder, "\(error)")
        }
        // Making the folder is the test: whoever else makes it at the same time loses nothing.
        guard mkdir(folder, 0o755) == 0 else {
            if errno == EEXIST {
                throw UserMessage(
                    problem: "there is a rule of that name already",
                    location: Rendering.safe(folder),
                    help: "names are for good: choose another one"
                )
            }
            throw unwritable(folder, String(cString: strerror(errno)))
        }
        return try scaffold.files.map { file in
            let path = "\(folder)/\(file.path)"
            do {
                try FileManager.default.createDirectory(
                    atPath: String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)),
                    withIntermediateDirectories: true
                )
                try Data(file.text.utf8).write(to: URL(filePath: path))
            } catch {
                throw unwritable(path, "\(error)")
            }
            return path
        }
    }

    private func unwritable(_ path: String, _ reason: String) -> UserMessage {
        UserMessage(
            problem: "the rule could not be written",
            reason: reason,
            location: Rendering.safe(path),
            help: "check the folder given with --rules"
        )
    }
}

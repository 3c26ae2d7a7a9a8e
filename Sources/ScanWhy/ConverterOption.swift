internal import Archives

/// What `--pg-restore` names: the one program that reading packages may start.
enum ConverterOption {
    /// The path as typed.
    ///
    /// Throws a message where no program is there: it is told before minutes are spent on reading.
    static func checked(_ path: String) throws -> String {
        if path.contains("/"), Converter.canRun(path) { return path }
        throw UserMessage(
            problem: "the program that --pg-restore names cannot be run",
            location: path,
            help: "give its whole path, such as /usr/lib/postgresql/16/bin/pg_restore"
        )
    }
}

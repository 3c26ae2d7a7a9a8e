package import CaseModel
import Glibc

/// Runs a program that the user named over bytes, and hands on what it writes.
///
/// This is the one place that starts a program: no shell, no search along a path, an environment
/// of a few variables, and output that is bounded in size and in the time between two parts of it.
package struct Converter: Sendable {
    /// How the program ended.
    package enum End: Hashable, Sendable {
        case exited(status: Int32)
        case killed(signal: Int32)
        /// It wrote nothing for longer than the limit, and was ended.
        case silent
        /// It was ended because nobody wanted more.
        case stopped
    }

    /// Kept of what the program says on its standard error.
    private static let saidBytes = 2_048
    private static let blockBytes = 1 << 20
    /// Several may be in use at once, each for a moment.
    private static let namesTried = 256
    /// What programs may need to find their libraries; nothing that names a server or a password.
    private static let variables = ["HOME", "LD_LIBRARY_PATH", "PATH", "TMPDIR"]

    private let program: String
    private let arguments: [String]
    private let silenceSeconds: Int

    /// - Parameters:
    ///   - program: A path, which is not searched for.
    ///   - arguments: Those behind the program's name.
    ///   - limits: Of which the time without output is taken.
    package init(program: String, arguments: [String], limits: Limits) {
        self.program = program
        self.arguments = arguments
        silenceSeconds = limits.converterSilenceSeconds
    }

    /// Whether the program is there and may be run.
    package static func canRun(_ program: String) -> Bool {
        var status = stat()
        return stat(program, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            && access(program, X_OK) == 0
    }

    /// Runs the program with `input` as its standard input, a file that it may seek in.
    ///
    /// - Parameters:
    ///   - input: All of it is in memory already, and is not written to a disk.
    ///   - take: Gets blocks of what the program writes; false ends it.
    /// - Returns: How it ended, and the first bytes of what it said on its standard error.
    /// - Throws: `cannotOpen` where the program could not be started.
    package func run(
        _ input: [UInt8],
        _ take: ([UInt8]) -> Bool
    ) throws(ArchiveError) -> (end: End, said: [UInt8]) {
        let file = try memory(input)
        defer { close(file) }
        let output = try channel()
        defer { close(output.read) }
        let errors: (read: Int32, write: Int32)
        do throws(ArchiveError) { errors = try channel() } catch {
            close(output.write)
            throw error
        }
        defer { close(errors.read) }
        let started = start(input: file, output: output.write, errors: errors.write)
        close(output.write)
        close(errors.write)
        guard started.code == 0 else { throw failure(started.code) }
        let (early, said) = listen(output.read, errors.read, take)
        if early != nil { kill(started.id, SIGKILL) }
        let status = wait(for: started.id)
        if let early { return (early, said) }
        let signal = status & 0x7F
        return (signal == 0 ? .exited(status: status >> 8 & 0xFF) : .killed(signal: signal), said)
    }

    /// The bytes as a file that lives in memory alone.
    private func memory(_ bytes: [UInt8]) throws(ArchiveError) -> Int32 {
        let file = try memoryFile()
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else {
                let code = errno
                close(file)
                throw failure(code)
            }
            written += count
        }
        lseek(file, 0, SEEK_SET)
        return file
    }

    /// An empty file without a name, in the memory that the system keeps for such files.
    private func memoryFile() throws(ArchiveError) -> Int32 {
        for index in 0..<Self.namesTried {
            let name = "/scanwhy-\(getpid())-\(index)"
            // Closed by itself where a program is started.
            let file = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
            if file >= 0 {
                shm_unlink(name)
                return file
            }
            guard errno == EEXIST else { break }
        }
        throw failure(errno)
    }

    private func channel() throws(ArchiveError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private func start(input: Int32, output: Int32, errors: Int32) -> (id: pid_t, code: Int32) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        // SAFETY: the strings live until they are freed, behind the call that copies them.
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var environment = environment.map { strdup($0) } + [nil]
        defer { for word in words + environment { free(word) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, program, &actions, nil, &words, &environment)
        return (id, code)
    }

    private var environment: [String] {
        ["LC_ALL=C"]
            + Self.variables.compactMap { name in
                // SAFETY: the value is copied before anything could change it.
                getenv(name).map { "\(name)=\(String(cString: $0))" }
            }
    }

    /// Hands on the output until its end; an end that is not the program's own, if it came first.
    private func listen(
        _ output: Int32,
        _ errors: Int32,
        _ take: ([UInt8]) -> Bool
    ) -> (End?, said: [UInt8]) {
        var said: [UInt8] = []
        var pipes = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: Self.blockBytes)
        while pipes.contains(where: { $0.fd >= 0 }) {
            let ready = poll(&pipes, nfds_t(pipes.count), Int32(silenceSeconds * 1_000))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return (.silent, said) }
            for index in pipes.indices where pipes[index].revents != 0 {
                let count = read(pipes[index].fd, &buffer, buffer.count)
                guard count > 0 else {
                    // A descriptor below zero is one that poll passes over.
                    if count == 0 || errno != EINTR { pipes[index].fd = -1 }
                    continue
                }
                if pipes[index].fd == errors {
                    said += buffer.prefix(min(count, Self.saidBytes - said.count))
                } else if !take(Array(buffer.prefix(count))) {
                    return (.stopped, said)
                }
            }
        }
        return (nil, said)
    }

    private func wait(for id: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private func failure(_ code: Int32) -> ArchiveError {
        ArchiveError(
            code: .cannotOpen,
            attempt: "run",
            subject: Input.file(path: program).name,
            reason: SystemError.text(code)
        )
    }
}

/// The Nutanix file share as an ICAP client: what it sends, what it locks, what it serves.
package struct FileShare: Sendable {
    package internal(set) var settings: ShareSettings
    /// Indices of the connected ICAP Servers.
    let servers: [Int]
    let serverNames: [String]
    var files: [String: SharedFile] = [:]
    var sends: [Sending] = []
    /// Connections in use, by client and server.
    var connections: [String: Int] = [:]
    /// Numbers of sends that wait for a connection, by client and server.
    var queues: [String: [Int]] = [:]

    init(settings: ShareSettings, icaps: [ICAPSettings]) {
        self.settings = settings
        serverNames = icaps.map(\.name)
        let names = serverNames
        servers =
            settings.icaps.isEmpty
            ? Array(names.indices) : settings.icaps.compactMap { names.firstIndex(of: $0) }
    }

    var component: Component { .share(settings.server) }

    /// All files that the share knows, by path.
    package var all: [SharedFile] { files.values.sorted { $0.facts.path < $1.facts.path } }

    /// The cause is that of a request that runs out of time.
    mutating func take(_ event: ShareEvent, _ timeoutCause: Cause, _ run: inout Run) {
        switch event {
        case .answered(let send, let answer): answered(send, answer, &run)
        case .connectionFailed(let send, let cause): connectionFailed(send, cause, &run)
        case .timedOut(let send): timedOut(send, timeoutCause, &run)
        }
    }

    /// A user opens or closes a file.
    mutating func access(_ path: String, _ operation: Occurrence.Operation, _ run: inout Run) {
        guard let file = files[path] else { return }
        if file.lock != nil {
            run.record(
                component,
                .fileNotSent(path: path, operation, why: .locked),
                cause: .design("never-rescanned")
            )
            end(path, operation, .denied, &run)
        } else if let why = whyNotSent(file, operation) {
            run.record(component, .fileNotSent(path: path, operation, why: why))
            let isDenied = why == .noServer && settings.blocksUnscanned
            end(path, operation, isDenied ? .denied : .allowed, &run)
        } else {
            files[path]?.access = .waiting
            send(path, operation, &run)
        }
    }

    /// What keeps a file from being sent at all.
    private func whyNotSent(
        _ file: SharedFile,
        _ operation: Occurrence.Operation
    ) -> Occurrence.NotSent? {
        if !settings.usesAntivirus { return .antivirusOff }
        if file.shareProtocol == .nfs { return .notSMB }
        if operation == .read && !settings.scansOnRead { return .operationOff }
        if operation == .write && !settings.scansOnWrite { return .operationOff }
        if file.isExempt { return .operationOff }
        let ending = file.facts.name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if file.facts.name.contains("."),
            settings.excludedExtensions.contains(where: { $0.lowercased() == ending })
        {
            return .excludedExtension
        }
        if let limit = settings.maximumFileBytes, file.facts.sizeBytes > limit { return .tooLarge }
        return servers.isEmpty ? .noServer : nil
    }

    mutating func end(
        _ path: String,
        _ operation: Occurrence.Operation,
        _ access: Access,
        _ run: inout Run
    ) {
        guard operation != .rescan else { return }
        files[path]?.access = access
        run.record(component, .accessEnded(path: path, operation, access))
    }
}

/// A file of the share.
package struct SharedFile: Sendable, Hashable {
    package var facts: FileFacts
    package var shareProtocol = ScenarioFile.ShareProtocol.smb
    /// Set while the file is in quarantine; then nobody has access, and it is not sent.
    package var lock: LockFacts?
    /// How the last access ended.
    package var access: Access?
    /// How often it was sent to ICAP.
    package var sent = 0
    /// An administrator let it go, and it is not looked at again.
    package var isExempt = false
}

/// A file that is sent, until it is answered.
struct Sending: Sendable {
    var facts: ShareSend
    var server: Int
    var slot: String
    var isSent = false
    var isDone = false
}

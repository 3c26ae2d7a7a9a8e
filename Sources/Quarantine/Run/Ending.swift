/// How things are at a time of a run: every file, item, lock, row of history, and what happened.
package struct Ending: Sendable {
    package var timeUS: Int64
    /// By path.
    package var files: [FileEnd]
    package var items: [ItemEnd]
    package var servers: [ServerEnd]
    /// Records of the share's quarantine list, by path.
    package var locks: [LockFacts]
    /// Prevention calls in the Cloud's 24 hours.
    package var cloudCalls: Int
    package var occurrences: [Occurrence]
    /// Where it is not as the scenario expects, in sentences.
    package var differences: [String] = []

    /// A file of the share.
    package struct FileEnd: Sendable, Hashable {
        package var path: String
        package var state: LockState
        package var reason: Share.Reason?
        package var cause: Cause?
        package var access: Access?
        package var sent: Int
        /// Rows in the history of all Cores.
        package var scans: Int
        /// The last of them.
        package var result: ScanResult?
        /// The last answer about it that an ICAP Server gave.
        package var answer: ICAPAnswer?
    }

    /// An item of a Core's quarantine.
    package struct ItemEnd: Sendable, Hashable {
        package var core: String
        package var item: QuarantineItem
    }

    /// A Core.
    package struct ServerEnd: Sendable, Hashable {
        package var name: String
        package var isRunning: Bool
        package var history: [HistoryRow]
        package var queue: Int
    }
}

extension Engine {
    /// How things are now.
    package func ending() -> Ending {
        var rows: [String: (count: Int, last: ScanResult)] = [:]
        for row in cores.flatMap(\.history) {
            let before = rows[row.scan.file.path]
            let isLater = (before?.last.finishedUS ?? .min) <= row.result.finishedUS
            rows[row.scan.file.path] = (
                (before?.count ?? 0) + 1, isLater ? row.result : before?.last ?? row.result
            )
        }
        var answers: [String: ICAPAnswer] = [:]
        for occurrence in course.occurrences {
            if case .answered(let request, let answer, _, _) = occurrence.kind {
                answers[request.file.path] = answer
            }
        }
        let files = share.all.map { file in
            Ending.FileEnd(
                path: file.facts.path,
                state: file.lock?.state ?? .served,
                reason: file.lock?.reason,
                cause: file.lock?.cause,
                access: file.access,
                sent: file.sent,
                scans: rows[file.facts.path]?.count ?? 0,
                result: rows[file.facts.path]?.last,
                answer: answers[file.facts.path]
            )
        }
        return Ending(
            timeUS: course.nowUS,
            files: files,
            items: cores.flatMap { core in
                core.items.map { Ending.ItemEnd(core: core.settings.name, item: $0) }
            },
            servers: cores.map {
                Ending.ServerEnd(
                    name: $0.settings.name,
                    isRunning: $0.isRunning,
                    history: $0.history,
                    queue: $0.queueLength
                )
            },
            locks: share.all.compactMap(\.lock),
            cloudCalls: cloud.used,
            occurrences: course.occurrences
        )
    }
}

/// What must hold at a time of a run; what is not said may be anything.
package struct Check: Sendable, Hashable, Described {
    /// From the start; of `expected` it means nothing, as that is looked at in the end.
    package var atUS: Int64 = 0
    package var files: [FileCheck] = []
    package var items: [ItemCheck] = []
    package var servers: [ServerCheck] = []
    package var events: [EventCheck] = []
    package var cloudCalls: Int?

    package init() {}

    static var fields: [Field<Self>] {
        [
            .span("at", \.atUS, "when, from the start; not used in `expected`"),
            .list("files", \.files, "files of the share"),
            .list("items", \.items, "items of Core's quarantine"),
            .list("servers", \.servers, "Cores"),
            .list("events", \.events, "how often something happened until then"),
            .wholeOrNone("cloud_calls", \.cloudCalls, 0...1_000_000, "Prevention calls used"),
        ]
    }

    var paths: [String] {
        files.map(\.path) + items.map(\.path) + events.compactMap(\.file)
    }
}

/// What must hold of one file.
package struct FileCheck: Sendable, Hashable, Described {
    package var path = ""
    package var lock: LockState?
    package var access: Access?
    package var sent: Int?
    package var scans: Int?
    package var result: Int?
    package var isBlocked: Bool?
    package var cause: String?
    package var status: Int?
    package var hasVerdict: Bool?

    package init() {}

    static var fields: [Field<Self>] {
        [
            .text("path", \.path, required: true, "which file"),
            .choiceOrNone("lock", \.lock, "how the share keeps it"),
            .choiceOrNone("access", \.access, "how the last access ended"),
            .wholeOrNone("sent", \.sent, 0...1_000_000, "times the share sent it to ICAP"),
            .wholeOrNone("scans", \.scans, 0...1_000_000, "rows of it in Core's history"),
            .wholeOrNone("result", \.result, 0...999, "code of its last scan"),
            .flagOrNone("blocked", \.isBlocked, "whether Core's last scan blocked it"),
            .wholeOrNone("status", \.status, 100...599, "status of the last ICAP answer"),
            .flagOrNone("verdict", \.hasVerdict, "that answer has headers of a scan"),
            .textOrNone("cause", \.cause, "why it is locked, e.g. `fault/night`"),
        ]
    }
}

/// What must hold of the quarantine items of one file.
package struct ItemCheck: Sendable, Hashable, Described {
    package var path = ""
    package var count: Int?
    package var isPinned: Bool?
    package var status: String?
    package var pages: Int?
    package var tries: Int?

    package init() {}

    static var fields: [Field<Self>] {
        [
            .text("path", \.path, required: true, "which file"),
            .wholeOrNone("count", \.count, 0...1_000_000, "items in the quarantine"),
            .flagOrNone("pinned", \.isPinned, "all of them are pinned"),
            .textOrNone("status", \.status, "the THREAT INTELLIGENCE field of the last one"),
            .wholeOrNone("pages", \.pages, 0...1_000, "its THREAT INTELLIGENCE RESULTS pages"),
            .wholeOrNone("tries", \.tries, 0...1_000, "automatic uploads of it so far"),
        ]
    }
}

/// What must hold of one Core.
package struct ServerCheck: Sendable, Hashable, Described {
    package var name = ""
    package var isRunning: Bool?
    package var history: Int?
    package var queue: Int?
    package var items: Int?

    package init() {}

    static var fields: [Field<Self>] {
        [
            .text("name", \.name, required: true, "which Core"),
            .flagOrNone("running", \.isRunning, "whether its service runs"),
            .wholeOrNone("history", \.history, 0...10_000_000, "rows in its history"),
            .wholeOrNone("queue", \.queue, 0...1_000_000, "files in its queue"),
            .wholeOrNone("items", \.items, 0...1_000_000, "items in its quarantine"),
        ]
    }
}

/// How often something happened.
package struct EventCheck: Sendable, Hashable, Described {
    package var kind = ""
    package var file: String?
    package var cause: String?
    package var count: Int?
    package var least: Int?
    package var most: Int?

    package init() {}

    static var fields: [Field<Self>] {
        [
            .text("kind", \.kind, required: true, "name of the occurrence"),
            .textOrNone("file", \.file, "only of this path"),
            .textOrNone("cause", \.cause, "only of this cause"),
            .wholeOrNone("count", \.count, 0...10_000_000, "exactly so often"),
            .wholeOrNone("least", \.least, 0...10_000_000, "at least so often"),
            .wholeOrNone("most", \.most, 0...10_000_000, "at most so often"),
        ]
    }
}

/// How the share keeps a file.
package enum LockState: String, Sendable, Hashable, CaseIterable {
    case served, blocked, unknown, manual
}

/// How an access to a file ended.
package enum Access: String, Sendable, Hashable, CaseIterable {
    case allowed, denied, waiting
}

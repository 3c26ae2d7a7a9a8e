/// Something that somebody does at a time.
package struct Action: Sendable, Hashable, Described {
    package enum Verb: String, Sendable, Hashable, CaseIterable {
        // Users of the share, and clients of Core's own API.
        case upload, open, submit, cancel
        // The share's administrator.
        case rescan, reset, quarantine, unquarantine
        case deleteRecord = "delete-record"
        // The quarantine page.
        case pin, unpin, delete, download, send
        // The Technologies page, and any setting.
        case enable, disable, set
    }

    package var verb = Verb.upload
    package var atUS: Int64 = 0
    /// Paths; `*` stands for all that it can be done to.
    package var files: [String] = []
    /// A server; empty: the first Core, or what the key belongs to.
    package var target = ""
    package var key = ""
    package var value = ""

    package init() {}

    package init(_ verb: Verb, files: [String] = [], target: String = "", atUS: Int64 = 0) {
        self.verb = verb
        self.files = files
        self.target = target
        self.atUS = atUS
    }

    static var fields: [Field<Self>] {
        [
            .choice("do", \.verb, required: true, "what is done"),
            .span("at", \.atUS, "when, from the start"),
            .texts("files", \.files, "paths; `*` for all"),
            .text("target", \.target, "a Core or ICAP Server, `share` or `cloud`"),
            .text("key", \.key, "for set: the setting, e.g. `workflow.metascan`"),
            .text("value", \.value, "for set: its new value"),
        ]
    }
}

extension Action.Verb {
    /// In one sentence, for the manual.
    package var about: String {
        switch self {
        case .upload: "a user writes files to the share"
        case .open: "a user opens files of the share"
        case .submit: "a client sends files to Core's own API"
        case .cancel: "that client cancels what it sent"
        case .rescan: "RESCAN of locked files"
        case .reset: "RESET of files: their records go, the next access scans them"
        case .quarantine: "QUARANTINE of files by hand"
        case .unquarantine: "UNQUARANTINE of files: access without a verdict"
        case .deleteRecord: "the share's records of files are deleted"
        case .pin: "quarantined files are pinned"
        case .unpin: "quarantined files are unpinned"
        case .delete: "quarantined files are removed by the bin icon"
        case .download: "quarantined files are downloaded"
        case .send: "quarantined files are sent to MetaDefender Cloud by hand"
        case .enable: "the Threat Intelligence technology is switched on"
        case .disable: "the Threat Intelligence technology is switched off"
        case .set: "a setting is changed"
        }
    }

    /// Whether it needs to be told which files.
    package var needsFiles: Bool {
        switch self {
        case .enable, .disable, .set: false
        default: true
        }
    }
}

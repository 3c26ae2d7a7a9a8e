package import CaseModel

/// Something to ask a customer for, with the exact command where there is one.
package struct Collectable: Sendable, Hashable {
    package var what: String
    package var command: String?

    package init(what: String, command: String? = nil) {
        self.what = what
        self.command = command
    }

    /// One line, such as "a support package of Core: `…`".
    package var sentence: String { command.map { "\(what): `\($0)`" } ?? what }

    /// Takes a line of `sentence` apart again.
    package init(sentence: some StringProtocol) {
        let text = String(sentence)
        guard text.hasSuffix("`"), let range = text.firstRange(of: ": `") else {
            self.init(what: text)
            return
        }
        self.init(
            what: String(text[..<range.lowerBound]),
            command: String(text[range.upperBound...].dropLast())
        )
    }

    /// What to ask for so that needs are met, a line each.
    static func sentences(for needs: [RulePage.Need], page: RulePage) -> String {
        var lines: [String] = []
        for need in needs {
            // The first source named is the one that rule would rather have.
            guard
                let source = need.anyOf.first(where: { page.collect[$0] != nil })
                    ?? need.anyOf.first
            else { continue }
            let line = page.collect[source] ?? source.collectable.sentence
            if !lines.contains(line) { lines.append(line) }
        }
        return lines.joined(separator: "\n")
    }
}

extension Source {
    /// What holds this source, and how it is made.
    package var collectable: Collectable {
        switch self {
        case .coreLog, .coreNginx, .coreConfig, .engineLog:
            Collectable(
                what: "a Core support package that reaches over the time in question "
                    + "(Advanced where the web console makes it; without -enable-redact; without "
                    + "-max-log and -start-date, or with enough of them)",
                command: "/usr/bin/ometascan-collect-support-data.sh"
            )
        case .icapLog, .icapNginx, .icapConfig:
            Collectable(
                what: "an ICAP Server support package that reaches over the time in question",
                command: "/usr/bin/mdicapsrv-collect-support-data.sh"
            )
        case .coreHistory:
            Collectable(
                what: "Core's processing history of the time in question "
                    + "(History, Processing, Export; or the result of one file)",
                command: "GET /file/{data_id}"
            )
        case .coreStatus:
            Collectable(
                what: "Core's own health, taken while the trouble lasts",
                command: "GET /readyz?verbose=true"
            )
        case .icapHistory:
            Collectable(
                what: "ICAP Server's history of the time in question, exported from its console"
            )
        case .icapStatus:
            Collectable(
                what: "ICAP Server's own health, taken while the trouble lasts (5.1.1 and later)",
                command: "GET /readyz?verbose=true"
            )
        case .nutanixList:
            Collectable(
                what: "the list of quarantined files from Nutanix Files, all of its pages",
                command: "GET /api/files/v4.0/config/file-servers/{fileServerExtId}/infected-files"
            )
        case .nutanixPolicy:
            Collectable(
                what: "the antivirus policies of Nutanix Files",
                command: "GET /api/files/v4.0/config/file-servers/{fileServerExtId}"
                    + "/virus-scan-policies"
            )
        case .quarantineList:
            Collectable(
                what: "Core's quarantine list with the column THREAT INTELLIGENCE "
                    + "(exported, or screenshots of all pages)"
            )
        case .cloudAnswers:
            Collectable(
                what: "MetaDefender Cloud's answer about the limits of the API key, "
                    + "without the key itself",
                command: "GET /apikey/limits/status"
            )
        case .databaseLog:
            Collectable(
                what: "the server log of the product's PostgreSQL database, which a support "
                    + "package with the database holds"
            )
        case .icapClient:
            Collectable(
                what: "what the client of ICAP saw: the access log of a proxy, or captured "
                    + "exchanges"
            )
        }
    }
}

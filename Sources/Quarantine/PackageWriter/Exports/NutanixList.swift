/// The file server's list of infected files, in one of the forms it is exported in.
struct NutanixList: Sendable {
    let settings: ShareSettings
    let icaps: [ICAPSettings]
    let locks: [LockFacts]
    let rendition: Rendition

    private var wording: Wording { Wording(rendition, product: "share") }
    private var stamps: Stamps { Stamps(clock: rendition.clock(of: "share")) }

    func files(_ form: Rendition.ListForm) -> [WrittenFile] {
        let rows = locks.sorted { ($0.sinceUS, $0.path) < ($1.sinceUS, $1.path) }
        switch form {
        case .csv: return [WrittenFile("infected-files.csv", csv(rows))]
        case .json: return json(rows)
        }
    }

    // MARK: JSON

    private func json(_ rows: [LockFacts]) -> [WrittenFile] {
        let isAlpha = wording.chance("alpha", percent: 25)
        let objects = rows.map { isAlpha ? alpha($0) : record($0) }
        if wording.chance("bare", percent: 20) {
            return [WrittenFile("infected-files.json", JSONText.list(objects).printed() + "\n")]
        }
        var files: [WrittenFile] = []
        let pages = max(1, (objects.count + 99) / 100)
        for page in 0..<pages {
            let body = JSONText.object([
                ("data", .list(Array(objects.dropFirst(page * 100).prefix(100)))),
                (
                    "metadata",
                    .object([("totalAvailableResults", .whole(objects.count))])
                ),
            ])
            let number = pages == 1 ? "" : "-\(page + 1)"
            let isIndented = wording.chance("indented", percent: 50)
            files.append(
                WrittenFile(
                    "infected-files\(number).json",
                    body.printed(isIndented: isIndented) + "\n"
                )
            )
        }
        return files
    }

    private func record(_ lock: LockFacts) -> JSONText {
        var members: [(String, JSONText)] = [
            ("extId", .text(Self.uuid(lock.recordID))), ("path", .text(lock.path)),
            ("partnerServer", .text(server(lock))), ("scanTime", .text(stamps.iso(lock.sinceUS))),
            ("threatDescription", .text(lock.description)), ("isQuarantined", .flag(true)),
        ]
        if wording.chance("target", percent: 60) {
            let share = lock.path.split(separator: "/").first.map(String.init) ?? "share"
            var dice = Dice(seed: 1, key: "mount/\(share)")
            members.insert(("mountTargetExtId", .text(Self.uuid(dice.hex(32)))), at: 2)
        }
        if wording.chance("links", percent: 40) {
            members += [("tenantId", .none), ("links", .none)]
        }
        return .object(members)
    }

    private func alpha(_ lock: LockFacts) -> JSONText {
        let share = lock.path.split(separator: "/").first.map(String.init) ?? "share"
        return .object([
            ("filePath", .text(lock.path)), ("shareName", .text(share)),
            ("icapServer", .text(server(lock))),
            ("scanTimestampUsecs", .whole(stamps.shownUS(lock.sinceUS))),
            ("threatDescription", .text(lock.description)), ("quarantined", .flag(true)),
        ])
    }

    // MARK: CSV

    private func csv(_ rows: [LockFacts]) -> String {
        let header = wording.pick(
            "csv-header",
            [
                ["Path", "Partner Server", "Scan Time", "Threat Description", "Is Quarantined"],
                ["path", "partnerServer", "scanTime", "threatDescription", "isQuarantined"],
                ["file_path", "icap_server", "scan_time", "threat_description", "quarantined"],
            ]
        )
        let separator = wording.pick("csv-separator", [",", ",", ";"])
        var table = CSVText(separator: separator, header: header)
        for lock in rows {
            table.add([
                lock.path, server(lock), stamps.iso(lock.sinceUS), lock.description, "true",
            ])
        }
        return table.text
    }

    /// As the administrator connected it: by name or by address.
    private func server(_ lock: LockFacts) -> String {
        guard let icap = icaps.first(where: { $0.name == lock.server }) else { return lock.server }
        return wording.pick(
            "server-as",
            ["\(icap.name).corp.example", icap.name, icap.address]
        )
    }

    static func uuid(_ hex: String) -> String {
        let digits = Array(hex)
        guard digits.count == 32 else { return hex }
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return parts.joined(separator: "-")
    }

    /// The antivirus policy, with the API's names.
    func policy() -> WrittenFile {
        var members: [(String, JSONText)] = [
            ("isAntiVirusEnabled", .flag(settings.usesAntivirus)),
            ("isScanOnWriteEnabled", .flag(settings.scansOnWrite)),
            ("isScanOnReadEnabled", .flag(settings.scansOnRead)),
            ("isFileAccessBlocked", .flag(settings.blocksUnscanned)),
            ("scanTimeoutIntervalSecs", .whole(settings.timeoutSeconds)),
            (
                "excludedFileExtensions",
                .list(settings.excludedExtensions.map { .text($0) })
            ),
            ("mountTargetReference", .none),
        ]
        if let limit = settings.maximumFileBytes {
            members.append(("maxFileSizeThresholdBytes", .whole(limit)))
        }
        let body = JSONText.object([("data", .list([.object(members)]))])
        return WrittenFile("virus-scan-policies.json", body.printed(isIndented: true) + "\n")
    }
}

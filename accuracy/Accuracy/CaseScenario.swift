package import Quarantine

/// A support case by chance: an installation at its daily work, something that goes wrong, the files
/// that meet it, and what people do afterwards.
package struct CaseScenario {
    private var dice: Dice
    private var scenario = Scenario()
    private let incident: Incident
    /// When the trouble begins, and how long it lasts; microseconds from the start.
    private let atUS: Int64
    private let forUS: Int64

    /// The incidents go round with the seed, so that each comes as often as any other.
    package static func make(seed: UInt64) -> Scenario {
        var maker = CaseScenario(seed: seed)
        maker.install()
        maker.addWork()
        maker.strike(maker.incident, named: "trouble")
        if maker.chance(20) {
            maker.strike(maker.pick(Incident.all), named: "other")
        }
        maker.addFiles()
        maker.tidyUp()
        return maker.scenario
    }

    private init(seed: UInt64) {
        dice = Dice(seed: seed, key: "case")
        incident = Incident.all[Int(seed % UInt64(Incident.all.count))]
        atUS = dice.between(40, 200) * Self.minute
        forUS = dice.between(2, 60) * Self.minute
        scenario.name = "case-\(seed)"
        scenario.seed = Int(seed)
        scenario.forUS = atUS + forUS + dice.between(60, 300) * Self.minute
    }

    // MARK: The installation

    private mutating func install() {
        if chance(30) {
            var second = CoreSettings()
            second.name = "core02"
            second.address = "10.20.0.11"
            scenario.installation.cores.append(second)
        }
        if chance(15) {
            var second = ICAPSettings()
            second.name = "icap02"
            second.address = "10.20.0.21"
            scenario.installation.icaps.append(second)
        }
        let version = pick(["4.18.0", "5.10.0", "5.14.1", "5.19.0", "5.20.0"])
        for index in scenario.installation.cores.indices {
            scenario.installation.cores[index].version = version
            scenario.installation.cores[index].tracksRejected = chance(20)
            scenario.installation.cores[index].quarantine.isAutomatic =
                incident.isAboutCloud || chance(30)
            scenario.installation.cores[index].workflow.calculatesHashes = chance(85)
        }
        let retries = chance(60) ? 0 : Int(dice.between(1, 20))
        let prefersTurns = chance(30)
        let allows = chance(8)
        for index in scenario.installation.icaps.indices {
            scenario.installation.icaps[index].pollingRetry = retries
            scenario.installation.icaps[index].preference = prefersTurns ? .roundRobin : .failover
            scenario.installation.icaps[index].allowsIfCoreDown = allows
        }
        scenario.installation.share.timeoutSeconds = pick([30, 60, 120, 240, 240])
        scenario.installation.share.blocksUnscanned = chance(60)
    }

    private mutating func addWork() {
        let length = scenario.forUS ?? 0
        var work = Traffic()
        work.prefix = "/daily/report"
        work.count = Int(dice.between(10, 40))
        work.forUS = length
        work.takesUS = dice.between(1, 12) * 500_000
        scenario.traffic.append(work)
        if chance(40) {
            var other = Traffic()
            other.prefix = "/daily/bundle"
            other.ending = "zip"
            other.isArchive = true
            other.count = Int(dice.between(4, 12))
            other.forUS = length
            scenario.traffic.append(other)
        }
        if chance(30) {
            var malware = Traffic()
            malware.prefix = "/daily/mail"
            malware.ending = "exe"
            malware.content = .infected
            malware.count = Int(dice.between(2, 6))
            malware.forUS = length
            scenario.traffic.append(malware)
        }
    }

    // MARK: The trouble

    private mutating func strike(_ incident: Incident, named name: String) {
        switch incident {
        case .setting(let setting): setting.apply(to: &scenario.installation, &dice)
        case .fault(let kind):
            guard !scenario.faults.contains(where: { $0.name == name }) else { return }
            var fault = Fault(kind)
            fault.name = name
            fault.atUS = name == "trouble" ? atUS : dice.between(10, 300) * Self.minute
            fault.forUS = name == "trouble" ? forUS : dice.between(1, 20) * Self.minute
            fault.factor = Int(dice.between(5, 60))
            fault.percent = pick([30, 60, 100, 100])
            describe(&fault)
            scenario.faults.append(fault)
        }
    }

    private mutating func describe(_ fault: inout Fault) {
        switch fault.kind {
        case .cloudRefuses: fault.text = pick(["503001", "403002", "401000"])
        case .queueFilled: fault.factor = 500
        case .coreRefuses:
            fault.status = pick([503, 500])
            // The words that are documented with that status.
            if fault.status == 500 { fault.text = "Failed to request scan. Try again later." }
        case .pollsFail: fault.status = pick([500, 503, 404])
        case .icapAnswers: fault.status = pick([500, 503, 404])
        case .storageLost: fault.forUS = nil
        case .callbackLost:
            for index in scenario.installation.icaps.indices {
                scenario.installation.icaps[index].usesWebhook = true
            }
        default: break
        }
    }

    // MARK: Files that meet it

    /// Some before, most while it lasts, some after it; malware is among them.
    private mutating func addFiles() {
        let places: [(from: Int64, to: Int64, count: Int64)] = [
            (5 * Self.minute, atUS - Self.minute, dice.between(2, 4)),
            (atUS - 20 * Self.second, atUS + forUS, dice.between(4, 9)),
            (
                atUS + forUS + Self.minute, scenario.forUS ?? 0 - 30 * Self.minute,
                dice.between(1, 3)
            ),
        ]
        var number = 0
        for place in places {
            for _ in 0..<place.count {
                number += 1
                addFile(number, atUS: dice.between(place.from, place.to))
            }
        }
    }

    private mutating func addFile(_ number: Int, atUS: Int64) {
        var file = ScenarioFile()
        let content: Content = chance(incident.isAboutCloud ? 70 : 25) ? .infected : .clean
        file.content =
            chance(8) ? pick([.encrypted, .corrupt, .suspicious, .blocklisted]) : content
        file.path = "/\(pick(["lab", "office", "site"]))/item \(number).\(pick(["pdf", "docx"]))"
        file.sizeBytes = dice.between(1, 400) << 10
        file.takesUS = chance(50) ? dice.between(1, 90) * Self.second : nil
        if chance(25) {
            var archive = Archive()
            archive.depth = Int(dice.between(1, 3))
            archive.unpackedBytes = dice.between(1, 8) << 20
            file.archive = archive
            file.path = file.path.replacing(".pdf", with: ".zip").replacing(".docx", with: ".zip")
        }
        if chance(10) { file.twin = "twin" }
        scenario.files.append(file)
        // What comes to Core's own API is no file of the share.
        let verb: Action.Verb = chance(incident.isAboutCloud ? 50 : 10) ? .submit : .upload
        scenario.actions.append(Action(verb, files: [file.path], atUS: atUS))
    }

    // MARK: Afterwards

    /// What an administrator does when the trouble is over, and users meanwhile.
    private mutating func tidyUp() {
        let overUS = atUS + forUS + 10 * Self.minute
        for file in scenario.files where chance(15) {
            let verb: Action.Verb = pick([.rescan, .reset, .open, .open, .send])
            let when = overUS + dice.between(0, 40) * Self.minute
            scenario.actions.append(Action(verb, files: [file.path], atUS: when))
        }
        scenario.actions.sort { $0.atUS < $1.atUS }
    }

    private mutating func chance(_ percent: Int) -> Bool { dice.chance(percent: percent) }

    private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int(dice.between(0, Int64(choices.count - 1)))]
    }

    private static let second: Int64 = 1_000_000
    private static let minute: Int64 = 60_000_000
}

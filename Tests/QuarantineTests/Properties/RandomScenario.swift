import Quarantine

/// A scenario by chance: installation, files, faults and actions that need not make sense.
struct RandomScenario {
    private var dice: Dice
    private var scenario = Scenario()
    private var paths: [String] = []

    static func make(_ seed: Int) -> Scenario {
        var maker = RandomScenario(dice: Dice(seed: UInt64(seed)))
        maker.scenario.name = "random-\(seed)"
        maker.scenario.seed = seed
        maker.scenario.forUS = 30 * 3_600 * 1_000_000
        maker.install()
        maker.addFiles()
        maker.addFaults()
        maker.addActions()
        return maker.scenario
    }

    private init(dice: Dice) { self.dice = dice }

    private mutating func install() {
        var second = CoreSettings()
        second.name = "core02"
        second.address = "10.20.0.11"
        if chance(40) { scenario.installation.cores.append(second) }
        for index in scenario.installation.cores.indices { setUpCore(index) }
        scenario.installation.icaps[0].pollingRetry = chance(50) ? 0 : 20
        scenario.installation.icaps[0].pollingSleepMS = chance(50) ? 20 : 500
        scenario.installation.icaps[0].preference = chance(50) ? .failover : .roundRobin
        scenario.installation.icaps[0].usesWebhook = chance(20)
        scenario.installation.icaps[0].allowsIfCoreDown = chance(10)
        scenario.installation.share.timeoutSeconds = Int(dice.between(0, 240))
        scenario.installation.share.blocksUnscanned = chance(50)
        scenario.installation.cloud.dailyLimit = Int(dice.between(1, 6))
        scenario.installation.cloud.throttle = Int(dice.between(2, 100))
        scenario.opposite = Assumption.allCases.filter { _ in chance(15) }.map(\.rawValue)
    }

    private mutating func setUpCore(_ index: Int) {
        scenario.installation.cores[index].queueSize = Int(dice.between(2, 100))
        scenario.installation.cores[index].parallelScans = Int(dice.between(1, 20))
        scenario.installation.cores[index].tracksRejected = chance(30)
        scenario.installation.cores[index].quarantineAgeUS = chance(50) ? 6 * Self.hour : nil
        scenario.installation.cores[index].historyAgeUS = chance(50) ? 6 * Self.hour : nil
        scenario.installation.cores[index].quarantine.isAutomatic = chance(70)
        scenario.installation.cores[index].quarantine.checkSeconds = Int(dice.between(60, 900))
        scenario.installation.cores[index].threatIntelligence.isEnabled = chance(90)
        scenario.installation.cores[index].workflow.calculatesHashes = chance(80)
        scenario.installation.cores[index].workflow.globalTimeoutUS = chance(20) ? 30_000_000 : nil
    }

    private mutating func addFiles() {
        for number in 1...12 {
            var file = ScenarioFile()
            file.path = "/files/\(number).bin"
            let all = Content.allCases
            file.content = chance(40) ? .infected : all[Int(dice.between(0, Int64(all.count - 1)))]
            file.twin = chance(20) ? "twin" : ""
            file.takesUS = chance(30) ? dice.between(1, 300) * 1_000_000 : nil
            file.archive = chance(20) ? Archive() : nil
            scenario.files.append(file)
            paths.append(file.path)
        }
    }

    private mutating func addFaults() {
        for _ in 0..<dice.between(0, 5) {
            let all = Fault.Kind.allCases
            var fault = Fault()
            fault.kind = all[Int(dice.between(0, Int64(all.count - 1)))]
            fault.atUS = dice.between(0, 20 * Self.hour)
            fault.forUS = chance(20) ? nil : dice.between(1, 4 * 3_600) * 1_000_000
            fault.percent = Int(dice.between(10, 100))
            fault.factor = Int(dice.between(2, 100))
            if fault.kind == .cloudRefuses { fault.text = "503001" }
            scenario.faults.append(fault)
        }
    }

    private mutating func addActions() {
        let verbs: [Action.Verb] = [
            .upload, .upload, .upload, .open, .open, .submit, .cancel, .rescan, .reset,
            .unquarantine, .deleteRecord, .quarantine, .pin, .unpin, .delete, .download, .send,
            .send, .enable, .disable,
        ]
        for _ in 0..<60 {
            let verb = verbs[Int(dice.between(0, Int64(verbs.count - 1)))]
            let files = verb.needsFiles ? [paths[Int(dice.between(0, Int64(paths.count - 1)))]] : []
            scenario.actions.append(
                Action(verb, files: files, atUS: dice.between(0, 24 * Self.hour))
            )
        }
    }

    private mutating func chance(_ percent: Int) -> Bool { dice.chance(percent: percent) }

    private static let hour: Int64 = 3_600 * 1_000_000
}

import Quarantine
import Testing

/// What holds of every run, whatever the scenario and whatever is assumed.
@Suite struct PropertyTests {
    static let seeds = Array(1...40)

    private static let runs = seeds.map { seed in
        var engine = Engine(RandomScenario.make(seed))
        return engine.run()
    }

    @Test(arguments: seeds)
    func `the same seed gives the same occurrences`(_ seed: Int) {
        var again = Engine(RandomScenario.make(seed))
        #expect(again.run().occurrences == run(seed).occurrences)
    }

    @Test func `every kind of occurrence is met, and has its name`() throws {
        var met = Set(Self.runs.flatMap { $0.occurrences.map(\.kind.name) })
        for name in ScenarioFolder.names {
            met.formUnion(try ScenarioFolder.ending(name).occurrences.map(\.kind.name))
        }
        #expect(met == Occurrence.Kind.names)
    }

    @Test func `another seed gives other occurrences`() {
        var scenario = RandomScenario.make(1)
        var one = Engine(scenario)
        scenario.seed = 2
        var other = Engine(scenario)
        #expect(one.run().occurrences != other.run().occurrences)
    }

    @Test(arguments: seeds)
    func `a scenario by chance is the same after writing and reading`(_ seed: Int) throws {
        let scenario = RandomScenario.make(seed)
        #expect(try Scenario(yaml: scenario.yaml()) == scenario)
    }

    @Test(arguments: seeds)
    func `virtual time only moves forward`(_ seed: Int) {
        let times = run(seed).occurrences.map(\.timeUS)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test(arguments: seeds)
    func `no locked file is ever sent but by an administrator's rescan`(_ seed: Int) {
        var locked: Set<String> = []
        for occurrence in run(seed).occurrences {
            switch occurrence.kind {
            case .fileLocked(let lock): locked.insert(lock.path)
            case .lockLifted(let lock, _): locked.remove(lock.path)
            case .fileSent(let send) where send.operation != .rescan:
                #expect(!locked.contains(send.file.path))
            default: break
            }
        }
    }

    @Test(arguments: seeds)
    func `pinned items survive every clean-up`(_ seed: Int) {
        var pinned: Set<Int> = []
        for occurrence in run(seed).occurrences {
            // Item ids are those of one Core; the pages' operations go to the first one.
            guard occurrence.component == .core("core01") else { continue }
            switch occurrence.kind {
            case .itemPinned(let item): pinned.insert(item.id)
            case .itemUnpinned(let item): pinned.remove(item.id)
            case .itemCleanedUp(let item): #expect(!pinned.contains(item.id))
            default: break
            }
        }
    }

    @Test(arguments: seeds)
    func `there is never a fourth automatic try after three failures`(_ seed: Int) {
        var failures: [String: Int] = [:]
        for occurrence in run(seed).occurrences {
            switch occurrence.kind {
            case .uploadStarted(let attempt) where attempt.isAutomatic:
                let key = "\(occurrence.component)/\(attempt.item.id)"
                #expect(failures[key, default: 0] < 3)
            case .uploadFailed(let attempt, let refusal) where attempt.isAutomatic:
                // Refusals that are final do not count as tries that failed.
                let isFinal = refusal.code == 429_000 || refusal.text.hasPrefix("Add the API key")
                let key = "\(occurrence.component)/\(attempt.item.id)"
                failures[key, default: 0] += isFinal ? 0 : 1
            case .uploadDone(let attempt, _), .uploadStarted(let attempt):
                failures["\(occurrence.component)/\(attempt.item.id)"] = 0
            default: break
            }
        }
    }

    @Test(arguments: seeds)
    func `the quota is never exceeded in any 24 hours`(_ seed: Int) {
        let limit = RandomScenario.make(seed).installation.cloud.dailyLimit
        for occurrence in run(seed).occurrences {
            guard case .cloudCalled(let call) = occurrence.kind else { continue }
            #expect(call.used <= limit)
            #expect(call.resetInUS <= 24 * 3_600 * 1_000_000)
        }
    }

    @Test(arguments: seeds)
    func `each scan that began has one end at most, and each lock and failure its cause`(
        _ seed: Int
    ) {
        var ended: Set<String> = []
        for occurrence in run(seed).occurrences {
            switch occurrence.kind {
            case .scanFinished(let scan, let result):
                #expect(ended.insert("\(occurrence.component)/\(scan.dataID)").inserted)
                #expect(result.code == 0 || result.cause != nil || !result.isBlocked)
            case .fileLocked: #expect(occurrence.cause != nil)
            case .requestRefused, .coreRefused, .coreNotReached, .pollFailed, .uploadFailed,
                .serviceStopped, .historyNotStored:
                #expect(occurrence.cause != nil, "\(occurrence.kind.name)")
            default: break
            }
        }
    }

    @Test(arguments: seeds)
    func `every file that was sent is answered, failed or given up`(_ seed: Int) {
        let occurrences = run(seed).occurrences
        var open: Set<Int> = []
        for occurrence in occurrences {
            switch occurrence.kind {
            case .fileSent(let send): open.insert(send.number)
            case .answerTaken(let send, _), .timedOut(let send): open.remove(send.number)
            default: break
            }
        }
        // Only where the share waits without a limit may something stay open.
        let scenario = RandomScenario.make(seed)
        let isEndless = scenario.installation.share.timeoutSeconds == 0
        #expect(open.isEmpty || isEndless)
    }

    private func run(_ seed: Int) -> Ending { Self.runs[seed - 1] }
}

internal import Dispatch
package import Quarantine
package import Rules
internal import Synchronization

/// Many trials, side by side, and what they come to.
package struct Campaign: Sendable {
    /// The first trial that showed a failure, and how many did.
    package struct Example: Sendable {
        package var failure: Failure
        package var seed: UInt64
        package var count: Int
    }

    package struct Outcome: Sendable {
        package fileprivate(set) var scores: [Trial.Group: Score] = [:]
        /// Worst first; of one kind those that were met most often.
        package fileprivate(set) var examples: [Example] = []
    }

    private let seeds: [UInt64]
    private let rules: RuleSet

    package init(seeds: Range<UInt64>, rules: RuleSet) {
        self.seeds = Array(seeds)
        self.rules = rules
    }

    /// Runs all of them; `progress` is told how many are done, from any thread.
    package func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) -> Outcome {
        let results = Results(count: seeds.count)
        let (seeds, rules) = (seeds, rules)
        DispatchQueue.concurrentPerform(iterations: seeds.count) { place in
            let result = Result { try Trial(seed: seeds[place]).run(rules) }
            progress(results.put(result, at: place))
        }
        return Self.outcome(seeds, results.all)
    }

    /// In the order of the seeds, so that the same seeds say the same.
    private static func outcome(_ seeds: [UInt64], _ results: [Result<Comparison, any Error>?])
        -> Outcome
    {
        var outcome = Outcome()
        var examples: [Failure: Example] = [:]
        for (seed, result) in zip(seeds, results) {
            var failures: [Failure] = []
            switch result {
            case .success(let comparison)?:
                outcome.scores[comparison.group, default: Score()].add(comparison)
                failures = comparison.failures
            case .failure(let error)?:
                failures = [Failure(.crashed, Trial(seed: seed).group, truth: "\(error)")]
            case nil: break
            }
            for failure in failures {
                let first = Example(failure: failure, seed: seed, count: 0)
                examples[failure, default: first].count += 1
            }
        }
        outcome.examples = examples.values.sorted {
            ($0.failure.kind, -$0.count, $0.failure) < ($1.failure.kind, -$1.count, $1.failure)
        }
        return outcome
    }

    /// The scenario of a failing seed, as small as it can be made.
    package func smallest(_ example: Example, tries: Int) -> (Scenario, Rendition) {
        let trial = Trial(seed: example.seed)
        let rules = rules
        var shrinking = Shrinking(tries: tries) { scenario in
            let smaller = Trial(scenario, trial.rendition, trial.group)
            // A smaller scenario that cannot be analysed does not show this failure.
            return (try? smaller.run(rules))?.failures.contains(example.failure) ?? false
        }
        return (shrinking.smallest(trial.scenario), trial.rendition)
    }
}

/// Results of trials on several threads, each in its place.
private final class Results: Sendable {
    private let state: Mutex<(done: Int, all: [Result<Comparison, any Error>?])>

    init(count: Int) { state = Mutex((0, Array(repeating: nil, count: count))) }

    var all: [Result<Comparison, any Error>?] { state.withLock { $0.all } }

    /// How many there are now.
    func put(_ result: Result<Comparison, any Error>, at place: Int) -> Int {
        state.withLock { state in
            state.all[place] = result
            state.done += 1
            return state.done
        }
    }
}

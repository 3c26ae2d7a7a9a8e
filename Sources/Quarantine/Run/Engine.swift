/// The simulation of an installation: pure, with virtual time, the same for the same seed.
///
/// It has no socket, no clock and no disk. A scenario is run in one go; a live server moves it
/// on step by step with `advance(toUS:)` and `perform(_:)`.
package struct Engine: Sendable {
    package let scenario: Scenario
    package internal(set) var course: Run
    package internal(set) var cores: [Core]
    package internal(set) var icaps: [ICAPServer]
    package internal(set) var share: FileShare
    package internal(set) var cloud: CloudService
    /// Everything that is set up; `set` actions change it.
    var installation: Installation

    package init(_ scenario: Scenario) {
        self.scenario = scenario
        installation = scenario.installation
        course = Run(
            seed: UInt64(scenario.seed),
            startUS: scenario.startUS,
            assumptions: scenario.assumptions
        )
        cores = installation.cores.enumerated().map { Core(index: $0.offset, settings: $0.element) }
        let coreSettings = installation.cores
        icaps = installation.icaps.enumerated().map {
            ICAPServer(index: $0.offset, settings: $0.element, cores: coreSettings)
        }
        share = FileShare(settings: installation.share, icaps: installation.icaps)
        cloud = CloudService(settings: installation.cloud, startUS: scenario.startUS)
        plan()
    }

    /// The most events of a run; a scenario may ask for a check every second of a year.
    package static let eventLimit = 5_000_000

    /// Runs the scenario to its end, and looks at what it expects.
    ///
    /// A run that meets the limit of events stops there, which is a difference.
    package mutating func run(eventLimit: Int = Engine.eventLimit) -> Ending {
        course.eventsLeft = eventLimit
        var differences: [String] = []
        for check in scenario.checks.sorted(by: { $0.atUS < $1.atUS }) {
            advance(toUS: scenario.startUS + check.atUS)
            let when = "after \(TimeText.words(span: check.atUS)): "
            differences += ending().differences(from: check).map { when + $0 }
        }
        advance(toUS: scenario.endUS)
        var ending = ending()
        if course.eventsLeft == 0 {
            let spanUS = course.nowUS - scenario.startUS
            differences.append(
                "the run was stopped after \(eventLimit) events, "
                    + "\(TimeText.words(span: spanUS)) from its start; what follows is not its end"
            )
        }
        ending.differences = differences + ending.differences(from: scenario.expected)
        return ending
    }

    /// Lets everything happen that is due by that time.
    package mutating func advance(toUS timeUS: Int64) {
        while let event = course.takeNext(until: timeUS) { take(event) }
        if course.eventsLeft != 0 { course.rest(until: timeUS) }
    }

    /// Somebody does something now.
    package mutating func perform(_ action: Action) {
        course.record(.stage, .acted(action))
        perform(recorded: action)
    }

    /// A client gives a file to a Core's API now, and is answered.
    package mutating func submit(
        _ file: FileFacts,
        to core: Int,
        client: ClientFacts
    ) -> CoreReply {
        cores[core].admit(
            Submission(file: file, client: client, origin: .client),
            &course
        )
    }

    /// Switches a fault on now; the number switches it off again.
    package mutating func begin(_ fault: Fault) -> Int {
        let index = course.faults.add(named(fault, course.faults.entries.count))
        beginFault(index)
        return index
    }

    package mutating func endFault(_ index: Int) {
        let fault = course.faults.entries[index].fault
        course.record(.stage, .faultEnded(fault))
        course.faults.end(index, at: course.nowUS)
        switch fault.kind.place {
        case .core:
            guard let core = cores.firstIndex(where: { $0.settings.name == fault.target }) else {
                return
            }
            cores[core].faultEnds(fault, &course)
        case .icap:
            guard fault.kind == .icapStopped,
                let icap = icaps.firstIndex(where: { $0.settings.name == fault.target })
            else { return }
            icaps[icap].start(&course)
        case .cloud: break
        }
    }

    /// Adds a file to the share, unless it is there.
    package mutating func add(_ file: ScenarioFile) {
        guard share.files[file.path] == nil else { return }
        share.files[file.path] = SharedFile(
            facts: facts(of: file),
            shareProtocol: file.shareProtocol
        )
    }

    // MARK: What happens

    private mutating func take(_ event: Event) {
        switch event {
        case .act(let action): perform(action)
        case .faultBegins(let index): beginFault(index)
        case .faultEnds(let index): endFault(index)
        case .core(let index, let event): cores[index].take(event, &course)
        case .handOver(let index, let event): cores[index].take(event, &cloud, &course)
        case .icap(let index, .poll(let request)): poll(index, request)
        case .icap(let index, let event): icaps[index].take(event, &course)
        case .share(.timedOut(let send)):
            share.take(.timedOut(send: send), timeoutCause(send), &course)
        case .share(let event): share.take(event, .load, &course)
        }
    }

    /// An ICAP Server asks a Core for a result.
    private mutating func poll(_ index: Int, _ request: Int) {
        guard let question = icaps[index].question(request) else { return }
        // A copy of the server would have its records copied at the next change.
        let name = icaps[index].settings.name
        let client = icaps[index].client
        let reply: PollReply
        if let fault = course.faults.active(.coreUnreachable, on: name) {
            let error = fault.text.isEmpty ? "Connection timed out" : fault.text
            reply = .failed(error: error, isConnection: true, cause: fault.cause)
        } else {
            reply = cores[question.core].answer(
                poll: question.dataID,
                by: client,
                for: (icap: index, number: request),
                &course
            )
        }
        icaps[index].take(.pollReplied(request: request, reply), &course)
    }

    private mutating func beginFault(_ index: Int) {
        course.faults.begin(index, at: course.nowUS)
        let fault = course.faults.entries[index].fault
        course.record(.stage, .faultBegan(fault))
        switch fault.kind.place {
        case .core:
            guard let core = cores.firstIndex(where: { $0.settings.name == fault.target }) else {
                return
            }
            cores[core].faultBegins(fault, &course)
        case .icap:
            guard fault.kind == .icapStopped,
                let icap = icaps.firstIndex(where: { $0.settings.name == fault.target })
            else { return }
            icaps[icap].stop(fault.cause, &course)
        case .cloud: break
        }
    }
}

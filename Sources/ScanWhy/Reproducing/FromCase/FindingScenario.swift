internal import CaseModel
internal import Quarantine

/// Turns what a case shows of a finding into a scenario: the installation, the files at their
/// times, the trouble that the rule names, and the end as it was observed.
struct FindingScenario {
    /// Files of a finding that are played; the first ones stand for the rest.
    static let mostFiles = 20
    /// Files that fared well, before and after, which the trouble must leave alone.
    static let contrastFiles = 3

    let finding: Assessment.Finding
    let trouble: Trouble
    let installation: Installation
    let files: [ObservedFile]
    let contrast: [ObservedFile]
    /// What had to be taken for granted, in sentences.
    private(set) var assumed: [String] = []

    init(
        _ finding: Assessment.Finding,
        _ trouble: Trouble,
        _ installation: Installation,
        files: [ObservedFile],
        contrast: [ObservedFile]
    ) {
        self.finding = finding
        let trouble = trouble.played(for: files)
        self.trouble = trouble
        self.installation = installation
        self.files = Array(files.prefix(Self.mostFiles))
        self.contrast = contrast
        assumed = Self.assumptions(trouble, self.files)
    }

    /// From the first file's sending to the last one's end; nil where no file has a time.
    static func window(_ files: [ObservedFile]) -> (fromUS: Int64, toUS: Int64)? {
        let sent = files.compactMap(\.sentUS)
        guard let first = sent.min(), let last = sent.max() else { return nil }
        return (first, max(last, files.compactMap(\.endedUS).max() ?? last))
    }

    func scenario() -> Scenario {
        var scenario = Scenario()
        scenario.name = finding.rule.split(separator: "/").last.map(String.init) ?? finding.rule
        scenario.about = finding.title
        scenario.installation = installation
        let window = Self.window(files + contrast) ?? (scenario.startUS, scenario.startUS)
        scenario.startUS = (window.fromUS / Self.minuteUS - 10) * Self.minuteUS
        let all = files + contrast
        scenario.files = all.map(scenarioFile)
        scenario.actions = all.map { action($0, scenario.startUS) }.sorted { $0.atUS < $1.atUS }
        apply(trouble, to: &scenario)
        if isAboutCloud { sendToCloud(&scenario) }
        scenario.forUS = window.toUS - scenario.startUS + 2 * Self.hourUS
        scenario.expected.files = all.map(check)
        scenario.expected.items = files.compactMap(itemCheck)
        return scenario
    }

    private static let secondUS: Int64 = 1_000_000
    private static let minuteUS = 60 * secondUS
    private static let hourUS = 60 * minuteUS

    private var isAboutCloud: Bool { finding.family == "cloud" }

    private func scenarioFile(_ file: ObservedFile) -> ScenarioFile {
        var one = ScenarioFile()
        one.path = file.path
        one.sha256 = file.sha256.count == 64 ? file.sha256 : ""
        one.takesUS = file.scanUS.map { min($0, 24 * Self.hourUS) }
        if isAboutCloud {
            one.content = .infected
        } else if case .content = trouble {
            take(file.code, into: &one)
        } else if case .result = trouble {
            one.result = file.code
        } else if let code = file.code, ResultCode.of(code)?.kind == .threat {
            take(code, into: &one)
        }
        return one
    }

    private func take(_ code: Int?, into file: inout ScenarioFile) {
        guard let code else { return }
        if let content = Content.allCases.first(where: { $0.code == code }) {
            file.content = content
        } else {
            file.result = code
        }
    }

    private func action(_ file: ObservedFile, _ startUS: Int64) -> Action {
        let atUS = max(0, (file.sentUS ?? startUS + 10 * Self.minuteUS) - startUS)
        return Action(file.isOfShare ? .upload : .submit, files: [file.path], atUS: atUS)
    }

    private func apply(_ trouble: Trouble, to scenario: inout Scenario) {
        switch trouble {
        case .fault(let kind): scenario.faults.append(fault(kind, scenario.startUS))
        case .stop(let kind):
            var stop = fault(kind, scenario.startUS)
            let ends = files.compactMap(\.endedUS).min() ?? 0
            let sent = files.compactMap(\.sentUS).max() ?? 0
            // Between the last file's sending and the first one's end, if there is such a time.
            stop.atUS = max(sent, min(ends, sent + Self.secondUS)) + 1 - scenario.startUS
            stop.forUS = Self.minuteUS
            scenario.faults.append(stop)
            for index in scenario.files.indices.prefix(files.count) {
                let atUS = (files[index].sentUS ?? 0) - scenario.startUS
                scenario.files[index].takesUS = stop.atUS - atUS + Self.minuteUS
            }
        case .setting(.trackedRefusals):
            Trouble.Setting.trackedRefusals.apply(to: &scenario, files)
            scenario.faults.append(fault(.coreRefuses, scenario.startUS))
        case .setting(.webhook):
            Trouble.Setting.webhook.apply(to: &scenario, files)
            scenario.faults.append(fault(.callbackLost, scenario.startUS))
        case .setting(let setting): setting.apply(to: &scenario, files)
        case .content, .result, .behind: break
        }
    }

    /// It lasts from just before the first file was sent until the last one was done with.
    private func fault(_ kind: Fault.Kind, _ startUS: Int64) -> Fault {
        var fault = Fault(kind)
        fault.name = "trouble"
        let window = Self.window(files) ?? (startUS + 10 * Self.minuteUS, startUS)
        fault.atUS = max(0, window.fromUS - startUS - Self.secondUS)
        fault.forUS = max(Self.secondUS, window.toUS - window.fromUS) + 2 * Self.secondUS
        switch kind {
        case .queueFilled: fault.factor = min(10_000, installation.cores[0].queueSize)
        case .coreRefuses:
            if let refusal = files.compactMap(\.refusal).first {
                fault.status = refusal.status.map { min(599, max(400, $0)) } ?? 503
                fault.text = refusal.text
            }
        case .icapAnswers:
            let statuses = files.compactMap(\.icapStatus).filter { $0 >= 400 && $0 < 600 }
            fault.kind = statuses.isEmpty ? .icapDrops : .icapAnswers
            fault.status = statuses.first ?? fault.status
        case .pollsFail:
            fault.status = 500
            // Until the last poll that is forgiven has failed, or the share waits no longer.
            fault.forUS = fault.forUS.map { $0 + 4 * Self.minuteUS }
        default: break
        }
        return fault
    }

    /// What lies in the quarantine is sent by hand an hour after it came there, at the latest.
    private func sendToCloud(_ scenario: inout Scenario) {
        let last = scenario.actions.map(\.atUS).max() ?? 0
        let atUS = last + 5 * Self.minuteUS
        if case .setting(.throttle) = trouble { sendAnother(&scenario, atUS - Self.secondUS) }
        scenario.actions.append(Action(.send, files: files.map(\.path), atUS: atUS))
        for index in scenario.faults.indices {
            scenario.faults[index].forUS = last + Self.hourUS - scenario.faults[index].atUS
        }
    }

    /// A file of nobody's that takes the one call a minute which the throttle leaves.
    private func sendAnother(_ scenario: inout Scenario, _ atUS: Int64) {
        var other = ScenarioFile()
        other.path = "/another-client.exe"
        other.content = .infected
        scenario.files.append(other)
        scenario.actions.append(Action(.submit, files: [other.path], atUS: atUS - Self.minuteUS))
        scenario.actions.append(Action(.send, files: [other.path], atUS: atUS))
    }

    private func check(_ file: ObservedFile) -> FileCheck {
        var check = FileCheck()
        check.path = file.path
        guard !isAboutCloud else { return check }
        check.lock = Self.isOfLaterScan(file, trouble) ? nil : file.lock
        check.result = file.code
        if file.isMissing, file.code == nil, !trouble.isAfterScan { check.scans = 0 }
        return check
    }

    private func itemCheck(_ file: ObservedFile) -> ItemCheck? {
        guard isAboutCloud, let text = file.cloud, !text.isEmpty else { return nil }
        var check = ItemCheck()
        check.path = file.path
        check.status = text
        return check
    }

    /// Whether the share's list tells of a verdict that this event did not come to: a file that was
    /// not scanned then was blocked when it was scanned later.
    private static func isOfLaterScan(_ file: ObservedFile, _ trouble: Trouble) -> Bool {
        file.lock == .blocked && file.isMissing && file.code == nil && !trouble.isAfterScan
    }

    private static func assumptions(_ trouble: Trouble, _ files: [ObservedFile]) -> [String] {
        var assumed: [String] = []
        switch trouble {
        case .result:
            assumed.append("Core was told the results; why it came to them was not played.")
        case .fault(let kind), .stop(let kind):
            assumed.append(
                "The trouble \(kind.rawValue) lasts as long as the files need it to; "
                    + "when it really began and ended was not taken from the packages."
            )
        case .setting(.throttle):
            assumed.append("Another file's upload takes the one call a minute that is granted.")
        default: break
        }
        let timeless = files.count { $0.sentUS == nil }
        if timeless > 0 { assumed.append("Nothing tells when \(timeless) of the files were sent.") }
        let later = files.count { isOfLaterScan($0, trouble) }
        if later > 0 {
            assumed.append(
                "The share locks \(later) of the files by the verdict of a later scan, "
                    + "which was not played."
            )
        }
        return assumed
    }
}

/// Writes what an installation would leave of a run: pure, the same bytes for the same run and
/// rendition.
package struct PackageWriter: Sendable {
    private let ending: Ending
    private let scenario: Scenario
    private let rendition: Rendition

    package init(_ ending: Ending, of scenario: Scenario, as rendition: Rendition) {
        self.ending = ending
        self.scenario = scenario
        var rendition = rendition
        rendition.logsBeginUS = rendition.damage.logsBeginUS.map { scenario.startUS + $0 }
        rendition.takeClocks(of: scenario.installation)
        self.rendition = rendition
    }

    package func write() -> WrittenCase {
        var written = WrittenCase()
        let installation = rendition.dressed(installationAtTheEnd())
        let span =
            scenario.startUS - rendition.quietBeforeUS...ending.timeUS + rendition.quietAfterUS
        for (place, core) in installation.cores.enumerated() where !isMissing(core.name) {
            let package = CorePackage(
                settings: core,
                ending: ending,
                rendition: rendition,
                span: span,
                place: place
            ).package()
            written.add(damaged(package))
            written.loose += exports(of: core)
        }
        for (place, icap) in installation.icaps.enumerated() where !isMissing(icap.name) {
            let package = ICAPPackage(
                settings: icap,
                cores: installation.cores,
                ending: ending,
                rendition: rendition,
                span: span,
                place: place
            ).package()
            written.add(damaged(package))
            if rendition.exports.icapHistory != nil {
                written.loose.append(
                    ICAPExport(name: icap.name, ending: ending, rendition: rendition).file()
                )
            }
        }
        written.loose += shareFiles(installation)
        if rendition.exports.writesCaptures {
            let captures = CloudCaptures(
                ending: ending,
                rendition: rendition,
                core: installation.cores.first?.name ?? ""
            )
            if let file = captures.file() { written.loose.append(file) }
        }
        written.truth = TruthReader(ending).rows().map(told)
        return written
    }

    /// What only a server knows that sends nothing can be told as that, and no further.
    private func told(_ row: TruthRow) -> TruthRow {
        var row = row
        row.isDecidable = !isOfHiddenTechnology(row)
        let lacksScan: Set<TruthRow.Symptom> = [.locked, .missingScan, .unscanned]
        guard isMissing(row.server), lacksScan.contains(row.symptom), row.dataID.isEmpty else {
            return row
        }
        row.rules.append("missing-first-scan/other-instance")
        return row
    }

    /// An item is Unavailable in the same word for a technology without a licence and for one that
    /// is off.
    ///
    /// Only status bodies, and exported settings from version 5 on, tell the two apart.
    private func isOfHiddenTechnology(_ row: TruthRow) -> Bool {
        let causes = ["threat_intelligence.licensed", "threat_intelligence.enabled"]
        guard row.symptom == .cloud, causes.contains(where: { row.cause == .setting($0) }),
            let core = rendition.dressed(scenario.installation).cores.first(where: {
                $0.name == row.server
            })
        else { return false }
        let isRunning = ending.servers.first { $0.name == core.name }?.isRunning == true
        return !core.isSince(5, 0) && !(rendition.exports.writesStatus && isRunning)
    }

    private func isMissing(_ name: String) -> Bool {
        rendition.damage.missingSources.contains(name)
    }

    // MARK: Beside the packages

    private func exports(of core: CoreSettings) -> [WrittenFile] {
        var files: [WrittenFile] = []
        let history = ending.servers.first { $0.name == core.name }?.history ?? []
        let scans = ScanExports(settings: core, history: history, rendition: rendition)
        if rendition.exports.history != nil { files.append(scans.historyFile()) }
        if rendition.exports.writesResults { files += scans.results() }
        let items = ending.items.filter { $0.core == core.name }.map(\.item)
        if let form = rendition.exports.quarantine, !items.isEmpty {
            let list = SavedQuarantine(core: core.name, items: items, rendition: rendition)
            files.append(list.file(form))
        }
        return files
    }

    private func shareFiles(_ installation: Installation) -> [WrittenFile] {
        guard !installation.icaps.isEmpty, !isMissing("share") else { return [] }
        let list = NutanixList(
            settings: installation.share,
            icaps: installation.icaps,
            locks: ending.locks,
            rendition: rendition
        )
        var files: [WrittenFile] = []
        if let form = rendition.exports.nutanix { files += list.files(form) }
        if rendition.exports.writesPolicy { files.append(list.policy()) }
        return files
    }

    // MARK: Inside a package

    /// Puts status bodies in, takes folders out, and adds the folder all of it lies in.
    private func damaged(_ package: WrittenPackage) -> WrittenPackage {
        var package = package
        package.arrivesPerMille = rendition.damage.arrivesPerMille
        if rendition.exports.writesStatus,
            let core = rendition.dressed(installationAtTheEnd()).cores.first(where: {
                $0.name == package.server
            })
        {
            package.files += StatusBodies(
                settings: core,
                ending: ending,
                rendition: rendition,
                faults: faultsAtTheEnd(of: core.name)
            ).files()
        }
        package.files.removeAll { file in
            let top = file.path.split(separator: "/").first.map(String.init) ?? ""
            return rendition.damage.missingFolders.contains(top)
        }
        let wording = Wording(rendition, product: "layout")
        if wording.chance("top-folder", percent: 40) {
            let name = wording.pick("top-name", [Self.stem(package.name), "support", "package"])
            for index in package.files.indices {
                package.files[index].path = "\(name)/\(package.files[index].path)"
            }
        }
        return package
    }

    private static func stem(_ name: String) -> String {
        for ending in [".tar.gz", ".zip"] where name.hasSuffix(ending) {
            return String(name.dropLast(ending.count))
        }
        return name
    }

    private func faultsAtTheEnd(of server: String) -> [Fault] {
        var faults: [Fault] = []
        for occurrence in ending.occurrences {
            switch occurrence.kind {
            case .faultBegan(let fault): faults.append(fault)
            case .faultEnded(let fault): faults.removeAll { $0.name == fault.name }
            default: break
            }
        }
        return faults.filter { $0.target == server }
    }

    /// What is set up at the end, after all that people changed.
    private func installationAtTheEnd() -> Installation {
        var installation = scenario.installation
        for action in scenario.actions.sorted(by: { $0.atUS < $1.atUS }) {
            let core = installation.cores.firstIndex { $0.name == action.target } ?? 0
            switch action.verb {
            case .set:
                var reading = ScenarioReading()
                var changed = installation
                changed.set(action, &reading)
                if reading.problems.isEmpty { installation = changed }
            case .enable: installation.cores[core].threatIntelligence.isEnabled = true
            case .disable: installation.cores[core].threatIntelligence.isEnabled = false
            default: break
            }
        }
        return installation
    }
}

extension Ending {
    /// Every fault that began, by its name.
    var faultsByName: [String: Fault] {
        var faults: [String: Fault] = [:]
        for occurrence in occurrences {
            if case .faultBegan(let fault) = occurrence.kind { faults[fault.name] = fault }
        }
        return faults
    }
}

extension Engine {
    /// Puts everything into the agenda that the scenario says will happen.
    mutating func plan() {
        for file in scenario.files { add(file) }
        for fault in scenario.faults {
            let index = course.faults.add(named(fault, course.faults.entries.count))
            course.schedule(.faultBegins(index), at: scenario.startUS + fault.atUS)
            if let forUS = fault.forUS {
                course.schedule(.faultEnds(index), at: scenario.startUS + fault.atUS + forUS)
            }
        }
        for traffic in scenario.traffic {
            for (file, action) in traffic.expanded(seed: UInt64(scenario.seed)) {
                add(file)
                course.schedule(.act(action), at: scenario.startUS + action.atUS)
            }
        }
        for action in scenario.actions {
            course.schedule(.act(action), at: scenario.startUS + action.atUS)
        }
        planHousekeeping()
    }

    private mutating func planHousekeeping() {
        for index in cores.indices {
            let settings = cores[index].settings
            course.schedule(.core(index, .keepHouse), afterUS: 1_711 * .millisecond)
            course.schedule(.core(index, .checkLicence), afterUS: 10 * .second)
            course.schedule(.core(index, .cleanUp), afterUS: settings.cleanUpEveryUS)
            cores[index].planChecks(&course)
        }
        for index in icaps.indices {
            course.schedule(.icap(index, .checkLicence), afterUS: 15 * .second)
        }
    }

    /// The fault with a name and a target, where the scenario left them out.
    func named(_ fault: Fault, _ index: Int) -> Fault {
        var fault = fault
        if fault.name.isEmpty { fault.name = "\(fault.kind.rawValue)-\(index + 1)" }
        if fault.target.isEmpty {
            switch fault.kind.place {
            case .core: fault.target = cores.first?.settings.name ?? ""
            case .icap: fault.target = icaps.first?.settings.name ?? ""
            case .cloud: fault.target = "cloud"
            }
        }
        return fault
    }

    /// A file as scanners see it.
    package func facts(of file: ScenarioFile) -> FileFacts {
        let content = file.twin.isEmpty ? file.path : file.twin
        let hash = course.hex(64, key: "content/\(content)")
        return FileFacts(
            path: file.path,
            name: file.name,
            sizeBytes: file.sizeBytes,
            sha256: file.sha256.isEmpty ? hash : file.sha256,
            content: file.content,
            threat: file.threat,
            detectedBy: file.detectedBy,
            archive: file.archive,
            takesUS: file.takesUS,
            result: file.result,
            isWellFormed: file.isWellFormed
        )
    }
}

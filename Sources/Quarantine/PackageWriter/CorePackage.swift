/// The support package of one Core.
struct CorePackage: Sendable {
    let settings: CoreSettings
    let ending: Ending
    let rendition: Rendition
    /// From when to when its logs speak; microseconds UTC.
    let span: ClosedRange<Int64>
    let place: Int

    private var wording: Wording { Wording(rendition, product: "core") }
    private var stamps: Stamps { Stamps(clock: rendition.clock(of: settings.name)) }
    private var component: Component { .core(settings.name) }
    private var isFive: Bool { settings.isSince(5, 0) }

    func package() -> WrittenPackage {
        let seconds = stamps.shownUS(span.upperBound) / .second + Int64(7 * place)
        let hasVersion = wording.chance("version-in-name", percent: 50)
        let version = hasVersion ? "-\(settings.version)-1" : ""
        let isZip = settings.platform == .windows
        var files: [WrittenFile] = logs() + engineLogs()
        files += CoreConfiguration(
            settings: settings,
            wording: wording,
            level: rendition.coreLevel
        ).files()
        files += MachineFiles(
            wording: wording,
            stamps: stamps,
            host: "\(settings.name).corp.example",
            address: settings.address,
            product: "MetaDefender Core \(settings.version)",
            platform: settings.platform,
            collectedUS: span.upperBound
        ).files()
        if isFive { files += database() + [processes()] }
        return WrittenPackage(
            server: settings.name,
            name: "ometascan\(version)-support-\(seconds)" + (isZip ? ".zip" : ".tar.gz"),
            kind: isZip ? .zip : .tarGzip,
            files: files,
            collectedSeconds: seconds
        )
    }

    // MARK: Logs

    private func logs() -> [WrittenFile] {
        let form = ProductLine(wording, stamps, isOld: !isFive, platform: settings.platform)
        let messages = CoreMessages(settings, rendition, faults: ending.faultsByName)
        let isNode = { (sentence: Sentence) in
            sentence.component == "engine_process" || sentence.component == "agent.engines"
        }
        var entries: [LogEntry] = noise.core(settings)
        for occurrence in ending.occurrences where occurrence.component == component {
            entries += messages.sentences(occurrence).map {
                LogEntry(timeUS: occurrence.timeUS, sentence: $0)
            }
        }
        let shown = rendition.kept(entries, level: rendition.coreLevel)
        var files: [WrittenFile] = []
        if isFive {
            let name = wording.pick("log-name", ["core.log", "core.log", "ometascan.log"])
            files += rotated("log/\(name)", rendition.lines(shown, form))
        } else {
            let own = shown.filter { !isNode($0.sentence) }
            let nodes = shown.filter { isNode($0.sentence) }
            files += rotated("log/ometascan.log", rendition.lines(own, form))
            files += rotated("log/ometascan-node.log", rendition.lines(nodes, form))
        }
        return files + nginx()
    }

    private func nginx() -> [WrittenFile] {
        let nginx = NginxLog(wording: wording, stamps: stamps)
        var access: [(timeUS: Int64, text: String)] = []
        var errors: [(timeUS: Int64, text: String)] = []
        for occurrence in ending.occurrences where occurrence.component == component {
            guard case .apiCalled(let call) = occurrence.kind else { continue }
            access.append((occurrence.timeUS, nginx.access(call, at: occurrence.timeUS)))
            if let error = nginx.error(call, at: occurrence.timeUS) {
                errors.append((occurrence.timeUS, error))
            }
        }
        if rendition.noise != .none {
            access += nginx.probes(span, ending.silences(of: component, in: span))
        }
        let isOneFile = wording.chance("nginx-one-file", percent: 50)
        if isOneFile { access += errors }
        var files = rotated("log/nginx.log", rendition.kept(access))
        if !isOneFile, !errors.isEmpty {
            files += rotated("log/nginx_error.log", rendition.kept(errors))
        }
        return files
    }

    private func engineLogs() -> [WrittenFile] {
        let form = ProductLine(wording, stamps, isOld: !isFive, platform: settings.platform)
        let messages = CoreMessages(settings, rendition, faults: ending.faultsByName)
        var entries: [String: [LogEntry]] = [:]
        for occurrence in ending.occurrences where occurrence.component == component {
            let id: String
            switch occurrence.kind {
            case .scanFinished(let scan, let result):
                for engine in result.engines {
                    guard let words = messages.engineTrouble(scan, engine) else { continue }
                    entries[settings.platform.engineID(engine.id), default: []].append(
                        LogEntry(timeUS: occurrence.timeUS, sentence: words)
                    )
                }
                continue
            case .engineEnded(let engine), .engineStarted(let engine), .engineReady(let engine),
                .engineFailed(let engine, _):
                id = settings.platform.engineID(engine.id)
            default: continue
            }
            entries[id, default: []] += messages.sentences(occurrence).map {
                LogEntry(timeUS: occurrence.timeUS, sentence: $0)
            }
        }
        guard isFive else { return [] }
        return entries.keys.sorted().flatMap { id in
            let shown = rendition.kept(entries[id] ?? [], level: rendition.coreLevel)
            return rotated("enginelogs/\(id)/\(id).log", rendition.lines(shown, form))
        }
    }

    private func database() -> [WrittenFile] {
        let postgres = PostgresLog(stamps: stamps, wording: wording)
        let lines = postgres.lines(ending, component) + postgres.checkpoints(span)
        let kept = rendition.kept(lines)
        guard !kept.isEmpty else { return [] }
        let text = kept.map(\.text).joined()
        return [WrittenFile("database/postgresql-\(stamps.date(span.upperBound)).log", text)]
    }

    private func processes() -> WrittenFile {
        var text = "  PID USER     COMMAND\n    1 root     /sbin/init\n"
        let isUp = ending.servers.first { $0.name == settings.name }?.isRunning ?? true
        if isUp {
            text += " 4388 metascan /usr/sbin/ometascan\n"
            text += " 4397 metascan nginx: master process /usr/lib/ometascan/nginx\n"
            for (number, engine) in settings.engines.enumerated() {
                text += " \(4_410 + 7 * number) metascan ometascan-engine \(engine.id)\n"
            }
        }
        return WrittenFile("process/processes.txt", text)
    }

    private func rotated(
        _ name: String,
        _ lines: [(timeUS: Int64, text: String)]
    ) -> [WrittenFile] {
        RotatedLog(
            name: name,
            stamps: stamps,
            everyHours: Int64(rendition.rotatesEveryHours),
            usesDates: isFive || wording.chance("dated", percent: 50),
            isPacked: wording.chance("packed-logs", percent: 80)
        ).files(lines)
    }

    private var noise: Noise {
        Noise(
            wording: wording,
            rendition: rendition,
            server: settings.name,
            span: span,
            silences: ending.silences(of: component, in: span)
        )
    }
}

/// The support package of one ICAP Server.
struct ICAPPackage: Sendable {
    let settings: ICAPSettings
    let cores: [CoreSettings]
    let ending: Ending
    let rendition: Rendition
    let span: ClosedRange<Int64>
    let place: Int

    private var wording: Wording { Wording(rendition, product: "icap") }
    private var stamps: Stamps { Stamps(clock: rendition.clock(of: settings.name)) }
    private var component: Component { .icap(settings.name) }

    func package() -> WrittenPackage {
        let seconds = stamps.shownUS(span.upperBound) / .second + 61 + Int64(7 * place)
        let isZip = settings.platform == .windows
        var files = logs()
        files += ICAPConfiguration(
            settings: settings,
            cores: cores,
            wording: wording,
            level: rendition.icapLevel
        ).files()
        files += MachineFiles(
            wording: wording,
            stamps: stamps,
            host: "\(settings.name).corp.example",
            address: settings.address,
            product: "MetaDefender ICAP Server \(settings.version)",
            platform: settings.platform,
            collectedUS: span.upperBound
        ).files()
        return WrittenPackage(
            server: settings.name,
            name: "mdicapsrv-\(settings.version)-support-\(seconds)"
                + (isZip ? ".zip" : ".tar.gz"),
            kind: isZip ? .zip : .tarGzip,
            files: files,
            collectedSeconds: seconds
        )
    }

    private func logs() -> [WrittenFile] {
        let isOld = settings.version.hasPrefix("4.")
        let form = ProductLine(wording, stamps, isOld: isOld, platform: settings.platform)
        let messages = ICAPMessages(settings, rendition)
        let silences = ending.silences(of: component, in: span)
        var entries = Noise(
            wording: wording,
            rendition: rendition,
            server: settings.name,
            span: span,
            silences: silences
        ).icap(ending)
        for occurrence in ending.occurrences where occurrence.component == component {
            entries += messages.sentences(occurrence).map {
                LogEntry(timeUS: occurrence.timeUS, sentence: $0)
            }
        }
        let shown = rendition.kept(entries, level: rendition.icapLevel)
        // The vendor's notes spell the name in two ways.
        let name = wording.pick("log-name", ["mdicapsrv.log", "mdicapsrv.log", "mdicapsvr.log"])
        var files = rotated("log/\(name)", rendition.lines(shown, form))
        if rendition.noise != .none {
            let nginx = NginxLog(wording: wording, stamps: stamps)
            let lines = rendition.kept(nginx.probes(span, silences))
            files += rotated("log/nginx-mdicapsrv.log", lines)
        }
        return files
    }

    private func rotated(
        _ name: String,
        _ lines: [(timeUS: Int64, text: String)]
    ) -> [WrittenFile] {
        RotatedLog(
            name: name,
            stamps: stamps,
            everyHours: Int64(rendition.rotatesEveryHours),
            usesDates: wording.chance("dated", percent: 50),
            isPacked: wording.chance("packed-logs", percent: 80)
        ).files(lines)
    }
}

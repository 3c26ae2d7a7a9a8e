internal import CaseModel

/// Texts known by what most of their lines are.
extension DocumentForm {
    static let texts = [
        DocumentForm(
            name: KubernetesReport.format,
            sample: text(KubernetesReport.samples),
            needs: "the description of a pod, a table of pods or events, or events in YAML",
            why: { _ in "kubectl tells of pods and events so" },
            sign: { KubernetesReport.fits($0.lines) ? 0 : nil },
            found: { KubernetesReport.fits($0.lines) ? "it has such lines" : "it has none" },
            make: { _ in { KubernetesReport($0) } }
        ),
        DocumentForm(
            name: SystemDocument.format,
            sample: text(SystemDocument.samples),
            needs: "two lines that tell of a system, or one and a name such as os.info",
            why: { _ in "its lines describe a machine" },
            sign: {
                let sample = SystemSample($0.lines)
                return sample.isEnough(name: $0.place.name) ? 0 : nil
            },
            found: {
                let sample = SystemSample($0.lines)
                return "\(sample.known) of its lines are known, "
                    + "\(sample.telling.count) tell of a system"
            },
            make: { _ in { SystemDocument($0) } }
        ),
        DocumentForm(
            name: ConfigurationINI.format,
            sample: text([
                "[global]", "restport=8008", "restaddress=0.0.0.0", "report=Prüfung",
            ]),
            needs: "sections, or the name of a configuration file, and settings in most lines",
            why: { _ in "its lines are sections and settings" },
            role: .settings,
            source: { ConfigurationSample($0.lines).source(name: $0.place.name) },
            sign: { ConfigurationSample($0.lines).isConfiguration(name: $0.place.name) ? 0 : nil },
            found: {
                let sample = ConfigurationSample($0.lines)
                return "it has \(sample.sections.count) sections and \(sample.keys.count) keys"
            },
            make: { _ in { ConfigurationINI($0) } }
        ),
        DocumentForm(
            name: EnvironmentList.mapFormat,
            sample: text([
                "kind: ConfigMap", "metadata:", "  name: core", "data:", "  REST_PORT: \"8008\"",
                "  REPORT: Prüfung",
            ]),
            needs: "the lines kind: ConfigMap and data:",
            why: { _ in "its lines are a map of Kubernetes" },
            role: .settings,
            sign: { EnvironmentList.isMap($0.lines) ? 0 : nil },
            found: { EnvironmentList.isMap($0.lines) ? "it has both" : "it has not both" },
            make: { _ in { EnvironmentList(isMap: true, $0) } }
        ),
        DocumentForm(
            name: EnvironmentList.format,
            sample: text(["REST_PORT=8008", "export DB_TYPE='remote'", "REPORT=Prüfung"]),
            needs: "eight lines in ten of NAME=value in capitals, and three of them or a name "
                + "such as core.env",
            why: { _ in "its lines are an environment" },
            role: .settings,
            sign: { EnvironmentList.isEnvironment($0.lines, name: $0.place.name) ? 0 : nil },
            found: {
                let counts = EnvironmentList.pairs($0.lines)
                return "\(counts.pairs) of the first \(counts.lines) lines are such"
            },
            make: { _ in { EnvironmentList(isMap: false, $0) } }
        ),
        DocumentForm(
            name: AskedList.format,
            sample: text(["# of the ticket", "/share/Prüfung.pdf", "report.docx"]),
            needs: "nothing but paths, names, ids and hashes, in a file given beside packages",
            why: { _ in "each of its lines is a path, a name, an id or a hash" },
            sign: { AskedList.fits($0.lines, path: $0.place.path) ? 0 : nil },
            found: {
                let counts = AskedList.counts($0.lines)
                return "\(counts.names) of the first \(counts.lines) lines are such"
            },
            make: { _ in { AskedList($0) } }
        ),
    ]
}

internal import CaseModel
internal import CaseStore

/// The beginning or the end of a container in which a product runs.
struct ContainerLife {
    private let product: Product
    private let pod: String
    private let timeUS: Int64
    private let recordID: Int64
    private let kind: String

    /// nil for any other record, and for a container of another program.
    init?(_ record: ExtractedRecord, _ fields: [(key: String, value: String)]) {
        guard record.component.string == KubernetesReport.component, let timeUS = record.timeUS
        else { return nil }
        let values = Dictionary(fields) { first, _ in first }
        let names = [values["image"], values["container"]].compactMap { $0?.lowercased() }
        if names.contains(where: { $0.contains("icap") }) {
            product = .icap
        } else if names.contains(where: { $0.contains("core") }) {
            product = .core
        } else {
            return nil
        }
        pod = values["pod"] ?? ""
        self.timeUS = timeUS
        recordID = record.id
        kind = Self.kind(record, reason: values["reason"], exitCode: values["exitcode"])
    }

    private static func kind(
        _ record: ExtractedRecord,
        reason: String?,
        exitCode: String?
    ) -> String {
        if record.message.hasPrefix("Container started") { return "start" }
        if reason == "OOMKilled" { return "out-of-memory" }
        // 143 is the end by SIGTERM, as Kubernetes asks for it.
        return exitCode == "0" || exitCode == "143" ? "stop" : "error-shutdown"
    }

    /// What befell the service of a product; nothing where several pods run it, since the lives of
    /// two instances are not told apart.
    static func events(of lives: [ContainerLife], packageID: Int64) -> [ServiceEvent] {
        let pods = lives.reduce(into: [Product: Set<String>]()) { pods, life in
            pods[life.product, default: []].insert(life.pod)
        }
        return lives.filter { pods[$0.product]?.count == 1 }.map {
            ServiceEvent(
                packageID: packageID,
                timeUS: $0.timeUS,
                recordID: $0.recordID,
                product: $0.product,
                kind: $0.kind
            )
        }
    }
}

internal import CaseModel
internal import CaseStore

/// Tells whose the files are that both products write under the same names, such as `nginx.log` and
/// `settings_export.json`, by what else lies in their folders.
///
/// Where the package's own name says its product, nothing is left to tell.
struct SharedNames {
    /// As the user gave the input.
    let inputName: String

    private struct Neighbour {
        var folders: ArraySlice<String>
        var isICAP: Bool
    }

    /// Sets the sources of such entries; the nearest folder decides in which one product alone has
    /// files that tell of it.
    func settle(_ entries: inout [EntryRow]) {
        let neighbours = entries.filter { !Self.isShared($0) }.compactMap(Self.neighbour)
        for index in entries.indices where Self.isShared(entries[index]) {
            let path = entries[index].path
            guard !Self.namesProduct(path) else { continue }
            let folders = LogPlace.parts(of: path).dropLast()
            let isICAP = Self.product(around: folders, neighbours) ?? isOfICAPInput
            guard let isICAP, let source = entries[index].source.flatMap(Source.init) else {
                continue
            }
            entries[index].source = Self.source(source, isICAP: isICAP).rawValue
        }
    }

    /// True if the input's name speaks of ICAP; nil if it says nothing.
    private var isOfICAPInput: Bool? {
        LogPlace.name(of: inputName).hasPrefix("icap") ? true : nil
    }

    private static func isShared(_ entry: EntryRow) -> Bool {
        switch entry.source.flatMap(Source.init) {
        case .coreNginx, .icapNginx: true
        case .coreConfig, .icapConfig: entry.format == ConfigurationJSON.format
        default: false
        }
    }

    private static func namesProduct(_ path: String) -> Bool {
        let place = LogPlace(path: path, product: nil)
        return place.namesICAP || place.path.lowercased().contains("metascan")
    }

    private static func neighbour(_ entry: EntryRow) -> Neighbour? {
        let isICAP: Bool
        switch entry.source.flatMap(Source.init) {
        case .coreLog, .coreHistory, .coreConfig, .coreStatus, .engineLog: isICAP = false
        case .icapLog, .icapHistory, .icapConfig, .icapStatus: isICAP = true
        default: return nil
        }
        return Neighbour(folders: LogPlace.parts(of: entry.path).dropLast(), isICAP: isICAP)
    }

    /// True for ICAP Server, false for Core; nil if no folder tells, or one tells of both.
    private static func product(
        around folders: ArraySlice<String>,
        _ neighbours: [Neighbour]
    ) -> Bool? {
        for depth in stride(from: folders.count, through: 0, by: -1) {
            let near = neighbours.filter { $0.folders.starts(with: folders.prefix(depth)) }
            guard let first = near.first else { continue }
            return near.allSatisfy { $0.isICAP == first.isICAP } ? first.isICAP : nil
        }
        return nil
    }

    private static func source(_ source: Source, isICAP: Bool) -> Source {
        switch source {
        case .coreNginx, .icapNginx: isICAP ? .icapNginx : .coreNginx
        default: isICAP ? .icapConfig : .coreConfig
        }
    }
}

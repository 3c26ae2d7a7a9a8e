import CaseModel

/// Finds a package's name and clock by its id.
struct PackageBook {
    private let byID: [String: Assessment.Package]
    private let ambiguous: Set<String>
    private let usual: LocalClock
    /// The time of the first package whose zone is known.
    let main: LocalClock

    init(_ packages: [Assessment.Package]) {
        byID = Dictionary(packages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Dictionary(grouping: packages, by: \.name)
        ambiguous = Set(names.filter { $0.value.count > 1 }.keys)
        let offsets = Set(packages.map(\.clock.offsetMS))
        // Where the packages agree, what belongs to none of them is told in their time.
        let agreed = offsets.count == 1 ? offsets.first : nil
        usual = LocalClock(offsetMS: agreed ?? 0)
        let known = packages.first { $0.clock.zone != nil }
        main = known.map { LocalClock(offsetMS: $0.clock.offsetMS) } ?? usual
    }

    /// The name as it was given, with the id where two packages share it; an unknown id stays as
    /// it is.
    func name(_ id: String) -> String {
        guard let package = byID[id] else { return id }
        return ambiguous.contains(package.name) ? "\(package.name) [\(id)]" : package.name
    }

    /// UTC where the package is unknown and the others differ.
    func clock(_ id: String?) -> LocalClock {
        guard let id, let package = byID[id] else { return usual }
        return LocalClock(offsetMS: package.clock.offsetMS)
    }

    /// The clock of the first package that the evidence names.
    func clock(of finding: Assessment.Finding) -> LocalClock {
        for evidence in finding.evidence {
            switch evidence {
            case .passage(let passage): return clock(passage.package)
            case .absence(let absence):
                if let edge = absence.lastBefore ?? absence.firstAfter {
                    return clock(edge.package)
                }
            }
        }
        return clock(finding.subjects.lazy.compactMap(\.package).first)
    }

    /// `package!entry:line`, as it can be found again.
    func place(_ passage: Assessment.Evidence.Passage) -> String {
        var place = "\(name(passage.package))!\(passage.entry)"
        if let line = passage.line { place += ":\(line)" }
        if let row = passage.row { place += " row \(row)" }
        if let key = passage.key { place += " key \(key)" }
        if passage.line == nil, passage.row == nil, passage.key == nil,
            let offset = passage.byteOffset
        {
            place += " byte \(offset)"
        }
        return place
    }
}

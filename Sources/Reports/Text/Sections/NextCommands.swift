import CaseModel

/// The last lines: the commands that lead on, ready to be copied.
struct NextCommands {
    let assessment: Assessment
    let options: TextOptions

    func write(to page: inout Page) {
        page.heading("Next")
        let kept = options.caseFile
        let caseFile = ShellWord.quoted(kept ?? "case.db")
        if kept == nil {
            page.line(2, ("Keep the case, to ask it more:", .faint))
            page.line(4, "scanwhy analyze \(inputs) --case \(caseFile)")
        }
        if let item {
            page.line(2, ("Tell the story of one file:", .faint))
            page.line(4, "scanwhy explain \(ShellWord.quoted(item)) --case \(caseFile)")
        }
        let source = kept == nil ? inputs : caseFile
        if options.offersAffected, !assessment.findings.isEmpty {
            page.line(2, ("Write the list of affected files:", .faint))
            page.line(4, "scanwhy analyze \(source) --affected affected.csv")
        }
        page.line(2, ("Write all of it as JSON:", .faint))
        page.line(4, "scanwhy analyze \(source) --format json=report.json")
    }

    private var inputs: String {
        // A name with hidden characters cannot be printed as it would have to be typed.
        let typed = options.inputs.map {
            SafeText.visible($0) == $0 ? ShellWord.quoted($0) : "PACKAGE"
        }
        return typed.isEmpty ? "PACKAGE" : typed.joined(separator: " ")
    }

    /// A name for the first subject of the first finding that a person could type.
    private var item: String? {
        let files: Set<Assessment.Subject.Kind> = [
            .file, .scan, .icapRequest, .nutanixFile, .quarantineItem,
        ]
        let subjects = assessment.findings.lazy.flatMap(\.subjects) + assessment.subjects
        guard let subject = subjects.first(where: { files.contains($0.kind) }) else { return nil }
        let names = [subject.path, subject.label, subject.dataID, subject.sha256, subject.id]
        return names.lazy.compactMap { $0 }.first(where: ShellWord.isPrintable)
    }
}

package import CaseModel

/// Renders an assessment for a terminal: the answer on the first screen, the proof below it.
package struct TextReport {
    private let options: TextOptions

    package init(_ options: TextOptions = TextOptions()) {
        self.options = options
    }

    package func render(_ assessment: Assessment) -> String {
        let book = PackageBook(assessment.packages)
        let numbers = Dictionary(
            zip(assessment.findings.map(\.id), 1...),
            uniquingKeysWith: { first, _ in first }
        )
        var page = Page(options)
        FirstScreen(assessment: assessment, numbers: numbers).write(to: &page)
        FindingSection(
            findings: assessment.findings,
            numbers: numbers,
            book: book,
            options: options
        ).write(to: &page)
        SymptomSection(assessment: assessment, options: options).write(to: &page)
        OutcomeSection(assessment: assessment, options: options).write(to: &page)
        PackageSection(packages: assessment.packages).write(to: &page)
        NoteSection(
            notes: assessment.notes,
            limits: assessment.limitsReached,
            book: book,
            options: options,
            unread: OpenQuestions.unread(assessment.notes).map {
                "\($0); scanwhy inspect names them"
            }
        ).write(to: &page)
        NextCommands(assessment: assessment, options: options).write(to: &page)
        return page.text
    }
}

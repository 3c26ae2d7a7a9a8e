package import CaseModel
internal import Reports

/// An assessment in each of its formats, the way the command line asks for it.
package struct Rendering: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
        case ndjson
        case markdown
        case reply
        case sarif
        case junit
        case yaml

        /// What an assessment can be written as.
        package static let ofAssessments: [Format] = [
            .text, .json, .ndjson, .markdown, .reply, .sarif, .junit,
        ]
        /// What an inspection can be written as.
        package static let ofInspections: [Format] = [.text, .json]
        /// What a reproduction can be written as.
        package static let ofReproductions: [Format] = [.text, .json, .yaml]
        /// What the story of a file can be written as.
        package static let ofStories: [Format] = [.text, .json, .markdown]
    }

    /// How a terminal shows text.
    package struct Screen: Sendable {
        package var width = 100
        package var color = false
        /// The inputs as typed, for the commands at the end of a report.
        package var inputs: [String] = []
        /// Where the case file is kept; nil for a temporary one.
        package var caseFile: String?
        /// The severity from which a finding fails its test in JUnit; nil for never.
        package var failOn: Severity? = .error
        /// The rules that ran, for the help that SARIF carries.
        package var rules: [RuleCard] = []

        package init() {}
    }

    private let screen: Screen

    package init(_ screen: Screen) {
        self.screen = screen
    }

    package func bytes(of assessment: Assessment, as format: Format) -> [UInt8] {
        switch format {
        case .text, .yaml: Array(TextReport(options).render(assessment).utf8)
        case .json: JSONReport.render(assessment)
        case .ndjson: JSONReport.lines(assessment)
        case .markdown: Array(MarkdownReport(assessment).render().utf8)
        case .reply: Array(ReplyReport(assessment).render().utf8)
        case .sarif: SARIFReport(assessment, rules: screen.rules).render()
        case .junit: JUnitReport(failOn: screen.failOn).render(assessment)
        }
    }

    /// JSON, or text for every other format.
    package func bytes(of inspection: Inspection, as format: Format) -> [UInt8] {
        switch format {
        case .json: JSONReport.render(inspection)
        default: Array(InspectionText(options).render(inspection).utf8)
        }
    }

    /// The locked files as CSV.
    package static func csv(_ list: ReleaseList) -> [UInt8] { ReleaseListCSV.render(list) }

    /// JSON; a sheet is made for programs.
    package func bytes(of sheet: ShapeSheet) -> [UInt8] { JSONReport.render(sheet) }

    /// JSON, Markdown, or text for every other format.
    package func bytes(of story: Story, as format: Format) -> [UInt8] {
        switch format {
        case .json: JSONReport.render(story)
        case .markdown: Array(StoryMarkdown(story).render().utf8)
        default: Array(StoryText(options).render(story).utf8)
        }
    }

    /// JSON, the scenario as YAML, or text for every other format.
    package func bytes(of reproduction: Reproduction, as format: Format) -> [UInt8] {
        switch format {
        case .json: JSONReport.render(reproduction)
        case .yaml: Array(reproduction.scenario.utf8)
        default: Array(ReproductionText(options).render(reproduction).utf8)
        }
    }

    /// JSON, or text for every other format.
    package func bytes(of coverage: RuleCoverage, as format: Format) -> [UInt8] {
        switch format {
        case .json: JSONReport.render(coverage)
        default: Array(CoverageText(options).render(coverage).utf8)
        }
    }

    /// A rule's page as a terminal shows it.
    package func text(of card: RuleCard, showsQuery: Bool = false) -> String {
        RuleCardText(options).render(card, showsQuery: showsQuery)
    }

    /// The cases of rules that were run, as JUnit XML.
    package static func junit(_ verdicts: [RuleCaseRunner.Verdict]) -> [UInt8] {
        JUnitReport.render(
            verdicts.map {
                JUnitReport.CaseVerdict(rule: $0.rule, name: $0.name, failures: $0.failures)
            }
        )
    }

    /// Foreign text with its control characters made visible.
    package static func safe(_ text: String) -> String { SafeText.visible(text) }

    private var options: TextOptions {
        TextOptions(
            width: screen.width,
            color: screen.color,
            inputs: screen.inputs,
            caseFile: screen.caseFile
        )
    }
}

package import CaseModel
internal import Reports

/// An assessment as text or JSON, the way the command line asks for it.
package struct Rendering: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
    }

    /// How a terminal shows text.
    package struct Screen: Sendable {
        package var width = 100
        package var color = false
        /// The inputs as typed, for the commands at the end of a report.
        package var inputs: [String] = []
        /// Where the case file is kept; nil for a temporary one.
        package var caseFile: String?

        package init() {}
    }

    private let screen: Screen

    package init(_ screen: Screen) {
        self.screen = screen
    }

    package func bytes(of assessment: Assessment, as format: Format) -> [UInt8] {
        switch format {
        case .text: Array(TextReport(options).render(assessment).utf8)
        case .json: JSONReport.render(assessment)
        }
    }

    package func bytes(of inspection: Inspection, as format: Format) -> [UInt8] {
        switch format {
        case .text: Array(InspectionText(options).render(inspection).utf8)
        case .json: JSONReport.render(inspection)
        }
    }

    /// JSON; a sheet is made for programs.
    package func bytes(of sheet: ShapeSheet) -> [UInt8] { JSONReport.render(sheet) }

    package func bytes(of story: Story, as format: Format) -> [UInt8] {
        switch format {
        case .text: Array(StoryText(options).render(story).utf8)
        case .json: JSONReport.render(story)
        }
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

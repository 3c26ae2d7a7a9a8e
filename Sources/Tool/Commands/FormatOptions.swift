import ArgumentParser
import Intake

/// What the user says of the formats of entries.
struct FormatOptions: ParsableArguments {
    @Option(
        help: "GLOB=NAME: read the entries of these names as this format. Repeatable."
    )
    var formatOf: [String] = []

    func choices() throws -> [FormatChoice] {
        try formatOf.map { text in
            guard let choice = FormatChoice(text) else {
                throw ValidationError(
                    "--format-of wants GLOB=NAME, not \(text). Names: "
                        + "\(FormatChoice.names.joined(separator: ", "))."
                )
            }
            return choice
        }
    }
}

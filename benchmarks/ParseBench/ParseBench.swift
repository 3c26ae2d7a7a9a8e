import Archives
import CaseModel
import Intake

/// Reads and parses packages and stores nothing: what the sixth goal of the benchmarks measures.
@main enum ParseBench {
    static func main() throws {
        let inputs = try CommandLine.arguments.dropFirst().map { try Input(argument: $0) }
        let intake = Intake(limits: Limits(), options: Intake.Options())
        try intake.begin(inputs).discard()
    }
}

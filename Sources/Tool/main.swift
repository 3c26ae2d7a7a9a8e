import ScanWhy
import Archives

let arguments = Array(CommandLine.arguments.dropFirst())
_ = try CaseBuilder().build(arguments.dropFirst().map { try Input(argument: $0) }, at: arguments[0])

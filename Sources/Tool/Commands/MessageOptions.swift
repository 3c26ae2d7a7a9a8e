import ArgumentParser

/// What the user gives beside packages to have message ids explained.
struct MessageOptions: ParsableArguments {
    @Option(
        help: "The vendor's table of messages: CSV or HTML with msgid, severity, text. Repeatable.",
        completion: .file()
    )
    var msgids: [String] = []
}

internal import ArgumentParser
internal import QuarantineServer

/// Who may use the server.
struct Access: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Demand the API key in this file's first line. Where REST leaves this machine, a key "
                + "is demanded anyway: this one, or one that is made and told once.",
            valueName: "file"
        ),
        completion: .file()
    )
    var apiKeyFile: String?

    @Option(help: "Who signs in.")
    var user = "admin"

    @Option(
        help: ArgumentHelp(
            "The password in this file's first line; else the API key, or admin without one.",
            valueName: "file"
        ),
        completion: .file()
    )
    var passwordFile: String?

    func settings(isElsewhere: Bool, folder: DataFolder?) throws(LiveProblem) -> LiveAccess {
        try LiveAccess(
            isElsewhere: isElsewhere,
            user: user,
            keyFile: apiKeyFile,
            passwordFile: passwordFile,
            folder: folder
        )
    }
}

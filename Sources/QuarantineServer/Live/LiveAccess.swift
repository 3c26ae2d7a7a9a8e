/// Who may use a server, by where it listens.
package struct LiveAccess: Sendable {
    /// What to ask of clients.
    package var settings = AccessSettings()
    /// What a person is to be told, such as a new key.
    package var words: [String] = []

    /// Where other machines can reach the server, a key is demanded: the one of a file, of the data
    /// folder, or a new one, which is told once.
    ///
    /// - Throws: Why it cannot be had.
    package init(
        isElsewhere: Bool,
        user: String,
        keyFile: String?,
        passwordFile: String?,
        folder: DataFolder?
    ) throws(LiveProblem) {
        settings.user = user
        if let keyFile {
            settings.apiKey = try TextFile.secret(keyFile)
        } else if isElsewhere {
            let (key, isNew) = try folder?.apiKey() ?? (SecretText.random(), true)
            settings.apiKey = key
            if isNew { words.append("the API key of this server is \(key)") }
        }
        if let passwordFile {
            settings.password = try TextFile.secret(passwordFile)
        } else if let key = settings.apiKey {
            settings.password = key
            words.append("sign in as \(user) with the API key as the password")
        } else {
            words.append("POST /login takes \(user) and the password \(settings.password)")
        }
    }
}

/// Where the bytes of files are kept while they are scanned, and while they are in quarantine.
protocol FileVault: Sendable {
    /// Keeps the bytes; once this returns true they outlive the process, if anything does.
    ///
    /// - Returns: False if there is no room.
    func keep(_ bytes: [UInt8], as sha256: String) async throws(LiveProblem) -> Bool

    /// Nil if they are not kept.
    func bytes(of sha256: String) async -> [UInt8]?

    func remove(_ sha256: String)
}

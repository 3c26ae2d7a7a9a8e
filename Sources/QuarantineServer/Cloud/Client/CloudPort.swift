package import Quarantine

/// Whoever carries the engine's calls to a MetaDefender Cloud and brings back the answers.
package protocol CloudPort: Sendable {
    /// Carries a call; there is always an answer, if only that nobody was reached.
    ///
    /// - Parameters:
    ///   - order: What the engine wants to know.
    ///   - bytes: Gives the file of an upload, when its turn has come; nil if its bytes are not
    ///     kept.
    /// - Returns: What came of it, for `Engine.answer(order:with:)`.
    func carry(
        _ order: CloudOrder,
        bytes: @escaping @Sendable () async throws -> [UInt8]?
    ) async -> CloudAnswer
}

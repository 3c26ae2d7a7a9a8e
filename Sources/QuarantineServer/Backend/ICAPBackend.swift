/// What an ICAP server asks of the engine behind it.
package protocol ICAPBackend: Sendable {
    /// Says what becomes of a message. The task is cancelled when the client leaves.
    func outcome(of submission: ICAPSubmission) async -> ICAPOutcome
}

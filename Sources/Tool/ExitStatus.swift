/// What the process tells a script (see docs/output.md).
enum ExitStatus {
    /// A check failed or a difference was found.
    static let failed: Int32 = 1
    /// Usage, unreadable input or broken rules.
    static let couldNotRun: Int32 = 2
}

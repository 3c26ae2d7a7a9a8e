/// Bounds of the pages.
package struct ConsoleOptions: Sendable {
    /// Bytes of a file that is submitted by the switchboard.
    package var uploadBytes = 64 << 20
    /// Bytes of all such files that are held at once.
    package var heldBytes = 256 << 20

    package init() {}
}

import Quarantine
import Testing

/// What the vendor says of the quarantine page, by sentence.
@Suite struct QuarantineSentences {
    @Test func `the quarantine is for keeping blocked files in a separated place`() throws {
        try expectHeld("blocked-is-kept-apart")
    }

    @Test func `it can be used by configuring workflows`() throws {
        try expectHeld("quarantine-off-in-workflow", "blocked-is-kept-apart")
    }

    @Test func `by clicking on the information icon item details appear`() throws {
        try expectHeld("item-details")
    }

    @Test func `pinned files won't be removed on clean-ups`() throws {
        try expectHeld("pinned-survives-clean-up", "unpinned-is-cleaned-up")
    }

    @Test func `for removing the files from the list use the bin icon`() throws {
        try expectHeld("bin-removes")
    }

    @Test func `files can be downloaded by clicking the download icon`() throws {
        try expectHeld("download")
    }

    @Test func `send to MetaDefender Cloud for threat intel`() throws {
        try expectHeld("send-by-hand")
    }

    @Test func `send to MetaDefender Cloud can be performed in bulk`() throws {
        try expectHeld("bulk-send")
    }

    @Test func `pin can be performed in bulk`() throws {
        try expectHeld("bulk-pin")
    }

    @Test func `unpin can be performed in bulk`() throws {
        try expectHeld("bulk-unpin")
    }

    @Test func `delete can be performed in bulk`() throws {
        try expectHeld("bulk-delete")
    }
}

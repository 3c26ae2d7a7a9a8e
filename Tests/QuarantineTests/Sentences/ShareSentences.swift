import Quarantine
import Testing

/// What the vendor says of files that are missing in the scan history, by sentence.
@Suite struct ShareSentences {
    @Test func `only some files of the share do not show up in the scan history`() throws {
        try expectHeld("only-some-files-are-missing")
    }

    @Test func `a file can't be accessed after Core has scanned it`() throws {
        try expectHeld("clean-but-locked", "failed-first-scan", "use-case-one")
    }

    @Test func `each file is sent every time it is uploaded and or downloaded`() throws {
        try expectHeld(
            "sent-on-upload-and-download",
            "sent-on-upload-only",
            "sent-on-download-only"
        )
    }

    @Test func `or until the file is explicitly marked Blocked by ICAP`() throws {
        try expectHeld("blocked-ends-the-sending")
    }

    @Test func `or until a reply comes that the share does not know how to process`() throws {
        try expectHeld("unknown-ends-the-sending")
    }

    @Test func `this is any value outside of No Threat Detected or Blocked`() throws {
        try expectHeld(
            "answer-404-is-unknown",
            "answer-408-is-unknown",
            "answer-500-is-unknown",
            "answer-503-is-unknown"
        )
    }

    @Test func `in the second case the file will be immediately quarantined`() throws {
        try expectHeld("blocked-is-quarantined-at-once")
    }

    @Test func `in the third case the file will be immediately quarantined`() throws {
        try expectHeld("unknown-is-quarantined-at-once")
    }

    @Test func `and never automatically rescanned`() throws {
        try expectHeld("never-rescanned", "blocked-ends-the-sending")
    }

    @Test func `they remain in this state permanently`() throws {
        try expectHeld("never-rescanned")
    }

    @Test func `or until manually unquarantined via the console`() throws {
        try expectHeld("unquarantine-frees", "use-case-one")
    }

    @Test func `use case one a correct Blocked verdict from Core`() throws {
        try expectHeld("use-case-one")
    }

    @Test func `the file is permanently quarantined and never submitted for a rescan`() throws {
        try expectHeld("blocked-ends-the-sending", "use-case-one")
    }

    @Test func `the file becomes locked until unlocked by an admin`() throws {
        try expectHeld("use-case-one")
    }

    @Test func `use case two ICAP can't respond for reasons of its own`() throws {
        try expectHeld(
            "icap-stopped-is-unknown",
            "icap-drops-is-unknown",
            "icap-silent-is-unknown"
        )
    }

    @Test func `for example a 503 error from Core`() throws {
        try expectHeld("refused-503-locks-unknown", "queue-full-by-load")
    }

    @Test func `or an explicit Failed to Scan result from Core`() throws {
        try expectHeld("failed-to-scan-is-unknown")
    }

    @Test func `the file is marked Unknown which triggers the quarantine`() throws {
        try expectHeld("unknown-is-quarantined-at-once", "failed-to-scan-is-unknown")
    }

    @Test func `locked permanently until reset by an administrator`() throws {
        try expectHeld("reset-frees", "reset-while-still-broken")
    }

    @Test func `and not submitted for rescan`() throws {
        try expectHeld("unknown-ends-the-sending", "never-rescanned")
    }

    @Test func `all previously quarantined files can be unquarantined and scanned`() throws {
        try expectHeld("rescan-all-quarantined")
    }

    @Test func `scan results from the first time the file is scanned tell the story`() throws {
        try expectHeld("failed-first-scan")
    }

    @Test func `where the unexpected response comes from can be determined`() throws {
        try expectHeld(
            "core-down-no-first-scan",
            "refused-503-locks-unknown",
            "icap-stopped-is-unknown",
            "clean-but-locked"
        )
    }

    @Test func `if there is no first scan Core might have been down`() throws {
        try expectHeld("core-down-no-first-scan")
    }

    @Test func `or unavailable when the scan was first attempted`() throws {
        try expectHeld("core-unavailable-no-first-scan", "core-silent")
    }

    @Test func `if Core was up the file may have failed to scan when it was first submitted`()
        throws
    {
        try expectHeld("failed-first-scan")
    }

    @Test func `this can be caused by a number of factors`() throws {
        try expectHeld(
            "engine-updating",
            "engine-failed-all",
            "disk-full-archive",
            "out-of-memory",
            "restart-cuts-a-scan-before-5-19",
            "agent-lost",
            "interference",
            "global-timeout",
            "engine-timeout",
            "metascan-off",
            "too-few-engines"
        )
    }
}

import Quarantine
import Testing

/// What the vendor says of potential problems of the hand-over, by sentence.
@Suite struct TroubleSentences {
    @Test func `Unavailable because the technology is not licensed`() throws {
        try expectHeld("not-licensed-is-unavailable")
    }

    @Test func `Unavailable because the technology is licensed but not enabled`() throws {
        try expectHeld("not-enabled-is-unavailable")
    }

    @Test func `Unavailable because MetaDefender Cloud is unavailable`() throws {
        try expectHeld("cloud-down-three-tries", "manual-send-while-down")
    }

    @Test func `obtain the license for the technology`() throws {
        try expectHeld("licence-obtained")
    }

    @Test func `click ENABLE and the engine is now enabled`() throws {
        try expectHeld("enabled-by-toggle")
    }

    @Test func `when the Cloud is not available automatic sending tries three times`() throws {
        try expectHeld("cloud-down-three-tries")
    }

    @Test func `if three consecutive attempts fail the result is set to Unavailable`() throws {
        try expectHeld(
            "cloud-down-three-tries",
            "no-fourth-automatic-try",
            "two-failures-then-success"
        )
    }

    @Test func `if the Cloud is back operational the file may be uploaded manually`() throws {
        try expectHeld("manual-send-after-recovery")
    }

    @Test func `not configured properly attempts give Add the API key for cloud analysis`() throws {
        try expectHeld("api-key-missing")
    }

    @Test func `configure the engine and the key is no longer asked for`() throws {
        try expectHeld("api-key-saved")
    }

    @Test func `with the Prevention limit reached attempts give API calls per day limit reached`()
        throws
    {
        try expectHeld("daily-limit")
    }

    @Test func `improve the subscription and increase the Prevention limit`() throws {
        try expectHeld("limit-raised")
    }

    @Test func `or wait until the next day`() throws {
        try expectHeld("limit-over-next-day")
    }
}

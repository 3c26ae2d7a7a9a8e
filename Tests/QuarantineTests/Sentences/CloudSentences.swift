import Quarantine
import Testing

/// What the vendor says of the hand-over to MetaDefender Cloud, by sentence.
@Suite struct CloudSentences {
    @Test func `since version 4.14.0 MetaDefender Cloud integration is available`() throws {
        try expectHeld("cloud-before-4-14", "cloud-since-4-14")
    }

    @Test
    func
        `files in the quarantine can be uploaded to MetaDefender Cloud to get threat intelligence`()
        throws
    {
        try expectHeld("send-by-hand")
    }

    @Test func `this feature requires the technology to be licensed and enabled`() throws {
        try expectHeld("not-licensed-is-unavailable", "not-enabled-is-unavailable")
    }

    @Test func `items may be sent manually`() throws {
        try expectHeld("send-by-hand")
    }

    @Test func `items may be sent automatically driven by the quarantine settings`() throws {
        try expectHeld("automatic-sends-all-new", "automatic-off-sends-nothing")
    }

    @Test func `if enabled all new quarantine items will be uploaded`() throws {
        try expectHeld("automatic-sends-all-new", "automatic-leaves-old-items")
    }

    @Test func `the frequency to check for new items can be set in seconds`() throws {
        try expectHeld("check-interval", "check-interval-changed")
    }

    @Test func `once an item is uploaded the Cloud must be polled for results`() throws {
        try expectHeld("results-are-shown", "progress-is-shown")
    }

    @Test func `the polling frequency can be set in seconds`() throws {
        try expectHeld("polling-interval")
    }

    @Test func `while an item is uploading manually the status is Uploading`() throws {
        try expectHeld("uploading-by-hand")
    }

    @Test func `while an item is uploading automatically the status is Uploading`() throws {
        try expectHeld("uploading-automatically")
    }

    @Test func `when the upload is complete the field shows the processing progress`() throws {
        try expectHeld("progress-is-shown")
    }

    @Test func `when the scan is complete the results are shown in the field`() throws {
        try expectHeld("results-are-shown")
    }

    @Test func `the details show result verdict engines total time and result link`() throws {
        try expectHeld("result-details")
    }

    @Test func `uploaded multiple times there will be multiple results pages`() throws {
        try expectHeld("several-result-pages")
    }

    @Test func `unless the technology is enabled upload attempts give Unavailable`() throws {
        try expectHeld("not-enabled-is-unavailable")
    }

    @Test func `the technology is an entry of the Technologies list`() throws {
        try expectHeld("enabled-by-toggle")
    }

    @Test func `provide the API key and save the engine configuration`() throws {
        try expectHeld("api-key-saved")
    }
}

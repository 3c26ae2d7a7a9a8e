import Testing

@testable import Intake

struct TimeTextTests {
    /// 2026-06-28 10:15:00 UTC.
    private static let base: Int64 = 1_782_641_700_000_000

    @Test(arguments: [
        ("2026-06-28T10:15:00Z", 0, TimeText.Zone.utc),
        ("2026-06-28t10:15:00.5z", 500_000, .utc),
        ("2026-06-28 10:15:00.1234567 UTC", 123_456, .utc),
        ("2026-06-28T10:15:00,25", 250_000, .none),
        ("2026-06-28 10:15", 0, .none),
        (" 2026-6-28 10:15:00 ", 0, .none),
        ("2026.06.28 10:15:00.007", 7_000, .none),
        ("2026/06/28 10:15:00", 0, .none),
        ("2026-06-28T15:45:00+05:30", 0, .offset(19_800)),
        ("2026-06-28T15:45:00.001+0530", 1_000, .offset(19_800)),
        ("2026-06-28 05:15:00 -05", 0, .offset(-18_000)),
        ("28/Jun/2026:15:45:00 +0530", 0, .offset(19_800)),
        ("28/jun/2026:10:15:00", 0, .none),
        ("Sun, 28 Jun 2026 10:15:00 GMT", 0, .utc),
        ("1782641700", 0, .utc),
        ("1782641700.25", 250_000, .utc),
        ("1782641700007", 7_000, .utc),
        ("1782641700000009", 9, .utc),
        ("1782641700000009999", 9, .utc),
    ])
    func `times of documents become microseconds`(
        text: String,
        microseconds: Int64,
        zone: TimeText.Zone
    ) {
        #expect(TimeText(text) == TimeText(us: Self.base + microseconds, zone: zone))
    }

    @Test(arguments: [
        "", " ", "12", "20260628", "2026-06-28", "2026-02-29 10:00:00", "2026-13-01 10:00:00",
        "2026-00-01 10:00:00", "2026-06-31 10:00:00", "2026-06-28 24:00:00",
        "2026-06-28 10:60:00", "2026-06-28 10:00:61", "2026-06-28 10:00:00.",
        "2026-06-28 10:00:00 CEST", "2026-06-28 10:00:00+19:00", "2026-06-28 10:00:00+01:60",
        "2026-06/28 10:00:00", "2026-06-28 10:00:00Zx", "28/Foo/2026:10:00:00 +0000",
        "28/Jun/2026", "99999999999999999999", "1.2.3", ".123456789", "a.docx", "\u{0}", "-1",
    ])
    func `what is no time is nil`(text: String) {
        #expect(TimeText(text) == nil)
    }

    @Test func `a long text is no time`() {
        let long = String(repeating: "9", count: 2 << 20)
        #expect(TimeText(long) == nil)
        #expect(TimeText("2026-06-28 10:15:00" + String(repeating: " ", count: 90)) == nil)
    }

    @Test func `days and dates are inverse over four centuries`() {
        var expected = CivilDate(days: -719_468)
        #expect(expected == CivilDate(year: 0, month: 3, day: 1))
        for days in -719_467...(-719_467 + 146_097 * 2) {
            let date = CivilDate(days: days)
            #expect(date.days == days)
            let follows =
                date.day == expected.day + 1 && date.month == expected.month
                || date.day == 1
                    && CivilDate.dayCount(year: expected.year, month: expected.month)
                        == expected.day
            guard follows else {
                Issue.record("day \(days) does not follow the one before")
                return
            }
            expected = date
        }
        #expect(CivilDate(year: 1970, month: 1, day: 1)?.days == 0)
        #expect(CivilDate(year: 2000, month: 2, day: 29)?.days == 11_016)
        #expect(CivilDate(year: 1900, month: 2, day: 29) == nil)
    }
}

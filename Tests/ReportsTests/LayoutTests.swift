import CaseModel
import Testing

@testable import Reports

struct LayoutTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000Z"),
            (4_107_542_399_999_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000Z"),
            (RichCase.startUS, "2026-06-28T10:15:02.123Z"),
            (Int64.min, "0000-01-01T00:00:00.000Z"),
            (Int64.max, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)]
    )
    func `microseconds become RFC 3339`(_ timeUS: Int64, _ text: String) {
        #expect(Moment.rfc3339(timeUS) == text)
    }

    @Test func `local time stands beside UTC`() {
        let clock = LocalClock(offsetMS: -12_600_000 + 2_000)
        #expect(clock.zone == "-03:30")
        #expect(
            clock.stamp(RichCase.startUS)
                == "2026-06-28 06:45:04.123 -03:30 (10:15:02.123 UTC)"
        )
        let night = LocalClock(offsetMS: 14 * 3_600_000)
        #expect(
            night.stamp(RichCase.startUS)
                == "2026-06-29 00:15:02.123 +14:00 (2026-06-28 10:15:02.123 UTC)"
        )
        let years = LocalClock(offsetMS: -400 * 86_400_000)
        #expect(
            years.stamp(RichCase.startUS)
                == "2025-05-24 10:15:02.123 by its own clock (2026-06-28 10:15:02.123 UTC)"
        )
        #expect(LocalClock.utc.stamp(0) == "1970-01-01 00:00:00.000 UTC")
        #expect(LocalClock(offsetMS: .max).stamp(0).hasPrefix("1970-01-01"))
    }

    @Test func `a span names a day once`() {
        let clock = LocalClock(offsetMS: 7_200_000)
        let end = RichCase.startUS + 32 * RichCase.minuteUS
        #expect(
            clock.span(RichCase.startUS, end)
                == "2026-06-28 12:15:02 to 12:47:02 +02:00 (10:15:02 to 10:47:02 UTC)"
        )
        let nextDay = RichCase.startUS + 1_440 * RichCase.minuteUS
        #expect(
            LocalClock.utc.span(RichCase.startUS, nextDay)
                == "2026-06-28 10:15:02 to 2026-06-29 10:15:02 UTC"
        )
    }

    @Test func `words are wrapped at spaces and long ones stay whole`() {
        #expect(Wrap.lines("one two three", columns: 8) == ["one two", "three"])
        #expect(Wrap.lines("a  b", columns: 8) == ["a  b"])
        #expect(Wrap.lines("/a/very/long/path x", columns: 5) == ["/a/very/long/path", "x"])
        #expect(Wrap.lines("", columns: 5) == [])
        #expect(Wrap.width("漢e\u{301}") == 3)
        #expect(Wrap.clip("abcdef", columns: 4) == "abc…")
    }

    @Test func `numbers read as people write them`() {
        #expect(Wording.number(1_234_567) == "1,234,567")
        #expect(Wording.number(-999) == "-999")
        #expect(Wording.counted(1, "entry", "entries") == "1 entry")
        #expect(Wording.size(999) == "999 B")
        #expect(Wording.size(12_345_678) == "12.3 MB")
        #expect(Wording.size(.max).hasSuffix(" TB"))
        #expect(Wording.percent(0.99999) == "99.9 %")
        #expect(Wording.percent(1) == "100 %")
        #expect(Wording.noun([.file, .nutanixFile]) == "file")
        #expect(Wording.noun([.engine]) == "engine")
        #expect(Wording.noun([.engine, .file]) == "subject")
    }

    @Test func `prose keeps its paragraphs and items`() {
        let paragraphs = Prose.paragraphs("One\ntwo.\n\n- a\n  b\n- c\n\nEnd.")
        #expect(paragraphs.map(\.text) == ["One two.", "a b", "c", "End."])
        #expect(paragraphs.map(\.isItem) == [false, true, true, false])
    }
}

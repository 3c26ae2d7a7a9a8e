extension Field where Root: Described {
    /// A span of time, such as `1m30s`; bounds in microseconds.
    static func span(
        _ key: String,
        _ path: WritableKeyPath<Root, Int64>,
        in range: ClosedRange<Int64> = 0...(366 * 24 * .hour),
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "span",
            bounds: spanBounds(range),
            about: about,
            parse: { TimeText.span($0).flatMap { range.contains($0) ? $0 : nil } },
            words: { TimeText.words(span: $0) }
        )
    }

    static func spanOrNone(
        _ key: String,
        _ path: WritableKeyPath<Root, Int64?>,
        in range: ClosedRange<Int64> = 0...(366 * 24 * .hour),
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "span or none",
            bounds: spanBounds(range),
            about: about,
            parse: { text in
                if text == "none" { return Int64??.some(nil) }
                guard let us = TimeText.span(text), range.contains(us) else { return nil }
                return us
            },
            words: { $0.map { TimeText.words(span: $0) } ?? "none" }
        )
    }

    static func moment(
        _ key: String,
        _ path: WritableKeyPath<Root, Int64>,
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "time in UTC",
            about: about,
            parse: TimeText.moment,
            words: { TimeText.words(moment: $0) }
        )
    }

    /// Bytes; `20KB`, `3MB`, `1GB` in units of 1,024.
    static func size(
        _ key: String,
        _ path: WritableKeyPath<Root, Int64>,
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "size",
            bounds: "0 to 1024GB",
            about: about,
            parse: { SizeText.bytes($0).flatMap { $0 <= 1 << 40 ? $0 : nil } },
            words: { SizeText.words($0) }
        )
    }

    static func sizeOrNone(
        _ key: String,
        _ path: WritableKeyPath<Root, Int64?>,
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "size or none",
            bounds: "0 to 1024GB",
            about: about,
            parse: { text in
                if text == "none" { return Int64??.some(nil) }
                guard let bytes = SizeText.bytes(text), bytes <= 1 << 40 else { return nil }
                return bytes
            },
            words: { $0.map { SizeText.words($0) } ?? "none" }
        )
    }

    private static func spanBounds(_ range: ClosedRange<Int64>) -> String {
        "\(TimeText.words(span: range.lowerBound)) to \(TimeText.words(span: range.upperBound))"
    }
}

extension Field where Root: Described {
    static func whole(
        _ key: String,
        _ path: WritableKeyPath<Root, Int>,
        _ range: ClosedRange<Int>,
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "whole number",
            bounds: "\(range.lowerBound) to \(range.upperBound)",
            about: about,
            parse: { Int($0).flatMap { range.contains($0) ? $0 : nil } },
            words: { String($0) }
        )
    }

    /// A number that may be absent.
    static func wholeOrNone(
        _ key: String,
        _ path: WritableKeyPath<Root, Int?>,
        _ range: ClosedRange<Int>,
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "whole number or none",
            bounds: "\(range.lowerBound) to \(range.upperBound)",
            about: about,
            parse: { text in
                if text == "none" { return Int??.some(nil) }
                return Int(text).flatMap { range.contains($0) ? $0 : nil }.map { Int??.some($0) }
                    ?? nil
            },
            words: { $0.map(String.init) ?? "none" }
        )
    }

    static func flag(
        _ key: String,
        _ path: WritableKeyPath<Root, Bool>,
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "truth value",
            bounds: "true or false",
            about: about,
            parse: { ["true": true, "false": false][$0] },
            words: { String($0) }
        )
    }

    /// A truth value that may be left open.
    static func flagOrNone(
        _ key: String,
        _ path: WritableKeyPath<Root, Bool?>,
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "truth value or none",
            bounds: "true, false or none",
            about: about,
            parse: { text in
                let values: [String: Bool?] = ["true": true, "false": false, "none": nil]
                return values[text]
            },
            words: { $0.map { String($0) } ?? "none" }
        )
    }

    static func text(
        _ key: String,
        _ path: WritableKeyPath<Root, String>,
        required: Bool = false,
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "text",
            required: required,
            about: about,
            parse: { required && $0.isEmpty ? nil : $0 },
            words: { $0 }
        )
    }

    /// One of the words of an enumeration.
    static func choice<Value: RawRepresentable & CaseIterable & Hashable>(
        _ key: String,
        _ path: WritableKeyPath<Root, Value>,
        required: Bool = false,
        _ about: String
    ) -> Field where Value.RawValue == String {
        scalar(
            key,
            path,
            form: "word",
            bounds: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "),
            required: required,
            about: about,
            parse: { Value(rawValue: $0) },
            words: { $0.rawValue }
        )
    }

    /// One of the words of an enumeration, or none.
    static func choiceOrNone<Value: RawRepresentable & CaseIterable & Hashable>(
        _ key: String,
        _ path: WritableKeyPath<Root, Value?>,
        _ about: String
    ) -> Field where Value.RawValue == String {
        scalar(
            key,
            path,
            form: "word or none",
            bounds: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "),
            about: about,
            parse: { text in
                text == "none"
                    ? Value??.some(nil) : Value(rawValue: text).map { Value??.some($0) } ?? nil
            },
            words: { $0?.rawValue ?? "none" }
        )
    }
}

extension Field where Root: Described {
    static func textOrNone(
        _ key: String,
        _ path: WritableKeyPath<Root, String?>,
        _ about: String
    ) -> Field {
        scalar(
            key,
            path,
            form: "text or none",
            about: about,
            parse: { $0 == "none" ? String??.some(nil) : String??.some($0) },
            words: { $0 ?? "none" }
        )
    }
}

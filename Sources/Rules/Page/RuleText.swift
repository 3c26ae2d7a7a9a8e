internal import Mustache

/// A text of a rule page with placeholders in double braces, such as `{{count}} files`.
package struct RuleText: Sendable, Hashable {
    /// A name between double braces, and the line of the text it stands in, from 0.
    package struct Placeholder: Sendable, Hashable {
        package var name: String
        package var line: Int
    }

    package let source: String
    package let placeholders: [Placeholder]

    /// Refuses what a rule page has no use for: triple braces, partials, transforms.
    package init(_ source: String) throws(RuleTextError) {
        self.source = source
        // Most texts have no braces, and the parser walks them by visible characters.
        guard source.utf8.contains(UInt8(ascii: "{")) || source.utf8.contains(UInt8(ascii: "}"))
        else {
            placeholders = []
            return
        }
        placeholders = try Self.placeholders(in: source)
    }

    /// The text with values in place; a name without value reads as nothing.
    package func rendered(_ values: [String: String]) -> String {
        guard !placeholders.isEmpty else { return source }
        do {
            return try Self.template(source).render(values)
        } catch {
            preconditionFailure("names and sections were checked when the page was read")
        }
    }

    private static func template(_ source: String) throws(RuleTextError) -> MustacheTemplate {
        do {
            // Without it every value would be escaped for HTML; renderers escape for themselves.
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + source)
        } catch {
            throw RuleTextError(text: "the double braces do not match", line: 0)
        }
    }

    private static func placeholders(in source: String) throws(RuleTextError) -> [Placeholder] {
        var found: [Placeholder] = []
        var rest = Substring(source)
        var line = 0
        var sections: [Substring] = []
        while let open = rest.firstRange(of: "{{") {
            line += rest[..<open.lowerBound].count { $0.isNewline }
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw RuleTextError(text: "a {{ is never closed", line: line)
            }
            let inner = rest[open.upperBound..<close.lowerBound]
            // A section or its inverse prints its text only where the value is there, or not there.
            let name = inner.first.map { "#^/".contains($0) } == true ? inner.dropFirst() : inner
            guard isName(name) else {
                throw RuleTextError(text: "{{\(inner.prefix(40))}} is no placeholder", line: line)
            }
            if inner.first == "/" {
                guard sections.popLast() == name else {
                    throw RuleTextError(text: "{{/\(name)}} closes what is not open", line: line)
                }
            } else if inner.first == "#" || inner.first == "^" {
                sections.append(name)
            }
            found.append(Placeholder(name: String(name), line: line))
            rest = rest[close.upperBound...]
        }
        if let open = sections.last {
            throw RuleTextError(text: "{{#\(open)}} is never closed", line: line)
        }
        guard !rest.contains("}}") else {
            throw RuleTextError(text: "a }} was never opened", line: line)
        }
        return found
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
    }
}

/// Why a text with placeholders was refused.
package struct RuleTextError: Error, Sendable, Hashable {
    package var text: String
    /// The line within the text, from 0.
    package var line: Int
}

import CaseModel
import FoundationEssentials
import Reports
import TestSupport
import Testing

struct JSONReportTests {
    private let schemaFile = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/output.schema.json")

    private func schema() throws -> JSONSchema {
        try JSONSchema([UInt8](Data(contentsOf: schemaFile)))
    }

    @Test func `an assessment fits the published schema, full or empty`() throws {
        let schema = try schema()
        let rich = try JSONValue(JSONReport.render(RichCase.assessment))
        #expect(schema.problems(in: rich) == [])
        let empty = try JSONValue(JSONReport.render(RichCase.empty))
        #expect(schema.problems(in: empty) == [])
    }

    @Test func `the schema refuses what is wrong, missing or too much`() throws {
        let right = String(decoding: JSONReport.render(RichCase.assessment), as: UTF8.self)
        let changes = [
            ("\"severity\": \"error\"", "\"severity\": \"bad\"", "/findings/1/severity"),
            ("\"strict\": false", "\"strict\": 0", "/options/strict"),
            ("\"title\":", "\"titel\":", "/findings/0/title"),
            ("\"found\": 2", "\"found\": -2", "/summary/found"),
            ("[412, 431]", "[412]", "/findings/1/contrast/inside"),
            ("02.123Z", "02Z", "/findings/0/first"),
            ("\"kind\": \"absence\"", "\"kind\": \"silence\"", "/findings/1/evidence/3"),
            ("\"0123456789ab\"", "2", "/findings/1/rule_version"),
            ("assessment/1", "assessment/2", "/schema"),
        ]
        let schema = try schema()
        for (old, new, place) in changes {
            let wrong = Array(right.replacing(old, with: new).utf8)
            let problems = schema.problems(in: try JSONValue(wrong))
            #expect(problems.contains { $0.hasPrefix(place + ":") }, "\(new): \(problems)")
        }
    }

    @Test func `a schema that asks for more than is checked is a problem`() throws {
        let schema = try JSONSchema(Array(#"{"type": "string", "contentEncoding": "x"}"#.utf8))
        #expect(schema.problems(in: .text("a")).count == 1)
        #expect(schema.problems(in: .number(1)).count == 2)
    }

    @Test func `the schema knows every word the model knows`() throws {
        let file = try JSONValue([UInt8](Data(contentsOf: schemaFile)))
        func words(_ path: String...) -> [String] {
            var place: JSONValue? = file
            for key in path { place = place?[key] }
            guard case .array(let choices) = place?["enum"] else { return [] }
            return choices.compactMap { if case .text(let word) = $0 { word } else { nil } }
                .sorted()
        }
        func sorted(_ words: [String]) -> [String] { words.sorted() }
        typealias Step = Assessment.Step
        let kinds = Assessment.Subject.Kind.allCases.map(\.rawValue)
        #expect(words("$defs", "subject", "properties", "kind") == sorted(kinds))
        #expect(
            words("$defs", "step", "properties", "actor")
                == sorted(Step.Actor.allCases.map(\.rawValue))
        )
        #expect(
            words("$defs", "step", "properties", "risk", "items")
                == sorted(Step.Risk.allCases.map(\.rawValue))
        )
        #expect(
            words("$defs", "absence", "properties", "source")
                == sorted(Source.allCases.map(\.rawValue))
        )
        #expect(
            words("$defs", "package", "properties", "product")
                == sorted(Product.allCases.map(\.rawValue))
        )
        #expect(
            words("$defs", "finding", "properties", "severity")
                == sorted(Severity.allCases.map(\.name))
        )
        #expect(
            words("$defs", "finding", "properties", "confidence")
                == sorted(Confidence.allCases.map(\.name))
        )
        #expect(
            words("properties", "outcomes", "items", "properties", "outcome")
                == sorted(OutcomeKind.allCases.map(\.rawValue))
        )
        #expect(
            words("properties", "notes", "items", "properties", "kind")
                == sorted(Note.Kind.allCases.map(\.rawValue))
        )
    }

    @Test func `values arrive as they were given`() throws {
        let document = try JSONValue(JSONReport.render(RichCase.assessment))
        let finding = try #require(document["findings"]?[1])
        #expect(finding["rule_version"] == .text("0123456789ab"))
        #expect(finding["count"] == .number(12))
        #expect(finding["first"] == .text("2026-06-28T10:15:02.123Z"))
        #expect(finding["contrast"]?["outside"] == .array([.number(3), .number(18_220)]))
        #expect(finding["evidence"]?[3]?["first_after"] == .null)
        #expect(finding["causes_by_subject"]?[0]?["subjects"]?[1] == .text("file/2"))
        #expect(document["findings"]?[0]?["contrast"] == nil)
        #expect(document["packages"]?[0]?["parsed_share"] == .number(0.9987))
        #expect(document["packages"]?[1]?["parsed_share"] == .null)
        #expect(document["notes"]?[1]?["entry"] == .text(""))
    }

    @Test func `keys stand in the order of the contract`() throws {
        let text = String(decoding: JSONReport.render(RichCase.assessment), as: UTF8.self)
        let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
            .compactMap { $0.split(separator: "\"").dropFirst().first }
        #expect(
            keys == [
                "schema", "tool", "options", "answer", "packages", "summary", "subjects",
                "findings", "outcomes", "notes", "limits_reached",
            ]
        )
        #expect(text.hasSuffix("}\n"))
    }

    @Test func `hostile text comes back whole and never raw`() throws {
        let name = "a\u{1B}[2J\u{202E}fdp\u{0}\u{7F}\u{9B}\u{E0041}\n\t\"\\\u{2028}é漢😀"
        var assessment = RichCase.empty
        assessment.subjects = [Assessment.Subject(kind: .file, id: "file/1", label: name)]
        let bytes = JSONReport.render(assessment)
        #expect(try JSONValue(bytes)["subjects"]?[0]?["label"] == .text(name))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.unicodeScalars.contains { $0 != "\n" && SafeText.isHidden($0) })
        #expect(text.contains("\\u001b[2J\\u202e"))
        #expect(text.contains("é漢😀"))
    }

    @Test func `a repeat gives the same bytes`() {
        #expect(
            JSONReport.render(RichCase.assessment) == JSONReport.render(RichCase.assessment)
        )
        #expect(
            TextReport().render(RichCase.assessment) == TextReport().render(RichCase.assessment)
        )
    }
}

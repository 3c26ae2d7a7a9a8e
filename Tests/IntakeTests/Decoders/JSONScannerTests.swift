import CaseModel
import Testing

@testable import Intake

/// Writes the events down, so that tests can compare them.
struct JSONRecorder: JSONSink {
    struct Step: Hashable {
        var event: JSONEvent
        var place: JSONPlace
    }

    var steps: [Step] = []

    mutating func take(_ event: JSONEvent, at place: JSONPlace) {
        steps.append(Step(event: event, place: place))
    }
}

struct JSONScannerTests {
    private func scan(
        _ input: [UInt8],
        size: Int = .max,
        limits: Limits = Limits()
    ) -> (steps: [JSONRecorder.Step], notes: [Note]) {
        var scanner = JSONScanner(sink: JSONRecorder(), limits: limits)
        for block in blocks(of: input, size: min(size, max(input.count, 1))) {
            scanner.read(block)
        }
        scanner.finish()
        return (scanner.sink.steps, scanner.notes)
    }

    private func events(_ text: String) -> [JSONEvent] { scan(bytes(text)).steps.map(\.event) }

    private static let sample =
        "\u{FEFF} {\"a\\u00e9\\ud83d\\ude00\": [1, -2.5e+3, true ,null,\"x\\n\\\\\\/\"],\n"
        + " \"b\": {}, \"b\": false}\n[]\n \"é\u{1F600}\" 12"

    @Test func `events come with their places`() {
        let (steps, notes) = scan(bytes(Self.sample))
        #expect(
            steps.map(\.event) == [
                .beginObject, .key("aé\u{1F600}"), .beginArray, .number("1"), .number("-2.5e+3"),
                .bool(true), .null, .string("x\n\\/"), .endArray, .key("b"), .beginObject,
                .endObject, .key("b"), .bool(false), .endObject, .beginArray, .endArray,
                .string("é\u{1F600}"), .number("12"),
            ]
        )
        #expect(notes.isEmpty)
        let input = bytes(Self.sample)
        for step in steps {
            let tail = input[Int(step.place.byteOffset)...]
            switch step.event {
            case .beginObject: #expect(tail.first == UInt8(ascii: "{"))
            case .endArray: #expect(tail.first == UInt8(ascii: "]"))
            case .key, .string: #expect(tail.first == UInt8(ascii: "\""))
            case .number(let text): #expect(tail.starts(with: text.utf8))
            default: break
            }
            let line = input[..<Int(step.place.byteOffset)].count { $0 == 0x0A } + 1
            #expect(step.place.line == line)
        }
    }

    private static let damaged: [String] = [
        sample,
        #"{"a":1,"b":@@ 2,"c":[1,2,{"d":"x\q"}]} {"e": tru}"#,
        #"[{"a":1},{"b":"x"y"},{"c":"\ud800","d":"\u12"},{"e":1}]"#,
        "{\"a\":\"cut\n{\"b\":1}\n{\"c\":\n{\"d\":[1}\n]]",
        #"{"data":[{"a":1]} }{ "x" }{:}[,,1 2 "\"#,
        "[\n  {\"a\": {\"b\": \"c\n  {\"d\": 1}\n]",
    ]

    @Test(arguments: damaged)
    func `the split into blocks changes nothing`(text: String) {
        let input = bytes(text)
        let whole = scan(input)
        for size in [1, 2, 3, 5, 16] {
            let split = scan(input, size: size)
            #expect(split.steps == whole.steps)
            #expect(split.notes == whole.notes)
        }
    }

    @Test(arguments: damaged)
    func `a cut keeps every event before it`(text: String) {
        let input = bytes(text)
        let whole = scan(input).steps
        for count in 0..<input.count {
            var steps = scan(Array(input[..<count])).steps
            if case .abandoned = steps.last?.event { steps.removeLast() }
            // A number at the very end may be the head of a longer one.
            if case .number = steps.last?.event { steps.removeLast() }
            if case .string = steps.last?.event, steps.last != whole[steps.count - 1] {
                steps.removeLast()
            }
            #expect(whole.starts(with: steps))
        }
    }

    @Test(arguments: damaged)
    func `begins and ends are balanced whatever the input`(text: String) {
        for variant in [bytes(text), bytes(text).reversed()] {
            var depth = 0
            for step in scan(variant).steps {
                switch step.event {
                case .beginArray, .beginObject: depth += 1
                case .endArray, .endObject: depth -= 1
                case .abandoned(let left):
                    #expect(left <= depth)
                    depth = left
                default: break
                }
                #expect(depth >= 0)
            }
            #expect(depth == 0)
        }
    }

    @Test func `a hundred thousand brackets stay within the depth limit`() {
        let (steps, notes) = scan(
            bytes("[1,") + [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        )
        #expect(steps.count { $0.event == .beginArray } == Limits().jsonDepth)
        #expect(notes.map(\.kind) == [.limit, .truncated])
        let closed = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(events("[" + closed + ",7]").suffix(2) == [.number("7"), .endArray])
    }

    @Test func `a string of two megabytes is cut with a note`() {
        var limits = Limits()
        limits.cellBytes = 5
        #expect(scan(bytes("[\"1234é\"]"), limits: limits).steps[1].event == .string("1234"))
        let input = bytes("[\"") + [UInt8](repeating: 0x61, count: 2 << 20) + bytes("\",2]")
        let (steps, notes) = scan(input)
        #expect(steps.map(\.event).suffix(2) == [.number("2"), .endArray])
        #expect(notes.map(\.limit) == ["cellBytes"])
        #expect(notes.map(\.byteOffset) == [1])
        guard case .string(let text) = steps[1].event else {
            Issue.record("no string")
            return
        }
        #expect(text.utf8.count == Limits().cellBytes)
    }

    @Test func `bytes that are no text are repaired or noted`() {
        let bad = scan(bytes("[\"a") + [0xFF, 0x00] + bytes("b\", 1]"))
        #expect(bad.steps[1].event == .string("a\u{FFFD}\0b"))
        #expect(bad.notes.map(\.kind) == [.encoding])
        let zeros = scan([UInt8](repeating: 0, count: 4096) + bytes("{\"a\":1}"))
        #expect(zeros.steps.map(\.event).suffix(2) == [.number("1"), .endObject])
        #expect(zeros.notes.map(\.kind) == [.damaged])
        #expect(scan([]).steps.isEmpty)
    }

    @Test func `surrogates without their other half are replaced`() {
        #expect(
            events(#"["\ud83dx\ude00\ud83d\n\ud83d\ud83d\ude00"]"#)[1]
                == .string("\u{FFFD}x\u{FFFD}\u{FFFD}\n\u{FFFD}\u{1F600}")
        )
    }
}

import CaseModel
import Testing

@testable import Intake

struct JSONElementsTests {
    private func read(
        _ text: String,
        size: Int = .max,
        wrapperKeys: [String] = [],
        nodes: Int = 200_000
    ) -> (elements: [JSONElements.Element], notes: [Note]) {
        var reader = JSONElements(wrapperKeys: wrapperKeys, nodesPerElement: nodes)
        var elements: [JSONElements.Element] = []
        let input = bytes(text)
        for block in blocks(of: input, size: min(size, max(input.count, 1))) {
            elements += reader.read(block)
        }
        elements += reader.finish()
        return (elements, reader.notes)
    }

    @Test func `an array at the top yields its elements`() {
        let (elements, notes) = read("[\n{\"a\":1},\n {\"a\":[{\"b\":2}]},3]")
        #expect(elements.map(\.index) == [1, 2, 3])
        #expect(elements.map(\.line) == [2, 3, 3])
        #expect(elements.map(\.byteOffset) == [2, 12, 28])
        #expect(elements[1].value["a"]?.elements.first?["b"]?.integer == 2)
        #expect(elements[2].value.integer == 3)
        #expect(elements.allSatisfy { $0.isWhole && $0.role == .element })
        #expect(notes.isEmpty)
    }

    @Test func `a wrapper yields the elements of its array and then itself`() {
        let text = """
            {"total": 2, "Data": [{"id": "x"}, {"id": "y"}], "batch_files":
             {"files_in_batch": [{"id": "z"}], "n": 1}, "other": [{"id": "no"}]}
            """
        let keys = ["data", "batchFiles.filesInBatch"]
        let (elements, _) = read(text, wrapperKeys: keys)
        #expect(elements.map(\.role) == [.element, .element, .element, .wrapper])
        #expect(elements.map(\.index) == [1, 2, 3, 0])
        #expect(elements.prefix(3).map { $0.value["id"]?.text } == ["x", "y", "z"])
        let wrapper = elements[3].value
        #expect(wrapper.members.map(\.key) == ["total", "batch_files", "other"])
        #expect(wrapper.descendant("batchFiles", "n")?.integer == 1)
        #expect(read(#"{"data":[]}"#, wrapperKeys: keys).elements.map(\.role) == [.wrapper])
        #expect(read(#"{"data":{"a":1}}"#, wrapperKeys: keys).elements.map(\.role) == [.element])
        #expect(read(#"{"x":{"data":[1]}}"#, wrapperKeys: keys).elements.map(\.role) == [.element])
    }

    @Test func `each value of several yields itself`() {
        let (elements, _) = read("{\"a\":1}\n{\"a\":2,\"a\":3}\r\n{\"data\":[1]}\n")
        #expect(elements.map(\.index) == [1, 2, 3])
        #expect(elements.map(\.line) == [1, 2, 3])
        #expect(elements[1].value.members.map(\.value.integer) == [2, 3])
        #expect(elements[1].value["a"]?.byteOffset == 13)
    }

    private static let damaged = [
        "[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"},{\"a\":3,\"b\":\"z",
        "{\"a\":1}\n{\"a\":2,\"b\":\"cut\n{\"a\":3}\n{\"a\":4,\"b\n{\"a\":5}\n",
        "{\"data\":[{\"a\":1},{\"a\":@,\"b\":2},{\"a\":3}],\"n\":3}",
        "[\n  {\n    \"a\": 1,\n    \"b\": [{\"c\": 1\n  {\n    \"a\": 2\n  }\n]",
        "[{\"a\":1},{\"a\":2,\"b\":x\"y\"\"},{\"a\":3,\"b\":\"z\"},{\"a\":4}]",
    ]

    @Test func `elements before and behind damage are delivered`() {
        let all = Self.damaged.map { read($0, wrapperKeys: ["data"]) }
        let numbers = all.map { $0.elements.map { $0.value["a"]?.integer } }
        #expect(
            numbers == [[1, 2, 3], [1, 2, 3, 4, 5], [1, nil, 3, nil], [1, 2], [1, 2, 3, 4]]
        )
        let whole = all.map { $0.elements.map(\.isWhole) }
        #expect(whole[0] == [true, true, false])
        #expect(whole[1] == [true, false, true, false, true])
        #expect(whole[2] == [true, false, true, true])
        #expect(whole[3] == [false, true])
        #expect(whole[4] == [true, false, true, true])
        #expect(all.allSatisfy { !$0.notes.isEmpty })
        #expect(all[2].elements[1].value["b"]?.integer == 2)
    }

    @Test(arguments: damaged)
    func `the split into blocks changes nothing`(text: String) {
        let whole = read(text, wrapperKeys: ["data"])
        for size in [1, 2, 7] {
            let split = read(text, size: size, wrapperKeys: ["data"])
            #expect(split.elements == whole.elements)
            #expect(split.notes == whole.notes)
        }
    }

    @Test(arguments: damaged)
    func `a cut keeps the elements before it and delivers the last in part`(text: String) {
        let whole = read(text, wrapperKeys: ["data"]).elements
        for count in 0..<text.utf8.count {
            let cut = String(decoding: bytes(text)[..<count], as: UTF8.self)
            let elements = read(cut, wrapperKeys: ["data"]).elements.filter { $0.role == .element }
            #expect(whole.starts(with: elements.dropLast()))
            if let last = elements.last, last != whole[elements.count - 1] {
                #expect(
                    !last.isWhole || last.value.content == whole[elements.count - 1].value.content
                )
            }
        }
    }

    @Test func `an element over the bound is delivered in part`() {
        let (elements, notes) = read(
            "[{\"a\":1,\"b\":[1,2,3,4,5,6,7,8,9],\"c\":3},{\"a\":2}]",
            nodes: 7
        )
        #expect(elements.map(\.isWhole) == [false, true])
        #expect(elements[0].value["a"]?.integer == 1)
        #expect(elements[0].value["b"]?.elements.count == 2)
        #expect(notes.map(\.kind) == [.limit])
    }

    @Test func `values are read as what they say`() {
        let value = read(#"[{"n":"12","d":1.5,"b":"TRUE","big":18446744073709551615,"z":null}]"#)
            .elements[0].value
        #expect(value["n"]?.integer == 12)
        #expect(value["d"]?.double == 1.5)
        #expect(value["d"]?.integer == nil)
        #expect(value["b"]?.bool == true)
        #expect(value["big"]?.text == "18446744073709551615")
        #expect(value["z"]?.text == nil)
        #expect(value.member("missing", "N")?.text == "12")
    }
}

import Testing

@testable import Intake

@Suite struct ShapeScanTests {
    @Test(arguments: [
        ("took 17 ms", "took 0 ms"), ("took 1.5 s", "took 0.0 s"),
        ("id 0123abcd done", "id x done"), ("id deadbeef done", "id deadbeef done"),
        ("file='a.doc', x='1'", "file='…', x='…'"), (#"said "no" twice"#, #"said "…" twice"#),
        ("can't do 3 of 'x'", "can't do 0 of '…'"), ("name='O'Brien', a='b'", "name='…', a='…'"),
        ("first\nsecond", "first"), ("open='never closed", "open='…"), ("", ""),
        ("abc decade 12", "abc decade 0"), ("Größe 5", "Größe 0"),
    ])
    func `what varies is blanked`(_ message: String, _ shape: String) {
        #expect(withText(message) { ShapeScan.text($0) } == shape)
    }

    @Test(arguments: [
        ("file='a.doc', n='1'", "file='it's b.doc', n='22'"), ("took 1 ms", "took 123456 ms"),
        ("id 0123abcd", "id ffff0000aaaa1111"), ("a='b [msgid: 3]', c='d'", "a='b', c='d'"),
        ("id 0123abcd-a1b2-4c3d-9e8f-0123456789ab", "id 9123abcd-11b2-4ccd-eeef-a123456789ab"),
    ])
    func `messages that differ in values have one shape`(_ one: String, _ other: String) {
        #expect(withText(one) { ShapeScan.text($0) } == withText(other) { ShapeScan.text($0) })
        #expect(hash(one) == hash(other))
    }

    @Test(arguments: [
        ("took 1 ms", "took 1 s"), ("a='b'", "c='b'"), ("took 1 ms", "took 1 ms."), ("a", "b"),
    ])
    func `messages that differ in words have two`(_ one: String, _ other: String) {
        #expect(hash(one) != hash(other))
    }

    @Test func `the seed is part of the hash`() {
        let one = withText("words") { ShapeScan.hash($0, seed: 1) }
        #expect(one != withText("words") { ShapeScan.hash($0, seed: 2) })
    }

    private func hash(_ message: String) -> UInt64 {
        withText(message) { ShapeScan.hash($0, seed: 0) }
    }
}

@Suite struct FieldScanTests {
    @Test(arguments: [
        ("Done, a='1', b='2'", ["a=1", "b=2"]),
        ("fileName='O'Brien.doc', b='2'", ["filename=O'Brien.doc", "b=2"]),
        ("fileName='a, b, c.doc', b='2'", ["filename=a, b, c.doc", "b=2"]),
        ("fileName='it' s.doc', b='2'", ["filename=it' s.doc", "b=2"]),
        ("fileName='x', y.doc', b='2'", ["filename=x', y.doc", "b=2"]),
        ("fileName='a [msgid: 1] b', b='2'", ["filename=a [msgid: 1] b", "b=2"]),
        (
            #"body='{"a": "it's", "b": [1, 2]}', b='2'"#,
            [#"body={"a": "it's", "b": [1, 2]}"#, "b=2"]
        ),
        ("Could not load, file: 'a.doc', b='2'", ["file=a.doc", "b=2"]),
        ("a='', b='2'", ["a=", "b=2"]), ("a='1' b='2'", ["a=1", "b=2"]),
        ("a='1'. b='2'", ["a=1", "b=2"]), ("a='never closed", ["a=never closed"]),
        ("a='1' and words", ["a=1"]), ("don't look 'here'", []), ("a='1' [msgid: 7]", ["a=1"]),
        ("a='1'\nb='2'", ["a=1", "b=2"]), ("(a='1')", ["a=1"]), ("", []), ("'", []), ("='", []),
        ("blocked_reason='x', workflow-id='y'", ["blockedreason=x", "workflowid=y"]),
    ])
    func `fields are found by what follows their value`(_ message: String, _ fields: [String]) {
        #expect(texts(message) == fields)
    }

    @Test func `a scan forgets the message before`() {
        var scan = FieldScan()
        withText("a='1', b='2'") { scan.scan($0) }
        withText("c='3'") { scan.scan($0) }
        #expect(scan.fields.count == 1)
    }

    @Test(arguments: [(4_000, "b' 1 "), (5_000, "b")])
    func `the end of a value is not looked for behind the longest path`(
        _ count: Int,
        _ start: String
    ) {
        let far = String(repeating: "x", count: count)
        let value = texts("a='b' 1 \(far)', c='d'").first
        #expect(value == (start == "b" ? "a=b" : "a=\(start)\(far)"))
    }

    @Test func `a message of nothing but quotes is read`() {
        let message = String(repeating: "a='b' 1 ", count: 3_000)
        #expect(texts(message).count == 3_000)
    }

    private func texts(_ message: String) -> [String] {
        withText(message) { text in
            var scan = FieldScan()
            scan.scan(text)
            return scan.texts(in: text).map { "\($0.key)=\($0.value)" }
        }
    }
}

import CaseModel
import Testing

@testable import Intake

struct INIReaderTests {
    private func read(
        _ input: [UInt8],
        size: Int = .max,
        limits: Limits = Limits()
    ) -> (items: [INIReader.Item], unparsed: Int, notes: [Note]) {
        var reader = INIReader(limits: limits)
        var items: [INIReader.Item] = []
        for block in blocks(of: input, size: min(size, max(input.count, 1))) {
            items += reader.read(block)
        }
        items += reader.finish()
        return (items, reader.unparsedLineCount, reader.notes)
    }

    private static let sample = """
        \u{FEFF}global/restport=8008\r
        [global]\r
        ; a comment = none\r
        # another\r
        what is this?\r
        restaddress = "0.0.0.0" \r
        restaddress=
        [ logger ]
        =nameless
        sub/level='de;bug'
        expression=a=b
        """

    @Test func `settings keep their section, value and place`() {
        let (items, unparsed, notes) = read(bytes(Self.sample))
        #expect(items.map(\.section) == ["global", "global", "global", "logger/sub", "logger"])
        #expect(
            items.map(\.key) == ["restport", "restaddress", "restaddress", "level", "expression"]
        )
        #expect(items.map(\.value) == ["8008", "0.0.0.0", "", "de;bug", "a=b"])
        #expect(items.map(\.line) == [1, 6, 7, 10, 11])
        #expect(unparsed == 2)
        #expect(notes.isEmpty)
        for item in items.dropFirst() {
            let tail = Array(bytes(Self.sample)[Int(item.byteOffset)...])
            #expect(tail.starts(with: bytes(item.key)) || tail.starts(with: bytes("sub/level")))
        }
    }

    @Test(arguments: [1, 2, 5, 31])
    func `the split into blocks changes nothing`(size: Int) {
        let whole = read(bytes(Self.sample))
        let split = read(bytes(Self.sample), size: size)
        #expect(split.items == whole.items)
        #expect(split.unparsed == whole.unparsed)
    }

    @Test func `a cut line and hostile bytes are read as far as they go`() {
        var limits = Limits()
        limits.cellBytes = 8
        let input =
            bytes("a=1\n") + [0x00, 0xFF, 0x3D, 0x32, 0x0A] + bytes("b=1234567890\n[un\nc=3")
        let (items, unparsed, notes) = read(input, limits: limits)
        #expect(items.map(\.key) == ["a", "\0\u{FFFD}", "b", "c"])
        #expect(items.map(\.value) == ["1", "2", "123456", "3"])
        #expect(unparsed == 1)
        #expect(notes.map(\.kind) == [.encoding, .limit])
        #expect(notes.map(\.line) == [2, 3])
    }
}

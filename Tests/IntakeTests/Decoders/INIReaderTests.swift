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

    @Test(arguments: [1, 7, 1000])
    func `an export of the registry has a first line, and values on several lines`(size: Int) {
        let text = """
            Windows Registry Editor Version 5.00\r
            \r
            [HKEY_LOCAL_MACHINE\\SOFTWARE\\OPSWAT\\Metascan\\logger]\r
            "folder"=hex(2):25,00,54,00,\\\r
              25,00,00,00\r
            "path"="C:\\\\logs\\\\"\r
            "cut"=hex:01,\\
            """
        let (items, unparsed, _) = read(bytes(text), size: size)
        #expect(unparsed == 0)
        #expect(
            items.map(\.value) == ["hex(2):25,00,54,00,25,00,00,00", "C:\\\\logs\\\\", "hex:01,"]
        )
        #expect(items.map(\.line) == [4, 6, 7])
        #expect(read(bytes("[a]\nb=c\\\nd=e\n"), size: size).items.map(\.value) == ["c\\", "e"])
    }

    @Test(arguments: [
        ("dword:00001f48", "8008"), ("dword:x", "dword:x"),
        ("hex(b):00,10,00,00,00,00,00,00", "4096"),
        ("hex(2):25,00,54,00,25,00,00,00", "%T%"), ("hex(7):61,00,00,00,62,00,00,00,00,00", "a, b"),
        ("hex(7):6", ""), ("hex(2):zz", "hex(2):zz"), ("hex:01,02", "hex:01,02"),
        ("C:\\\\logs\\\\", "C:\\logs\\"), ("say \\\"hi\\\"", "say \"hi\""), ("end\\", "end\\"),
    ])
    func `a value of the registry is read as the text it stands for`(text: String, value: String) {
        #expect(RegistryText.value(text) == value)
    }

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

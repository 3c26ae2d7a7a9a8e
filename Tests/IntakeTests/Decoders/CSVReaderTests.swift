import CaseModel
import Testing

@testable import Intake

struct CSVReaderTests {
    private func read(
        _ input: [UInt8],
        size: Int = .max,
        limits: Limits = Limits()
    ) -> (rows: [CSVReader.Row], notes: [Note]) {
        var reader = CSVReader(limits: limits)
        var rows: [CSVReader.Row] = []
        for block in blocks(of: input, size: min(size, max(input.count, 1))) {
            rows += reader.read(block)
        }
        rows += reader.finish()
        return (rows, reader.notes)
    }

    private static let sample = """
        \u{FEFF}File Name;Result;"Note ""x"";y"\r
        a.docx;Failed to scan;"two\r
        lines"\r
        \r
        ;;\r
        "b;c";"";d"d
        last;row;"
        """

    @Test func `rows keep their cells, numbers, lines and offsets`() {
        let (rows, notes) = read(bytes(Self.sample))
        #expect(
            rows.map(\.cells) == [
                ["File Name", "Result", "Note \"x\";y"],
                ["a.docx", "Failed to scan", "two\r\nlines"],
                ["", "", ""],
                ["b;c", "", "d\"d"],
                ["last", "row", ""],
            ]
        )
        #expect(rows.map(\.number) == [1, 2, 4, 5, 6])
        #expect(rows.map(\.line) == [1, 2, 5, 6, 7])
        #expect(rows.map(\.isWhole) == [true, true, true, true, false])
        #expect(rows.map(\.byteOffset).first == 3)
        for row in rows.dropFirst(2) {
            let tail = Array(bytes(Self.sample)[Int(row.byteOffset)...])
            #expect(tail.starts(with: row.cells[0] == "b;c" ? bytes("\"b;c") : bytes(row.cells[0])))
        }
        #expect(notes.map(\.kind) == [.damaged, .truncated])
    }

    @Test(arguments: [1, 2, 3, 7, 64])
    func `the split into blocks changes nothing`(size: Int) {
        let whole = read(bytes(Self.sample))
        let split = read(bytes(Self.sample), size: size)
        #expect(split.rows == whole.rows)
        #expect(split.notes == whole.notes)
    }

    @Test func `every cut gives the rows before it`() {
        let input = bytes(Self.sample)
        let whole = read(input).rows
        for count in 0..<input.count {
            let rows = read(Array(input[..<count])).rows
            let ended = whole.enumerated().filter { index, _ in
                index + 1 < whole.count && whole[index + 1].byteOffset <= Int64(count)
            }
            #expect(rows.starts(with: ended.dropLast().map(\.element)))
        }
    }

    @Test(arguments: [("a,b;c,d", ","), ("a;b", ";"), ("a\tb\tc,d", "\t"), ("alone", ",")])
    func `the header decides the separator`(header: String, expected: String) {
        var reader = CSVReader()
        _ = reader.read(bytes(header + "\n1,2;3\t4\n"))
        #expect(reader.separator == expected.utf8.first)
    }

    @Test(arguments: [1, 6, 7, .max])
    func `a separator line is no row`(size: Int) {
        let (rows, _) = read(bytes("sep=;\r\na,b;c\r\n1;2\r\n"), size: size)
        #expect(rows.map(\.cells) == [["a,b", "c"], ["1", "2"]])
        #expect(rows.map(\.line) == [2, 3])
        #expect(rows.map(\.byteOffset) == [7, 14])
    }

    @Test func `long cells, many columns and bad bytes leave notes`() {
        var limits = Limits()
        limits.cellBytes = 5
        limits.csvColumns = 2
        let (rows, notes) = read(bytes("a,b\n12345é,x,y,z\n1234é,") + [0xFF, 0x00], limits: limits)
        #expect(rows.map(\.cells) == [["a", "b"], ["12345", "x"], ["1234", "\u{FFFD}\0"]])
        #expect(notes.map(\.limit) == ["cellBytes", "csvColumns", "cellBytes", nil])
        #expect(notes.last?.kind == .encoding)
    }

    @Test func `an open quote over two megabytes is bounded`() {
        let (rows, notes) = read(bytes("a,b\n\"") + [UInt8](repeating: 0x0A, count: 2 << 20))
        #expect(rows.count == 2)
        #expect(rows.last?.cells[0].utf8.count == Limits().cellBytes)
        #expect(notes.map(\.kind) == [.truncated, .limit])
    }

    @Test func `nothing gives no row`() {
        #expect(read([]).rows.isEmpty)
        #expect(read([0xEF, 0xBB, 0xBF]).rows.isEmpty)
        #expect(read(bytes("\n\r\n\n")).rows.isEmpty)
    }
}

import CaseModel
import Testing

@Suite struct LimitsTests {
    @Test func `every limit is a positive number`() {
        let children = Array(Mirror(reflecting: Limits()).children)
        #expect(children.count >= 15)
        for child in children {
            let number = (child.value as? Int).map(Int64.init) ?? child.value as? Int64
            #expect((number ?? 0) > 0, "\(child.label ?? "a limit")")
        }
    }

    @Test func `a record and a cell fit the range of a row batch`() {
        // A batch keeps the length of a text in 24 bits.
        #expect(Limits().recordBytes < 1 << 24)
        #expect(Limits().cellBytes < 1 << 24)
    }

    @Test func `an entry is never allowed more than its package`() {
        #expect(Limits().bytesPerEntry <= Limits().bytesPerPackage)
    }
}

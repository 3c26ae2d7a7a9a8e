import CaseModel
import Testing

@Suite struct ResultCodeTests {
    @Test func `every code is found by its number and its label`() {
        #expect(ResultCode.all.count >= 50)
        for code in ResultCode.all {
            #expect(ResultCode.of(code.code) == code)
            #expect(ResultCode.code(ofLabel: code.label) == code.code)
        }
    }

    @Test func `codes stand once and in order`() {
        let codes = ResultCode.all.map(\.code)
        #expect(codes == Set(codes).sorted())
    }

    @Test(arguments: [
        ("No threats found", 0), ("Infected/Known", 1), ("Failed to scan", 3), ("Whitelisted", 7),
        ("Scan Skipped - Blacklisted", 8), ("No scan results", 10), ("Canceled", 19),
        ("File type mismatch", 17),
    ])
    func `labels of older versions mean the same codes`(_ label: String, _ code: Int) {
        #expect(ResultCode.code(ofLabel: label) == code)
    }

    @Test func `a label is found in any case`() {
        #expect(ResultCode.code(ofLabel: "NO THREAT DETECTED") == 0)
        #expect(ResultCode.code(ofLabel: "no threat detected") == 0)
    }

    @Test(arguments: ["", "Fail", "Something New", "No Threat Detected "])
    func `a label that nobody documented has no code`(_ label: String) {
        #expect(ResultCode.code(ofLabel: label) == nil)
    }

    @Test(arguments: [-1, 4, 5, 6, 25, 999])
    func `a code outside the table is unknown`(_ code: Int) {
        #expect(ResultCode.of(code) == nil)
    }

    @Test func `failures want a reason and verdicts do not`() {
        #expect(ResultCode.of(3)?.wantsReason == true)
        #expect(ResultCode.of(31)?.wantsReason == true)
        #expect(ResultCode.of(55)?.wantsReason == true)
        #expect(ResultCode.of(0)?.wantsReason == false)
        #expect(ResultCode.of(1)?.wantsReason == false)
        #expect(ResultCode.of(255)?.wantsReason == false)
    }

    @Test func `limits and passwords count as policy`() {
        #expect(ResultCode.all.filter(\.byPolicy).allSatisfy { $0.wantsReason })
        #expect(ResultCode.of(9)?.byPolicy == true)
        #expect(ResultCode.of(12)?.byPolicy == true)
        #expect(ResultCode.of(3)?.byPolicy == false)
    }
}

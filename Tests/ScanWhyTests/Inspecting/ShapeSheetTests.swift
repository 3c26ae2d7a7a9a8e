import Archives
import CaseModel
import CaseStore
import TestSupport
import Testing

@testable import ScanWhy

@Suite struct ShapeSheetTests {
    /// Words of a customer, each where a format might let it through.
    private static let values = [
        "jdoe", "hruser", "acmecorp", "fileserv9", "payroll", "quartal", "bakerstreet", "müller",
        "secretkey123", "contosozone", "vpbudget", "kundenliste", "ldapbind",
    ]

    private static let package: SmallPackage = {
        let head = "[INFO] 2026.06.27 20:00:00.000: (core.workflow)"
        var package = SmallPackage(name: "ometascan-5.14.1-1-support-1782621600")
        package.add(
            "log/core.log",
            [
                "\(head) User jdoe signed in from fileserv9.acmecorp.local, user='hruser'",
                "\(head) Opening \\\\fileserv9\\payroll\\quartal.xlsx for müller",
                "\(head) Licence key secretkey123 of bakerstreet [msgid: 77]",
                "[WARNING] 2026.06.27 20:00:01.000: (contosozone plugin) odd component",
                "\(head) New message, newKey='hruser', other_key='vpbudget'",
            ]
        )
        package.add("log/export-kundenliste-jdoe.log", ["\(head) Started"])
        package.add(
            "lists/history.csv",
            [
                "Data ID,File name,Result,vpbudget note,Finished",
                "\(String(repeating: "a", count: 32)),quartal.xlsx,Infected,ldapbind,"
                    + "2026-06-27 20:00:00",
            ]
        )
        return package
    }()

    private static func sheet() throws -> (text: String, sheet: ShapeSheet) {
        try TemporaryDirectory.with { directory in
            let input = Input.folder(path: try package.folder(in: directory))
            let file = try CaseBuilder().build([input], at: directory.path(of: "shapes.db"))
            let sheet = try ShapeSheetReader(try SealedReader(file)).sheet(toolVersion: "1")
            let bytes = Rendering(Rendering.Screen()).bytes(of: sheet)
            return (String(decoding: bytes, as: UTF8.self), sheet)
        }
    }

    @Test func `no value of a customer leaves with the shapes`() throws {
        let text = try Self.sheet().text.lowercased()
        #expect(Self.values.filter { text.contains($0) } == [])
    }

    @Test func `what a product version looks like is in it`() throws {
        let sheet = try Self.sheet().sheet
        #expect(sheet.packages == [ShapeSheet.Package(product: .core, version: "5.14.1-1")])
        let texts = sheet.shapes.map(\.text)
        // Keys are the product's, even those that nobody knows yet.
        #expect(texts.contains { $0.contains("newKey='…', other_key='…'") })
        #expect(sheet.shapes.contains { $0.msgid == 77 && $0.component == "core.workflow" })
        #expect(sheet.files.contains { $0.pattern == "log/core.log" && $0.lines == 5 })
        #expect(sheet.files.allSatisfy { !$0.pattern.contains("1782621600") })
    }
}

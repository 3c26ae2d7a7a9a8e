import TestSupport
import Testing

struct FormatCommandTests {
    @Test func `inspect tells why an entry is not read, and what each format wants`() throws {
        try TemporaryDirectory.with { directory in
            var package = SmallPackage.core(["[INFO] 2026.06.27 20:00:00.000: (core.x) Yes"])
            package.add("notes.txt", ["nothing of the kind"])
            let path = try package.folder(in: directory)
            let run = try ToolRun(["inspect", "--why", "notes.txt", path])
            #expect(run.status == 0)
            #expect(run.output.contains("not read: text that no format here reads"))
            #expect(run.output.contains("0 of the first 1 lines begin as its records"))
            let nobody = try ToolRun(["inspect", "--why", "missing.log", path])
            #expect(nobody.status == 2)
        }
    }

    @Test func `a format nobody knows is refused with the names there are`() throws {
        let run = try ToolRun(["inspect", "--format-of", "*=nonsense", "nowhere"])
        #expect(run.status == 2)
        #expect(run.errors.contains("product log, proxy-log"))
    }
}

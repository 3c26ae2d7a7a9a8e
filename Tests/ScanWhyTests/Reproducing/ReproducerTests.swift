import CaseModel
import Reports
import ScanWhy
import TestSupport
import Testing

/// Scenarios that are run with and without remedies, as the command does it.
@Suite struct ReproducerTests {
    private let refused = """
        scenario: refused
        files: [{path: /projects/plan.pdf}]
        faults: [{fault: core-refuses, name: busy, for: 10m}]
        actions: [{do: upload, at: 1m, files: [/projects/plan.pdf]}]

        """

    private func reproduced(_ yaml: String, fixes: [String] = []) throws -> Reproduction {
        try TemporaryDirectory.with { directory in
            try directory.write("a.yaml", yaml)
            return try Reproducer(path: directory.path(of: "a.yaml")).run(fixes: fixes)
        }
    }

    @Test func `a refused upload ends as a lock, and says which remedies would change that`() throws
    {
        let one = try reproduced(refused)
        #expect(one.files.map(\.path) == ["/projects/plan.pdf"])
        #expect(one.files[0].state.lock == "unknown")
        #expect(one.files[0].state.result == nil)
        #expect(one.files[0].state.cause == "fault/busy")
        #expect(one.remedies.contains("mend-faults") && one.remedies.contains("rescan"))
        #expect(!one.remedies.contains("add-api-key"))
        #expect(one.scenario.contains("core-refuses"))
    }

    @Test func `a remedy shows what changes, file by file`() throws {
        let one = try reproduced(refused, fixes: ["rescan"])
        #expect(one.fixes.map(\.name) == ["rescan"])
        #expect(one.fixes[0].changes == ["RESCAN of /projects/plan.pdf"])
        #expect(one.files[0].fixed?.lock == "served")
        #expect(one.files[0].fixed?.result == "No Threat Detected")
        #expect(ReproductionText().render(one).contains("after"))
    }

    @Test func `an unknown remedy, one that changes nothing, and a wrong scenario are refused`() {
        #expect(throws: UserMessage.self) { try reproduced(refused, fixes: ["pray"]) }
        #expect(throws: UserMessage.self) { try reproduced(refused, fixes: ["enable-metascan"]) }
        let error = #expect(throws: UserMessage.self) {
            try reproduced("scenario: x\nfile: []\n")
        }
        #expect(error?.description.contains("line 2") == true)
    }

    @Test func `the command ends with 1 where it does not end as expected`() throws {
        try TemporaryDirectory.with { directory in
            let wanted = "expected: {files: [{path: /projects/plan.pdf, lock: served}]}\n"
            try directory.write("a.yaml", refused + wanted)
            let run = try ToolRun(["reproduce", directory.path(of: "a.yaml")])
            #expect(run.status == 1)
            #expect(run.output.contains("expected lock served, got unknown"))
            let good = try ToolRun(
                ["reproduce", repositoryRoot + "/samples/scenarios/daily-limit.yaml"]
            )
            #expect(good.status == 0 && good.output.contains("API calls per day limit reached"))
        }
    }

    @Test func `the JSON is of the documented shape`() throws {
        let schema = try JSONSchema(repositoryBytes("docs/reproduction.schema.json"))
        for fixes in [[], ["mend-faults", "rescan"]] {
            let one = try reproduced(refused, fixes: fixes)
            #expect(schema.problems(in: try JSONValue(JSONReport.render(one))) == [])
        }
    }

    @Test func `the packages of a run are written, with the truth beside them`() throws {
        try TemporaryDirectory.with { directory in
            try directory.write("a.yaml", refused)
            let folder = directory.path(of: "out")
            let run = try ToolRun(
                ["reproduce", directory.path(of: "a.yaml"), "--write-packages", folder]
            )
            #expect(run.status == 0)
            #expect(run.errors.contains("scanwhy analyze \(folder)/case/"))
            let truth = try directory.text(of: "out/truth.csv")
            #expect(truth.contains("/projects/plan.pdf") && truth.contains("fault/busy"))
            let reproducer = try Reproducer(path: directory.path(of: "a.yaml"))
            let whole = try reproducer.writePackages(to: directory.path(of: "whole"))
            let other = try reproducer.writePackages(to: directory.path(of: "other"), seed: 7)
            #expect(whole.inputs.count >= 3)
            #expect(
                try directory.text(of: "whole/truth.csv") == directory.text(of: "out/truth.csv")
            )
            #expect(whole.inputs != other.inputs)
        }
    }

    @Test func `packages are written of the run with the remedies`() throws {
        try TemporaryDirectory.with { directory in
            try directory.write("a.yaml", refused)
            let reproducer = try Reproducer(path: directory.path(of: "a.yaml"))
            let fixed = directory.path(of: "fixed")
            _ = try reproducer.writePackages(to: fixed, fixes: ["mend-faults"])
            #expect(try !directory.text(of: "fixed/truth.csv").contains("fault/busy"))
        }
    }

    @Test func `what is no scenario file is refused before it is read`() throws {
        for path in ["/dev/zero", "/", "/nowhere/a.yaml"] {
            #expect(throws: UserMessage.self) { try Reproducer(path: path) }
        }
        try TemporaryDirectory.with { directory in
            let long = String(repeating: "# longer\n", count: 500_000)
            try directory.write("a.yaml", refused + long)
            #expect(throws: UserMessage.self) {
                try Reproducer(path: directory.path(of: "a.yaml"))
            }
        }
    }
}

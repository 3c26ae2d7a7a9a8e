import TestSupport
import Testing

struct TimeZoneCommandTests {
    private static func line(_ date: String) -> String {
        "[INFO] 2026.\(date) 12:00:00.000: (core.x) Yes"
    }

    @Test func `a place gives the logs of summer and of winter their own offsets`() throws {
        try TemporaryDirectory.with { directory in
            var package = SmallPackage.core([Self.line("06.27")])
            package.add("log/core.log.1", [Self.line("01.27")])
            package.add(
                "history.csv",
                [
                    "Data ID,File Name,Result,Start Time",
                    "a1,summer.doc,Failed,2026-06-27 12:00:00",
                    "a2,winter.doc,Failed,2026-01-27 12:00:00",
                ]
            )
            let path = try package.folder(in: directory)
            try directory.write("zones", ZoneBytes.berlin)
            let query = """
                SELECT time_us / 3600000000 % 24 AS hour FROM record
                UNION ALL SELECT started_us / 3600000000 % 24 FROM scan
                UNION ALL SELECT zone FROM clock ORDER BY 1
                """
            let run = try ToolRun(
                ["query", query, path, "--timezone", "zones", "--format", "csv", "--quiet"],
                environment: ["TZDIR": directory.path]
            )
            #expect(run.status == 0, "\(run.errors)")
            let rows = run.output.split(whereSeparator: \.isNewline).map(String.init)
            #expect(rows == ["hour", "10", "10", "11", "11", "zones"])
        }
    }

    @Test(arguments: [
        ("Europe/Nowhere", "is not known here"), ("../../etc/passwd", "is not understood"),
        ("/etc/localtime", "is not understood"), ("broken", "cannot be read"),
    ])
    func `a place that is not there is told, and what to write`(zone: String, words: String) throws
    {
        try TemporaryDirectory.with { directory in
            try directory.write("broken", "TZif, or not")
            let package = try SmallPackage.core([Self.line("06.27")]).folder(in: directory)
            let run = try ToolRun(
                ["inspect", package, "--timezone", zone],
                environment: ["TZDIR": directory.path]
            )
            #expect(run.status == 2)
            #expect(run.errors.contains(words), "\(run.errors)")
        }
    }

    @Test func `a missing zoneinfo is told with what to install`() throws {
        try TemporaryDirectory.with { directory in
            let package = try SmallPackage.core([Self.line("06.27")]).folder(in: directory)
            let run = try ToolRun(
                ["inspect", package, "--timezone", "Europe/Berlin"],
                environment: ["TZDIR": directory.path(of: "missing")]
            )
            #expect(run.status == 2)
            #expect(run.errors.contains("install tzdata, set TZDIR"))
        }
    }
}

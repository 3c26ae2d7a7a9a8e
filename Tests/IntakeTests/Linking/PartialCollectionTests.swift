import Testing

@testable import Intake

/// Packages that hold less than a full one, by what is in them.
@Suite struct PartialCollectionTests {
    private static func log(_ dates: String...) -> [String] {
        dates.map {
            "[CRITICAL] 2026.\($0) 12:00:00.000: (core.service) Error in Service, shutdown.. "
                + "[msgid: 8]"
        }
    }

    private static func access(_ day: Int) -> String {
        "10.0.0.1 - - [\(day)/Jun/2026:12:00:00 +0000] \"GET /readyz HTTP/1.1\" 200 5 \"-\" \"-\""
    }

    private static func why(_ files: [String: [String]]) throws -> String {
        let rows = try OverlappingCase(packages: [files]).rows(
            "SELECT complete || ' ' || why FROM coverage WHERE source = 'core-log'"
        )
        return try #require(rows.first?.first)
    }

    @Test func `the same number of files that begin in the middle may be -max-log`() throws {
        let why = try Self.why([
            "log/core.log.1": Self.log("06.20"), "log/core.log": Self.log("06.22"),
            "log/nginx.log.1": [Self.access(18)], "log/nginx.log": [Self.access(21)],
        ])
        #expect(
            why
                == "1 read whole; inferred: each log is there in 2 files and in the middle of a "
                + "run, so it may have been made with -max-log 2, unless Core itself keeps no more"
        )
    }

    @Test func `logs that begin on one day and in the middle may be -start-date`() throws {
        let why = try Self.why([
            "log/core.log.1": Self.log("06.20"), "log/core.log": Self.log("06.22"),
            "log/nginx.log": [Self.access(20), Self.access(21)],
        ])
        #expect(
            why
                == "1 read whole; inferred: all logs begin on 2026-06-20 and in the middle of a "
                + "run, so it may have been made with -start-date, unless Core itself keeps no more"
        )
    }

    @Test func `a log that begins with the service is whole`() throws {
        let start =
            "[INFO] 2026.06.20 11:00:00.000: (core.service) Service started, version='5.14.1'"
        let why = try Self.why([
            "log/core.log.1": [start] + Self.log("06.20"), "log/core.log": Self.log("06.22"),
            "log/nginx.log.1": [Self.access(20)], "log/nginx.log": [Self.access(21)],
        ])
        #expect(why == "1 read whole")
    }

    @Test func `folders that a full package has and this has not may be left out by design`() throws
    {
        let files = [
            "log/core.log": Self.log("06.20"),
            "config/ometascan.conf": ["[global]", "restport=8008"],
        ]
        #expect(
            try Self.why(files)
                == "1 read whole; inferred: it has neither of the folders database and enginelogs, "
                + "so it may be a Lightweight package of the web console, which also makes "
                + "Advanced ones"
        )
        var full = files
        full["enginelogs/clamav/clamav.log"] = ["[INFO] 2026.06.20 12:00:00.000: (engine) Yes"]
        #expect(try Self.why(full) == "1 read whole")
        #expect(try Self.why(["log/core.log": Self.log("06.20")]) == "1 read whole")
    }
}

import CaseModel
import Testing

@testable import Intake

struct SystemTests {
    private static let english = """

        Host Name:                 CORE01
        OS Name:                   Microsoft Windows Server 2019 Standard
        OS Version:                10.0.17763 N/A Build 17763
        System Boot Time:          6/20/2026, 1:00:00 AM
        Processor(s):              2 Processor(s) Installed.
                                   [01]: Intel64 Family 6 Model 85
        Time Zone:                 (UTC-05:00) Eastern Time (US & Canada)
        Total Physical Memory:     16,384 MB
        Available Physical Memory: 8,000 MB

        """

    private static let german = """

        Hostname:                                      CORE01
        Betriebssystemname:                            Microsoft Windows Server 2019 Standard
        Betriebssystemversion:                         10.0.17763 Nicht zutreffend Build 17763
        Prozessor(en):                                 2 Prozessor(en) installiert.
        Zeitzone:                                      (UTC+01:00) Amsterdam, Berlin, Bern
        Gesamter physischer Speicher:                  16.384 MB
        Verfügbarer physischer Speicher:               8.000 MB

        """

    private static func facts(_ probe: DocumentProbe) throws -> [String] {
        #expect(probe.recognition.format == "system-information")
        return try probe.rows("SELECT key, value FROM fact_row ORDER BY key")
    }

    @Test func `systeminfo is read in English`() throws {
        try DocumentProbe.read(Self.english, path: "a.txt") { probe in
            let facts = try Self.facts(probe)
            #expect(
                facts == [
                    "cpu.count|2", "memory.available_bytes|8388608000",
                    "memory.total_bytes|17179869184", "os.boot_time|6/20/2026, 1:00:00 AM",
                    "os.host|CORE01", "os.name|Microsoft Windows Server 2019 Standard",
                    "os.version|10.0.17763 N/A Build 17763",
                    "os.zone|(UTC-05:00) Eastern Time (US & Canada)",
                    "os.zone_offset_seconds|-18000",
                ]
            )
        }
    }

    @Test func `systeminfo is read in German, in UTF-16 and in the code page of a console`() throws
    {
        let text = Self.german.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let console = text.unicodeScalars.map { $0 == "ü" ? 0x81 : UInt8($0.value & 0xFF) }
        for bytes in [Array(text.utf8), wide, console] {
            try DocumentProbe.read(bytes, path: "systeminfo.txt") { probe in
                let facts = try Self.facts(probe)
                #expect(facts.count == 8)
                #expect(facts.contains("memory.available_bytes|8388608000"))
                #expect(facts.contains("os.zone_offset_seconds|3600"))
                #expect(facts.contains("cpu.count|2"))
            }
        }
    }

    @Test func `memory and disks are read with their units`() throws {
        let text = """
                           total        used        free      shared  buff/cache   available
            Mem:        16303412     4000000     1000000      100000    11303412    11900000
            Swap:              0           0           0

            Filesystem     1K-blocks    Used Available Use% Mounted on
            /dev/sda1       41152736 5000000  36152736  13% /
            /dev/sdb1          1.5T     1.0T      512G  67% /var/lib/with blank

            MemTotal:       16303412 kB
            MemAvailable:   11900000 kB
            """
        try DocumentProbe.read(text, path: "hw.txt") { probe in
            let facts = try Self.facts(probe)
            #expect(
                facts == [
                    "disk./.free_bytes|37020401664", "disk./.size_bytes|42140401664",
                    "disk./var/lib/with blank.free_bytes|549755813888",
                    "disk./var/lib/with blank.size_bytes|1649267441664",
                    "memory.available_bytes|12185600000", "memory.available_bytes|12185600000",
                    "memory.free_bytes|1024000000", "memory.total_bytes|16694693888",
                    "memory.total_bytes|16694693888", "swap.free_bytes|0", "swap.total_bytes|0",
                ]
            )
        }
    }

    @Test(arguments: [
        ("(UTC+01:00) Amsterdam, Berlin", "2026-06-28T00:00:00Z", 7_200),
        ("(UTC+01:00) Amsterdam, Berlin", "2026-03-28T12:00:00Z", 3_600),
        ("(UTC+01:00) Amsterdam, Berlin", "2026-03-29T12:00:00Z", 7_200),
        ("(UTC+01:00) Amsterdam, Berlin", "2026-10-24T12:00:00Z", 7_200),
        ("(UTC+01:00) Amsterdam, Berlin", "2026-10-25T12:00:00Z", 3_600),
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "2026-07-01T00:00:00Z", 3_600),
        ("(UTC-05:00) Eastern Time (US & Canada)", "2026-03-07T12:00:00Z", -18_000),
        ("(UTC-05:00) Eastern Time (US & Canada)", "2026-03-08T12:00:00Z", -14_400),
        ("(UTC-05:00) Eastern Time (US & Canada)", "2026-11-01T12:00:00Z", -18_000),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "2026-07-01T00:00:00Z", 19_800),
        ("(UTC) Coordinated Universal Time", "2026-07-01T00:00:00Z", 0),
        ("Europe/Berlin (CEST, +0200)", "2026-01-01T00:00:00Z", 7_200),
    ])
    func `a zone's offset is that of the day`(_ name: String, _ day: String, _ seconds: Int) throws
    {
        let zone = try #require(SystemZone(name))
        let time = try #require(TimeText(day))
        #expect(zone.seconds(at: time.us) == seconds)
    }

    @Test(arguments: ["Europe/Berlin", "(UTC+99:00) X", "CEST", "", "(", ")", "(UTC"])
    func `a zone without an offset is none`(_ name: String) {
        let zone = SystemZone(name)
        #expect(zone == nil || zone?.seconds == 0)
    }

    @Test func `the machine's zone turns local times where no log tells one`() throws {
        let log = "[ERROR] 2026.06.27 20:00:05.000: (core.x) broken\n"
        try PackageProbe.read([
            ("log/core.log", Array(log.utf8)), ("systeminfo.txt", Array(Self.german.utf8)),
        ]) { probe in
            let times = try probe.rows("SELECT time_us FROM record")
            #expect(times == ["1782583205000000"])
            let clock = try probe.rows("SELECT zone, how FROM clock_row")
            #expect(clock == ["+02:00|system information"])
            let place = try probe.rows(
                """
                SELECT entry.path, locator.text LIKE '%UTC+01:00%' FROM clock
                JOIN locator ON 'locator/' || locator.id = clock.evidence
                JOIN entry ON entry.id = locator.entry_id
                """
            )
            #expect(place == ["systeminfo.txt|1"])
        }
    }

    @Test func `settings that name a machine are no description of it`() throws {
        let text = "[global]\nhostname=core01\nrestport=8008\n"
        try DocumentProbe.read(text, path: "ometascan.conf") { probe in
            #expect(probe.recognition.format == "ini")
        }
    }

    @Test func `amounts that are none are left out`() throws {
        let text =
            "Mem:\nMemTotal: x kB\nMemFree: 99999999999999999999 GB\nOperating System: L\n"
            + "total used free\nMem: a b\nFilesystem Size Mounted\n% % % % % %\n/ 1 2 3% \n"
        try DocumentProbe.read(text, path: "os.info") { probe in
            let facts = try probe.rows("SELECT key FROM fact_row ORDER BY id")
            #expect(facts == ["memory.free_bytes", "os.name"])
        }
    }
}

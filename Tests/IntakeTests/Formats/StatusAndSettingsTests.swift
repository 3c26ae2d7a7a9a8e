import CaseModel
import Testing

@testable import Intake

struct StatusAndSettingsTests {
    @Test func `a health check gives facts and the licence's state`() throws {
        let text = """
            {"database":{"status":true},"license":{"status":"expired"},"scan_queue":
            {"max_number_in_queue":500,"number_in_queue":499,"threshold":90,"status":false},
            "engines":[{"engine_id":"clamav_1_linux","required":true,"status":false}]}
            """
        try DocumentProbe.read(text, path: "readyz.json") { probe throws in
            #expect(probe.recognition.source == .coreStatus)
            #expect(
                try probe.rows(
                    "SELECT key, value, number FROM fact WHERE key LIKE '%queue%' ORDER BY id"
                )
                .contains("readyz.scan_queue.number_in_queue|499|499.0")
            )
            #expect(
                try probe.rows(
                    "SELECT value FROM fact WHERE key = 'readyz.engines.clamav_1_linux.status'"
                )
                    == ["false"]
            )
            #expect(try probe.rows("SELECT status FROM license") == ["expired"])
        }
    }

    @Test func `the product shows in the keys, then in the package`() throws {
        let both = "{\"database\":{\"status\":true},\"license\":{\"status\":\"ok\"}}"
        let icap = "{\"license\":{\"status\":\"ok\"},\"server_profiles\":{\"status\":true}}"
        try DocumentProbe.read(icap, path: "r.json", product: .core) { probe throws in
            #expect(probe.recognition.source == .icapStatus)
        }
        try DocumentProbe.read(both, path: "r.json", product: .icap) { probe throws in
            #expect(probe.recognition.source == .icapStatus)
        }
        try DocumentProbe.read(both, path: "r.json") { probe throws in
            #expect(probe.recognition.source == .coreStatus)
        }
    }

    @Test func `engines have their state, version and age`() throws {
        let text = """
            [{"eng_id":"clamav_1_linux","eng_name":"ClamAV","eng_ver":"1.3","state":"production",
            "active":true,"def_time":"2026-06-26T11:00:00.000Z","engine_type":"av"},
            {"eng_id":"k7_1_linux","eng_name":"K7","state":"permanently failed","engine_type":"av"}]
            """
        try DocumentProbe.read(text, path: "engines.json") { probe throws in
            #expect(
                try probe.rows("SELECT engine, version, state FROM engine ORDER BY id") == [
                    "ClamAV|1.3|production", "K7|-|permanently failed",
                ]
            )
            #expect(
                try probe.rows(
                    "SELECT value FROM fact WHERE key = 'stat.engines.clamav_1_linux.def_time'"
                )
                    == ["2026-06-26T11:00:00.000Z"]
            )
            #expect(probe.tally?.firstUS == nil)
        }
    }

    @Test(
        arguments: [
            (
                "{\"statuses\":[{\"id\":\"n1\",\"scan_queue\":500,\"free_disk_space\":1}]}",
                "stat.nodes.statuses.1.scan_queue", "500"
            ),
            (
                "{\"total_requests\":9,\"failed_results\":2,\"queue_time\":{\"avg\":1.5}}",
                "stat.activeperformance.queue_time.avg", "1.5"
            ),
            ("{\"product_id\":\"MSCL\",\"version\":\"5.6.1\"}", "version.version", "5.6.1"),
            (
                "{\"product_id\":\"MSCL\",\"days_left\":-3,\"expiration\":\"06/01/2026\","
                    + "\"licensed_engines\":[\"ClamAV\",{\"name\":\"Threat Intelligence\"}]}",
                "admin.license.days_left", "-3"
            ),
        ])
    func `other status bodies give facts`(_ text: String, _ key: String, _ value: String) throws {
        try DocumentProbe.read(text, path: "body.json") { probe throws in
            #expect(probe.recognition.format == "status-body")
            #expect(try probe.rows("SELECT value FROM fact WHERE key = '\(key)'") == [value])
            if key == "admin.license.days_left" {
                #expect(
                    try probe.rows("SELECT expires, days_left, engines FROM license")
                        == ["06/01/2026|-3|ClamAV\nThreat Intelligence"]
                )
            }
            if key == "version.version" { #expect(probe.identity.version == "5.6.1") }
        }
    }

    @Test(arguments: [
        ("api/admin-config-quarantine.json", "quarantine"), ("ScanHistory.json", "scanhistory"),
        ("answer.json", ""),
    ])
    func `an age for clean-up is a setting of what its file is named after`(
        path: String,
        section: String
    ) throws {
        try DocumentProbe.read("{\"cleanuprange\":24}", path: path) { probe throws in
            #expect(probe.recognition.source == .coreConfig)
            let found = try probe.rows("SELECT section, key, value FROM setting")
            #expect(found == ["\(section)|cleanuprange|24"])
        }
        try DocumentProbe.read("{\"cleanuprange\":\"soon\"}", path: path) { probe throws in
            #expect(probe.recognition.format == nil)
        }
    }

    @Test func `a cut status body gives what was whole`() throws {
        let text = "{\"statuses\":[{\"scan_queue\":500,\"free_disk_space\":10},{\"scan_que"
        try DocumentProbe.read(text, path: "nodes.json") { probe throws in
            #expect(
                try probe.rows(
                    "SELECT count(*) FROM fact WHERE key = 'stat.nodes.statuses.1.scan_queue'"
                )
                    == ["1"]
            )
            #expect(try probe.notes().contains("truncated"))
        }
    }

    private static let core = """
        # comment
        [global]
        restaddress=*
        restport=8008
        dbmode=1

        [dbserver]
        password=hunter2hunter2
        private_password=hunter2hunter2
        [user]
        apikey=1111fake2222fake3333fake4444fake5555
        [config]
        uri=http://core:8008/?apikey=0000fake1111fake2222fake3333fake4444

        """

    @Test func `a configuration gives settings, with secrets as comparable tokens`() throws {
        try DocumentProbe.read(Self.core, path: "config/ometascan.conf") { probe throws in
            #expect(probe.recognition.source == .coreConfig)
            #expect(probe.recognition.role == .settings)
            #expect(
                try probe.rows("SELECT section, key, value FROM setting ORDER BY id") == [
                    "global|restaddress|*", "global|restport|8008", "global|dbmode|1",
                    "dbserver|password|secret#1", "dbserver|private_password|secret#1",
                    "user|apikey|secret#2", "config|uri|http://core:8008/?apikey=secret#3",
                ]
            )
            #expect(
                try probe.rows("SELECT line, byte_offset, key, text FROM locator LIMIT 1")
                    == ["3|19|global.restaddress|restaddress=*"]
            )
            #expect(try probe.lacks("hunter2"))
            #expect(try probe.lacks("fake"))
        }
    }

    @Test func `ICAP's configuration is known by its keys or its name`() throws {
        let text = "[global]\r\nicapport=1344\r\n[internal]\r\npolling_sleep=20\r\n"
        try DocumentProbe.read(text, path: "config/settings.conf") { probe throws in
            #expect(probe.recognition.source == .icapConfig)
        }
        try DocumentProbe.read("restport=8048\nloglevel=info\n", path: "mdicapsrv.conf") {
            probe throws in
            #expect(probe.recognition.source == .icapConfig)
        }
    }

    @Test func `settings of another program vouch for no product`() throws {
        try DocumentProbe.read("[Unit]\nDescription=x\n", path: "a.service") { probe throws in
            #expect(probe.recognition.format == "ini")
            #expect(probe.recognition.source == nil)
        }
    }

    @Test func `text with colons and an occasional equals sign is no configuration`() throws {
        let texts = [
            "Hostname: core01\nLocale: LANG=en_US.UTF-8\nKernel: Linux\n",
            "a=1\nthis is prose\nand more prose\nx\n",
            "[2026-06-28] one\n[2026-06-29] two\nthree\n",
        ]
        for text in texts {
            try DocumentProbe.read(text, path: "notes.txt") { probe throws in
                #expect(probe.recognition.format == nil, "\(text)")
            }
        }
    }

    @Test func `bytes that are no text are noted in settings`() throws {
        let bytes = Array("[global]\nrestport=80\nname=".utf8) + [0xFF, 0xFE, 0x0A]
        try DocumentProbe.read(bytes, path: "ometascan.conf") { probe throws in
            #expect(try probe.rows("SELECT count(*) FROM setting") == ["2"])
            #expect(try probe.notes() == ["encoding"])
        }
    }

    @Test func `a registry export in UTF-16 gives the same settings`() throws {
        let text = """
            Windows Registry Editor Version 5.00\r
            \r
            [HKEY_LOCAL_MACHINE\\SOFTWARE\\OPSWAT\\Metascan\\global]\r
            "restport"=dword:00001f48\r
            "instance_name"="wäre 😀"\r
            "apikey"="1111fake2222fake3333fake4444fake5555"\r

            """
        let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let bytes: [UInt8] = [0xFF, 0xFE] + units
        try DocumentProbe.read(bytes, path: "config/metascan.reg", blockBytes: 7) { probe throws in
            #expect(probe.recognition.source == .coreConfig)
            #expect(
                try probe.rows("SELECT section, key, value FROM setting ORDER BY id") == [
                    "global|restport|8008", "global|instance_name|wäre 😀",
                    "global|apikey|secret#1",
                ]
            )
            #expect(
                try probe.rows("SELECT line, byte_offset FROM locator ORDER BY id")
                    == ["4|-", "5|-", "6|-"]
            )
        }
    }
}

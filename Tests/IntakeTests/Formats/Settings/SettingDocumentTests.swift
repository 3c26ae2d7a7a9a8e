import CaseModel
import Testing

@testable import Intake

struct SettingDocumentTests {
    private static func settings(_ probe: DocumentProbe) throws -> [String] {
        try probe.rows("SELECT section, key, value FROM setting_row ORDER BY id")
    }

    @Test func `a Nutanix policy is settings, wherever it stands`() throws {
        let policy = """
            {"extId":"p1","isFileAccessBlocked":true,"scanTimeoutIntervalSecs":240,
            "excludedFileExtensions":["mp4","iso"],"mountTargetReference":null}
            """
        for text in [policy, "[\(policy)]", "{\"data\":[\(policy)]}", "{\"data\":\(policy)}"] {
            try DocumentProbe.read(text, path: "policy.json") { probe in
                #expect(probe.recognition.source == .nutanixPolicy)
                let settings = try Self.settings(probe)
                #expect(
                    settings
                        == [
                            "nutanix-policy|extId|p1", "nutanix-policy|isFileAccessBlocked|true",
                            "nutanix-policy|scanTimeoutIntervalSecs|240",
                            "nutanix-policy|excludedFileExtensions|mp4, iso",
                        ].map { $0.replacing("nutanix-policy", with: "nutanix-policy.p1") }
                )
            }
        }
    }

    @Test func `an ICAP server's record and its statistics are told apart`() throws {
        let text = """
            [{"address":"10.0.0.1","port":1344,"connectionStatus":"OK"},
            {"extId":"s1","disconnectCount":[{"value":3}],"latencyMs":12}]
            """
        try DocumentProbe.read(text, path: "a.json") { probe in
            let settings = try Self.settings(probe)
            #expect(settings.contains("nutanix-icap-server.10.0.0.1|connectionStatus|OK"))
            let facts = try probe.rows("SELECT key, number FROM fact_row ORDER BY id")
            #expect(
                facts == [
                    "nutanix.statistics.s1.extId|-",
                    "nutanix.statistics.s1.disconnectCount.1.value|3.0",
                    "nutanix.statistics.s1.latencyMs|12.0",
                ]
            )
        }
    }

    @Test func `an export of version 4 has its sections`() throws {
        let text = """
            {"config":{"policy.rule.rule":{"items":[{"active":true,
            "process_info.global_timeout.value":60,"password":"very-secret-1"}]}}}
            """
        try DocumentProbe.read("\u{FEFF}" + text, path: "export.json") { probe in
            #expect(probe.recognition.role == .settings)
            #expect(probe.recognition.source == .coreConfig)
            let settings = try Self.settings(probe)
            #expect(
                settings == [
                    "policy.rule.rule|items.1.active|true",
                    "policy.rule.rule|items.1.process_info.global_timeout.value|60",
                    "policy.rule.rule|items.1.password|secret#1",
                ]
            )
            let isClean = try probe.lacks("very-secret-1")
            #expect(isClean)
        }
    }

    @Test(arguments: ["settings_export.json", "core/export_settings.json"])
    func `an export of version 5 is known by its name`(_ path: String) throws {
        let text = "{\"workflows\":[{\"name\":\"A\",\"timeout\":5}],\"pickup\":{\"on\":false}}"
        try DocumentProbe.read(text, path: path) { (probe) throws in
            let settings = try Self.settings(probe)
            #expect(
                settings
                    == ["workflows|.1.name|A", "workflows|.1.timeout|5", "pickup|on|false"]
                    .map { $0.replacing("|.1", with: "|1") }
            )
        }
    }

    @Test func `answers for an installation have their section in front`() throws {
        let text = "{\"global/restport\":\"8009\",\"logger/loglevel\":\"info\",\"eula\":true}"
        try DocumentProbe.read(text, path: "ignition.json") { probe in
            let settings = try Self.settings(probe)
            #expect(settings == ["global|restport|8009", "logger|loglevel|info", "|eula|true"])
        }
    }

    @Test(arguments: ["\n", "\r\n"])
    func `a map of Kubernetes gives its pairs and the files in it`(_ end: String) throws {
        let text = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: mdcore
              namespace: x
            data:
              APIKEY: "abcdef0123456789"
              parallelcount: '20'
              ometascan.conf: |
                [global]
                restport=8008
            immutable: false
            ---
            kind: ConfigMap
            data:
              a: b
            metadata:
              name: other
            """.split(separator: "\n").joined(separator: end)
        try DocumentProbe.read(text, path: "configmaps.yaml") { probe in
            #expect(probe.recognition.format == "kubernetes-configmap")
            let settings = try Self.settings(probe)
            #expect(
                settings == [
                    "mdcore|APIKEY|secret#1", "mdcore|parallelcount|20",
                    "mdcore/ometascan.conf.global|restport|8008", "|a|b",
                ]
            )
        }
    }

    @Test func `an environment is settings without its secrets`() throws {
        let text = "# of the pod\nMD_USER=admin\nexport MD_PWD='very-secret-1'\nREST_PORT=8008\n"
        try DocumentProbe.read(text, path: "env.txt") { probe in
            #expect(probe.recognition.format == "environment")
            let settings = try Self.settings(probe)
            #expect(
                settings == [
                    "environment|MD_USER|admin", "environment|MD_PWD|secret#1",
                    "environment|REST_PORT|8008",
                ]
            )
            let isClean = try probe.lacks("very-secret-1")
            #expect(isClean)
        }
    }

    @Test func `cut and damaged settings are read to their end, twice alike`() throws {
        let samples = [
            ("{\"config\":{\"a.b\":{\"items\":[{\"c\":1}]}}}", "a.json"),
            ("{\"isFileAccessBlocked\":true,\"x\":[1,{\"y\":null}]}", "b.json"),
            ("kind: ConfigMap\nmetadata:\n  name: m\ndata:\n  a: |\n    [g]\n    b=1\n", "c.yaml"),
            ("AA=1\nBB=2\nCC=\"3\"\n", "d.env"),
        ]
        var documents: [(bytes: [UInt8], path: String)] = []
        for (text, path) in samples {
            let bytes = Array(text.utf8)
            for cut in 1...bytes.count {
                documents.append((Array(bytes[..<cut]), path))
                var damaged = bytes
                damaged[cut - 1] = UInt8(truncatingIfNeeded: cut &* 37)
                documents.append((damaged, path))
            }
        }
        let first = try DocumentProbe.readAll(documents)
        let second = try DocumentProbe.readAll(documents)
        #expect(first == second)
        #expect(documents.count > 250)
        #expect(first.count { !$0.hasPrefix("-") } > 100)
    }

    @Test(arguments: ["core.env", "config/.env", "env.txt"])
    func `an environment of two lines is read where its name says what it is`(
        path: String
    ) throws {
        let text = "MIGRATE_HISTORY=off\nDB_PWD='hunter2'\n"
        try PackageProbe.read(text, path: path) { (probe) throws in
            #expect(
                try probe.rows("SELECT section, key, value FROM setting ORDER BY key")
                    == ["environment|DB_PWD|secret#1", "environment|MIGRATE_HISTORY|off"]
            )
        }
    }

    @Test(arguments: [("notes.txt", "A_B=1\nC_D=2\n"), ("core.env", "to be filled\nlater on\n")])
    func `two variables alone, or a name alone, are no environment`(
        path: String,
        text: String
    ) throws {
        try PackageProbe.read(text, path: path) { (probe) throws in
            #expect(try probe.rows("SELECT key FROM setting").isEmpty)
            #expect(try probe.rows("SELECT role FROM entry_row") != ["settings"])
        }
    }
}

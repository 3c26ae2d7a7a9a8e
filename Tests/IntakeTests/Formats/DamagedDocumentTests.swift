import Testing

@testable import Intake

/// Cuts and flipped bytes at every few places: whatever comes, reading ends and is repeatable.
struct DamagedDocumentTests {
    private static let samples: [(text: String, path: String)] = [
        (
            """
            {"results":[{"data_id":"a","file_info":{"display_name":"x","upload_timestamp":
            "2026-06-27T20:00:05Z"},"process_info":{"queue_time":3,"processing_time":40,"result":
            "Blocked"},"scan_results":{"scan_all_result_i":3,"scan_details":{"A":{"scan_result_i":3,
            "threat_found":"e","def_time":"2026-06-26T11:00:00Z"}}},"extracted_files":
            {"files_in_archive":[{"data_id":"c","scan_all_result_i":10}]}}]}
            """, "r.json"
        ),
        (
            "Data ID,File Name,Result,Verdict,Time,Duration\r\na,\"b, \"\"c\"\"\",Failed,Blocked,"
                + "2026-06-27 20:00:05,1.5 s\r\nd,e,Infected,Blocked,1782590405,00:00:02\r\n",
            "h.csv"
        ),
        (
            "{\"data\":[{\"path\":\"/a/b\",\"partnerServer\":\"i\",\"scanTime\":1782590405,"
                + "\"isQuarantined\":true}],\"metadata\":{\"totalAvailableResults\":9}}", "n.json"
        ),
        ("File Name,SHA256,Pinned,Threat Intelligence\na,ff,yes,Unavailable\n", "q.csv"),
        (
            "2026-06-27 20:00:05 HTTP/1.1 429 Too Many\nDate: Sat, 27 Jun 2026 20:00:05 GMT\n"
                + "X-RateLimit-Limit: 40\nX-RateLimit-Remaining: 0\n\n{\"error\":{\"code\":429000,"
                + "\"messages\":[\"m\"]}}\n", "c.txt"
        ),
        (
            "{\"statuses\":[{\"id\":\"n\",\"scan_queue\":5,\"engines\":[{\"id\":\"e\","
                + "\"eng_name\":\"E\",\"active\":true}]}]}", "s.json"
        ),
        ("[global]\nrestport=8008\npassword=abcdefgh\n[x]\ny/z=\"1\"\n", "ometascan.conf"),
    ]

    private static var documents: [(bytes: [UInt8], path: String)] {
        var documents: [(bytes: [UInt8], path: String)] = []
        var random: UInt64 = 42
        for sample in samples {
            let bytes = Array(sample.text.utf8)
            documents.append((bytes, sample.path))
            for cut in stride(from: 1, to: bytes.count, by: 5) {
                documents.append((Array(bytes[..<cut]), sample.path))
            }
            for _ in 0..<60 {
                var damaged = bytes
                for _ in 0..<3 {
                    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    damaged[Int(random >> 33) % bytes.count] = UInt8(
                        truncatingIfNeeded: random >> 24
                    )
                }
                documents.append((damaged, sample.path))
            }
        }
        return documents
    }

    @Test func `cut and damaged documents are read to their end, twice alike`() throws {
        let documents = Self.documents
        let first = try DocumentProbe.readAll(documents)
        let second = try DocumentProbe.readAll(documents)
        #expect(first == second)
        #expect(documents.count > 600)
        let read = first.count { !$0.hasPrefix("-") }
        #expect(read > documents.count / 3)
    }

    @Test func `whole documents give their rows`() throws {
        let counts = try DocumentProbe.readAll(
            Self.samples.map { (Array($0.text.utf8), $0.path) }
        )
        #expect(
            counts == [
                "scan-result-json 2", "core-history-csv 2", "nutanix-list-json 1",
                "quarantine-list-csv 2", "cloud-capture 1", "status-body 5", "ini 3",
            ]
        )
    }

    @Test func `a visible character of a million scalars does not swell a locator`() throws {
        let name = "a" + String(repeating: "\u{0301}", count: 100_000)
        let text = "Data ID,File Name,Result\n1,\(name),Failed\n"
        try DocumentProbe.read(text, path: "h.csv", blockBytes: 65_536) { probe in
            let size = try probe.rows("SELECT max(length(CAST(text AS BLOB))) < 1300 FROM locator")
            #expect(size == ["1"])
        }
    }
}

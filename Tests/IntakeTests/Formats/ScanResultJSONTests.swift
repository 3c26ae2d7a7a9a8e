import CaseModel
import Testing

@testable import Intake

struct ScanResultJSONTests {
    private static let id = "8101abae27be4d63859c55d9e0ed0135"

    private static let failed = """
        {"data_id":"\(id)","file_info":{"display_name":"a.pdf","sha256":"\(
            String(repeating: "ab", count: 32))","upload_timestamp":"2026-06-27T20:00:00.000Z"},
        "process_info":{"blocked_reason":"Failed","profile":"File process",
        "progress_percentage":100,
        "queue_time":321,"processing_time":4000,"result":"Blocked","user_agent":"mdicapserver"},
        "scan_results":{"scan_all_result_a":"Failed","scan_all_result_i":3,
        "start_time":"2026-06-27T20:00:05.000Z","total_time":4804,"scan_details":{
        "ClamAV":{"scan_result_i":3,"threat_found":"database locked","scan_time":12,"wait_time":3,
        "def_time":"2026-06-26T11:00:00.000Z"},"K7":{"scan_result_i":0,"threat_found":""}}}}
        """

    private static let scanSQL = """
        SELECT data_id_text, file_name, result_code, result_label, allowed, blocked_reason,
            rule_name, user_agent, started_us, finished_us, queue_ms, processing_ms FROM scan
        """

    @Test func `a result body gives its scan, its engines and their own words`() throws {
        try DocumentProbe.read(Self.failed, path: "result.json") { probe throws in
            #expect(probe.recognition.format == "scan-result-json")
            #expect(probe.recognition.source == .coreHistory)
            #expect(
                try probe.rows(Self.scanSQL) == [
                    "\(Self.id)|a.pdf|3|Failed|0|Failed|File process|mdicapserver|"
                        + "1782590405000000|1782590409000000|321|4000"
                ]
            )
            let engines = try probe.rows(
                "SELECT engine, result_code, message, scan_ms, def_time_us FROM engine_result"
            )
            #expect(
                engines == [
                    "ClamAV|3|database locked|12|1782471600000000", "K7|0|-|-|-",
                ]
            )
            #expect(
                try probe.rows("SELECT key, line FROM locator WHERE key IS NOT NULL") == [
                    "scan_results.scan_details.ClamAV|7", "scan_results.scan_details.K7|8",
                ]
            )
            #expect(try probe.rows("SELECT count(*) FROM unclean_scan") == ["1"])
            #expect(probe.tally?.records == 1)
            #expect(probe.tally?.zoneKnown == true)
            #expect(probe.tally?.firstUS == 1_782_590_400_000_000)
        }
    }

    @Test(
        arguments: [
            "[%,%]", "%\n%\n", "{\"results\":[%,%]}", "{\"data\":[%,%],\"metadata\":{}}",
            "{\"batch_id\":\"b\",\"batch_files\":{\"batch_count\":2,\"files_in_batch\":[%,%]}}",
        ])
    func `lists, batches and lines of results give each scan`(_ form: String) throws {
        let text = form.split(separator: "%", omittingEmptySubsequences: false)
            .joined(separator: Self.failed)
        try DocumentProbe.read(text, path: "results.json") { probe throws in
            #expect(probe.recognition.format == "scan-result-json")
            #expect(try probe.rows("SELECT count(*) FROM scan") == ["2"])
            #expect(
                try probe.rows("SELECT row FROM locator WHERE key IS NULL") == ["1", "2"]
            )
        }
    }

    @Test func `files of a batch and of an archive are scans of their own`() throws {
        let text = """
            {"data_id":"\(Self.id)","scan_results":{"scan_all_result_i":1},"process_info":
            {"user_agent":"webscan","profile":"P","result":"Blocked"},"extracted_files":
            {"files_in_archive":[{"data_id":"c1","display_name":"in.txt","scan_all_result_i":10}]}}
            """
        try DocumentProbe.read(text, path: "x.json") { probe throws in
            let rows = try probe.rows(
                "SELECT file_name, result_code, result_label, lower(hex(parent_data_id)), "
                    + "user_agent "
                    + "FROM scan ORDER BY id"
            )
            #expect(
                rows == [
                    "-|1|Infected||webscan", "in.txt|10|Not Scanned|\(Self.id)|webscan",
                ]
            )
            #expect(
                try probe.rows("SELECT key FROM locator ORDER BY id") == [
                    "-", "extracted_files.files_in_archive.1",
                ]
            )
        }
    }

    @Test func `half an array gives its whole scans and a note`() throws {
        let text = "[" + Self.failed + ",\n" + Self.failed.prefix(400)
        try DocumentProbe.read(text, path: "cut.json") { probe throws in
            #expect(try probe.rows("SELECT count(*) FROM scan WHERE result_code = 3") == ["1"])
            #expect(try probe.notes().contains("truncated"))
        }
    }

    @Test func `an open scan has no end and an unknown code keeps its label`() throws {
        let text = """
            [{"data_id":"a","scan_results":{"scan_all_result_i":255,"total_time":-1,"start_time":
            "2026-06-27T20:00:05Z"},"process_info":{"result":"Processing","progress_percentage":7}},
            {"data_id":"b","scan_results":{"scan_all_result_i":901,"scan_all_result_a":"New Word"}}]
            """
        try DocumentProbe.read(text, path: "x.json") { probe throws in
            #expect(
                try probe.rows(
                    "SELECT result_label, result_class, allowed, finished_us FROM scan ORDER BY id"
                )
                    == ["In Progress|in-progress|-|-", "New Word|unknown|-|-"]
            )
        }
    }

    @Test func `ids that were not found give a note and no scan`() throws {
        try DocumentProbe.read("{\"\(Self.id)\": \"Not Found\"}", path: "x.json") { probe throws in
            #expect(probe.recognition.format == "scan-result-json")
            #expect(try probe.rows("SELECT count(*) FROM scan") == ["0"])
            #expect(try probe.notes() == ["partly-read"])
        }
    }

    @Test func `hostile values do not stop the reading`() throws {
        let text = """
            [{"data_id":{"a":1},"scan_results":[1,2],"process_info":7,"file_info":"x"},
            {"data_id":"","scan_results":{"scan_all_result_i":1e999,"scan_details":{"A":[]},
            "start_time":"9999-99-99","total_time":9223372036854775807}},
            {"data_id":"c","scan_results":{"scan_all_result_i":99999999999999999999},
            "process_info":{"processing_time":9223372036854775807,"queue_time":-5}},
            \(Self.failed)]
            """
        try DocumentProbe.read(text, path: "x.json") { probe throws in
            #expect(try probe.rows("SELECT count(*) FROM scan WHERE result_code = 3") == ["1"])
            #expect(try probe.rows("SELECT max(processing_ms) FROM scan") == ["4000"])
        }
    }

    @Test func `secrets in names and user data become tokens everywhere`() throws {
        let text = """
            {"data_id":"d1","file_info":{"display_name":
            "x?apikey=0123456789abcdef0123456789abcdef"},
            "metadata":{"apikey":"fedcba9876543210fedcba9876543210"},
            "scan_results":{"scan_all_result_i":0}}
            """
        try DocumentProbe.read(text, path: "x.json") { probe throws in
            let all = try probe.allText()
            #expect(!all.contains("0123456789abcdef"))
            #expect(!all.contains("fedcba9876543210"))
            #expect(try probe.rows("SELECT file_name FROM scan") == ["x?apikey=secret#1"])
        }
    }

    @Test func `unpacking, steps and the number of engines are details of a scan`() throws {
        let text = """
            {"data_id":"d1","extraction_info":{"err_category":"Extraction error","err_code":307,
            "err_details":"Password is not defined.","is_encrypted_file":true,"other":"left out"},
            "extracted_files":{"files_extracted_count":0,"files_in_archive":[
            {"data_id":"c1","display_name":"in.txt","scan_all_result_i":10}]},
            "process_info":{"processing_time":9,"processing_time_details":{"av_scan_time":7,
            "cdr_time":2,"nested_time":{"a":1},"note":"x"}},
            "scan_results":{"scan_all_result_i":24,"total_avs":0}}
            """
        try DocumentProbe.read(text, path: "x.json") { probe throws in
            let steps = "process_info.processing_time_details"
            #expect(
                try probe.rows(
                    """
                    SELECT scan_detail.key, value, locator.key FROM scan_detail
                    JOIN locator ON 'locator/' || locator.id = scan_detail.evidence
                    JOIN scan ON scan.id = scan_id WHERE data_id_text = 'd1'
                    """
                ) == [
                    "extraction_info.err_category|Extraction error|extraction_info",
                    "extraction_info.err_code|307|extraction_info",
                    "extraction_info.err_details|Password is not defined.|extraction_info",
                    "extraction_info.is_encrypted_file|true|extraction_info",
                    "extracted_files.files_extracted_count|0|extracted_files.files_extracted_count",
                    "\(steps).av_scan_time|7|\(steps)", "\(steps).cdr_time|2|\(steps)",
                    "scan_results.total_avs|0|scan_results.total_avs",
                ]
            )
            #expect(try probe.rows("SELECT count(*) FROM scan_detail") == ["8"])
        }
    }

    @Test func `the details of a hostile body are few and hold no secret`() throws {
        let steps = (0..<200).map { "\"s\($0)_time\":\($0)" }.joined(separator: ",")
        let text = """
            {"data_id":"d1","extraction_info":{"err_details":
            "x?apikey=0123456789abcdef0123456789abcdef"},
            "process_info":{"processing_time_details":{\(steps)}},
            "scan_results":{"scan_all_result_i":0,"total_avs":""}}
            """
        try DocumentProbe.read(text, path: "x.json") { probe throws in
            #expect(try !probe.allText().contains("0123456789abcdef"))
            #expect(try probe.rows("SELECT count(*) FROM scan_detail") == ["33"])
        }
    }

    @Test func `a body covers the time to the end that was computed`() throws {
        try DocumentProbe.read(Self.failed, path: "result.json") { probe throws in
            #expect(try probe.rows("SELECT finished_us FROM scan") == ["1782590409000000"])
            #expect(probe.tally?.lastUS == 1_782_590_409_000_000)
        }
    }

    @Test func `batches among other bodies give their files`() throws {
        let batch = """
            {"batch_id":"b","batch_files":{"files_in_batch":[
            {"data_id":"x1","display_name":"a","scan_all_result_i":3},
            {"data_id":"x2","display_name":"b","scan_all_result_i":0}]}}
            """
        try DocumentProbe.read("[\(batch),\(Self.failed)]", path: "x.json") { probe throws in
            #expect(try probe.rows("SELECT count(*) FROM scan") == ["3"])
            #expect(
                try probe.rows("SELECT row, key FROM locator WHERE key LIKE 'batch%'")
                    == ["1|batch_files.files_in_batch.1", "1|batch_files.files_in_batch.2"]
            )
        }
    }

    @Test func `times with and without a zone in one document are noted`() throws {
        let text = """
            [{"data_id":"a","scan_results":{"scan_all_result_i":0,
            "start_time":"2026-06-27T20:00:05Z"}},
            {"data_id":"b","scan_results":{"scan_all_result_i":0,
            "start_time":"2026-06-27T20:00:05"}}]
            """
        try DocumentProbe.read(text, path: "x.json") { probe throws in
            #expect(try probe.notes() == ["clock"])
            #expect(probe.tally?.zoneKnown == false)
        }
    }
}

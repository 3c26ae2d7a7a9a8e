import Testing

@testable import QuarantineServer

/// The vendor's SDK against the Cloud's stand-in: what it sends is understood, and what it is
/// answered it can read.
@Suite(.serialized, .enabled(if: VendorSDK.isInstalled, "\(VendorSDK.reason)"))
struct CloudSDKTests {
    @Test func `a file is uploaded, polled until it is done, and found by its hash`() async throws {
        var settings = StandInSettings()
        settings.account.processingUS = 3_000_000
        try await LiveCloud.with(settings, isRealTime: true) { cloud in
            let lines = try await VendorSDK.run(
                """
                files = sdk.FileScanningApi(client("made-up-key"))
                body = sys.argv[2].encode()
                taken = files.analyze_file(file=("a b.com", body))
                print("taken", taken.status, taken.sha256 == hashlib.sha256(body).hexdigest())
                first = files.get_file_analysis(taken.data_id).scan_results
                print("not done", first is None or first.scan_all_result_i == 255)
                done = files.get_file_analysis(taken.data_id, {"timeout": 20, "poll_interval": 0.2})
                results, info = done.scan_results, done.file_info
                print("done", results.scan_all_result_i, results.scan_all_result_a)
                print("engines", results.total_avs, results.total_detected_avs)
                print("file", info.display_name, info.file_size, done.process_info.result)
                hashes = sdk.HashLookupsApi(client("made-up-key"))
                for name in "md5", "sha1", "sha256":
                    found = hashes.lookup_hash(hashlib.new(name, body).hexdigest())
                    print(name, found.data_id == taken.data_id, found.scan_results.total_avs)
                """,
                "\(cloud.url)",
                Wire.eicar
            )
            #expect(
                lines == [
                    "taken inqueue True", "not done True", "done 1 Infected", "engines 21 15",
                    "file a b.com 68 Blocked", "md5 True 21", "sha1 True 21", "sha256 True 21",
                ]
            )
        }
    }

    @Test func `limits are counted down, and at their end it is told so`() async throws {
        var settings = StandInSettings()
        settings.account.dailyLimit = 2
        try await LiveCloud.with(settings, isRealTime: true) { cloud in
            let lines = try await VendorSDK.run(
                """
                files = sdk.FileScanningApi(client("made-up-key"))
                key = sdk.ApikeyApi(client("made-up-key"))
                about = key.get_api_key()
                print("key", about.limit_prevention, about.max_upload_file_size, about.paid_user)
                for number in range(2):
                    files.analyze_file(file=("a.txt", b"%d" % number))
                    used = key.get_api_key_limits().prevention_api
                    left = key.get_api_key_remaining_limits()
                    print("used", used, left.prevention_api, left.throttling_limit < 100)
                said("third", lambda: files.analyze_file(file=("a.txt", b"3")))
                """,
                "\(cloud.url)"
            )
            #expect(lines.prefix(3) == ["key 2 140 0", "used 1 1 True", "used 2 0 True"])
            let third = try #require(lines.last)
            #expect(third.hasPrefix("third ApiException 429 {"))
            #expect(third.contains(#""code":429000"#))
            #expect(third.contains("Limit: 2 / 2"))
        }
    }

    @Test func `errors are those that the SDK knows`() async throws {
        try await LiveCloud.with(isRealTime: true) { cloud in
            let lines = try await VendorSDK.run(
                """
                files = sdk.FileScanningApi(client("made-up-key"))
                others = sdk.FileScanningApi(client("wrong"))
                hashes = sdk.HashLookupsApi(client("made-up-key"))
                said("key", lambda: others.analyze_file(file=("a.txt", b"x")))
                said("account", lambda: sdk.ApikeyApi(client("wrong")).get_api_key())
                said("id", lambda: files.get_file_analysis("unknown"))
                said("hash", lambda: hashes.lookup_hash("0" * 64))
                said("empty", lambda: files.analyze_file(file=("a.txt", b"")))
                """,
                "\(cloud.url)"
            )
            let expected = [
                "key UnauthorizedException 401 401006", "account NotFoundException 404 404008",
                "id NotFoundException 404 404004", "hash NotFoundException 404 404003",
                "empty BadRequestException 400 400145",
            ]
            #expect(lines.count == expected.count)
            for (line, words) in zip(lines, expected) {
                let code = words.suffix(6)
                #expect(line.hasPrefix(words.dropLast(6)), "\(line)")
                #expect(line.contains(#""code":\#(code)"#), "\(line)")
            }
        }
    }

    @Test func `an outage is an error, and is over when it is`() async throws {
        try await LiveCloud.with(isRealTime: true) { cloud in
            var faults = StandInFaults()
            faults.errorCode = 503_001
            cloud.standIn.set(faults)
            let script = """
                said("now", lambda: sdk.ApikeyApi(client("made-up-key")).get_api_key().paid_user)
                """
            let down = try await VendorSDK.run(script, "\(cloud.url)")
            #expect(down.first?.hasPrefix("now ServiceException 503") == true, "\(down)")
            cloud.standIn.set(StandInFaults())
            let up = try await VendorSDK.run(script, "\(cloud.url)")
            #expect(up == ["now 0"])
        }
    }
}

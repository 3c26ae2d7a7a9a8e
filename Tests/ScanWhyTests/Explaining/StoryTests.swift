import CaseModel
import CaseStore
import ScanWhy
import Testing

@Suite struct StoryTests {
    private func story(of item: String, in night: NightCase) throws -> Story {
        let stories = try night.stories(of: item)
        #expect(stories.count == 1)
        return try #require(stories.first)
    }

    @Test func `a failed poll is told from request to lock, with each place`() throws {
        let story = try story(of: "projects/a.docx", in: NightCase())
        #expect(
            story.steps.map(\.what) == [
                "ICAP Server gets the file",
                "ICAP Server submits the file to Core",
                "ICAP Server reports an error",
                "ICAP Server answers: blocked, naming no completed scan (status 200)",
                "Nutanix Files is predicted to lock the file: it was blocked without a verdict",
                "Core finishes the scan: No Threat Detected, allowed",
            ]
        )
        #expect(
            story.steps.map(\.location) == [
                "log/mdicapsrv.log:1", "log/mdicapsrv.log:2", "log/mdicapsrv.log:3",
                "log/mdicapsrv.log:4", "log/mdicapsrv.log:4", "log/core.log:3",
            ]
        )
        #expect(story.steps.first?.timeUS == NightCase.start + 60 * NightCase.second)
        #expect(story.steps.first?.text.contains("clientAddress='10.20.0.34'") == true)
        #expect(story.steps.map(\.product) == [.icap, .icap, .icap, .icap, .nutanix, .core])
        let core = try #require(story.packages.first { $0.product == .core })
        #expect(story.steps.last?.package == core.id)
    }

    @Test func `each kind of name leads to the same file`() throws {
        let night = try NightCase()
        let wanted = "/projects/a.docx"
        let items = [
            "/projects/A.docx", #"\\fs1\projects\a.docx"#, NightCase.id("a"), NightCase.id("1"),
            "41", String(repeating: "A", count: 64),
        ]
        for item in items {
            let story = try story(of: item, in: night)
            #expect(story.label == wanted, "\(item)")
            #expect(story.item == item)
            #expect(story.identity.contains(Story.Identity(name: "request_id", value: "41")))
        }
    }

    @Test func `a name that several files bear tells them all, sorted`() throws {
        let stories = try NightCase().stories(of: "a.docx")
        let labels = ["archive", "projects"].map { "/\($0)/a.docx" }
        #expect(stories.map(\.label) == labels)
        #expect(stories.map { $0.otherMatches.map(\.label) } == [[labels[1]], [labels[0]]])
    }

    @Test func `what nothing in the case fits has no story`() throws {
        let night = try NightCase()
        #expect(try night.stories(of: "nobody.docx").isEmpty)
        #expect(try night.stories(of: "").isEmpty)
        #expect(try night.stories(of: "' OR 1=1 --").isEmpty)
    }

    @Test func `a question for the result that failed is a step of that file alone`() throws {
        let lines = (["a", "b"] as [Character]).map {
            "10.20.0.20 - - [27/Jun/2026:20:01:01 +0000] \"GET /file/\(NightCase.id($0)) HTTP/1.1\""
                + " 500 48 \"-\" \"mdicapserver\" 0.050\n"
        }
        let night = try NightCase(nginx: lines.joined())
        let wanted = "Core answers a question for the result with an error (status 500)"
        let steps = try story(of: "projects/a.docx", in: night).steps.filter { $0.what == wanted }
        #expect(steps.map(\.location) == ["log/nginx.log:1"])
        #expect(steps.first?.timeUS == NightCase.start + 61 * NightCase.second)
        #expect(try !story(of: "c.docx", in: night).steps.map(\.what).contains(wanted))
    }

    @Test func `a refusal is told by both who saw it`() throws {
        let whats = try story(of: "b.docx", in: NightCase()).steps.map(\.what)
        #expect(whats.contains("Core refuses a file of this name: the queue is full"))
        #expect(whats.contains("ICAP Server is refused by Core: the queue is full"))
        #expect(!whats.contains("ICAP Server reports an error"))
    }

    @Test func `an outage within the window is a step, one outside is none`() throws {
        let night = try NightCase()
        let wanted =
            "Core's service was down from 2026-06-27 20:05:07Z to 2026-06-27 20:08:18Z"
        #expect(try story(of: "c.docx", in: night).steps.map(\.what).contains(wanted))
        #expect(try !story(of: "b.docx", in: night).steps.map(\.what).contains(wanted))
    }

    @Test func `a data id without scan, and an answer nobody saw, are gaps`() throws {
        let story = try story(of: "d.docx", in: NightCase())
        let gap = try #require(story.gaps.first)
        #expect(gap.why == "no scan with data id \(NightCase.id("d")) is in Core's log")
        #expect(gap.source == .coreLog)
        #expect(gap.collect?.hasSuffix("`GET /file/\(NightCase.id("d"))`") == true)
        #expect(story.gaps.contains { $0.why.hasPrefix("no answer to the request") })
        #expect(story.gaps.contains { $0.source == .nutanixList })
    }

    @Test func `a source that ends too early, or is missing, is a gap with its time`() throws {
        let short = [
            "[INFO] 2026.06.27 20:00:00.000: (core.network) Queue status, inQueue='1'",
            "[INFO] 2026.06.27 20:10:00.000: (core.network) Queue status, inQueue='1'", "",
        ]
        let story = try story(
            of: "d.docx",
            in: NightCase(core: short.joined(separator: "\n"))
        )
        let gap = try #require(story.gaps.first { $0.why.contains("does not reach") })
        #expect(gap.source == .coreLog)
        #expect(gap.fromUS == NightCase.start + 1_200 * NightCase.second)
        #expect(gap.toUS == NightCase.start + 1_800 * NightCase.second)
    }

    @Test func `a scan that belongs to no file is told too`() throws {
        let night = try NightCase()
        for item in ["LOOSE.zip", NightCase.id("9"), String(repeating: "9", count: 64)] {
            let story = try story(of: item, in: night)
            #expect(story.label == "loose.zip")
            #expect(
                story.steps.map(\.what) == [
                    "Core's service starts anew, and no line says when it stopped",
                    "Core finishes the scan: Infected, blocked",
                ]
            )
            #expect(story.gaps.map(\.why) == ["no rule has been run on this case file yet"])
        }
    }

    @Test func `the same case tells the same story`() throws {
        let (one, two) = (try NightCase(), try NightCase())
        for item in ["a.docx", "b.docx", NightCase.id("d")] {
            #expect(try one.stories(of: item) == two.stories(of: item))
        }
    }
}

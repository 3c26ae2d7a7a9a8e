import CaseModel
import CaseStore
import GRDB
import ScanWhy
import Testing

/// What lists and histories add to a story: their rows are put in by hand.
@Suite struct StoryListTests {
    /// When Nutanix Files locks the file.
    private let lock = NightCase.start + 62 * NightCase.second

    /// Rows of a Nutanix list, a quarantine list and Cloud, for projects/a.docx.
    private func listed() throws -> NightCase {
        let night = try NightCase()
        try night.add(
            """
            INSERT INTO locator_row (id, entry_id, row, key, text)
            SELECT column1, (SELECT min(id) FROM entry_row), column2, column3, column4
            FROM (VALUES (1, 7, NULL, '{"path": "/projects/a.docx"}'),
                (2, NULL, 'items.3', 'quarantined'), (3, 4, NULL, 'refused'),
                (4, 5, NULL, 'ClamAV'))
            """
        )
        try night.add(
            """
            INSERT INTO nutanix_file_row (id, package_id, ext_id, path, path_key, base_name,
                server, scan_time_us, description, quarantined, locator_id)
            VALUES (1, 1, 'ext-1', '/projects/a.docx', 'projects/a.docx', 'a.docx', 'icap01', ?,
                'Unknown', 1, 1)
            """,
            [lock]
        )
        let hash = Identifier(text: String(repeating: "a", count: 64))
        try night.add(
            """
            INSERT INTO quarantine_item_row (id, package_id, sha256, file_name, time_us, state,
                state_us, locator_id) VALUES (1, 1, ?, 'a.docx', ?, 'Unavailable', ?, 2)
            """,
            [hash, lock + NightCase.second, lock + 3 * NightCase.second]
        )
        try night.add(
            """
            INSERT INTO cloud_attempt_row (id, package_id, sha256, started_us, outcome, code,
                message, locator_id) VALUES (1, 1, ?, ?, 'refused', 429000, 'No more calls', 3)
            """,
            [hash, lock + 2 * NightCase.second]
        )
        try link(night)
        return night
    }

    /// Ties the rows to the file, and one engine's word to its scan.
    private func link(_ night: NightCase) throws {
        try night.add(
            """
            INSERT INTO file_link_row (file_id, kind, row_id, how, strength)
            SELECT id, 'nutanix-file', 1, 'path', 2 FROM file_row
            WHERE path_key = 'projects/a.docx'
            UNION ALL SELECT id, 'quarantine-item', 1, 'hash', 2 FROM file_row
            WHERE path_key = 'projects/a.docx'
            """
        )
        try night.add(
            """
            INSERT INTO engine_result_row (scan_id, engine, result_code, message, locator_id)
            SELECT id, 'ClamAV', 0, 'fine', 4 FROM scan_row WHERE file_name = 'a.docx'
            """
        )
    }

    @Test func `lock, quarantine, Cloud and engines are steps with what they say`() throws {
        let story = try #require(try listed().stories(of: "projects/a.docx").first)
        func step(_ what: String) throws -> Story.Step {
            try #require(story.steps.first { $0.what == what }, "\(story.steps.map(\.what))")
        }
        let lock = try step("Nutanix Files locks the file")
        #expect(lock.text.hasSuffix(", server='icap01', description='Unknown'"))
        #expect(lock.location.hasSuffix(".log row 7"))
        #expect(try step("Core puts the file into its quarantine").location.hasSuffix("items.3"))
        let refused = try step("MetaDefender Cloud refuses the file")
        #expect(refused.text == "refused, message='No more calls', code='429000'")
        let state = try step("Core's quarantine shows what Cloud came to")
        #expect(state.text == "state='Unavailable'")
        let engine = try step("An engine says: No Threat Detected")
        #expect(engine.text == "ClamAV, message='fine'")
        #expect(story.steps.last == engine)
        #expect(story.identity.contains(Story.Identity(name: "path", value: "/projects/a.docx")))
        #expect(!story.gaps.contains { $0.source == .nutanixList })
    }

    @Test func `a lock without a request names what may be the file before its rename`() throws {
        let night = try NightCase()
        try night.add(
            """
            INSERT INTO file_row (id, path_key, path, name)
            VALUES (900, 'projects/final.docx', '/projects/Final.docx', 'final.docx')
            """
        )
        try night.add(
            """
            INSERT INTO expected_event_row (id, file_id, kind, row_id, time_us, window_from_us,
                window_to_us) VALUES (900, 900, 'nutanix-lock', 1, ?, ?, ?)
            """,
            [lock, lock, lock]
        )
        try night.add(
            """
            INSERT INTO other_name_row
                (event_id, position, request_id, temporary, same_folder, among)
            SELECT 900, row_number() OVER (ORDER BY id) - 1, id, id = 1, 1, 7
            FROM icap_request_row ORDER BY id LIMIT 2
            """
        )
        let story = try #require(try night.stories(of: "projects/final.docx").first)
        let others = story.steps.filter { $0.what.contains("may be this one") }
        #expect(others.count == 2)
        #expect(others.count { $0.what.contains("a temporary file") } == 1)
        #expect(others.allSatisfy { $0.location.contains("mdicapsrv.log:") })
        let why = try #require(story.gaps.first { $0.why.hasPrefix("no ICAP request leads") }?.why)
        #expect(why.hasSuffix("(2 shown, 5 left out)"))
    }

    @Test func `a request without a path is found by its connection`() throws {
        let night = try NightCase()
        try night.add("DELETE FROM file_link_row WHERE kind = 'icap-request'")
        let story = try #require(try night.stories(of: NightCase.id("2")).first)
        #expect(story.label == "b.docx")
        #expect(
            story.steps.map(\.what).contains("ICAP Server is refused by Core: the queue is full")
        )
    }

    @Test func `more files than anybody reads are listed, not told`() throws {
        let night = try NightCase()
        try night.add(
            """
            WITH number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1200)
            INSERT INTO file_row (path_key, path, name)
            SELECT 'share/' || n || '/thumbs.db', '/share/' || n || '/Thumbs.db', 'Thumbs.db'
            FROM number
            """
        )
        let stories = try night.stories(of: "Thumbs.db")
        #expect(stories.count == StoryReader.mostStories)
        let first = try #require(stories.first)
        #expect(first.otherMatches.count == 999)
        #expect(first.gaps.last?.why.hasPrefix("more than 1000 files fit") == true)
    }
}

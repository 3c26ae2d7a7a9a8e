import Rules
import Testing

@Suite struct MutantTests {
    private func mutants(_ sql: String, extra: String = "") throws -> [Mutant] {
        let files = TestRule.files(
            "failed-to-scan/tested",
            page: TestRule.page(extra: extra),
            detect: sql
        )
        let set = RuleSet(files: files)
        return Mutant.all(of: try #require(set.rules.first, "\(set.problems)"))
    }

    /// What is changed, a line each.
    private func texts(_ sql: String, extra: String = "") throws -> [String] {
        try mutants(sql, extra: extra).map { "\($0.line) \($0.kind.rawValue) \($0.text)" }
    }

    @Test func `each condition is dropped and flipped`() throws {
        let sql = """
            -- A comment with AND in it.
            SELECT a FROM t
            WHERE a = 1
                AND b LIKE 'x AND y%'
                AND c BETWEEN 1 AND 2
                AND EXISTS (
                    SELECT 1 FROM u WHERE u.id = t.id
                )
            GROUP BY a
            HAVING count(*) > 3

            """
        #expect(
            try texts(sql) == [
                "3 dropped WHERE a = 1", "3 flipped WHERE a = 1",
                "4 dropped AND b LIKE 'x AND y%'", "4 flipped AND b LIKE 'x AND y%'",
                "5 dropped AND c BETWEEN 1 AND 2", "5 flipped AND c BETWEEN 1 AND 2",
                "6 dropped AND EXISTS ( SELECT 1 FROM u WHERE u.id = t.id )",
                "6 flipped AND EXISTS ( SELECT 1 FROM u WHERE u.id = t.id )",
                "7 dropped WHERE u.id = t.id", "7 flipped WHERE u.id = t.id",
                "10 dropped HAVING count(*) > 3", "10 flipped HAVING count(*) > 3",
            ]
        )
        let all = try mutants(sql)
        #expect(all[2].detect == sql.replacing("b LIKE 'x AND y%'", with: "1"))
        #expect(
            all[5].detect == sql.replacing("c BETWEEN 1 AND 2", with: "NOT (c BETWEEN 1 AND 2)")
        )
    }

    @Test func `arms of OR, CASE and UNION are emptied`() throws {
        let sql = """
            -- What.
            SELECT CASE WHEN a > 1 THEN 2 WHEN a = 0 THEN 3 END AS x FROM t
            WHERE (a = 1 OR b = 2 OR c = 3)
            UNION ALL
            SELECT 4

            """
        #expect(
            try texts(sql) == [
                "2 emptied an arm of UNION, SELECT CASE WHEN a > 1 THEN 2 WHEN a = 0 THEN 3 END "
                    + "AS x FROM t WHERE (a = 1 OR b = 2 OR c = 3)",
                "2 emptied WHEN a > 1", "2 emptied WHEN a = 0",
                "3 dropped WHERE (a = 1 OR b = 2 OR c = 3)",
                "3 flipped WHERE (a = 1 OR b = 2 OR c = 3)",
                "3 emptied a = 1", "3 emptied b = 2", "3 emptied c = 3",
                "5 emptied an arm of UNION, SELECT 4",
            ]
        )
        let last = try #require(try mutants(sql).last)
        #expect(last.detect.hasSuffix("UNION ALL\nSELECT * FROM (SELECT 4) WHERE 0\n"))
    }

    @Test func `a parameter moves by its step, or else by a tenth`() throws {
        let extra = """
            parameters:
              - {name: near, value: 60, step: 30, reason: because}
              - {name: few, value: 3, reason: because}
              - {name: share, value: 0.5, reason: because}
              - {name: word, value: "x", reason: because}
            """
        let sql = "-- What.\nSELECT :near, :few, :share,\n    :word\n"
        let moved = try mutants(sql, extra: extra).filter { $0.kind == .moved }
        #expect(moved.compactMap(\.parameter?.value) == ["30", "90", "2", "4", "0.45", "0.55"])
        #expect(moved.allSatisfy { $0.line == 2 && $0.detect == sql })
    }

    @Test func `a comment says what no case can notice`() throws {
        let sql = """
            -- What.
            SELECT a FROM t
            WHERE a = 1 -- cover: equivalent, a is always 1
                AND b = 2
                -- cover: equivalent, as the join has it
                AND c = 3
                AND d = 4

            """
        let marked = try mutants(sql).filter { $0.kind == .dropped }.map(\.equivalent)
        #expect(marked == ["a is always 1", nil, "as the join has it", nil])
    }

    @Test func `a step is a number above zero`() {
        for step in ["0", "-5", "much"] {
            let extra = "parameters: [{name: a, value: 1, step: \(step), reason: because}]"
            let files = TestRule.files(
                "failed-to-scan/tested",
                page: TestRule.page(extra: extra),
                detect: "SELECT :a\n"
            )
            let problems = RuleSet(files: files).problems.map(\.text)
            #expect(problems == ["step is no number above zero"], "\(step)")
        }
    }
}

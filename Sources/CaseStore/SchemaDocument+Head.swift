/// The part of docs/schema.md that no SQL can say.
extension SchemaDocument {
    static let head = """
        # The schema of a case file

        *Made from `Sources/CaseStore/Schema/*.sql` by a test. Do not edit it: change the SQL or its
        comments, run `RECORD=1 script/test --filter SchemaDocumentTests`, and read `git diff`.*

        A case file is a SQLite database. `scanwhy analyze PACKAGE… --case night.case` keeps one,
        and anything that speaks SQLite can read it; the views use no function of ours.

        ```
        sqlite3 -readonly night.case "SELECT product, name, version FROM package"
        scanwhy query "SELECT product, name, version FROM package" --case night.case
        ```

        `scanwhy query` takes one `SELECT` and prints `--format table`, `csv` or `json`. The table
        and the JSON show control characters of foreign text as escapes, which `sqlite3` does not;
        in CSV a cell that a spreadsheet would run is defused. The case file holds customer data
        and is readable by its owner only; leave it so.

        **The views are the contract** (version \(CaseFile.viewsVersion), kept in `PRAGMA
        user_version`); the tables behind them, whose names end in `_row`, may change with any
        commit. A case file says what it is by its application id, 0x53635779.

        ## Conventions

        - A name ending in `_us` is a time in microseconds since 1970 UTC. Show one with
          `datetime(time_us / 1000000, 'unixepoch')`. How local times became UTC stands in `clock`.
          Units come last in a name: `_ms`, `_bytes`, `_seconds`.
        - Lines count from 1, byte offsets from 0 in the inflated entry.
        - Ids and hashes are BLOBs, which joins use; beside them stands the text for people, as in
          `sha256` and `sha256_text`. A join on the text finds no index.
        - `evidence` columns hold `record/ID` or `locator/ID` and can be a rule's evidence as they
          stand. `subject` columns hold `kind/ID` of the view `subject`.
        - Row ids are those of this file alone; no report shows one.
        - NULL is *not known*. It is never zero, and never "no".

        ## The law of shapes

        > Search `shape`, then fetch `record`.

        A record's message, with its numbers, hex and quoted text blanked, is its shape. A log of
        ten million lines has a few hundred shapes, so `shape` is quick to search and `record` is
        not: it has no look-up but its id. Find the shapes, follow `by_shape` to the records, and
        fetch those. Where a view has the answer already (`scan`, `icap_request`, `refusal`,
        `service_run`, …), no shape is needed. For rules the law is checked: `scanwhy rules check`
        refuses a query whose plan reads all records or all scans.

        """

    /// In the order of the page.
    package static let examples = [
        Example(
            question: "Which messages at WARNING or above are the most frequent?",
            sql: """
                SELECT count, level, component, msgid, text
                FROM shape
                WHERE level >= 3
                ORDER BY count DESC, text
                LIMIT 20
                """
        ),
        Example(
            question: "The records of some of them, by the law of shapes:",
            sql: """
                SELECT entry.path, record.line,
                    datetime(record.time_us / 1000000, 'unixepoch') AS utc, record.message
                FROM shape
                JOIN by_shape ON by_shape.shape_id = shape.id
                JOIN record ON record.id = by_shape.record_id
                JOIN entry ON entry.id = record.entry_id
                WHERE shape.level >= 4
                    AND shape.text LIKE '%shutdown%'
                ORDER BY record.time_us, record.id
                LIMIT 20
                """
        ),
        Example(
            question: "What did scans that are not clean come to?",
            sql: """
                SELECT scan.result_label, scan.blocked_reason, count(*) AS scans
                FROM unclean_scan
                JOIN scan ON scan.id = unclean_scan.scan_id
                GROUP BY scan.result_label, scan.blocked_reason
                ORDER BY scans DESC, scan.result_label, scan.blocked_reason
                """
        ),
        Example(
            question: "When was a service down, and how many requests arrived meanwhile?",
            sql: """
                SELECT outage.product, outage.how_ended,
                    datetime(outage.from_us / 1000000, 'unixepoch') AS down_utc,
                    datetime(outage.to_us / 1000000, 'unixepoch') AS up_utc,
                    count(icap_request.id) AS requests
                FROM outage
                LEFT JOIN icap_request ON icap_request.time_us >= outage.from_us
                    AND icap_request.time_us < coalesce(outage.to_us, outage.from_us)
                GROUP BY outage.id
                ORDER BY outage.from_us
                """
        ),
        Example(
            question: "Everything that belongs to one file, and how that is known:",
            sql: """
                SELECT file.path, file_link.kind, file_link.row_id, file_link.how,
                    file_link.strength
                FROM file
                JOIN file_link ON file_link.file_id = file.id
                WHERE file.name = 'Angebot-A7-898.pdf'
                ORDER BY file.id, file_link.kind, file_link.row_id
                """
        ),
        Example(
            question: "The findings of an assessed case, each with its first evidence:",
            sql: """
                SELECT finding.rank, finding.confidence, finding.count, finding.title,
                    evidence.package, evidence.entry, evidence.line
                FROM finding
                LEFT JOIN evidence ON evidence.finding_id = finding.id
                    AND evidence.position = 0
                ORDER BY finding.rank
                """
        ),
    ]
}

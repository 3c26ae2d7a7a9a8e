# Compares what a case file holds with what the generator wrote. Bash, to be sourced.

# A sum of the manifest's numbers: manifest_number FILE 'core.bytes + nginx.bytes'.
manifest_number() {
    sqlite3 :memory: "SELECT $(sed -E "s/[a-z_]+\.[a-z_0-9]+/coalesce(m->>'$.&', 0)/g" <<<"$2")
        FROM (SELECT CAST(readfile('$1') AS TEXT) AS m)"
}

# The manifest's lines "name count", without what was never written.
expected_totals() {
    sqlite3 -separator ' ' :memory: "
        WITH m(j) AS (SELECT CAST(readfile('$1') AS TEXT))
        SELECT 'events', j->>'\$.core.events' FROM m
        UNION ALL SELECT 'scans', j->>'\$.core.by_msgid.82' FROM m
        UNION ALL SELECT 'requests', j->>'\$.nginx.lines' FROM m
        UNION ALL SELECT 'level ' || key, value FROM m, json_each(j, '\$.core.by_level')
            WHERE value > 0
        UNION ALL SELECT 'msgid ' || key, value FROM m, json_each(j, '\$.core.by_msgid')
            WHERE value > 0
        ORDER BY 1"
}

# The same lines from the case file's views. A level is shown as its name or as its number.
found_totals() {
    sqlite3 -readonly -separator ' ' "$1" "
        SELECT 'events', count(*) FROM record WHERE level IS NOT NULL
        UNION ALL SELECT 'scans', count(*) FROM scan
        UNION ALL SELECT 'requests', count(*) FROM http_request
        UNION ALL SELECT 'level ' || CASE CAST(level AS TEXT)
                WHEN '0' THEN 'DUMP' WHEN '1' THEN 'DEBUG' WHEN '2' THEN 'INFO'
                WHEN '3' THEN 'WARNING' WHEN '4' THEN 'ERROR' WHEN '5' THEN 'CRITICAL'
                ELSE upper(level) END AS name, sum(count)
            FROM shape WHERE level IS NOT NULL GROUP BY name
        UNION ALL SELECT 'msgid ' || coalesce(msgid, 'None') AS name, sum(count)
            FROM shape WHERE level IS NOT NULL GROUP BY name
        ORDER BY 1"
}

# Prints the differences; true where there are none.
check_totals() {
    expected_totals "$1" >"$scratch/expected"
    if ! found_totals "$2" >"$scratch/found"; then
        say "the case file $(basename "$2") cannot be counted"
        return 1
    fi
    [[ -s $scratch/expected ]] || fail "the manifest $1 holds no totals"
    cmp -s "$scratch/expected" "$scratch/found" && return 0
    say "totals of $(basename "$2"), expected < and found >:"
    diff "$scratch/expected" "$scratch/found" | sed -n '/^[<>]/p' | head -n 40 >&2
    return 1
}

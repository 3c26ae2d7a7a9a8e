-- Files without a first scan that an instance may have had whose package is not in the case.
WITH wanted AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.event_id, symptom.time_us, symptom.window_from_us AS from_us,
        expected_event.kind, expected_event.row_id, expected_event.request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    WHERE symptom.family = 'missing-first-scan'
        AND symptom.time_us IS NOT NULL
),
known AS MATERIALIZED (
    -- What the machines in the case are called: addresses, and names up to their first point.
    SELECT package.product, fact.key = 'network.address' AS is_ip, fact.package_id,
        iif(fact.key = 'network.address', fact.value,
            substr(lower(fact.value), 1, instr(fact.value || '.', '.') - 1)) AS name
    FROM fact
    JOIN package ON package.id = fact.package_id
    WHERE fact.key IN ('os.host', 'network.address')
),
locked AS MATERIALIZED (
    SELECT
        wanted.*, nutanix_file.server, nutanix_file.evidence,
        nutanix_file.server GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' AS by_ip,
        lower(nutanix_file.server) AS whole
    FROM wanted
    JOIN nutanix_file ON nutanix_file.id = wanted.row_id
    WHERE wanted.kind = 'nutanix-lock'
        AND wanted.request_id IS NULL
        AND nutanix_file.server <> ''
),
called AS MATERIALIZED (
    -- What Nutanix calls the ICAP Servers of the case: by a lock whose request one of them has, else
    -- by the name or address of its machine.
    SELECT icap_request.package_id, lower(nutanix_file.server) AS server
    FROM expected_event
    JOIN icap_request ON icap_request.id = expected_event.request_id
    JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
    WHERE expected_event.kind = 'nutanix-lock'
        AND nutanix_file.server <> ''
    UNION
    SELECT known.package_id, named.server
    FROM (SELECT DISTINCT lower(server) AS server FROM nutanix_file WHERE server <> '') AS named
    JOIN known ON known.product = 'icap'
        AND (known.name = named.server
            OR (NOT known.is_ip AND named.server NOT GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*'
                AND known.name = substr(named.server, 1, instr(named.server || '.', '.') - 1)))
),
elsewhere AS (
    -- The lock names an ICAP Server that no package of the case comes from. Where it is not known
    -- what Nutanix calls those in the case, a name may be an alias of one of them.
    SELECT
        locked.*,
        iif((SELECT count(DISTINCT package_id) FROM called) = icap.packages, 'likely', 'possible')
            AS confidence
    FROM locked
    JOIN (SELECT count(*) AS packages FROM package WHERE product = 'icap') AS icap
    WHERE locked.whole NOT IN (SELECT server FROM called)
        AND icap.packages > 0
        AND ((SELECT count(DISTINCT package_id) FROM called) = icap.packages
            -- A machine that is called by address here and by name there may be the same.
            OR (SELECT count(DISTINCT known.package_id) FROM known
                WHERE known.product = 'icap' AND known.is_ip = locked.by_ip) = icap.packages)
),
profile AS MATERIALIZED (
    -- The Cores that ICAP Server may choose from, as far as its settings tell.
    SELECT
        min(setting.evidence) AS evidence,
        -- One value may list several.
        count(DISTINCT setting.value)
            + max((length(setting.value) - length(replace(setting.value, '://', ''))) / 3) - 1
            AS cores
    FROM setting
    JOIN package ON package.id = setting.package_id
    WHERE package.product = 'icap'
        AND lower(setting.section || '.' || setting.key) GLOB '*server*'
        AND lower(setting.key) GLOB '*ur[il]*'
        AND setting.value LIKE 'http%://%'
),
taken AS (
    -- Some Core gave this request an id, and the log of the Core in the case never finished it.
    SELECT wanted.*, icap_request.evidence, icap_request.data_id_text
    FROM wanted
    JOIN icap_request ON icap_request.id = wanted.request_id
    JOIN coverage ON coverage.source = 'core-log'
        AND coverage.from_us <= wanted.from_us
        -- An answer with a verdict waited for the scan; one that gave up did not.
        AND coverage.to_us >= coalesce(icap_request.answered_us, wanted.time_us)
            + iif(icap_request.error IS NULL AND (icap_request.status = 204
                OR icap_request.profile <> '' OR icap_request.blocked_reason <> ''),
                2, :finish_seconds) * 1000000
    WHERE icap_request.data_id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.product = 'core' AND outage.package_id = coverage.package_id
                AND outage.from_us BETWEEN wanted.from_us - 3600000000
                    AND wanted.time_us + :finish_seconds * 1000000
        )
        AND NOT EXISTS (
            SELECT 1 FROM gap
            WHERE gap.source = 'core-log' AND gap.package_id = coverage.package_id
                AND gap.from_us <= wanted.time_us + :finish_seconds * 1000000
                AND gap.to_us >= wanted.from_us
        )
),
unmet AS (
    -- ICAP Server wrote that it could not reach a Core whose address no package here has.
    SELECT wanted.subject, wanted.time_us, icap_request.error_evidence AS evidence, field.value,
        rtrim(substr(field.value, instr(field.value, '://') + 3), '/') AS server
    FROM wanted
    JOIN icap_request ON icap_request.id = wanted.request_id
    JOIN field ON field.record_id = CAST(substr(icap_request.error_evidence, 8) AS INTEGER)
    WHERE lower(field.key) IN ('server', 'url', 'address', 'core')
        AND field.value GLOB 'http*://[0-9]*.[0-9]*.[0-9]*.[0-9]*'
        AND field.value NOT GLOB '*://127.*'
        AND EXISTS (SELECT 1 FROM known WHERE known.product = 'core' AND known.is_ip)
        AND (SELECT count(*) FROM package WHERE package.product = 'core')
            <= (SELECT count(DISTINCT known.package_id) FROM known
                WHERE known.product = 'core' AND known.is_ip)
),
hit AS (
    SELECT unmet.subject, unmet.evidence, unmet.time_us, 'likely' AS confidence,
        'Core' AS product, unmet.server
    FROM unmet
    WHERE NOT EXISTS (
        SELECT 1 FROM known
        WHERE known.product = 'core' AND known.is_ip
            AND known.name = substr(unmet.server, 1, instr(unmet.server || ':', ':') - 1)
    )
    UNION ALL
    SELECT elsewhere.subject, elsewhere.evidence, elsewhere.time_us, elsewhere.confidence,
        'ICAP Server', elsewhere.server
    FROM elsewhere
    UNION ALL
    SELECT taken.subject, taken.evidence, taken.time_us,
        iif(profile.cores > 1, 'likely', 'possible'), 'Core', NULL
    FROM taken
    CROSS JOIN profile
    UNION ALL
    SELECT taken.subject, profile.evidence, taken.time_us, 'likely', 'Core', NULL
    FROM taken
    CROSS JOIN profile
    WHERE profile.cores > 1
)
SELECT
    hit.subject, hit.evidence, 'fits' AS verdict, NULL AS why_code,
    first_value(hit.evidence) OVER (
        PARTITION BY hit.product, hit.server ORDER BY hit.time_us, hit.evidence
    ) AS cause,
    hit.time_us, hit.confidence, hit.product, hit.server,
    nullif(hit.product, 'Core') AS icap
FROM hit
UNION ALL
-- The lock names a server whose package is here.
SELECT DISTINCT
    locked.subject, locked.evidence, 'ruled-out', 'it-is-here', NULL, locked.time_us, NULL, NULL,
    NULL, NULL
FROM locked
JOIN called ON called.server = locked.whole

-- Files without a first scan that an instance may have had whose package is not in the case.
WITH wanted AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.window_from_us AS from_us,
        expected_event.row_id, expected_event.request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    WHERE symptom.family = 'missing-first-scan'
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
    WHERE wanted.request_id IS NULL
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
    SELECT known.package_id, locked.whole
    FROM locked
    JOIN known ON known.name
        = iif(known.is_ip, locked.whole, substr(locked.whole, 1, instr(locked.whole || '.', '.') - 1))
    WHERE known.product = 'icap'
),
elsewhere AS (
    -- The lock names an ICAP Server that no package of the case comes from. Where it is not known
    -- what Nutanix calls those in the case, a name may be an alias of one of them.
    SELECT
        locked.*,
        iif((SELECT count(DISTINCT package_id) FROM called) = icap.packages, 'likely', 'possible')
            AS confidence
    FROM locked
    JOIN (
        SELECT count(*) AS packages FROM package WHERE product = 'icap' HAVING count(*) > 0
    ) AS icap
    WHERE locked.whole NOT IN (SELECT server FROM called)
        AND ((SELECT count(DISTINCT package_id) FROM called) = icap.packages
            -- A machine that is called by address here and by name there may be the same.
            OR (SELECT count(DISTINCT known.package_id) FROM known
                WHERE known.product = 'icap' AND known.is_ip = locked.by_ip) = icap.packages)
),
handed AS MATERIALIZED (
    -- The Core that ICAP Server handed a file to, and whether its address is that of one in the
    -- case; unknown where this machine itself is meant, or a Core's addresses are not known.
    SELECT
        wanted.*, icap_request.data_id, icap_request.core_server AS server,
        coalesce(icap_request.error_evidence, icap_request.evidence) AS evidence,
        -- An answer that allows waited for the scan; one that gave up did not.
        coalesce(icap_request.answered_us, icap_request.time_us) + 1000000 * iif(
            icap_request.error IS NULL AND icap_request.status = 204, 2, :finish_seconds) AS done_us,
        CASE WHEN icap_request.core_server GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*'
            AND icap_request.core_server NOT GLOB '127.*'
            AND (SELECT count(*) FROM package WHERE package.product = 'core')
                = (SELECT count(DISTINCT known.package_id) FROM known
                    WHERE known.product = 'core' AND known.is_ip)
            THEN EXISTS (SELECT 1 FROM known WHERE known.product = 'core' AND known.name
                = substr(icap_request.core_server, 1, instr(icap_request.core_server || ':', ':') - 1))
        END AS is_here
    FROM wanted
    JOIN icap_request ON icap_request.id = wanted.request_id
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
taken AS MATERIALIZED (
    -- Some Core gave this request an id, and no log of a Core in the case ever finished it.
    SELECT handed.*
    FROM handed
    WHERE handed.data_id IS NOT NULL
        AND handed.is_here IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM coverage
            WHERE coverage.source = 'core-log'
                AND NOT (coverage.from_us <= handed.from_us
                    AND coverage.to_us >= handed.done_us)
        )
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.product = 'core'
                AND outage.from_us BETWEEN handed.from_us - 3600000000
                    AND handed.done_us
        )
        AND NOT EXISTS (
            SELECT 1 FROM gap
            WHERE gap.source = 'core-log'
                AND gap.from_us <= handed.done_us
                AND gap.to_us >= handed.from_us
        )
),
hit AS (
    SELECT handed.subject, handed.evidence, handed.time_us, 'likely' AS confidence,
        'Core' AS product, handed.server
    FROM handed
    WHERE NOT handed.is_here
    UNION ALL
    SELECT elsewhere.subject, elsewhere.evidence, elsewhere.time_us, elsewhere.confidence,
        'ICAP Server', elsewhere.server
    FROM elsewhere
    UNION ALL
    SELECT taken.subject, piece.value, taken.time_us, iif(profile.cores > 1, 'likely', 'possible'),
        'Core', NULL
    FROM taken
    JOIN profile
    JOIN json_each(json_array(taken.evidence, iif(profile.cores > 1, profile.evidence, taken.evidence)))
        AS piece
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
-- The lock names a server whose package is here, or a Core that is here gave the id.
SELECT locked.subject, locked.evidence, 'ruled-out', 'it-is-here', NULL, locked.time_us, NULL, NULL,
    NULL, NULL
FROM locked
JOIN called ON called.server = locked.whole
UNION ALL
SELECT handed.subject, handed.evidence, 'ruled-out', 'core-is-here', NULL, handed.time_us, NULL,
    NULL, NULL, NULL
FROM handed
WHERE handed.is_here
    AND handed.data_id IS NOT NULL

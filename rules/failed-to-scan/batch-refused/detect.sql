-- Files whose batch Core refused, and scans that were cancelled with a refused part of their request.
WITH told AS MATERIALIZED (
    SELECT symptom.subject AS subject, scan.id AS scan_id, scan.finished_us AS finished_us,
        sign_scan.evidence AS evidence,
        first_value(sign_scan.evidence) OVER (ORDER BY scan.finished_us, scan.id) AS cause
    FROM sign_scan
    JOIN symptom ON symptom.scan_id = sign_scan.scan_id
        AND symptom.family = 'failed-to-scan'
    JOIN scan ON scan.id = symptom.scan_id
),
-- Parts of one ICAP request share connection and request id.
parted AS MATERIALIZED (
    SELECT symptom.subject AS subject, scan.evidence AS scan_evidence,
        scan.finished_us AS finished_us, refusal.evidence AS evidence, refusal.text AS text,
        -- Turned away for another reason, the whole file may have gone to the next Core.
        iif(refusal.kind = 'batch', 'likely', 'possible') AS confidence
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    JOIN expected_event AS event ON event.id = symptom.event_id
    JOIN icap_request AS request ON request.id = event.request_id
    JOIN refusal ON refusal.connection_id = request.connection_id
        AND refusal.request_id = request.request_id
        AND refusal.time_us BETWEEN symptom.window_from_us AND symptom.window_to_us
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 19
        AND coalesce(refusal.data_id <> scan.data_id, 1)
        -- A Core that is away or full refuses no part: the whole request goes to the next Core.
        AND refusal.kind NOT IN ('unreachable', 'queue-full')
        -- So does one that fails in itself: what it was not given is scanned by another.
        AND NOT EXISTS (
            SELECT 1 FROM record
            WHERE record.id = CAST(substr(refusal.evidence, 8) AS INTEGER)
                AND instr(record.message, 'server=''')
                AND NOT instr(record.message, request.core_server))
        AND scan.id NOT IN (SELECT told.scan_id FROM told)
)
SELECT
    told.subject AS subject, told.evidence AS evidence, 'fits' AS verdict, NULL AS why_code,
    told.cause AS cause, told.finished_us AS time_us, 'certain' AS confidence,
    NULL AS cancelled, NULL AS refusal, 'Core' AS product, NULL AS records, 1 AS victims
FROM told
UNION ALL
SELECT
    parted.subject,
    CASE piece.column1 WHEN 'scan' THEN parted.scan_evidence ELSE parted.evidence END,
    'fits', NULL, parted.evidence, parted.finished_us, parted.confidence, 1, parted.text, 'Core',
    NULL, 1
FROM parted
JOIN (VALUES ('scan'), ('refusal')) AS piece
UNION ALL
-- Refusals that became no scan; ICAP Server's word counts where Core's own is not there.
SELECT
    'package/' || episode.package_id, episode.evidence, 'fits', NULL, episode.cause,
    episode.from_us, 'certain', NULL, NULL,
    CASE package.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END, episode.records, NULL
FROM sign_episode AS episode
JOIN package ON package.id = episode.package_id
WHERE (package.product <> 'icap' OR NOT EXISTS (
        SELECT 1 FROM sign_episode AS other
        JOIN package AS owner ON owner.id = other.package_id
            AND owner.product <> 'icap'
        WHERE other.from_us <= episode.to_us + 5000000
            AND other.to_us >= episode.from_us - 5000000))
    AND NOT EXISTS (
        SELECT 1 FROM (
            SELECT told.finished_us AS at_us FROM told UNION ALL
            SELECT parted.finished_us FROM parted) AS hit
        WHERE hit.at_us BETWEEN episode.from_us - 60000000 AND episode.to_us + 60000000)

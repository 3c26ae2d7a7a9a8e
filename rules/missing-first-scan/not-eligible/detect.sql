-- Files asked about that Nutanix Files does not send for scanning, by its own policy.
WITH asked AS MATERIALIZED (
    SELECT
        symptom.subject, symptom.time_us, symptom.window_from_us, symptom.window_to_us,
        symptom.subject_id AS file_id, expected_event.kind,
        lower(file.name) AS name,
        replace(lower(file.name), rtrim(lower(file.name), replace(lower(file.name), '.', '')), '')
            AS ending
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN file ON file.id = symptom.subject_id
    WHERE symptom.family = 'missing-first-scan'
),
policy AS MATERIALIZED (
    SELECT
        setting.section, lower(replace(setting.key, '_', '')) AS name, setting.key || ' = '
            || setting.value AS setting,
        lower(trim(setting.value)) AS value, setting.evidence,
        -- Of several policies the share's wins, and which one holds for a path is not known here.
        (SELECT count(DISTINCT other.section) FROM setting AS other
            WHERE other.section GLOB 'nutanix-policy*') AS policies
    FROM setting
    WHERE setting.section GLOB 'nutanix-policy*'
),
reason AS (
    SELECT policy.section, 'off' AS why, policy.setting, policy.evidence, policy.policies,
        NULL AS ending
    FROM policy
    WHERE policy.name = 'isantivirusenabled' AND policy.value = 'false'
    UNION ALL
    SELECT policy.section, 'no-trigger', policy.setting, policy.evidence, policy.policies, NULL
    FROM policy
    JOIN policy AS other ON other.section = policy.section
        AND other.name = 'isscanonreadenabled' AND other.value = 'false'
    WHERE policy.name = 'isscanonwriteenabled' AND policy.value = 'false'
    UNION ALL
    SELECT policy.section, 'ending', policy.setting, policy.evidence, policy.policies,
        ltrim(trim(part.value), '.')
    FROM policy
    JOIN json_each('["' || replace(replace(replace(replace(policy.value, '\', ''), '"', ''),
        ';', ','), ',', '","') || '"]') AS part
    WHERE policy.name = 'excludedfileextensions' AND trim(part.value) <> ''
),
hit AS (
    SELECT asked.*, reason.why, reason.setting, reason.evidence, reason.section, reason.policies
    FROM asked
    JOIN reason ON reason.ending IS NULL
        OR (reason.ending = asked.ending AND instr(asked.name, '.') > 0)
)
SELECT
    hit.subject, hit.evidence,
    iif(hit.was_sent, 'ruled-out', 'fits') AS verdict,
    iif(hit.was_sent, 'was-sent', NULL) AS why_code,
    iif(hit.was_sent, NULL, hit.evidence) AS cause,
    hit.time_us,
    iif(hit.policies = 1, 'likely', 'possible') AS confidence,
    hit.setting,
    CASE hit.why
        WHEN 'off' THEN 'its antivirus policy is switched off'
        WHEN 'no-trigger' THEN 'its policy scans neither on write nor on read'
        ELSE 'its policy leaves this type of file out'
    END AS reason,
    iif(hit.policies > 1, hit.policies, NULL) AS policies
FROM (
    SELECT
        hit.*,
        -- A lock or a request is the proof that the file was sent.
        hit.kind <> 'reported' OR EXISTS (
            SELECT 1 FROM file_link
            JOIN icap_request ON icap_request.id = file_link.row_id
            WHERE file_link.file_id = hit.file_id AND file_link.kind = 'icap-request'
                AND (hit.time_us IS NULL
                    OR icap_request.time_us BETWEEN hit.window_from_us AND hit.window_to_us)
        ) AS was_sent
    FROM hit
) AS hit

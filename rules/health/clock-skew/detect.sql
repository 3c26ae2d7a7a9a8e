-- Packages whose clock differs from that of another package, by what both tell of.
WITH skewed AS MATERIALIZED (
    SELECT clock.package_id, clock.against_id, clock.skew_us, clock.anchors
    FROM clock
    WHERE abs(clock.skew_us) >= :seconds * 1000000
),
shown AS (
    -- One thing that both tell of, to be opened in both.
    SELECT skewed.package_id, json_array(scan.evidence,
            coalesce(icap_request.answer_evidence, icap_request.evidence)) AS evidence,
        min(icap_request.id)
    FROM skewed
    JOIN icap_request ON icap_request.package_id IN (skewed.package_id, skewed.against_id)
        -- cover: equivalent, the index of scans by their id, which all in it have, is found by it
        AND icap_request.data_id IS NOT NULL
    JOIN scan ON scan.data_id = icap_request.data_id
        AND scan.package_id IN (skewed.package_id, skewed.against_id)
    GROUP BY skewed.package_id
    UNION ALL
    SELECT skewed.package_id, json_array(nutanix_file.evidence,
            coalesce(icap_request.answer_evidence, icap_request.evidence)),
        min(expected_event.id)
    FROM skewed
    JOIN nutanix_file ON nutanix_file.package_id IN (skewed.package_id, skewed.against_id)
    JOIN expected_event ON expected_event.kind = 'nutanix-lock'
        AND expected_event.row_id = nutanix_file.id
    JOIN icap_request ON icap_request.id = expected_event.request_id
        AND icap_request.package_id IN (skewed.package_id, skewed.against_id)
    GROUP BY skewed.package_id
    UNION ALL
    -- What the machine says of its own clock, and the first line of the package that was set right.
    SELECT fact.package_id, json_array(fact.evidence), NULL
    FROM fact
    WHERE fact.key = 'os.clock_synchronized'
    UNION ALL
    SELECT shape.package_id, json_array('record/' || min(by_shape.record_id)), NULL
    FROM skewed
    JOIN shape ON shape.package_id = skewed.package_id
    JOIN by_shape ON by_shape.shape_id = shape.id
    GROUP BY shape.package_id
)
SELECT
    'package/' || skewed.package_id AS subject,
    piece.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || skewed.package_id AS cause,
    NULL AS time_us,
    -- Less than a minute moves nothing over the edge of a day or an hour.
    iif(abs(skewed.skew_us) < 60000000, 'info', 'warning') AS severity,
    package.name AS package,
    against.name AS against,
    CASE
        WHEN abs(skewed.skew_us) < 120000000 THEN (abs(skewed.skew_us) / 1000000) || ' seconds'
        WHEN abs(skewed.skew_us) < 7200000000 THEN (abs(skewed.skew_us) / 60000000) || ' minutes'
        WHEN abs(skewed.skew_us) >= 259200000000
            THEN printf('%.0f days', abs(skewed.skew_us) / 86400000000.0)
        WHEN abs(skewed.skew_us) % 3600000000 NOT BETWEEN 60000000 AND 3540000000
            THEN printf('%.0f hours', abs(skewed.skew_us) / 3600000000.0)
        ELSE (abs(skewed.skew_us) / 3600000000) || ' hours and '
            || (abs(skewed.skew_us) / 60000000 % 60) || ' minutes'
    END AS difference,
    iif(skewed.skew_us > 0, 'ahead of', 'behind') AS direction,
    skewed.anchors,
    -- Whole quarters of an hour, of a day at most, are rather a zone that nobody named.
    iif(abs(skewed.skew_us) BETWEEN 890000000 AND 93600000000
        AND abs(skewed.skew_us) % 900000000 NOT BETWEEN 10000000 AND 890000000, 1, NULL) AS zone
FROM skewed
JOIN package ON package.id = skewed.package_id
JOIN package AS against ON against.id = skewed.against_id
JOIN shown ON shown.package_id = skewed.package_id
JOIN json_each(shown.evidence) AS piece

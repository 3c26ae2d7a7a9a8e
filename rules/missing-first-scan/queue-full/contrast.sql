-- Of the submissions to Core, how many were turned away while its queue was full, and otherwise.
WITH said AS (
    SELECT refusal.hop, refusal.time_us, refusal.evidence
    FROM refusal
    WHERE refusal.kind = 'queue-full'
        AND refusal.time_us IS NOT NULL
    UNION ALL
    SELECT 'nginx', http_request.time_us, http_request.evidence
    FROM http_request
    JOIN entry ON entry.id = http_request.entry_id
    WHERE http_request.status >= 400
        AND http_request.status = 503
        AND http_request.method = 'POST'
        AND (http_request.path = '/file'
            OR http_request.path LIKE '/file?%'
            OR http_request.path LIKE '/file/sync%')
        AND entry.source = 'core-nginx'
),
begun AS (
    SELECT
        said.*,
        said.time_us - lag(said.time_us, 1, 0) OVER (ORDER BY said.time_us, said.evidence)
            > :episode_minutes * 60000000 AS is_first
    FROM said
),
numbered AS (
    SELECT begun.*, sum(begun.is_first) OVER (ORDER BY begun.time_us, begun.evidence) AS number
    FROM begun
),
hop AS (
    SELECT
        numbered.number,
        count(*) AS refused,
        min(numbered.time_us) AS first_us,
        max(numbered.time_us) AS last_us
    FROM numbered
    GROUP BY numbered.number, numbered.hop
),
worked AS (
    SELECT minute.minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component LIKE 'core.%'
    GROUP BY minute.minute
),
episode AS (
    SELECT
        hop.number,
        max(hop.refused) AS refused,
        (
            SELECT numbered.evidence
            FROM numbered
            WHERE numbered.number = hop.number
            ORDER BY numbered.time_us, numbered.evidence
            LIMIT 1
        ) AS first_evidence,
        (
            SELECT coalesce(sum(worked.scans), 0)
            FROM worked
            WHERE worked.minute BETWEEN min(hop.first_us) / 60000000 AND max(hop.last_us) / 60000000
        ) AS finished
    FROM hop
    GROUP BY hop.number
),
total AS (
    SELECT
        (SELECT sum(episode.refused) FROM episode) AS refused,
        (SELECT coalesce(sum(worked.scans), 0) FROM worked) AS finished
)
SELECT
    episode.first_evidence AS cause,
    episode.refused AS inside_hits,
    episode.refused + episode.finished AS inside_all,
    total.refused - episode.refused AS outside_hits,
    total.refused - episode.refused + total.finished - episode.finished AS outside_all
FROM episode
JOIN total
WHERE total.finished > 0

// swift-format-ignore-file
// Made by script/embed-rules from rules/; run it again instead of editing this.

/// The rules as they were when the program was built.
enum EmbeddedRules {
    static let files: [RuleFile] = [
        RuleFile(path: "cloud/api-key-missing/detect.sql", text: #"""
-- Quarantine items whose state says that the engine for MetaDefender Cloud has no usable API key.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.*
    FROM symptom
    JOIN quarantine_item ON quarantine_item.id = symptom.subject_id
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'quarantine-item'
    UNION ALL
    SELECT symptom.subject, quarantine_item.*
    FROM symptom
    JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id = file_link.row_id
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'file'
),
-- Attempts of an item, by its row or by its hash; apart, so that each finds its index.
own AS MATERIALIZED (
    SELECT item.id AS item_id, item.state_us AS state_us, cloud_attempt.id AS attempt_id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.item_id = item.id
    UNION
    SELECT item.id, item.state_us, cloud_attempt.id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.sha256 = item.sha256
),
-- Codes with which Cloud answers a key that it got and does not take.
rejection AS (
    SELECT DISTINCT own.item_id AS item_id
    FROM own
    JOIN cloud_attempt ON cloud_attempt.id = own.attempt_id
    WHERE cloud_attempt.code IN (401000, 401006, 404008)
),
sent AS (
    SELECT DISTINCT own.item_id AS item_id
    FROM own
    JOIN cloud_attempt ON cloud_attempt.id = own.attempt_id
    WHERE cloud_attempt.outcome IN ('ok', 'uploading')
        AND cloud_attempt.started_us > own.state_us
),
-- The setting METADEFENDER CLOUD API KEY, by its words: its written form is not documented.
api_key AS (
    SELECT setting.id AS id, setting.value AS value, setting.evidence AS evidence,
        row_number() OVER (ORDER BY setting.id) AS place
    FROM setting
    WHERE replace(replace(replace(lower(setting.section || '.' || setting.key),
            ' ', ''), '_', ''), '-', '') LIKE '%cloud%apikey%'
        OR replace(replace(replace(lower(setting.section || '.' || setting.key),
            ' ', ''), '_', ''), '-', '') LIKE '%threatintel%apikey%'
),
judged AS (
    SELECT
        item.*,
        CASE
            WHEN item.id IN (SELECT rejection.item_id FROM rejection) THEN 'key-rejected'
            WHEN item.state <> 'Add the API key for cloud analysis' THEN NULL
            WHEN item.id IN (SELECT sent.item_id FROM sent) THEN 'sent-since'
        END AS why_code
    FROM item
)
SELECT
    judged.subject AS subject,
    CASE piece.column1 WHEN 'item' THEN judged.evidence ELSE api_key.evidence END AS evidence,
    CASE WHEN judged.why_code IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE judged.why_code
        WHEN 'key-rejected' THEN 'key-rejected'
        WHEN 'sent-since' THEN 'sent-since'
    END AS why_code,
    'setting/' || api_key.id AS cause,
    coalesce(judged.state_us, judged.time_us) AS time_us,
    CASE WHEN api_key.value = '' THEN 1 END AS key_is_empty,
    CASE WHEN api_key.value <> '' THEN 1 END AS key_is_set
FROM judged
LEFT JOIN api_key ON api_key.place = 1
JOIN (VALUES ('item'), ('setting')) AS piece
WHERE (judged.why_code IS NOT NULL
        OR judged.state = 'Add the API key for cloud analysis')
    AND (piece.column1 = 'item'
        OR api_key.evidence IS NOT NULL)

"""#),
        RuleFile(path: "cloud/api-key-missing/rule.md", text: #"""
---
title: "{{#key_is_empty}}The API key of MetaDefender Cloud is missing{{/key_is_empty}}{{^key_is_empty}}Core asks for the API key of MetaDefender Cloud{{/key_is_empty}}; of the quarantined files, {{count}} could not be sent"
explains: cloud
severity: error
confidence: certain
inferred: false
status: stable
specificity: 50
needs: [quarantine-list]
applies: {products: [core], since: {core: "4.14"}}
why:
  key-rejected: MetaDefender Cloud got a key for this file and did not take it, so the key is not missing but wrong.
  sent-since: The file was sent to MetaDefender Cloud after this state was seen.
remediation:
  - step: Get the MetaDefender Cloud API key from the OPSWAT portal
    actor: core-admin
    check: GET /apikey/ of api.metadefender.com answers with the key's limits, and limit_prevention is above 0
  - step: Open Inventory, Technologies (Modules in newer versions), the entry Threat Intelligence, then Settings; enter METADEFENDER CLOUD API KEY in the dialog Engine Configuration and choose SAVE SETTINGS
    actor: core-admin
    risk: [uploads-data]
    before: Make sure that files of your quarantine may leave the site, since with AUTOMATICALLY SEND ITEMS TO METADEFENDER CLOUD every new item is uploaded from then on
    check: Send one harmless item by hand; its THREAT INTELLIGENCE field goes to Uploading and then to results
  - step: Send the files of this finding by hand (History, Quarantine in Core 5, Dashboard, Quarantine in Core 4; check-boxes and Check with MetaDefender Cloud, called Send to MetaDefender Cloud in Core 4); the automatic mode is documented for new items only
    actor: core-admin
    risk: [uploads-data]
    before: Leave out files that must not leave the site, and compare their number with the key's remaining Prevention calls (GET /apikey/limits/status)
    check: Each item's THREAT INTELLIGENCE field shows results
sources:
  - {title: "Quarantine: Enabling MetaDefender Cloud integration; Potential problem", where: onlinehelp.opswat.com/corev4/3.6.5._Quarantine.html}
  - {title: "MetaDefender Core Threat Intelligence Engine", where: opswat.com/docs/mdcloud/integrations/metadefender-core-threat-intelligence-engine}
  - {title: "API key limits: 404008, The apikey was not found", where: onlinehelp.opswat.com/mdcloud/1.2_Apikey_limits.html}
---
# Core asks for the API key of MetaDefender Cloud

## Meaning

Of the quarantined files, {{count}} could not be sent to MetaDefender Cloud: their THREAT INTELLIGENCE field reads *Add the
API key for cloud analysis*. By the vendor's
words the Threat Intelligence engine is not configured properly: Core has no key with which to send the
file. {{#key_is_empty}}The configuration in the case shows the key empty, so it is missing.{{/key_is_empty}}{{#key_is_set}}The
configuration in the case shows a key (its value is not kept), so it was entered later, or it is not the one this engine
uses.{{/key_is_set}}{{^key_is_empty}}{{^key_is_set}}The engine's configuration is not in the case, so whether the field is empty was
not seen.{{/key_is_set}}{{/key_is_empty}}

The files stay in quarantine and nothing left the site. They have no opinion of MetaDefender Cloud; Core's own verdict, for
which they were quarantined, stands.

## When this is wrong

A wrong or unknown key is another matter: then Cloud answers 401006 *Invalid API key* or 404008 *The apikey was not found*, and
the key is there. What Core shows for a wrong key is not documented. *Unavailable* means that the technology is not
licensed, not enabled, or that Cloud could not be reached. The state is what the list said when it was taken; an item
that was sent afterwards is ruled out where the case shows it.

"""#),
        RuleFile(path: "cloud/cloud-unreachable/detect.sql", text: #"""
-- Quarantine items that became Unavailable after three sends in a row did not reach MetaDefender Cloud.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.*
    FROM symptom
    JOIN quarantine_item ON quarantine_item.id = symptom.subject_id
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'quarantine-item'
        AND quarantine_item.state = 'Unavailable'
    UNION ALL
    SELECT symptom.subject, quarantine_item.*
    FROM symptom
    JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id = file_link.row_id
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'file'
        AND quarantine_item.state = 'Unavailable'
),
-- Attempts of an item, by its row or by its hash; apart, so that each finds its index.
own AS MATERIALIZED (
    SELECT item.id AS item_id, item.state_us AS state_us, cloud_attempt.id AS attempt_id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.item_id = item.id
    UNION
    SELECT item.id, item.state_us, cloud_attempt.id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.sha256 = item.sha256
),
-- Words of a network that failed, in an error key of a record about quarantine or cloud.
complaint AS (
    SELECT
        record.id AS record_id,
        record.time_us AS time_us,
        field.value AS message,
        (
            SELECT lower(named.value) FROM field AS named
            WHERE named.record_id = field.record_id
                AND lower(named.key) IN ('sha256', 'sha256sum', 'hash')
            ORDER BY named.position LIMIT 1
        ) AS sha256_text
    FROM shape
    JOIN by_shape ON by_shape.shape_id = shape.id
    JOIN record ON record.id = by_shape.record_id
    JOIN field ON field.record_id = record.id
    WHERE shape.level >= 3
        AND (shape.component LIKE '%quarantine%'
            OR shape.component LIKE '%cloud%'
            OR shape.component LIKE '%threatintel%')
        AND lower(field.key) IN ('err', 'error', 'errormessage', 'reason', 'issue')
        AND (field.value LIKE '%host not found%'
            OR field.value LIKE '%host name not found%'
            OR field.value LIKE '%could not resolve%'
            OR field.value LIKE '%name or service not known%'
            OR field.value LIKE '%connection refused%'
            OR field.value LIKE '%timed out%'
            OR field.value LIKE '%unreachable%'
            OR field.value LIKE '%no route to host%'
            OR field.value LIKE '%proxy%'
            OR field.value LIKE '%TLS%'
            OR field.value LIKE '%SSL%'
            OR field.value LIKE '%service unavailable%'
            OR field.value LIKE '%server is not accessible%')
),
-- Every attempt that may be one of the item, with how surely it is.
attempt AS MATERIALIZED (
    SELECT
        item.id AS item_id,
        cloud_attempt.started_us AS time_us,
        cloud_attempt.outcome AS outcome,
        coalesce(cloud_attempt.message, '') AS message,
        cloud_attempt.status AS status,
        cloud_attempt.evidence AS evidence,
        1 AS is_tied
    FROM own
    JOIN item ON item.id = own.item_id
    JOIN cloud_attempt ON cloud_attempt.id = own.attempt_id
    WHERE cloud_attempt.outcome NOT IN ('uploading', 'unavailable')
    UNION
    -- A call that names no file may have been for any of them.
    SELECT item.id, cloud_attempt.started_us, cloud_attempt.outcome,
        coalesce(cloud_attempt.message, ''), cloud_attempt.status, cloud_attempt.evidence, 0
    FROM cloud_attempt
    JOIN item
    WHERE cloud_attempt.item_id IS NULL
        AND cloud_attempt.sha256 IS NULL
        AND cloud_attempt.outcome NOT IN ('uploading', 'unavailable')
    UNION
    SELECT item.id, complaint.time_us, 'unreachable', complaint.message, NULL,
        'record/' || complaint.record_id, complaint.sha256_text IS NOT NULL
    FROM item
    JOIN complaint ON complaint.sha256_text = item.sha256_text
        OR complaint.sha256_text IS NULL
),
-- Only what happened up to the state counts towards it; what has no time comes last and weakest.
counted AS MATERIALIZED (
    SELECT
        attempt.*,
        max(attempt.time_us) OVER (PARTITION BY attempt.item_id) AS latest_us,
        attempt.outcome IN ('unreachable', 'failed') AS is_failure,
        attempt.time_us BETWEEN coalesce(item.time_us, attempt.time_us) - 60000000
            AND coalesce(item.state_us, attempt.time_us) + 60000000 AS is_in_time
    FROM attempt
    JOIN item ON item.id = attempt.item_id
),
answered AS MATERIALIZED (
    SELECT counted.item_id AS item_id, max(counted.time_us) AS last_us
    FROM counted
    WHERE NOT counted.is_failure
        AND counted.is_in_time
    GROUP BY counted.item_id
),
run AS (
    SELECT
        counted.*,
        count(*) OVER (PARTITION BY counted.item_id) AS failures,
        min(coalesce(counted.is_tied, 0)) OVER (PARTITION BY counted.item_id) AS all_tied,
        min(coalesce(counted.is_in_time, 0)) OVER (PARTITION BY counted.item_id) AS all_in_time,
        first_value(counted.message) OVER latest AS last_message,
        first_value(counted.status) OVER latest AS last_status
    FROM counted
    LEFT JOIN answered ON answered.item_id = counted.item_id
    WHERE counted.is_failure
        AND (answered.last_us IS NULL
            OR counted.time_us > answered.last_us)
        AND (counted.is_in_time
            OR counted.time_us IS NULL
            OR NOT counted.is_tied)
    WINDOW latest AS (
        PARTITION BY counted.item_id ORDER BY counted.time_us DESC, counted.evidence DESC)
),
-- What the last failure says of why.
worded AS (
    SELECT
        run.*,
        CASE
            WHEN last_message LIKE '%curl: (6)%' THEN 'dns'
            WHEN last_message LIKE '%resolve%' THEN 'dns'
            WHEN last_message LIKE '%host not found%' THEN 'dns'
            WHEN last_message LIKE '%host name not found%' THEN 'dns'
            WHEN last_message LIKE '%name or service not known%' THEN 'dns'
            WHEN last_message LIKE '%curl: (5)%' THEN 'proxy'
            WHEN last_message LIKE '%proxy%' THEN 'proxy'
            WHEN last_message LIKE '%curl: (35)%' THEN 'tls'
            WHEN last_message LIKE '%curl: (60)%' THEN 'tls'
            WHEN last_message LIKE '%SSL%' THEN 'tls'
            WHEN last_message LIKE '%TLS%' THEN 'tls'
            WHEN last_message LIKE '%certificate%' THEN 'tls'
            WHEN last_message LIKE '%timed out%' THEN 'timeout'
            WHEN last_message LIKE '%curl: (28)%' THEN 'timeout'
            WHEN last_status = 408 THEN 'timeout'
            WHEN last_status >= 500 THEN 'server'
            WHEN last_message LIKE '%refused%' THEN 'refused'
            ELSE 'other'
        END AS why
    FROM run
    WHERE run.failures >= :attempts
),
-- The other two causes of Unavailable, by licence and by the engine's switch, else its state.
licensed AS (
    SELECT
        max(license.engines LIKE '%threat intelligence%') AS is_licensed
    FROM license
    JOIN package ON package.id = license.package_id
    WHERE license.engines IS NOT NULL
        AND package.product <> 'icap'
),
enabled AS (
    SELECT coalesce(
        (
            SELECT max(lower(fact.value) = 'true')
            FROM fact AS named
            JOIN fact ON fact.package_id = named.package_id
                AND fact.key = substr(named.key, 1, length(named.key) - 8) || 'active'
            WHERE named.key LIKE 'stat.engines.%.eng_name'
                AND named.value LIKE '%threat intelligence%'
        ), (
            SELECT max(engine.state IN ('production', 'running'))
            FROM engine
            WHERE engine.engine LIKE '%threat intelligence%'
                AND engine.to_us IS NULL
        )) AS is_enabled
),
answer AS (
    SELECT DISTINCT counted.item_id AS item_id
    FROM counted
    WHERE counted.is_tied
        AND counted.outcome IN ('refused', 'limit', 'no-key')
        AND counted.time_us IS counted.latest_us
),
judged AS (
    SELECT
        item.*,
        CASE
            WHEN licensed.is_licensed = 0 THEN 'not-licensed'
            WHEN enabled.is_enabled = 0 THEN 'not-enabled'
            WHEN item.id IN (SELECT answer.item_id FROM answer) THEN 'cloud-answered'
        END AS why_not,
        licensed.is_licensed AS is_licensed,
        enabled.is_enabled AS is_enabled
    FROM item
    JOIN licensed
    JOIN enabled
)
SELECT
    judged.subject AS subject,
    CASE piece.column1 WHEN 'item' THEN judged.evidence ELSE worded.evidence END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    first_value(worded.evidence) OVER of_why AS cause,
    CASE
        WHEN worded.all_tied
            AND worded.all_in_time
            AND judged.is_licensed = 1
            AND judged.is_enabled = 1
            THEN 'certain'
        WHEN worded.all_in_time THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    coalesce(judged.state_us, judged.time_us) AS time_us,
    CASE worded.why
        WHEN 'dns' THEN 'its name could not be resolved'
        WHEN 'proxy' THEN 'the proxy did not let the call through'
        WHEN 'tls' THEN 'the secure connection (TLS) could not be made'
        WHEN 'timeout' THEN 'no answer came in time'
        WHEN 'server' THEN 'it answered with an error of its own (5xx)'
        WHEN 'refused' THEN 'the connection was refused'
        ELSE 'the attempts failed'
    END AS why,
    nullif(judged.is_licensed IS NULL OR judged.is_enabled IS NULL, 0) AS others_unknown
FROM worded
JOIN judged ON judged.id = worded.item_id
JOIN (VALUES ('item'), ('attempt')) AS piece
WHERE judged.why_not IS NULL
WINDOW of_why AS (PARTITION BY worded.why ORDER BY worded.time_us, worded.evidence)
UNION ALL
SELECT
    judged.subject,
    judged.evidence,
    'ruled-out',
    CASE judged.why_not
        WHEN 'not-licensed' THEN 'not-licensed'
        WHEN 'not-enabled' THEN 'not-enabled'
        WHEN 'cloud-answered' THEN 'cloud-answered'
    END AS why_code,
    NULL,
    NULL,
    coalesce(judged.state_us, judged.time_us),
    NULL,
    NULL
FROM judged
WHERE judged.why_not IS NOT NULL

"""#),
        RuleFile(path: "cloud/cloud-unreachable/rule.md", text: #"""
---
title: "MetaDefender Cloud could not be reached ({{why}}); of the quarantined files, {{count}} stayed Unavailable"
explains: cloud
severity: error
confidence: certain
inferred: false
status: stable
specificity: 30
needs: [quarantine-list, cloud-answers]
applies: {products: [core], since: {core: "4.14"}}
parameters:
  - {name: attempts, value: 3, reason: "the automatic mode tries three times; after three consecutive failures the result is set to Unavailable"}
why:
  not-licensed: The licence in the case does not name Threat Intelligence, and without it every upload is Unavailable.
  not-enabled: The Threat Intelligence engine was not active, and then every upload is Unavailable.
  cloud-answered: MetaDefender Cloud answered the last attempt for this file and refused it, so it was reachable.
collect:
  cloud-answers: "from Core's own machine and through its proxy, three tries a minute apart, without the API key: `curl -v https://api.metadefender.com/v4/status/version`"
remediation:
  - step: Try the way from Core's own machine and account, through the same proxy (curl -v https://api.metadefender.com/v4/status/version), and read at which step it fails (name, connection, proxy, TLS, answer)
    actor: core-admin
    check: An HTTP answer comes, whatever its status
  - step: Mend what fails there. The name server must know api.metadefender.com, the firewall must let port 443 out, the proxy must be the one in Core's settings, and a proxy that opens TLS must have its certificate trusted
    actor: core-admin
    check: Two minutes of tries without a failure
  - step: Then send the files of this finding by hand, since Core does not try a fourth time (History, Quarantine in Core 5, Dashboard, Quarantine in Core 4; check-boxes and Check with MetaDefender Cloud, called Send to MetaDefender Cloud in Core 4)
    actor: core-admin
    risk: [uploads-data]
    before: Leave out files that must not leave the site, and compare their number with the key's remaining Prevention calls (GET /apikey/limits/status)
    check: Each item's THREAT INTELLIGENCE field goes to Uploading and then shows results
sources:
  - {title: "Quarantine: Potential problem, MetaDefender Cloud upload attempts give Unavailable result", where: onlinehelp.opswat.com/corev4/3.6.5._Quarantine.html}
  - {title: "MetaDefender Cloud API v4", where: opswat.com/docs/mdcloud/metadefender-cloud-api-v4}
---
# MetaDefender Cloud could not be reached

## Meaning

Of the quarantined files, {{count}} could not be sent to MetaDefender Cloud: their THREAT INTELLIGENCE field reads
*Unavailable*, and at least three attempts in a row before it did not get through: {{why}}. When Core uploads quarantined files by itself it tries three times; after the third
failure in a row the field becomes *Unavailable* and stays so, even when Cloud is back.

*Unavailable* has three causes: the Threat Intelligence technology is not licensed, it is licensed but not enabled, or
Cloud cannot be reached. {{#others_unknown}}The licence's list of engines or the state of the engine is not in the case, so that the first
two are out of the question was not seen in full.{{/others_unknown}}{{^others_unknown}}The licence names Threat Intelligence and the engine was active, which leaves the
third.{{/others_unknown}} Attempts that are not tied to a file by its hash (a curl call from the same machine, a
record without a hash) make the finding weaker, and attempts outside the time between quarantine and *Unavailable* make it
no more than possible. How Core's log words a failed upload is not public; such records are taken by their component and the
network's own words, which is inferred.

The files stay in quarantine and Core's own verdict stands; they only lack the second opinion.

## When this is wrong

Without three failures in evidence this finding is not made, however likely it looks: then ask for the licence, the
engine's state and a try from Core's machine. An answer of Cloud, even a refusal (401006, 403002, 429000), proves that it
was reached. A try from an administrator's own computer says nothing about Core's way through its proxy. The word
Unavailable within a sentence is no state. The newer Threat Intelligence *Engine* of Core 5.17.1 has a similar name and does
not upload quarantined files.

"""#),
        RuleFile(path: "cloud/daily-limit/detect.sql", text: #"""
-- Quarantine items that MetaDefender Cloud did not take because the key's Prevention calls were used up.
WITH item AS MATERIALIZED (
    SELECT symptom.subject AS subject, quarantine_item.*
    FROM symptom
    JOIN quarantine_item ON quarantine_item.id = symptom.subject_id
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'quarantine-item'
    UNION ALL
    SELECT symptom.subject, quarantine_item.*
    FROM symptom
    JOIN file_link ON file_link.file_id = symptom.subject_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id = file_link.row_id
        AND symptom.time_us IS coalesce(quarantine_item.state_us, quarantine_item.time_us)
    WHERE symptom.family = 'cloud'
        AND symptom.subject_kind = 'file'
),
-- Attempts of an item, by its row or by its hash; apart, so that each finds its index.
own AS MATERIALIZED (
    SELECT item.id AS item_id, item.state_us AS state_us, cloud_attempt.id AS attempt_id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.item_id = item.id
    UNION
    SELECT item.id, item.state_us, cloud_attempt.id
    FROM item
    JOIN cloud_attempt ON cloud_attempt.sha256 = item.sha256
),
-- 429000 is the limit of the key; 429001 and 429002 are throttling, and pass within a minute.
answer AS (
    SELECT
        cloud_attempt.*,
        cloud_attempt.code = 429000
            OR cloud_attempt.code IS NULL AND cloud_attempt.status = 429 AS is_limit
    FROM cloud_attempt
    WHERE (cloud_attempt.code IN (429000, 429001, 429002)
            OR cloud_attempt.code IS NULL AND cloud_attempt.status = 429)
        AND coalesce(cloud_attempt.limit_for, 'prevention_api') = 'prevention_api'
),
tied AS MATERIALIZED (
    SELECT own.item_id AS item_id, answer.evidence AS evidence, answer.is_limit AS is_limit
    FROM own
    JOIN answer ON answer.id = own.attempt_id
),
sent AS (
    SELECT DISTINCT own.item_id AS item_id
    FROM own
    JOIN cloud_attempt ON cloud_attempt.id = own.attempt_id
    WHERE cloud_attempt.outcome IN ('ok', 'uploading')
        AND cloud_attempt.started_us > own.state_us
),
-- The last answer that tells of the window, if there is one with headers.
latest AS (
    SELECT answer.*
    FROM answer
    WHERE answer.is_limit
        AND (answer.reset_seconds IS NOT NULL
            OR answer.limit_total IS NOT NULL)
    ORDER BY answer.started_us DESC, answer.id DESC
    LIMIT 1
),
-- An organisation's limits stand above those of its keys.
told AS (
    SELECT
        coalesce(
            (SELECT latest.limit_total FROM latest),
            (SELECT max(CAST(fact.value AS INTEGER)) FROM fact
                WHERE fact.key = 'apikey.organization.limit_prevention'),
            (SELECT max(CAST(fact.value AS INTEGER)) FROM fact
                WHERE fact.key = 'apikey.limit_prevention')) AS limit_total,
        coalesce(
            (SELECT latest.limit_used FROM latest),
            (SELECT max(CAST(fact.value AS INTEGER)) FROM fact
                WHERE fact.key = 'apikey.limits.prevention_api')) AS limit_used,
        (SELECT latest.reset_seconds FROM latest) AS reset_seconds,
        (SELECT latest.started_us FROM latest) AS told_us,
        (SELECT latest.interval_seconds FROM latest) AS interval_seconds,
        coalesce(
            (SELECT min(fact.value) FROM fact
                WHERE fact.key = 'apikey.organization.licenseLimitsTimeInterval'),
            (SELECT min(fact.value) FROM fact
                WHERE fact.key = 'apikey.time_interval')) AS interval_word
),
-- When the first item met the limit.
met AS (
    SELECT min(coalesce(item.state_us, item.time_us)) AS first_us
    FROM item
    WHERE item.state = 'API calls per day limit reached'
),
window_told AS MATERIALIZED (
    SELECT
        told.*,
        (
            SELECT nullif(count(DISTINCT cloud_attempt.item_id), 0)
            FROM cloud_attempt
            JOIN met
            WHERE cloud_attempt.outcome = 'ok'
                AND cloud_attempt.started_us <= met.first_us
                AND cloud_attempt.started_us
                    >= met.first_us - coalesce(told.interval_seconds, 86400) * 1000000
        ) AS sends,
        CASE
            WHEN told.interval_seconds = 86400 THEN 'over 24 hours from the first call'
            WHEN told.interval_seconds < 172800
                THEN 'over ' || (told.interval_seconds / 3600) || ' hours from the first call'
            WHEN told.interval_seconds IS NOT NULL
                THEN 'over ' || (told.interval_seconds / 86400) || ' days'
            WHEN told.interval_word = 'daily' THEN 'over 24 hours from the first call'
            WHEN told.interval_word IS NOT NULL THEN told.interval_word
        END AS counted
    FROM told
),
judged AS MATERIALIZED (
    SELECT
        item.*,
        CASE
            WHEN item.state <> 'API calls per day limit reached'
                AND item.id NOT IN (SELECT tied.item_id FROM tied WHERE tied.is_limit)
                AND item.id IN (SELECT tied.item_id FROM tied WHERE NOT tied.is_limit)
                THEN 'throttled'
            WHEN item.state <> 'API calls per day limit reached'
                AND item.id NOT IN (SELECT tied.item_id FROM tied WHERE tied.is_limit)
                THEN 'other-state'
            WHEN item.id IN (SELECT sent.item_id FROM sent) THEN 'sent-since'
        END AS why
    FROM item
),
proof AS (
    SELECT judged.id AS item_id, judged.evidence AS evidence FROM judged
    UNION
    SELECT tied.item_id, tied.evidence FROM tied
    UNION
    SELECT judged.id, latest.evidence
    FROM judged
    JOIN latest
    WHERE judged.state = 'API calls per day limit reached'
)
SELECT
    judged.subject AS subject,
    proof.evidence AS evidence,
    CASE WHEN judged.why IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE judged.why
        WHEN 'throttled' THEN 'throttled'
        WHEN 'sent-since' THEN 'sent-since'
    END AS why_code,
    NULL AS cause,
    coalesce(judged.state_us, judged.time_us) AS time_us,
    window_told.limit_total AS limit_total,
    window_told.limit_used AS limit_used,
    window_told.counted AS counted,
    window_told.told_us + window_told.reset_seconds * 1000000 AS reopens_us,
    window_told.told_us AS told_us,
    window_told.reset_seconds AS reset_seconds,
    CASE WHEN window_told.told_us IS NULL THEN window_told.reset_seconds END AS reset_undated,
    window_told.sends AS sends,
    1 AS victims
FROM judged
JOIN proof ON proof.item_id = judged.id
JOIN window_told
WHERE coalesce(judged.why, '') <> 'other-state'
UNION ALL
-- The key's calls were used up, and no item of the case is known to have met that.
SELECT
    'package/' || answer.package_id,
    answer.evidence,
    'fits',
    NULL,
    NULL,
    answer.started_us,
    window_told.limit_total,
    window_told.limit_used,
    window_told.counted,
    window_told.told_us + window_told.reset_seconds * 1000000,
    window_told.told_us,
    window_told.reset_seconds,
    CASE WHEN window_told.told_us IS NULL THEN window_told.reset_seconds END,
    NULL,
    NULL
FROM answer
JOIN window_told
WHERE answer.is_limit
    AND NOT EXISTS (SELECT 1 FROM judged WHERE judged.why IS NULL)

"""#),
        RuleFile(path: "cloud/daily-limit/rule.md", text: #"""
---
title: "The Prevention calls of the MetaDefender Cloud key were used up{{#limit_total}} ({{limit_total}} in a window){{/limit_total}}{{#victims}}; of the quarantined files, {{count}} could not be sent{{/victims}}"
explains: cloud
severity: error
confidence: certain
inferred: false
status: stable
specificity: 50
needs: [quarantine-list]
applies: {products: [core], since: {core: "4.14"}}
why:
  throttled: MetaDefender Cloud slowed this upload down (too many requests in a minute, 429001 or 429002); no quota was used up.
  sent-since: The file was sent to MetaDefender Cloud after this state was seen.
collect:
  cloud-answers: "MetaDefender Cloud's answer about the key, without the key itself, with the headers X-RateLimit-Limit, -Used, -Interval and -Reset-In: `GET /apikey/limits/status`"
remediation:
  - step: Ask Cloud for the state of the key and keep the answer with its X-RateLimit headers but without the key (GET /apikey/limits/status shows what is left, GET /apikey/limits what was used, GET /apikey/ the limits and time_interval)
    actor: core-admin
    check: The answer names the window and the calls that remain
  - step: Wait until the window opens again. Where the calls are counted daily it is 24 hours after its first call, not midnight; where the licence counts by the month it is as long as X-RateLimit-Reset-In says
    actor: core-admin
    check: prevention_api in GET /apikey/limits/status is above 0
  - step: Then send the files of this finding by hand, most important first and no more than the calls that remain (History, Quarantine in Core 5, Dashboard, Quarantine in Core 4; check-boxes and Check with MetaDefender Cloud, called Send to MetaDefender Cloud in Core 4)
    actor: core-admin
    risk: [uploads-data]
    before: Leave out files that must not leave the site
    check: Each item's THREAT INTELLIGENCE field shows results
  - step: If this comes back, raise the Prevention API limit of the subscription, or switch AUTOMATICALLY SEND ITEMS TO METADEFENDER CLOUD off and send what matters by hand; find out who else uses the key
    actor: core-admin
    check: The number of new quarantine items in a window stays below the limit
sources:
  - {title: "Quarantine: Potential problem, API calls per day limit reached", where: onlinehelp.opswat.com/corev4/3.6.5._Quarantine.html}
  - {title: "Rate limiting: one Prevention call for each uploaded file; the window begins with the first call", where: opswat.com/docs/mdcloud/integrations/rate-limiting}
  - {title: "Rate limiting headers", where: onlinehelp.opswat.com/mdcloud/3._Rate_Limiting.html}
  - {title: "MetaDefender Cloud API v4: GET /apikey/, time_interval", where: opswat.com/docs/mdcloud/metadefender-cloud-api-v4}
---
# The key's calls were used up

## Meaning

{{#victims}}Of the quarantined files, {{count}} could not be sent to MetaDefender Cloud: *API calls per day limit
reached*.{{/victims}}{{^victims}}MetaDefender
Cloud refused an upload because the key's calls were used up; no quarantine item of this case is known to have met
that.{{/victims}} Every upload costs one Prevention call of the key, and the key had none left.{{#limit_total}} Cloud named the limit:
{{limit_total}}{{#limit_used}}, {{limit_used}} of them used{{/limit_used}}.{{/limit_total}}{{#counted}} The calls of this key are
counted {{counted}}.{{/counted}}{{^counted}} How long the window of this key is was not seen: most licences count over 24
hours from the first call, some by the month.{{/counted}}

{{#reopens}}By Cloud's own answer of {{told}} the window opens again at {{reopens}}.{{/reopens}}{{#reset_undated}}Cloud's answer
says that the window opens again {{reset_undated}} seconds after it was given; when that was is not
known.{{/reset_undated}}{{^reset_seconds}}When the window opens again is not in the case; only the header X-RateLimit-Reset-In
says it.{{/reset_seconds}}{{#sends}} Of the calls in that window, at least
{{sends}} went to quarantined files of this Core; others may share the key.{{/sends}}

The files stay in quarantine. Although Core's text speaks of a day, the window is the licence's. That a single item is
not tried again by itself once the window is open is inferred: the automatic mode is documented for new items only.

## When this is wrong

429001 and 429002 are throttling: too many requests in a minute (10 with a free key, 100 with a paid one) or too many
connections. That passes by itself and needs no larger subscription. The numbers shown come from the latest answer in
the case; if it belongs to another key, they mean nothing here. A limit of another family (reputation, sandbox) does not
stop uploads.

"""#),
        RuleFile(path: "failed-to-scan/core-restarted/contrast.sql", text: #"""
-- Failed scans among all scans: in the minutes from the stop to shortly after the start, and outside.
WITH stop AS (
    SELECT
        outage.id AS id,
        outage.package_id AS package_id,
        outage.from_us / 60000000 AS first_minute,
        (coalesce(outage.to_us, outage.from_us) + :settle_seconds * 1000000) / 60000000
            AS last_minute
    FROM outage
    WHERE outage.product = 'core'
    UNION ALL
    SELECT
        run.id,
        run.package_id,
        run.started_us / 60000000,
        (run.started_us + :settle_seconds * 1000000) / 60000000
    FROM service_run AS run
    WHERE run.product = 'core'
        AND run.how_started = 'message'
        AND run.started_us IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.package_id = run.package_id
                AND outage.product = 'core'
                AND outage.to_us = run.started_us)
),
finish AS (
    SELECT shape.package_id AS package_id, minute.minute AS minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component = 'core.workflow'
    GROUP BY shape.package_id, minute.minute
),
failed AS (
    SELECT scan.package_id AS package_id, scan.finished_us / 60000000 AS minute, count(*) AS scans
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 3
        AND scan.locator_id IS NULL
    GROUP BY scan.package_id, minute
)
SELECT
    'service/' || stop.id AS cause,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = stop.package_id
            AND failed.minute BETWEEN stop.first_minute AND stop.last_minute), 0) AS inside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = stop.package_id
            AND finish.minute BETWEEN stop.first_minute AND stop.last_minute), 0) AS inside_all,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = stop.package_id
            AND failed.minute NOT BETWEEN stop.first_minute AND stop.last_minute), 0)
        AS outside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = stop.package_id
            AND finish.minute NOT BETWEEN stop.first_minute AND stop.last_minute), 0)
        AS outside_all
FROM stop
WHERE EXISTS (SELECT 1 FROM finish WHERE finish.package_id = stop.package_id)

"""#),
        RuleFile(path: "failed-to-scan/core-restarted/detect.sql", text: #"""
-- Scans that ended as Failed because Core's service stopped, or started anew, while they ran.
WITH stop AS (
    SELECT
        outage.id AS id,
        outage.package_id AS package_id,
        outage.from_us AS down_us,
        coalesce(outage.to_us, outage.from_us) AS up_us,
        outage.how_ended AS how_ended,
        outage.from_evidence AS down_evidence,
        outage.to_evidence AS up_evidence
    FROM outage
    WHERE outage.product = 'core'
    UNION ALL
    -- A start whose run before it is not in the log: only that Core had been down is known.
    SELECT
        run.id,
        run.package_id,
        run.started_us,
        run.started_us,
        'unseen',
        NULL,
        run.start_evidence
    FROM service_run AS run
    WHERE run.product = 'core'
        AND run.how_started = 'message'
        AND run.started_us IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM outage
            WHERE outage.package_id = run.package_id
                AND outage.product = 'core'
                AND outage.to_us = run.started_us)
),
failed AS (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.finished_us AS finished_us,
        scan.evidence AS scan_evidence,
        request.evidence AS request_evidence,
        coalesce(scan.started_us, request.time_us) AS began_us,
        -- The name of a file is too weak a link for a start that matters to the second.
        scan.started_us IS NOT NULL OR event.how = 'data id' AS begin_is_sure,
        CASE
            WHEN coalesce(scan.blocked_reason, '') = '' THEN 'empty'
            WHEN scan.blocked_reason LIKE '%restart%' THEN 'explicit'
            WHEN scan.blocked_reason LIKE '%interrupt%' THEN 'explicit'
            WHEN scan.blocked_reason LIKE '%shut%down%' THEN 'explicit'
            WHEN scan.blocked_reason LIKE '%service%stop%' THEN 'explicit'
            ELSE 'other'
        END AS reason,
        CAST(package.version AS INTEGER) * 1000
            + CAST(substr(package.version, instr(package.version, '.') + 1) AS INTEGER)
            AS version_number
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    JOIN package ON package.id = scan.package_id
    LEFT JOIN expected_event AS event ON event.id = symptom.event_id
    LEFT JOIN icap_request AS request ON request.id = event.request_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 3
        AND scan.finished_us IS NOT NULL
),
met AS (
    SELECT
        failed.*,
        stop.id AS stop_id,
        stop.down_us AS down_us,
        stop.up_us AS up_us,
        stop.how_ended AS how_ended,
        stop.down_evidence AS down_evidence,
        stop.up_evidence AS up_evidence,
        stop.package_id = failed.package_id AS same_package,
        coalesce(failed.began_us < stop.down_us AND failed.finished_us >= stop.up_us, 0)
            AS ran_across,
        row_number() OVER (PARTITION BY failed.scan_id ORDER BY stop.down_us DESC, stop.id)
            AS nearness
    FROM failed
    JOIN stop ON failed.finished_us >= stop.down_us
        -- A history of its own belongs to any Core; a log only to its own service.
        AND (stop.package_id = failed.package_id
            OR NOT EXISTS (
                SELECT 1 FROM coverage
                WHERE coverage.package_id = failed.package_id
                    AND coverage.source = 'core-log'))
        AND (failed.finished_us <= stop.up_us + :settle_seconds * 1000000
            OR failed.began_us < stop.down_us AND failed.reason <> 'other')
),
judged AS MATERIALIZED (
    SELECT
        met.*,
        CASE
            WHEN began_us > up_us THEN 'ruled-out'
            WHEN reason = 'other' AND NOT ran_across THEN 'ruled-out'
            ELSE 'fits'
        END AS verdict,
        CASE
            WHEN began_us > up_us THEN 'began-after-start'
            WHEN reason = 'other' AND NOT ran_across THEN 'reason-given'
            ELSE NULL
        END AS why_code,
        CASE
            WHEN ran_across
                AND begin_is_sure
                AND same_package
                AND how_ended IN ('error-shutdown', 'out-of-memory')
                AND (reason = 'explicit'
                    OR reason = 'empty' AND coalesce(version_number, 0) < 5019)
                THEN 'certain'
            WHEN reason = 'explicit' THEN 'likely'
            WHEN began_us IS NULL THEN 'possible'
            WHEN reason = 'empty' THEN 'likely'
            ELSE 'possible'
        END AS confidence
    FROM met
    WHERE nearness = 1
)
SELECT
    judged.subject AS subject,
    CASE piece.column1
        WHEN 'scan' THEN judged.scan_evidence
        WHEN 'request' THEN judged.request_evidence
        WHEN 'down' THEN judged.down_evidence
        WHEN 'up' THEN judged.up_evidence
    END AS evidence,
    judged.verdict AS verdict,
    judged.why_code AS why_code,
    'service/' || judged.stop_id AS cause,
    judged.confidence AS confidence,
    judged.finished_us AS time_us,
    nullif(judged.down_us, judged.up_us) AS stopped_us,
    nullif(judged.up_us, judged.down_us) AS back_us,
    CASE WHEN judged.down_us = judged.up_us THEN judged.up_us END AS start_us,
    (judged.up_us - judged.down_us) / 1000000 AS down_seconds,
    CASE judged.how_ended
        WHEN 'error-shutdown' THEN 'The service ended itself on an error'
        WHEN 'out-of-memory' THEN 'The service ended itself because memory ran out'
        WHEN 'stop' THEN 'The service was stopped'
        ELSE 'No line tells how the run before ended'
    END AS how
FROM judged
JOIN (VALUES ('scan'), ('request'), ('down'), ('up')) AS piece
WHERE judged.verdict = 'ruled-out'
        AND piece.column1 = 'scan'
    OR judged.verdict = 'fits'
        AND CASE piece.column1
            WHEN 'scan' THEN judged.scan_evidence
            WHEN 'request' THEN judged.request_evidence
            WHEN 'down' THEN judged.down_evidence
            WHEN 'up' THEN judged.up_evidence
        END IS NOT NULL

"""#),
        RuleFile(path: "failed-to-scan/core-restarted/rule.md", text: #"""
---
title: "Core's service {{#stopped}}stopped at {{stopped}}{{/stopped}}{{#start}}started anew at {{start}}{{/start}} while files were scanned: {{count}} ended as Failed"
explains: failed-to-scan
severity: error
confidence: certain
inferred: false
status: stable
specificity: 40
needs: [core-log]
applies: {products: [core]}
caused_by: [health]
parameters:
  - {name: settle_seconds, value: 120, unit: s, reason: "interrupted scans are closed soon after the next start; engines are up within two minutes, and later failures have other causes"}
why:
  began-after-start: The file was submitted after Core had started again, so the restart did not interrupt its scan.
  reason-given: Core gave the scan a blocked reason of its own, and nothing shows that the scan ran across the restart.
remediation:
  - step: Keep the Core support package of that day before anything is cleaned up, with the operating system's log of the same time (Windows Event Log, journal or container events)
    actor: core-admin
    check: The package's core.log reaches from before the stop to after the next start
  - step: Scan the files of this finding again; a failed scan says nothing about a file, and Core does not repeat it by itself
    actor: core-admin
    check: Each file has a new row with a verdict in History, Processing
  - step: Have the files that Nutanix Files locked in that time scanned again in small groups, never set free unseen
    actor: nutanix-admin
    risk: [interrupts-scanning]
    before: Export the list of quarantined files, and see that Core and ICAP Server answer GET /readyz with 200
    check: The files leave the list after a scan without a threat
  - step: Find out why the service ended. Look at the lines before the stop, at crashdump/ in the package, at free memory and disk in hw.info, and at planned restarts (updates, maintenance windows, orchestrators)
    actor: core-admin
    check: The operating system's log names the same second, or a person knows of the restart
  - step: Hand the package and the dumps to OPSWAT if the service ended itself (message 8 or 130) and no reason is in sight
    actor: opswat-support
  - step: Upgrade to Core 5.19.0 or later, where an interrupted scan carries an explicit blocked reason instead of an empty one; it does not prevent the interruption
    actor: core-admin
    risk: [interrupts-scanning]
    before: Back up the database and the configuration export, and choose an hour in which nothing depends on scanning
    check: GET /version answers with the new version
sources:
  - {title: "MetaDefender Core 5.19.0 release notes: scans interrupted by a service restart now have an explicit failed block reason", where: opswat.com/docs/mdcore/release-notes/release-notes}
  - {title: "Error message description table: 8 and 130, Error in Service, shutdown..; 2892, Insufficient memory, terminating", where: opswat.com/docs/mdcore/configuration/error-message-description-table}
  - {title: "Log message format: Processing finished, message 82", where: opswat.com/docs/mdcore/configuration/log-message-format}
---
# Core was restarted during the scan

## Meaning

Core's service {{#stopped}}ended at {{stopped}}{{#back}} and was back at {{back}}, {{down_seconds}} seconds later{{/back}}{{^back}} and
its log does not show it coming back{{/back}}. {{how}}.{{/stopped}}{{#start}}started at {{start}}. {{how}}, so it had
stopped or was killed before.{{/start}}

Of the files that were submitted and not finished by then, {{count}} ended as *Failed* (the first at {{first}}, the
last at {{last}}). Core does not take such a scan up again; it closes it. Before version 5.19.0 the blocked reason of such a scan is
empty; from 5.19.0 on it says so in words. The file itself is not to blame, and no engine looked at it to the end.

The person who sent the file sees it blocked without a reason. ICAP Server passes *Blocked* on, and Nutanix Files, which
knows only *No Threat Detected* and *Blocked*, quarantines the file until an administrator acts.

That Core closes these scans right after its next start is inferred from their times; the vendor's text says only that
the restart leaves them failed. The start of a scan comes from the ICAP request that Core's id ties to it, or from
the result itself; where neither is known the finding is no more than possible.

## When this is wrong

A scan that was submitted after the start and failed while the engines were still loading is not this: it is ruled out
where its start is known. With Core's log alone the start is not known, and such a scan looks the same for the
first seconds. A blocked reason of Core's own (a timeout, an engine's message) points to another cause even
beside a restart. Where the service ended because memory ran out, that is the cause behind the restart.

"""#),
        RuleFile(path: "failed-to-scan/disk-full/contrast.sql", text: #"""
-- Failed scans among all scans: in the minutes in which Core complained of a full disk, and outside.
WITH words (pattern) AS (
    VALUES
        ('%no space left on device%'),
        ('%insufficient disk space%'),
        ('%not enough disk space%'),
        ('%not enough space on the disk%'),
        ('%disk is full%')
),
complaint AS (
    -- What a value of an error key says, in records of Core and its parts at WARNING or above.
    SELECT record.id AS record_id, entry.package_id AS package_id, record.time_us AS time_us
    FROM field
    JOIN words ON field.value LIKE words.pattern
    JOIN record ON record.id = field.record_id
    JOIN entry ON entry.id = record.entry_id
    WHERE lower(field.key) IN (
            'reason', 'error', 'err', 'errormessage', 'message', 'issue', 'info', 'details',
            'err_details', 'out')
        AND record.level >= 3
        AND (record.component LIKE 'core.%'
            OR record.component LIKE 'agent.%'
            OR record.component LIKE 'common.%'
            OR record.component = 'engine_process')
    UNION
    -- What stands outside quotes is the product's own sentence.
    SELECT record.id, shape.package_id, record.time_us
    FROM shape
    JOIN words ON shape.text LIKE words.pattern
    JOIN by_shape ON by_shape.shape_id = shape.id
    JOIN record ON record.id = by_shape.record_id
    WHERE shape.level >= 3
        AND (shape.component LIKE 'core.%'
            OR shape.component LIKE 'agent.%'
            OR shape.component LIKE 'common.%'
            OR shape.component = 'engine_process')
    UNION
    SELECT CAST(substr(refusal.evidence, 8) AS INTEGER), refusal.package_id, refusal.time_us
    FROM refusal
    WHERE refusal.kind = 'disk'
        AND refusal.evidence LIKE 'record/%'
),
timed AS (
    SELECT
        complaint.*,
        lag(complaint.time_us) OVER (
            PARTITION BY complaint.package_id ORDER BY complaint.time_us, complaint.record_id
        ) AS before_us
    FROM complaint
    WHERE complaint.time_us IS NOT NULL
),
numbered AS (
    SELECT
        timed.*,
        sum(coalesce(timed.time_us - timed.before_us, 0) > :episode_minutes * 60000000) OVER (
            PARTITION BY timed.package_id ORDER BY timed.time_us, timed.record_id
        ) AS episode
    FROM timed
),
-- Complaints that follow one another closely are one time of want.
shortage AS (
    SELECT
        numbered.record_id AS record_id,
        numbered.package_id AS package_id,
        numbered.time_us AS time_us,
        'record/' || first_value(numbered.record_id) OVER of_episode AS cause,
        min(numbered.time_us) OVER of_all AS from_us,
        max(numbered.time_us) OVER of_all AS to_us,
        count(*) OVER of_all AS complaints
    FROM numbered
    WINDOW of_episode AS (
            PARTITION BY numbered.package_id, numbered.episode
            ORDER BY numbered.time_us, numbered.record_id),
        of_all AS (PARTITION BY numbered.package_id, numbered.episode)
),
span AS (
    SELECT DISTINCT
        shortage.cause AS cause,
        shortage.package_id AS package_id,
        shortage.from_us / 60000000 AS first_minute,
        shortage.to_us / 60000000 AS last_minute
    FROM shortage
),
finish AS (
    SELECT shape.package_id AS package_id, minute.minute AS minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component = 'core.workflow'
        AND EXISTS (SELECT 1 FROM span)
    GROUP BY shape.package_id, minute.minute
),
failed AS (
    SELECT scan.package_id AS package_id, scan.finished_us / 60000000 AS minute, count(*) AS scans
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 24)
        AND scan.locator_id IS NULL
    GROUP BY scan.package_id, minute
)
SELECT
    span.cause AS cause,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = span.package_id
            AND failed.minute BETWEEN span.first_minute AND span.last_minute), 0) AS inside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = span.package_id
            AND finish.minute BETWEEN span.first_minute AND span.last_minute), 0) AS inside_all,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = span.package_id
            AND failed.minute NOT BETWEEN span.first_minute AND span.last_minute), 0)
        AS outside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = span.package_id
            AND finish.minute NOT BETWEEN span.first_minute AND span.last_minute), 0)
        AS outside_all
FROM span
WHERE EXISTS (SELECT 1 FROM finish WHERE finish.package_id = span.package_id)

"""#),
        RuleFile(path: "failed-to-scan/disk-full/detect.sql", text: #"""
-- Failed scans that Core or an engine blames on a full disk, or that ran while Core's log said so.
WITH words (pattern) AS (
    VALUES
        ('%no space left on device%'),
        ('%insufficient disk space%'),
        ('%not enough disk space%'),
        ('%not enough space on the disk%'),
        ('%disk is full%')
),
complaint AS (
    -- What a value of an error key says, in records of Core and its parts at WARNING or above.
    SELECT record.id AS record_id, entry.package_id AS package_id, record.time_us AS time_us
    FROM field
    JOIN words ON field.value LIKE words.pattern
    JOIN record ON record.id = field.record_id
    JOIN entry ON entry.id = record.entry_id
    WHERE lower(field.key) IN (
            'reason', 'error', 'err', 'errormessage', 'message', 'issue', 'info', 'details',
            'err_details', 'out')
        AND record.level >= 3
        AND (record.component LIKE 'core.%'
            OR record.component LIKE 'agent.%'
            OR record.component LIKE 'common.%'
            OR record.component = 'engine_process')
    UNION
    -- What stands outside quotes is the product's own sentence.
    SELECT record.id, shape.package_id, record.time_us
    FROM shape
    JOIN words ON shape.text LIKE words.pattern
    JOIN by_shape ON by_shape.shape_id = shape.id
    JOIN record ON record.id = by_shape.record_id
    WHERE shape.level >= 3
        AND (shape.component LIKE 'core.%'
            OR shape.component LIKE 'agent.%'
            OR shape.component LIKE 'common.%'
            OR shape.component = 'engine_process')
    UNION
    SELECT CAST(substr(refusal.evidence, 8) AS INTEGER), refusal.package_id, refusal.time_us
    FROM refusal
    WHERE refusal.kind = 'disk'
        AND refusal.evidence LIKE 'record/%'
),
timed AS (
    SELECT
        complaint.*,
        lag(complaint.time_us) OVER (
            PARTITION BY complaint.package_id ORDER BY complaint.time_us, complaint.record_id
        ) AS before_us
    FROM complaint
    WHERE complaint.time_us IS NOT NULL
),
numbered AS (
    SELECT
        timed.*,
        sum(coalesce(timed.time_us - timed.before_us, 0) > :episode_minutes * 60000000) OVER (
            PARTITION BY timed.package_id ORDER BY timed.time_us, timed.record_id
        ) AS episode
    FROM timed
),
-- Complaints that follow one another closely are one time of want.
shortage AS MATERIALIZED (
    SELECT
        numbered.record_id AS record_id,
        numbered.package_id AS package_id,
        numbered.time_us AS time_us,
        'record/' || first_value(numbered.record_id) OVER of_episode AS cause,
        min(numbered.time_us) OVER of_all AS from_us,
        max(numbered.time_us) OVER of_all AS to_us,
        count(*) OVER of_all AS complaints
    FROM numbered
    WINDOW of_episode AS (
            PARTITION BY numbered.package_id, numbered.episode
            ORDER BY numbered.time_us, numbered.record_id),
        of_all AS (PARTITION BY numbered.package_id, numbered.episode)
),
failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.data_id_text AS data_id_text,
        scan.result_code AS result_code,
        scan.blocked_reason AS blocked_reason,
        scan.finished_us AS finished_us,
        scan.evidence AS evidence,
        symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10, 24, 55)
),
-- Words about this very scan: its own reason, an engine's message, or a record with its id.
told AS MATERIALIZED (
    SELECT failed.scan_id AS scan_id, failed.evidence AS evidence
    FROM failed
    JOIN words ON failed.blocked_reason LIKE words.pattern
    UNION
    SELECT failed.scan_id, answer.evidence
    FROM failed
    JOIN engine_result AS answer ON answer.scan_id = failed.scan_id
    JOIN words ON answer.message LIKE words.pattern
    WHERE answer.result_code IN (3, 10)
        AND answer.evidence IS NOT NULL
    UNION
    SELECT failed.scan_id, 'record/' || shortage.record_id
    FROM shortage
    JOIN field ON field.record_id = shortage.record_id
    JOIN failed ON failed.data_id_text = lower(field.value)
    WHERE lower(field.key) = 'dataid'
),
-- The last complaint before the end of each scan: one walk in time order over both.
moment AS (
    SELECT shortage.package_id AS package_id, shortage.time_us AS at_us,
        shortage.time_us AS complaint_us, NULL AS scan_id, NULL AS from_us
    FROM shortage
    UNION ALL
    SELECT failed.package_id, failed.to_us + :near_seconds * 1000000, NULL, failed.scan_id,
        failed.from_us
    FROM failed
),
preceded AS (
    SELECT
        moment.*,
        max(moment.complaint_us) OVER (
            PARTITION BY moment.package_id
            ORDER BY moment.at_us, moment.scan_id IS NOT NULL, moment.scan_id
            ROWS UNBOUNDED PRECEDING
        ) AS last_us
    FROM moment
),
-- Complaints so near in time that the scan may have met the same full disk.
met AS MATERIALIZED (
    SELECT
        preceded.scan_id AS scan_id,
        min(shortage.record_id) AS record_id,
        min(shortage.cause) AS cause
    FROM preceded
    JOIN shortage ON shortage.package_id = preceded.package_id
        AND shortage.time_us = preceded.last_us
    WHERE preceded.scan_id IS NOT NULL
        AND preceded.last_us >= preceded.from_us - :near_seconds * 1000000
    GROUP BY preceded.scan_id
),
near AS (
    SELECT met.scan_id AS scan_id, met.record_id AS record_id, met.cause AS cause
    FROM met
    JOIN failed ON failed.scan_id = met.scan_id
    WHERE failed.result_code IN (3, 24)
        AND met.scan_id NOT IN (SELECT told.scan_id FROM told)
),
-- An engine that gives another reason for itself decides against the disk.
otherwise AS (
    SELECT DISTINCT failed.scan_id AS scan_id
    FROM failed
    JOIN engine_result AS answer ON answer.scan_id = failed.scan_id
    WHERE answer.result_code IN (3, 10)
        AND coalesce(answer.message, '') <> ''
        AND NOT EXISTS (SELECT 1 FROM words WHERE answer.message LIKE words.pattern)
),
fits AS MATERIALIZED (
    SELECT
        told.scan_id AS scan_id,
        told.evidence AS evidence,
        'certain' AS confidence,
        met.cause AS cause
    FROM told
    LEFT JOIN met ON met.scan_id = told.scan_id
    UNION ALL
    SELECT
        near.scan_id,
        'record/' || near.record_id,
        CASE WHEN failed.start_known THEN 'likely' ELSE 'possible' END,
        near.cause
    FROM near
    JOIN failed ON failed.scan_id = near.scan_id
    WHERE near.scan_id NOT IN (SELECT otherwise.scan_id FROM otherwise)
    UNION ALL
    SELECT
        near.scan_id,
        failed.evidence,
        CASE WHEN failed.start_known THEN 'likely' ELSE 'possible' END,
        near.cause
    FROM near
    JOIN failed ON failed.scan_id = near.scan_id
    WHERE near.scan_id NOT IN (SELECT otherwise.scan_id FROM otherwise)
),
episode AS (
    SELECT DISTINCT cause, package_id, from_us, to_us, complaints FROM shortage
),
-- The least free space that a status answer shows, where it is little.
room AS (
    SELECT min(fact.number) / 1000000000.0 AS free_gb
    FROM fact
    WHERE fact.key LIKE 'stat.nodes.%free_disk_space'
        AND fact.number < :low_gb * 1000000000
)
SELECT
    failed.subject AS subject,
    fits.evidence AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    fits.cause AS cause,
    fits.confidence AS confidence,
    failed.finished_us AS time_us,
    episode.from_us AS full_from_us,
    episode.to_us AS full_to_us,
    episode.complaints AS complaints,
    round(room.free_gb, 1) AS free_gb,
    1 AS victims
FROM fits
JOIN failed ON failed.scan_id = fits.scan_id
JOIN room
LEFT JOIN episode ON episode.cause = fits.cause
UNION ALL
SELECT
    failed.subject,
    failed.evidence,
    'ruled-out',
    CASE WHEN near.scan_id IS NOT NULL THEN 'engine-said-otherwise' END AS why_code,
    near.cause,
    NULL,
    failed.finished_us,
    NULL, NULL, NULL, NULL, NULL
FROM near
JOIN otherwise ON otherwise.scan_id = near.scan_id
JOIN failed ON failed.scan_id = near.scan_id
UNION ALL
-- The disk was full, and no failed scan is known to have met it.
SELECT
    'package/' || shortage.package_id,
    'record/' || shortage.record_id,
    'fits',
    NULL,
    shortage.cause,
    'certain',
    shortage.time_us,
    shortage.from_us,
    shortage.to_us,
    shortage.complaints,
    round(room.free_gb, 1),
    NULL
FROM shortage
JOIN room
WHERE NOT EXISTS (SELECT 1 FROM fits WHERE fits.cause = shortage.cause)

"""#),
        RuleFile(path: "failed-to-scan/disk-full/rule.md", text: #"""
---
title: "Core's disk was full{{#full_from}} from {{full_from}} on{{/full_from}}{{#victims}}; of the files scanned then, {{count}} failed{{/victims}}"
explains: failed-to-scan
severity: error
confidence: certain
inferred: false
status: stable
specificity: 50
needs: [core-log]
applies: {products: [core]}
parameters:
  - {name: near_seconds, value: 60, unit: s, reason: "a scan that ended a minute before or after a complaint may have met the same full disk"}
  - {name: episode_minutes, value: 30, unit: min, reason: "a disk that filled up twice within half an hour was full all the time, or nearly"}
  - {name: low_gb, value: 5, unit: GB, reason: "OPSWAT asks for 5 GB of free disk for its engines; less is named beside the finding"}
why:
  engine-said-otherwise: An engine gave a reason of its own for this file, and it is not the disk.
remediation:
  - step: See which volume is full. Core's temporary files lie under /var/tmp/ometascan/resources (Linux) or data\resources in the installation folder (Windows), its data and the quarantine under /var/lib/ometascan or data\
    actor: core-admin
    check: The volume's free space is known (df -h, or the drive's properties), and GET /stat/nodes shows the same free_disk_space
  - step: Collect a Core support package to another volume before anything is deleted
    actor: core-admin
    check: The archive opens on another machine
  - step: Make room, first outside of Core (other programs' files, old packages), or enlarge the volume
    actor: core-admin
    risk: [interrupts-scanning]
    before: Collect the support package; leave Core's own folders alone while it runs
    check: free_disk_space of GET /stat/nodes stays above the largest file expected (twice its size for archives), with 50 GB as a base
  - step: Shorten what Core keeps in Settings, Data retention (results, quarantined files, sanitized files), if its own data fills the disk
    actor: core-admin
    risk: [loses-evidence]
    before: Export the processing history and the quarantine list, and pin the quarantined files that are still needed, since pinned files survive the clean-up
    check: The volume has room again after the next clean-up
  - step: Scan the files of this finding again
    actor: core-admin
    check: Each file has a new row with a verdict in History, Processing
sources:
  - {title: "Scan result codes: 24, Extraction Failed, with insufficient disk space as an example", where: opswat.com/docs/mdcore/integration}
  - {title: "OpenAPI of MetaDefender Core 5.6.1: 400, File upload rejected due to insufficient disk space; free_disk_space of /stat/nodes", where: github.com/speakeasy-sdks/terraform-provider-opswat}
  - {title: "Recommended system configuration: space for temporary files", where: opswat.com/docs/mdcore/installation}
  - {title: "Data retention", where: opswat.com/docs/mdcore/configuration/data-retention}
---
# The disk was full

## Meaning

{{#complaints}}Core's log says that there was no room on the disk, first at {{full_from}}, last at {{full_to}}
(records: {{complaints}}). {{/complaints}}{{#victims}}Of the files scanned then, {{count}} failed over it, the first at {{first}}, the last
at {{last}}.{{/victims}}{{^victims}}No failed scan of
this case is tied to it; uploads that were refused in that time never became a scan and are in no history, unless Core
tracks rejected requests.{{/victims}}{{#free_gb}} A status answer in the case shows {{free_gb}} GB of free space.{{/free_gb}}

Core writes every upload to a temporary folder and unpacks archives there, so it needs room for the file and for
all that comes out of it. OPSWAT's rule of thumb is as much free space as the file is large, twice as much for an
archive, on top of 50 GB; ESET alone wants more than 200 MB in the temporary folder. Without room Core refuses new
uploads with 400 *File upload rejected due to insufficient disk space*, extraction ends with 24 *Extraction Failed*, and engines
that cannot write their own temporary files fail.

Where the reason, an engine's message or a record with the scan's id names the disk, the finding is
certain. Where a scan merely failed within a minute of such a complaint, that they belong together is
inferred from the time, and the finding says likely or possible. The wording of Core's complaints about
its disk other than the refusal is the operating system's (*No space left on device*, *There is not enough space on the
disk*); no list of Core's own is public.

## When this is wrong

Extraction also fails on damaged or protected archives: its details say which. A file whose name contains such words
proves nothing and is not looked at. Little free space now does not say that the disk was full then, and a full log
volume need not be the volume of the temporary files. Where an engine gives another reason for this file, that
reason counts.

"""#),
        RuleFile(path: "failed-to-scan/engine-failed/contrast.sql", text: #"""
-- Failed scans among all scans: in the minutes in which an engine was down, and outside.
WITH down AS (
    SELECT
        engine.id AS id,
        engine.package_id AS package_id,
        engine.from_us / 60000000 AS first_minute,
        engine.to_us / 60000000 AS last_minute
    FROM engine
    WHERE engine.state IN ('failed', 'temporary failed', 'permanently failed')
        AND engine.from_us IS NOT NULL
),
finish AS (
    SELECT shape.package_id AS package_id, minute.minute AS minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component = 'core.workflow'
        AND EXISTS (SELECT 1 FROM down)
    GROUP BY shape.package_id, minute.minute
),
failed AS (
    SELECT scan.package_id AS package_id, scan.finished_us / 60000000 AS minute, count(*) AS scans
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10)
        AND scan.locator_id IS NULL
    GROUP BY scan.package_id, minute
)
SELECT
    'engine/' || down.id AS cause,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = down.package_id
            AND failed.minute BETWEEN down.first_minute
                AND coalesce(down.last_minute, failed.minute)), 0) AS inside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = down.package_id
            AND finish.minute BETWEEN down.first_minute
                AND coalesce(down.last_minute, finish.minute)), 0) AS inside_all,
    coalesce((
        SELECT sum(failed.scans) FROM failed
        WHERE failed.package_id = down.package_id
            AND NOT failed.minute BETWEEN down.first_minute
                AND coalesce(down.last_minute, failed.minute)), 0) AS outside_hits,
    coalesce((
        SELECT sum(finish.scans) FROM finish
        WHERE finish.package_id = down.package_id
            AND NOT finish.minute BETWEEN down.first_minute
                AND coalesce(down.last_minute, finish.minute)), 0) AS outside_all
FROM down
WHERE EXISTS (SELECT 1 FROM finish WHERE finish.package_id = down.package_id)

"""#),
        RuleFile(path: "failed-to-scan/engine-failed/detect.sql", text: #"""
-- Failed scans in which an engine failed by its own word, or during which an engine was down.
WITH failed AS MATERIALIZED (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.finished_us AS finished_us,
        scan.evidence AS evidence,
        symptom.window_from_us AS from_us,
        symptom.window_to_us AS to_us,
        scan.started_us IS NOT NULL OR symptom.event_id IS NOT NULL AS start_known
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code IN (3, 10)
),
-- 231 is an error in an engine; the others are states of /stat/engines that scan nothing.
down AS MATERIALIZED (
    SELECT engine.*, 'engine/' || engine.id AS cause
    FROM engine
    WHERE engine.state IN ('failed', 'temporary failed', 'permanently failed')
),
-- The engine's own word on this very file.
told AS MATERIALIZED (
    SELECT
        failed.*,
        answer.engine AS engine,
        answer.message AS message,
        answer.evidence AS answer_evidence,
        coalesce((
            SELECT down.cause FROM down
            WHERE down.engine = answer.engine COLLATE NOCASE
                AND down.from_us <= failed.to_us
                AND coalesce(down.to_us, failed.to_us) >= failed.from_us
            ORDER BY down.from_us DESC LIMIT 1
        ), first_value(answer.evidence) OVER (
            PARTITION BY answer.engine ORDER BY failed.finished_us, failed.scan_id
        )) AS cause
    FROM failed
    JOIN engine_result AS answer ON answer.scan_id = failed.scan_id
    WHERE answer.evidence IS NOT NULL
        AND (answer.result_code = 3
            OR answer.result_code = 10 AND coalesce(answer.message, '') <> ''
            -- Without a word of its own it may have been skipped, unless it was down.
            OR answer.result_code = 10 AND EXISTS (
                SELECT 1 FROM down
                WHERE down.engine = answer.engine COLLATE NOCASE
                    AND down.from_us <= failed.to_us
                    AND coalesce(down.to_us, failed.to_us) >= failed.from_us))
),
-- No engine's word on the file is known, but an engine had failed and not come back.
near AS MATERIALIZED (
    SELECT
        failed.*,
        down.engine AS engine,
        down.message AS message,
        down.evidence AS down_evidence,
        down.cause AS cause,
        EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
            AS has_answers
    FROM failed
    JOIN down ON down.package_id = failed.package_id
        AND down.from_us <= failed.to_us
        AND coalesce(down.to_us, failed.to_us) >= failed.from_us
    WHERE failed.scan_id NOT IN (SELECT told.scan_id FROM told)
),
-- Many good scans while the engine was down speak against it.
finish AS MATERIALIZED (
    SELECT shape.package_id AS package_id, minute.minute AS minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component = 'core.workflow'
        AND EXISTS (SELECT 1 FROM down)
    GROUP BY shape.package_id, minute.minute
),
inside AS MATERIALIZED (
    SELECT
        down.cause AS cause,
        (
            SELECT count(DISTINCT near.scan_id) FROM near WHERE near.cause = down.cause
        ) AS hits,
        (
            SELECT sum(finish.scans) FROM finish
            WHERE finish.package_id = down.package_id
                AND finish.minute >= down.from_us / 60000000
                AND finish.minute <= coalesce(down.to_us / 60000000, finish.minute)
        ) AS scans
    FROM down
    WHERE down.from_us IS NOT NULL
),
fits AS MATERIALIZED (
    SELECT subject, scan_id, finished_us, evidence, answer_evidence AS second, engine, message,
        cause, 'certain' AS confidence
    FROM told
    UNION ALL
    SELECT near.subject, near.scan_id, near.finished_us, near.evidence, near.down_evidence,
        near.engine, near.message, near.cause,
        CASE
            WHEN NOT near.start_known THEN 'possible'
            WHEN inside.hits * 2 >= coalesce(inside.scans, 0) THEN 'likely'
            ELSE 'possible'
        END
    FROM near
    JOIN inside ON inside.cause = near.cause
    WHERE NOT near.has_answers
),
worded AS (
    SELECT
        fits.*,
        min(fits.engine) OVER (PARTITION BY fits.cause) AS engine_name,
        min(nullif(fits.message, '')) OVER (PARTITION BY fits.cause) AS words,
        min(nullif(fits.message, '')) OVER (PARTITION BY fits.cause)
            <> max(nullif(fits.message, '')) OVER (PARTITION BY fits.cause) AS words_differ,
        max(CASE WHEN fits.confidence = 'certain' THEN 1 END) OVER (PARTITION BY fits.cause)
            AS told_by_engine
    FROM fits
)
SELECT
    worded.subject AS subject,
    CASE piece.column1
        WHEN 'scan' THEN worded.evidence
        WHEN 'second' THEN worded.second
        ELSE down.evidence
    END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    worded.cause AS cause,
    worded.confidence AS confidence,
    worded.finished_us AS time_us,
    worded.engine_name AS engine,
    worded.words AS words,
    nullif(worded.words_differ, 0) AS words_differ,
    worded.told_by_engine AS told_by_engine,
    1 AS victims
FROM worded
LEFT JOIN down ON down.cause = worded.cause
JOIN (VALUES ('scan'), ('second'), ('down')) AS piece
WHERE piece.column1 <> 'down'
    OR down.evidence IS NOT NULL
UNION ALL
-- Where the engines' answers are known and none of them failed, nothing is left to suspect.
SELECT
    failed.subject,
    failed.evidence,
    'ruled-out',
    'engines-answered' AS why_code,
    NULL,
    NULL,
    failed.finished_us,
    NULL, NULL, NULL, NULL, NULL
FROM failed
WHERE EXISTS (SELECT 1 FROM engine_result WHERE engine_result.scan_id = failed.scan_id)
    AND failed.scan_id NOT IN (SELECT told.scan_id FROM told)
UNION ALL
-- An engine is down and no failed scan is known to be its doing.
SELECT
    'engine/' || down.id,
    down.evidence,
    'fits',
    NULL,
    down.cause,
    'certain',
    down.from_us,
    down.engine,
    nullif(coalesce(down.message, ''), ''),
    NULL,
    NULL,
    NULL
FROM down
WHERE down.evidence IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM fits WHERE fits.cause = down.cause)

"""#),
        RuleFile(path: "failed-to-scan/engine-failed/rule.md", text: #"""
---
title: "Engine {{engine}} failed{{#victims}} while files were scanned: {{count}} got no verdict{{/victims}}{{#words}}; it said: {{words}}{{/words}}"
explains: failed-to-scan
severity: error
confidence: certain
inferred: false
status: stable
specificity: 30
needs: [core-log|core-history]
applies: {products: [core]}
yields_to: [failed-to-scan/disk-full]
caused_by: [health]
why:
  engines-answered: The engines' answers on this file are known, and none of them failed to scan it or gave an error of its own.
collect:
  core-log: "a Core support package with enginelogs/ that reaches over the time, and the JSON result of one of the failed files, which holds each engine's own words (in the console's address replace /#/user/dashboard/processingHistory/dataId/ by /file/): `GET /file/{data_id}`"
remediation:
  - step: Keep a Core support package with enginelogs/ of the failed engine, and the answer of GET /stat/engines
    actor: core-admin
    check: The engine's folder under enginelogs/ reaches over the time of the failures
  - step: Look at what the engine needs. OPSWAT asks for at least 3 GB of free memory, 5 GB of free disk, the engine's dependencies (Visual C++ or .NET runtime, libgdiplus, Java 17, AVX2 or SSE4.1, as the installation page lists them) and a stable connection for the download of its package
    actor: core-admin
    check: GET /stat/nodes shows available_mem above 3,000 MB and free_disk_space above 5,000,000,000 bytes
  - step: Switch the engine off and on again in Inventory (Modules, called Technologies in older versions)
    actor: core-admin
    risk: [weakens-protection]
    before: Collect the support package, and see that the remaining engines are active, since files are scanned without this one meanwhile
    check: GET /stat/engines shows active true and state production for it
  - step: If it fails again, remove the engine and its database and update anew
    actor: core-admin
    risk: [weakens-protection, loses-evidence]
    before: Collect the support package, and choose a quiet hour
    check: Core's log shows the engine start (message 5585) and then Connected and initialized successfully (228)
  - step: If it stays failed, open a case with the package; name the engine, its version and its own message
    actor: opswat-support
  - step: Scan the files of this finding again once the engine is in production
    actor: core-admin
    check: Each file has a new row with a verdict in History, Processing
sources:
  - {title: "What should I do if an engine is in Failed or Permanently Failed state?", where: opswat.com/docs/mdcore/knowledge-base/what-should-i-do-if-an-engine-is-in--failed--or--permanently-fai}
  - {title: "AV engine return code: 3 failed to scan, 10 not scanned", where: opswat.com/docs/mdcore/metascan-engines/av-engine-return-code}
  - {title: "OpenAPI of MetaDefender Core 5.6.1: threat_found holds the threat or the engine's error message; states of /stat/engines", where: github.com/speakeasy-sdks/terraform-provider-opswat}
  - {title: "Error message description table: 231, Error in engine", where: opswat.com/docs/mdcore/configuration/error-message-description-table}
---
# An engine failed

## Meaning

Engine {{engine}} had failed{{#victims}}; of the files that were scanned meanwhile, {{count}} ended as *Failed* or *Not
Scanned* (the first at {{first}}, the last at {{last}}){{/victims}}.{{#words}} Its own words: “{{words}}”{{#words_differ}} (other files got other
words of the same engine){{/words_differ}}.{{/words}}

{{#told_by_engine}}This stands in the results themselves: where an engine answers 3 (failed to scan) or 10 (not
scanned), the field that else holds a threat's name (threat_found) holds the engine's error message. Such a text is
never a threat.{{/told_by_engine}}{{^told_by_engine}}{{#victims}}No result with the engines' own words is in the case. Core's log says
that the engine failed, no later line says that it came back, and the scans failed meanwhile; that one caused the other
is inferred from the time. How many scans went well in the same minutes stands beside this finding: the more there are,
the less it is the engine.{{/victims}}{{^victims}}No failed scan of this case belongs to it. As long as other engines
are active, files are scanned without this one, and nobody may notice.{{/victims}}{{/told_by_engine}}

An engine fails because it could not be deployed or started (a missing dependency, too little memory or
disk, a damaged download), or because it crashed. One failed engine does not always fail a file: how Core makes one result
of several engines is not documented, but a file with one good answer is usually decided by it (inferred).

## When this is wrong

Core's log alone names an engine only when it crashed (message 231). An engine that merely answered *Failed to scan* leaves
its words in the JSON result, so without one the absence of this finding proves little.

An engine that is only being updated (message 5589, then 5585 and 5586) is not failed. Files that all fail while
every engine is in production point to Core itself, the disk or memory. An engine that answers 23 just does not know
this type of file. Where the engine worked to the limit of its time, the timeout is the closer
cause; where the operating system's antivirus removes Core's temporary files, several engines fail at random. If an engine
failed and the overall result is a verdict all the same, nothing is to be done.

"""#),
        RuleFile(path: "failed-to-scan/global-timeout/detect.sql", text: #"""
-- Scans whose result is 31: the workflow's global timeout cut them off.
WITH cut AS (
    SELECT
        symptom.subject AS subject,
        scan.id AS scan_id,
        scan.package_id AS package_id,
        scan.evidence AS evidence,
        scan.finished_us AS finished_us,
        scan.processing_ms AS processing_ms,
        scan.rule_name AS rule_name
    FROM symptom
    JOIN scan ON scan.id = symptom.scan_id
    WHERE symptom.family = 'failed-to-scan'
        AND scan.result_code = 31
),
-- Keys are documented in part; the one of Metascan (global_scan_timeout) is another limit.
allowance AS (
    SELECT setting.id AS id, setting.key AS key, setting.value AS value,
        setting.evidence AS evidence,
        row_number() OVER (ORDER BY setting.key LIKE '%.value' DESC, setting.id) AS place
    FROM setting
    WHERE setting.key LIKE '%global_timeout%'
        AND CAST(setting.value AS INTEGER) > 0
)
SELECT
    cut.subject AS subject,
    CASE piece.column1 WHEN 'scan' THEN cut.evidence ELSE allowance.evidence END AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'setting/' || allowance.id AS cause,
    cut.finished_us AS time_us,
    max(cut.processing_ms) OVER () / 1000 AS longest_seconds,
    nullif(min(cut.processing_ms) OVER () / 1000, max(cut.processing_ms) OVER () / 1000)
        AS shortest_seconds,
    min(cut.rule_name) OVER () AS workflow,
    nullif(min(cut.rule_name) OVER () <> max(cut.rule_name) OVER (), 0) AS more_workflows,
    allowance.key AS limit_key,
    allowance.value AS limit_value
FROM cut
LEFT JOIN allowance ON allowance.place = 1
JOIN (VALUES ('scan'), ('setting')) AS piece
WHERE piece.column1 = 'scan'
    OR allowance.evidence IS NOT NULL

"""#),
        RuleFile(path: "failed-to-scan/global-timeout/rule.md", text: #"""
---
title: "The global timeout of the workflow cut scans off: {{count}} got no verdict"
explains: failed-to-scan
severity: error
confidence: certain
inferred: false
status: stable
specificity: 60
needs: [core-log|core-history]
applies: {products: [core]}
remediation:
  - step: Read in the JSON result where the time went (process_info.processing_time_details, such as extraction_time, av_scan_time, cdr_time; process_info.queue_time is the wait before it)
    actor: core-admin
    check: The largest of them is known, and with it what to mend before the limit is touched
  - step: Find out whether Core was overloaded at that time (queue, processor, disk, an engine update) or the files are just large
    actor: core-admin
    check: GET /stat/nodes shows load and scan_queue in a quiet and in a busy hour
  - step: Raise the timeout of this workflow if such files must get through (General, Enable global timeout; keys process_info.global_timeout and process_info.global_timeout.value, in seconds according to a public client of the interface)
    actor: core-admin
    risk: [interrupts-scanning]
    before: Note the old value and the longest wait of every client in front of Core (ICAP Server, Nutanix Files, proxies), since a scan that outlasts them ends without an answer all the same
    check: One of the files below gets a verdict when it is scanned again
  - step: Look whether the client sends the header global-timeout, which overrides the workflow's value
    actor: core-admin
    check: The client's request is known
  - step: Scan the files of this finding again
    actor: core-admin
    check: Each file has a new row with a verdict in History, Processing
sources:
  - {title: "Scan result codes: 31, Global Timeout Exceeded; off by default, overrides every engine timeout", where: opswat.com/docs/mdcore/integration}
  - {title: "OpenAPI of MetaDefender Core 5.6.1: request header global-timeout", where: github.com/speakeasy-sdks/terraform-provider-opswat}
  - {title: "Workflow keys of a public Terraform provider: process_info.global_timeout", where: github.com/jkteknologies/terraform-provider-opswat}
---
# The global timeout cut the scan

## Meaning

Core gave scans up with the result 31, *Global Timeout Exceeded*{{#workflow}}, in the workflow
*{{workflow}}*{{#more_workflows}} and others{{/more_workflows}}{{/workflow}}: {{count}} in this case, the first at {{first}}, the last at
{{last}}.{{#longest_seconds}} The results say
that they took {{#shortest_seconds}}{{shortest_seconds}} to {{/shortest_seconds}}{{longest_seconds}} seconds.{{/longest_seconds}}{{#limit_key}} The
configuration in the case has {{limit_key}} = {{limit_value}}.{{/limit_key}}

The global timeout bounds the whole processing of a file: extraction, every engine, sanitization. It is off by
default, so somebody switched it on, and it takes precedence over the timeouts of the engines: no engine need have
failed. The file got no verdict, and whoever sent it sees it blocked.

A file may run into it because it is large or deeply packed, because Core was overloaded, or because one step hung.
The parts of the processing time, which only the JSON result holds, tell them apart.

## When this is wrong

16 *Exceeded Archive Timeout* is the limit of the archive step alone, and *Sanitization Global Timeout Exceeded* concerns Deep
CDR and leaves the scan its result. Metascan's own global timeout (scan.filescan.global_scan_timeout) makes engines
fail, and then the result is 3. The value shown here is the first that the configuration names; another workflow may
have another one, and a client may send its own.

"""#),
        RuleFile(path: "health/log-gap/detect.sql", text: #"""
-- Silences of a product log that are long, and long for that log; the end of a log is none.
SELECT
    'package/' || gap.package_id AS subject,
    'gap/' || gap.id AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'package/' || gap.package_id AS cause,
    gap.from_us AS time_us,
    package.name AS package,
    count(*) OVER of_package AS silences,
    max(gap.to_us - gap.from_us) OVER of_package / 60000000 AS longest_minutes,
    first_value(gap.from_us) OVER (
        PARTITION BY gap.package_id ORDER BY gap.to_us - gap.from_us DESC, gap.from_us
    ) AS longest_from_us
FROM gap
JOIN package ON package.id = gap.package_id
WHERE gap.source IN ('core-log', 'icap-log')
    AND gap.to_us - gap.from_us >= :gap_minutes * 60000000
    AND gap.to_us - gap.from_us >= :usual_pauses * coalesce(gap.usual_us, 0)
WINDOW of_package AS (PARTITION BY gap.package_id)

"""#),
        RuleFile(path: "health/log-gap/rule.md", text: #"""
---
title: "{{package}}: a log says nothing for {{longest_minutes}} minutes, then goes on"
explains: none
severity: warning
confidence: likely
inferred: false
status: stable
specificity: 10
needs: [core-log|icap-log]
parameters:
  - {name: gap_minutes, value: 5, unit: min, reason: shorter pauses are common on a quiet evening}
  - {name: usual_pauses, value: 20, reason: a source that speaks once an hour is not silent after five minutes}
remediation:
  - step: Compare the silence with the other logs of that time before believing that nothing happened
    actor: opswat-support
    check: The other product's log, or the operating system's, says whether the service ran
sources:
  - {title: "MetaDefender Core, Log message format", where: docs.opswat.com/mdcore}
---
# A log goes silent

## Meaning

{{package}} holds {{silences}} silences that are far longer than the usual pause between two lines of the same log; the
longest lasts {{longest_minutes}} minutes, from {{longest_from}} on. The log goes on afterwards, so it was not simply cut
off.

In such a time the service did not run, could not write its log, or a rotated file is missing from the package. Whatever
happened then is not in evidence, and no rule calls that time clear.

## When this is wrong

A test system without traffic is silent by nature. A package made with `-max-log`, or one whose older files were
removed by hand, has holes that say nothing about the service.

"""#),
        RuleFile(path: "health/service-restart-loop/detect.sql", text: #"""
-- Services that were started several times within an hour, with every start of that time.
WITH start AS (
    SELECT
        service_run.id,
        service_run.package_id,
        service_run.product,
        service_run.started_us,
        service_run.start_evidence,
        lag(service_run.id) OVER of_service AS before_id,
        count(*) OVER (
            PARTITION BY service_run.package_id, service_run.product
            ORDER BY service_run.started_us
            RANGE BETWEEN CURRENT ROW AND :window_minutes * 60000000 FOLLOWING
        ) AS starts_ahead,
        count(*) OVER (
            PARTITION BY service_run.package_id, service_run.product
            ORDER BY service_run.started_us
            RANGE BETWEEN :window_minutes * 60000000 PRECEDING AND CURRENT ROW
        ) AS starts_behind
    FROM service_run
    WHERE service_run.started_us IS NOT NULL
        AND service_run.start_evidence IS NOT NULL
    WINDOW of_service AS (
        PARTITION BY service_run.package_id, service_run.product
        ORDER BY service_run.started_us, service_run.id
    )
),
heavy AS (
    -- An hour with enough starts, by its first one.
    SELECT start.package_id, start.product, start.started_us AS from_us,
        start.started_us + :window_minutes * 60000000 AS to_us
    FROM start
    WHERE start.starts_ahead >= :starts
),
looping AS (
    SELECT start.*
    FROM start
    WHERE EXISTS (
        SELECT 1 FROM heavy
        WHERE heavy.package_id = start.package_id
            AND heavy.product = start.product
            AND start.started_us BETWEEN heavy.from_us AND heavy.to_us
    )
),
begun AS (
    SELECT
        looping.*,
        looping.started_us - lag(looping.started_us, 1, 0) OVER of_service
            > :window_minutes * 60000000 AS is_first
    FROM looping
    WINDOW of_service AS (
        PARTITION BY looping.package_id, looping.product
        ORDER BY looping.started_us, looping.id
    )
),
numbered AS (
    SELECT
        begun.*,
        sum(begun.is_first) OVER (
            PARTITION BY begun.package_id, begun.product
            ORDER BY begun.started_us, begun.id
        ) AS number
    FROM begun
),
told AS (
    SELECT
        numbered.*,
        ended.how_ended,
        ended.end_evidence,
        first_value(numbered.id) OVER of_loop AS first_id,
        count(*) OVER of_whole AS starts,
        min(numbered.started_us) OVER of_whole AS first_start_us,
        max(numbered.started_us) OVER of_whole AS last_start_us,
        sum(coalesce(ended.how_ended IN ('error-shutdown', 'out-of-memory'), 0)) OVER of_whole
            AS breakdowns
    FROM numbered
    LEFT JOIN service_run AS ended ON ended.id = numbered.before_id
    WINDOW
        of_loop AS (
            PARTITION BY numbered.package_id, numbered.product, numbered.number
            ORDER BY numbered.started_us, numbered.id
        ),
        of_whole AS (PARTITION BY numbered.package_id, numbered.product, numbered.number)
)
SELECT
    'service/' || told.id AS subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    'service/' || told.first_id AS cause,
    told.started_us AS time_us,
    CASE told.product WHEN 'icap' THEN 'ICAP Server' ELSE 'Core' END AS product,
    package.name AS package,
    told.starts,
    told.first_start_us,
    told.last_start_us,
    nullif(told.breakdowns, 0) AS breakdowns
FROM told
JOIN package ON package.id = told.package_id
JOIN json_each(json_array(told.start_evidence, told.end_evidence)) AS pieces
WHERE pieces.value IS NOT NULL

"""#),
        RuleFile(path: "health/service-restart-loop/rule.md", text: #"""
---
title: "{{product}} was started {{starts}} times between {{first_start}} and {{last_start}}"
explains: none
severity: error
confidence: likely
inferred: false
status: stable
specificity: 40
needs: [core-log|icap-log]
parameters:
  - {name: starts, value: 3, reason: one restart is maintenance and two may be an upgrade; the third within the hour is a loop}
  - {name: window_minutes, value: 60, unit: min, reason: "a service that fails while it starts is started again within seconds to minutes"}
remediation:
  - step: Read what the log says between the last start and the next stop - licence, database, disk, memory and engine errors stand just before a stop; other findings of this report name them where they are known
    actor: opswat-support
    check: Every stop has a reason, or is known to have none in the log
  - step: Collect a support package and the crash dumps before anything is cleaned up or installed anew
    actor: core-admin
    check: The package and the dumps lie with the case
  - step: If the restarts were made on purpose (settings, upgrade), choose a time without traffic for the next ones - a scan that is under way is lost at each stop
    actor: core-admin
    risk: [interrupts-scanning]
    before: Stop or redirect what submits files, and wait until nothing is in the queue
    check: No scan ends as Failed at the time of the restart
sources:
  - {title: "MetaDefender Core, Error message description table (message ids 8, 130, 2892)", where: www.opswat.com/docs/mdcore/configuration/error-message-description-table}
  - {title: "MetaDefender Core release notes 5.19.0 (scans interrupted by a restart)", where: www.opswat.com/docs/mdcore/release-notes/release-notes}
---
# A service starts again and again

## Meaning

The log of {{package}} shows {{starts}} starts of {{product}} from {{first_start}} to {{last_start}}.{{#breakdowns}}
Before {{breakdowns}} of them the service had ended itself because of an error or for lack of memory.{{/breakdowns}}

Each stop loses the scans that are under way: Core closes them as *Failed*, with an empty reason before version 5.19.0. In
the time until the next start nothing is scanned at all, so ICAP Server answers without a verdict and Nutanix Files locks
whatever is opened. A loop is therefore one trouble with many faces in the other findings.

The lines that announce a start are not documented, which is why this is *likely* and not certain; the stops by error
are.

## When this is wrong

Somebody who changes settings, installs an upgrade or tests a failover restarts a service several times on purpose. Then
the stops are orderly, no error precedes them, and they lie in a maintenance window. Two lines of one start ("starting",
"started") count once.

"""#),
        RuleFile(path: "missing-first-scan/already-quarantined/detect.sql", text: #"""
-- Scans that nobody asked for because the file was locked before, and no request followed the lock.
WITH wanted AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.event_id,
        symptom.time_us,
        symptom.window_to_us,
        expected_event.kind,
        expected_event.row_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    WHERE symptom.family = 'missing-first-scan'
        AND expected_event.request_id IS NULL
        AND symptom.time_us IS NOT NULL
),
earlier AS (
    -- Nutanix's own record of an earlier lock.
    SELECT
        wanted.event_id,
        nutanix_file.scan_time_us AS since_us,
        nutanix_file.evidence,
        'certain' AS confidence
    FROM wanted
    JOIN file_link ON file_link.file_id = wanted.file_id
        AND file_link.kind = 'nutanix-file'
    JOIN nutanix_file ON nutanix_file.id = file_link.row_id
    WHERE nutanix_file.quarantined = 1
        AND nutanix_file.scan_time_us < wanted.time_us - :apart_seconds * 1000000
        AND (wanted.kind <> 'nutanix-lock' OR nutanix_file.id <> wanted.row_id)
    UNION ALL
    -- An answer of ICAP Server after which the share locks a file.
    SELECT
        wanted.event_id,
        coalesce(icap_request.answered_us, icap_request.time_us),
        coalesce(icap_request.answer_evidence, icap_request.evidence),
        'likely'
    FROM wanted
    JOIN file_link ON file_link.file_id = wanted.file_id
        AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
    WHERE lower(coalesce(icap_request.response_info, icap_request.action)) = 'blocked'
        AND coalesce(icap_request.answered_us, icap_request.time_us)
            < wanted.time_us - :apart_seconds * 1000000
),
locked AS (
    -- The last lock before the time in question is the one that held then.
    SELECT earlier.event_id, earlier.since_us, earlier.evidence, earlier.confidence
    FROM (
        SELECT
            earlier.*,
            row_number() OVER (
                PARTITION BY earlier.event_id
                ORDER BY earlier.since_us DESC, earlier.evidence
            ) AS place
        FROM earlier
    ) AS earlier
    WHERE earlier.place = 1
),
later AS (
    -- A request after the lock means that somebody lifted it.
    SELECT DISTINCT locked.event_id, locked.since_us
    FROM locked
    JOIN wanted ON wanted.event_id = locked.event_id
    JOIN file_link ON file_link.file_id = wanted.file_id
        AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
    WHERE icap_request.time_us > locked.since_us + 2000000
        AND icap_request.time_us <= wanted.window_to_us
)
SELECT
    wanted.subject,
    locked.evidence,
    CASE WHEN later.event_id IS NULL THEN 'fits' ELSE 'ruled-out' END AS verdict,
    CASE WHEN later.event_id IS NULL THEN NULL ELSE 'sent-again' END AS why_code,
    NULL AS cause,
    wanted.time_us,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM coverage
            WHERE coverage.source IN ('icap-log', 'icap-history')
                AND coverage.from_us <= locked.since_us
                AND coverage.to_us >= wanted.time_us
        ) THEN locked.confidence
        ELSE 'likely'
    END AS confidence,
    locked.since_us AS each_since_us
FROM locked
JOIN wanted ON wanted.event_id = locked.event_id
LEFT JOIN later ON later.event_id = locked.event_id
    AND later.since_us = locked.since_us

"""#),
        RuleFile(path: "missing-first-scan/already-quarantined/rule.md", text: #"""
---
title: "Locked before, and so never sent again, as documented: {{count}}"
explains: missing-first-scan
severity: info
confidence: certain
inferred: false
status: stable
specificity: 90
needs: [nutanix-list|icap-log|icap-history]
parameters:
  - {name: apart_seconds, value: 480, unit: s, reason: "twice the longest wait of Nutanix Files (240 s), so that a lock and the answer that made it are never taken for two events"}
why:
  sent-again: The file was sent to ICAP Server again after that lock, so somebody had lifted it.
remediation:
  - step: Look for the answer that locked the file in the first place - scanwhy explain with its path tells the story - and judge that one; the later time has nothing of its own to explain
    actor: nutanix-admin
    check: The first lock has a cause in this report, or its time is outside of what the packages cover
  - step: If the first lock had no verdict behind it, ask for a new scan as nutanix-unknown/needs-reset describes; if it was a verdict, leave the file locked
    actor: nutanix-admin
    risk: [interrupts-scanning]
    before: Export the list of quarantined files and see that Core and ICAP Server are healthy
    check: A new request for the file stands in ICAP Server's history
sources:
  - {title: "Why do only some files from my Nutanix file share not show up in the ICAP or MetaDefender Core Scan History?", where: opswat.developerhub.io/docs/mdicap/knowledge-base}
  - {title: "Nutanix Files API v4, infected files and the actions RESCAN and RESET", where: github.com/nutanix/ntnx-api-golang-clients}
---
# The file was locked before

## Meaning

Nutanix Files sends a file to ICAP Server whenever it is uploaded or opened, until one answer locks it: a *Blocked*, or
an answer it cannot process. From then on the file is denied to everybody and **never sent again by itself**. Whoever
opens it a day later is refused without any scan, and finds nothing in the histories of ICAP Server and Core for that
moment. Files of this kind: {{count}}.

So nothing went wrong at the time that was asked about. What matters is the scan that led to the lock: the one just before
the lock's own time, which may be days older.

## When this is wrong

If the lock had been lifted in between (RESCAN, RESET or UNQUARANTINE in Nutanix), the file would be sent again at its
next use; a request that follows the lock rules this out. Where no ICAP Server log reaches from the lock to the time in
question, such a request cannot be excluded, and this is *likely* only.

"""#),
        RuleFile(path: "missing-first-scan/core-down/contrast.sql", text: #"""
-- How many expected scans are missing while Core was down, and how many at all other times.
SELECT
    'service/' || outage.id AS cause,
    sum(expected_event.scan_id IS NULL AND inside) AS inside_hits,
    sum(inside) AS inside_all,
    sum(expected_event.scan_id IS NULL AND NOT inside) AS outside_hits,
    sum(NOT inside) AS outside_all
FROM outage
JOIN (
    SELECT
        expected_event.scan_id,
        expected_event.time_us,
        outage.id AS outage_id,
        expected_event.time_us >= outage.from_us
            AND (outage.to_us IS NULL OR expected_event.time_us <= outage.to_us) AS inside
    FROM expected_event
    JOIN outage
    WHERE outage.product = 'core'
        AND expected_event.time_us IS NOT NULL
) AS expected_event ON expected_event.outage_id = outage.id
GROUP BY outage.id
HAVING sum(inside) > 0

"""#),
        RuleFile(path: "missing-first-scan/core-down/detect.sql", text: #"""
-- Files without a first scan whose attempt falls into a time when Core's service was not running.
WITH attempt AS (
    -- When somebody tried: from the request to its answer, else the longest wait before the lock.
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.event_id,
        symptom.time_us,
        expected_event.kind,
        expected_event.request_id,
        icap_request.data_id,
        CASE
            WHEN icap_request.id IS NOT NULL THEN icap_request.time_us
            WHEN expected_event.kind = 'reported' THEN symptom.window_from_us
            ELSE symptom.time_us - :longest_wait_seconds * 1000000
        END AS from_us,
        CASE
            WHEN icap_request.id IS NOT NULL
                THEN coalesce(icap_request.answered_us, icap_request.time_us)
            WHEN expected_event.kind = 'reported' THEN symptom.window_to_us
            ELSE symptom.time_us
        END AS to_us,
        coalesce(icap_request.evidence, nutanix_file.evidence) AS evidence
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'missing-first-scan'
),
refused AS (
    -- What ICAP Server itself said of the attempt.
    SELECT attempt.event_id, refusal.kind, refusal.time_us, refusal.evidence
    FROM attempt
    JOIN file_link ON file_link.file_id = attempt.file_id
        AND file_link.kind = 'refusal'
    JOIN refusal ON refusal.id = file_link.row_id
    WHERE refusal.time_us BETWEEN attempt.from_us - 2000000 AND attempt.to_us + 2000000
),
down AS (
    -- An outage whose end nobody wrote down ends with the next scan that Core finished.
    SELECT
        outage.id,
        outage.package_id,
        outage.how_ended,
        outage.from_us,
        coalesce(outage.to_us, (
            SELECT min(minute.minute) * 60000000
            FROM shape
            JOIN minute ON minute.shape_id = shape.id
            WHERE shape.package_id = outage.package_id
                AND shape.msgid = 82
                AND shape.component LIKE 'core.%'
                AND minute.minute * 60000000 > outage.from_us
        )) AS to_us,
        outage.from_evidence,
        outage.to_evidence
    FROM outage
    WHERE outage.product = 'core'
        AND outage.to_us IS NOT outage.from_us
),
silence AS (
    SELECT gap.id, gap.package_id, gap.from_us, gap.to_us
    FROM gap
    WHERE gap.source = 'core-log'
),
hit AS (
    -- ICAP could not reach Core while Core was down, or within a start's time after it.
    SELECT
        attempt.*,
        'service/' || down.id AS cause,
        down.package_id,
        down.from_us AS down_from_us,
        down.to_us AS down_to_us,
        down.how_ended,
        CASE
            WHEN down.how_ended IN ('error-shutdown', 'out-of-memory') THEN 'certain'
            ELSE 'likely'
        END AS confidence,
        refused.evidence AS said,
        down.from_evidence,
        down.to_evidence
    FROM attempt
    JOIN refused ON refused.event_id = attempt.event_id
    JOIN down ON down.from_us <= refused.time_us
        AND (down.to_us IS NULL
            OR refused.time_us <= down.to_us + :start_seconds * 1000000)
    WHERE refused.kind = 'unreachable'
    UNION ALL
    -- Nobody wrote why, but Core had stopped before and was not back when the attempt ended.
    SELECT
        attempt.*,
        'service/' || down.id,
        down.package_id,
        down.from_us,
        down.to_us,
        down.how_ended,
        CASE
            WHEN attempt.kind <> 'reported'
                AND (down.to_us IS NULL OR attempt.to_us <= down.to_us) THEN 'likely'
            ELSE 'possible'
        END,
        attempt.evidence,
        down.from_evidence,
        down.to_evidence
    FROM attempt
    JOIN down ON down.from_us <= attempt.to_us
        AND (down.to_us IS NULL OR attempt.from_us <= down.to_us)
    WHERE attempt.data_id IS NULL
        AND attempt.event_id NOT IN (SELECT event_id FROM refused)
    UNION ALL
    -- No stop was logged, but Core's log is silent exactly when ICAP could not reach it.
    SELECT
        attempt.*,
        'gap/' || silence.id,
        silence.package_id,
        silence.from_us,
        silence.to_us,
        'silent',
        'likely',
        refused.evidence,
        'gap/' || silence.id,
        NULL
    FROM attempt
    JOIN refused ON refused.event_id = attempt.event_id
    JOIN silence ON refused.time_us BETWEEN silence.from_us AND silence.to_us
    WHERE refused.kind = 'unreachable'
        AND NOT EXISTS (
            SELECT 1 FROM down
            WHERE down.from_us <= refused.time_us
                AND (down.to_us IS NULL
                    OR refused.time_us <= down.to_us + :start_seconds * 1000000)
        )
),
victimless AS (
    -- A breakdown that no known file met is reported too.
    SELECT down.*
    FROM down
    WHERE down.how_ended IN ('error-shutdown', 'out-of-memory')
        AND 'service/' || down.id NOT IN (SELECT cause FROM hit)
),
piece AS (
    SELECT
        hit.subject, pieces.value AS evidence, hit.cause, hit.time_us, hit.confidence,
        hit.package_id, hit.down_from_us, hit.down_to_us, hit.how_ended, 1 AS victims
    FROM hit
    JOIN json_each(json_array(hit.said, hit.from_evidence, hit.to_evidence)) AS pieces
    WHERE pieces.value IS NOT NULL
    UNION ALL
    SELECT
        'service/' || victimless.id, pieces.value, 'service/' || victimless.id,
        victimless.from_us, 'certain', victimless.package_id, victimless.from_us,
        victimless.to_us, victimless.how_ended, NULL
    FROM victimless
    JOIN json_each(json_array(victimless.from_evidence, victimless.to_evidence)) AS pieces
    WHERE pieces.value IS NOT NULL
)
SELECT
    piece.subject,
    piece.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    piece.cause,
    piece.time_us,
    piece.confidence,
    package.name AS package,
    piece.victims,
    piece.down_from_us,
    piece.down_to_us,
    CASE
        WHEN piece.down_to_us IS NULL THEN NULL
        WHEN piece.down_to_us - piece.down_from_us < 600000000
            THEN ((piece.down_to_us - piece.down_from_us) / 1000000) || ' seconds'
        ELSE ((piece.down_to_us - piece.down_from_us) / 60000000) || ' minutes'
    END AS down_time,
    CASE piece.how_ended
        WHEN 'error-shutdown' THEN 'the service shut itself down because of an error'
        WHEN 'out-of-memory' THEN 'the service ran out of memory'
        WHEN 'stop' THEN 'the service was stopped'
        WHEN 'next-start' THEN 'the service started anew'
        ELSE 'its log falls silent'
    END AS how
FROM piece
JOIN package ON package.id = piece.package_id
UNION ALL
-- ICAP could not reach Core, though Core's own log shows no stop and no silence then.
SELECT
    attempt.subject,
    refused.evidence,
    'ruled-out',
    'core-was-up',
    NULL,
    attempt.time_us,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
FROM attempt
JOIN refused ON refused.event_id = attempt.event_id
WHERE refused.kind = 'unreachable'
    AND attempt.event_id NOT IN (SELECT event_id FROM hit)
    AND EXISTS (
        SELECT 1 FROM coverage
        WHERE coverage.source = 'core-log'
            AND refused.time_us BETWEEN coverage.from_us AND coverage.to_us
    )
UNION ALL
-- Core answered this file while others found it down: it was up again, or another one answered.
SELECT
    attempt.subject,
    refused.evidence,
    'ruled-out',
    'core-answered',
    NULL,
    attempt.time_us,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
FROM attempt
JOIN refused ON refused.event_id = attempt.event_id
JOIN down ON down.from_us <= attempt.to_us
    AND (down.to_us IS NULL OR attempt.from_us <= down.to_us)
WHERE refused.kind <> 'unreachable'

"""#),
        RuleFile(path: "missing-first-scan/core-down/rule.md", text: #"""
---
title: "Core was down{{#down_time}} for {{down_time}}{{/down_time}}{{^down_time}} from {{down_from}} on{{/down_time}}{{#victims}}; never scanned because of it: {{count}}{{/victims}}{{^victims}}; no file is known to have been missed{{/victims}}"
explains: missing-first-scan
severity: critical
confidence: certain
inferred: false
status: stable
specificity: 60
needs: [core-log]
parameters:
  - {name: longest_wait_seconds, value: 240, unit: s, reason: "Nutanix Files waits at most 240 s for an answer, so an attempt began no earlier before the lock"}
  - {name: start_seconds, value: 120, unit: s, reason: a service that has just been started does not listen at once}
why:
  core-was-up: ICAP Server could not reach Core, but Core's own log shows neither a stop nor a silence at that time.
  core-answered: Core turned this file away with an answer of its own, so it was running.
remediation:
  - step: Find out why the service stopped before anything is restarted or cleaned up - see the findings about Core's restart, memory, disk and database; if there is none, collect the crash dump and a support package of Core
    actor: core-admin
    check: A named cause, or an open case with OPSWAT that holds the package and the dump
  - step: Have the operating system restart the service when it ends, and let monitoring ask Core's health check GET /readyz?verbose=true (ICAP Server has its own) so that somebody hears of the next stop
    actor: core-admin
    check: The health check answers 200, and an alarm comes when Core is stopped in a test
  - step: Give the server profile of ICAP Server a second Core (FAILOVER or ROUND ROBIN), so that one Core may be away
    actor: icap-admin
    check: With the first Core stopped in a maintenance window, a clean test file is still answered with 204
  - step: Send the files that were missed for a new scan, in waves, as nutanix-unknown/needs-reset lists them
    actor: nutanix-admin
    risk: [interrupts-scanning]
    before: Export the list of quarantined files, collect the packages of Core and ICAP Server, and see that both are healthy
    check: Each file has a scan in Core's history that is newer than the outage
sources:
  - {title: "Why do only some files from my Nutanix file share not show up in the ICAP or MetaDefender Core Scan History?", where: opswat.developerhub.io/docs/mdicap/knowledge-base}
  - {title: "MetaDefender Core, Error message description table (message ids 8, 130, 2892)", where: www.opswat.com/docs/mdcore/configuration/error-message-description-table}
  - {title: "MetaDefender ICAP Server, Server profiles (several Cores, failover)", where: www.opswat.com/docs/mdicap/configuration/server-profiles}
  - {title: "MetaDefender ICAP Server 5.2, changelog (traffic while Core is down is blocked unless allowed)", where: www.opswat.com/docs/mdicap/v5.2.1/release-notes/changelog}
---
# Core was down when the file should have been scanned

## Meaning

Core ({{package}}) was not running from {{down_from}} {{#down_to}}to {{down_to}}{{/down_to}}{{^down_to}}on{{/down_to}}: {{how}}.

{{#victims}}Files that were sent for scanning in that time ({{count}} are known) reached nobody. ICAP Server had to answer
without a verdict, and its default is to block. A file that Core never received cannot be in Core's history: there is no
result to look for, only a submission that failed. On Nutanix Files such a file is locked and shown as *Unknown*, and it
is never sent again by itself, so the first scan stays missing until somebody asks for it.
{{/victims}}{{^victims}}No file that this case knows was missed in that time. Scans that were under way when the service
stopped are another matter: look for them among the scans that failed.
{{/victims}}

A stop by error or by lack of memory is Core's own, documented message. That a start line was written is known from
logs only, not from documentation; the end of the outage is therefore good to some seconds.

## When this is wrong

A file without an ICAP Server line of its own is placed by time alone: it was locked while Core was away, or shortly
after, and that is *likely* or *possible*, never certain. A planned restart looks the same as a crash; the sentence above
says which one was logged. If several Cores stand in the server profile, another one may have scanned the file: its
package has to be looked at too.

"""#),
        RuleFile(path: "missing-first-scan/queue-full/contrast.sql", text: #"""
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

"""#),
        RuleFile(path: "missing-first-scan/queue-full/detect.sql", text: #"""
-- Files without a first scan that Core turned away because its queue was full.
WITH RECURSIVE attempt AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.event_id,
        symptom.time_us,
        expected_event.kind,
        expected_event.request_id,
        icap_request.data_id,
        icap_request.response_desc,
        icap_request.answer_evidence,
        file.name,
        coalesce(icap_request.time_us, symptom.time_us - :longest_wait_seconds * 1000000) AS from_us,
        coalesce(icap_request.answered_us, icap_request.time_us, symptom.time_us) AS to_us
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN file ON file.id = symptom.subject_id
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'missing-first-scan'
),
own AS (
    -- What was said of the very request: by its ids, or in ICAP Server's answer.
    SELECT attempt.event_id, refusal.kind, refusal.hop, refusal.time_us, refusal.evidence
    FROM attempt
    JOIN file_link ON file_link.file_id = attempt.file_id
        AND file_link.kind = 'refusal'
    JOIN refusal ON refusal.id = file_link.row_id
    WHERE refusal.time_us BETWEEN attempt.from_us - 2000000 AND attempt.to_us + 2000000
    UNION ALL
    SELECT attempt.event_id, 'queue-full', 'answer', attempt.to_us, attempt.answer_evidence
    FROM attempt
    WHERE attempt.response_desc = 'Server is too busy. Try again later.'
        AND attempt.answer_evidence IS NOT NULL
),
said AS (
    -- Every time somebody was turned away so, at whichever hop it was written down.
    SELECT refusal.hop, refusal.time_us, refusal.file_name, refusal.evidence
    FROM refusal
    WHERE refusal.kind = 'queue-full'
        AND refusal.time_us IS NOT NULL
    UNION ALL
    SELECT 'nginx', http_request.time_us, NULL, http_request.evidence
    FROM http_request
    JOIN entry ON entry.id = http_request.entry_id
    WHERE http_request.status >= 400
        AND http_request.status = 503
        AND http_request.method = 'POST'
        AND (http_request.path = '/file'
            OR http_request.path LIKE '/file?%'
            OR http_request.path LIKE '/file/sync%')
        AND entry.source = 'core-nginx'
    UNION ALL
    SELECT 'answer', own.time_us, NULL, own.evidence
    FROM own
    WHERE own.hop = 'answer'
),
begun AS (
    SELECT
        said.*,
        said.time_us - lag(said.time_us, 1, 0) OVER (ORDER BY said.time_us, said.evidence)
            > :episode_minutes * 60000000 AS is_first
    FROM said
),
numbered AS (
    SELECT
        begun.*,
        begun.time_us / 60000000 AS minute,
        sum(begun.is_first) OVER (ORDER BY begun.time_us, begun.evidence) AS number
    FROM begun
),
hop AS (
    SELECT
        numbered.number,
        numbered.hop,
        count(*) AS refused,
        numbered.hop = 'core' AND count(*) = count(numbered.file_name) AS names_all,
        min(numbered.time_us) AS first_us,
        max(numbered.time_us) AS last_us
    FROM numbered
    GROUP BY numbered.number, numbered.hop
),
worked AS (
    -- Scans that Core finished, by the minute.
    SELECT minute.minute, sum(minute.count) AS scans
    FROM shape
    JOIN minute ON minute.shape_id = shape.id
    WHERE shape.msgid = 82
        AND shape.component LIKE 'core.%'
    GROUP BY minute.minute
),
episode AS (
    -- The hop that saw most of them counts; the others tell of the same ones.
    SELECT
        hop.number,
        max(hop.refused) AS refused,
        min(hop.first_us) AS first_refused_us,
        max(hop.last_us) AS last_refused_us,
        max(hop.names_all) AS names_all,
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
linked AS (
    SELECT attempt.event_id, own.evidence, episode.number, 'certain' AS confidence
    FROM attempt
    JOIN own ON own.event_id = attempt.event_id
    JOIN episode ON own.time_us BETWEEN episode.first_refused_us AND episode.last_refused_us
    WHERE own.kind = 'queue-full'
),
step AS (
    SELECT 0 AS minutes
    UNION ALL
    SELECT step.minutes + 1 FROM step WHERE step.minutes <= :longest_wait_seconds / 60
),
nearby AS (
    -- Without an ICAP log: Core turned somebody away while Nutanix waited for this file. They are
    -- joined minute by minute, since each side may have thousands of rows.
    SELECT
        attempt.event_id,
        numbered.evidence,
        numbered.number,
        numbered.file_name = attempt.name COLLATE NOCASE AS is_named,
        row_number() OVER (
            PARTITION BY attempt.event_id
            ORDER BY
                coalesce(numbered.file_name = attempt.name COLLATE NOCASE, 0) DESC,
                numbered.time_us DESC,
                numbered.evidence
        ) AS place
    FROM attempt
    CROSS JOIN step
    JOIN numbered ON numbered.minute = (attempt.to_us + 2000000) / 60000000 - step.minutes
        AND numbered.time_us BETWEEN attempt.from_us AND attempt.to_us + 2000000
    WHERE attempt.request_id IS NULL
        AND attempt.kind = 'nutanix-lock'
        AND numbered.hop IN ('core', 'nginx')
),
hit AS (
    SELECT linked.event_id, linked.evidence, linked.number, linked.confidence
    FROM linked
    UNION ALL
    SELECT
        nearby.event_id,
        nearby.evidence,
        nearby.number,
        CASE
            WHEN nearby.is_named THEN 'likely'
            WHEN episode.refused >= episode.finished THEN 'likely'
            ELSE 'possible'
        END
    FROM nearby
    JOIN episode ON episode.number = nearby.number
    WHERE nearby.place = 1
        AND (nearby.is_named OR NOT episode.names_all)
)
SELECT
    attempt.subject,
    hit.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    -- One full queue is one cause, known by its first trace.
    episode.first_evidence AS cause,
    attempt.time_us,
    hit.confidence,
    episode.refused,
    episode.finished,
    episode.first_refused_us,
    episode.last_refused_us,
    (episode.last_refused_us - episode.first_refused_us) / 60000000 + 1 AS minutes
FROM hit
JOIN attempt ON attempt.event_id = hit.event_id
JOIN episode ON episode.number = hit.number
UNION ALL
-- Others were turned away then, but ICAP Server says that this file could not reach Core at all.
SELECT
    attempt.subject, own.evidence, 'ruled-out', 'core-not-reached', NULL, attempt.time_us,
    NULL, NULL, NULL, NULL, NULL, NULL
FROM attempt
JOIN own ON own.event_id = attempt.event_id
JOIN episode ON own.time_us BETWEEN episode.first_refused_us AND episode.last_refused_us
WHERE own.kind = 'unreachable'
UNION ALL
-- Others were turned away then, but Core had given this file an id.
SELECT
    attempt.subject, episode.first_evidence, 'ruled-out', 'core-took-it', NULL, attempt.time_us,
    NULL, NULL, NULL, NULL, NULL, NULL
FROM attempt
JOIN episode ON attempt.from_us BETWEEN episode.first_refused_us AND episode.last_refused_us
WHERE attempt.data_id IS NOT NULL
    AND attempt.event_id NOT IN (SELECT event_id FROM own)
UNION ALL
-- Core names each file that it turned away then, and this one is not among them.
SELECT
    attempt.subject, nearby.evidence, 'ruled-out', 'not-named', NULL, attempt.time_us,
    NULL, NULL, NULL, NULL, NULL, NULL
FROM nearby
JOIN attempt ON attempt.event_id = nearby.event_id
JOIN episode ON episode.number = nearby.number
WHERE nearby.place = 1
    AND nearby.is_named IS NOT 1
    AND episode.names_all

"""#),
        RuleFile(path: "missing-first-scan/queue-full/rule.md", text: #"""
---
title: "Core's queue was full and turned {{refused}} submissions away in {{minutes}} minutes; never scanned because of it: {{count}}"
explains: missing-first-scan
severity: critical
confidence: certain
inferred: false
status: stable
specificity: 50
needs: [core-log|core-nginx|icap-log]
parameters:
  - {name: longest_wait_seconds, value: 240, unit: s, reason: "Nutanix Files waits at most 240 s for an answer, so an attempt began no earlier before the lock"}
  - {name: episode_minutes, value: 15, unit: min, reason: a queue that is full again within a quarter of an hour has the same load behind it}
why:
  core-not-reached: Core was turning others away at that time, but ICAP Server could not even connect to it for this file.
  core-took-it: Core was turning others away at that time, but it had given this file a data id, so it had taken it.
  not-named: Core's log names every file that it turned away at that time, and this file is not among them.
remediation:
  - step: Find what filled the queue - the submissions to Core in the half hour before (POST /file in Core's nginx log, by address and user agent) show which client sent more than usual, such as a batch job beside ICAP Server
    actor: core-admin
    check: The client and its rate are named
  - step: Take the load off - move batch jobs to a quiet hour or to a Core of their own, or add an instance to the server profile of ICAP Server
    actor: core-admin
    check: "GET /stat/nodes: scan_queue stays well below total_scan_queue at the busiest hour"
  - step: "Enlarge the queue if the machine can bear it: Settings > General in Core 5.11.0 and later, before that PUT /admin/config/scan with the body {\"max_queue_per_agent\": 700} (default 500). From 5.14.1 on look at the queue ratio for archives too: a higher ratio makes refusals likelier"
    actor: core-admin
    check: The PUT answers 200 and echoes the value; POST /file is no longer answered with 503 under the same load
  - step: Switch on Settings > General > Track Rejected Requests, so that a refusal stands in Core's history from now on (as result 55, Rejected)
    actor: core-admin
    check: A refused submission shows in the processing history
  - step: Send the refused files for a new scan, in waves that leave room in the queue, as nutanix-unknown/needs-reset lists them
    actor: nutanix-admin
    risk: [interrupts-scanning]
    before: Export the list of quarantined files, collect the packages of Core and ICAP Server, and see that the queue is no longer near its limit
    check: Each file has a scan in Core's history that is newer than the refusal
sources:
  - {title: "What is the queue mechanism on MetaDefender Core?", where: www.opswat.com/docs/mdcore/v5.15.1/knowledge-base/what-is-the-queue-mechanism-on-metadefender-core}
  - {title: "How can I configure the maximum queue size in MetaDefender Core?", where: www.opswat.com/docs/mdcore/knowledge-base}
  - {title: "MetaDefender Core, General configuration (Track Rejected Requests, queue ratio for archive)", where: www.opswat.com/docs/mdcore/configuration/general-configuration}
  - {title: "MetaDefender Core REST API, POST /file (503 Server is too busy. Try again later.)", where: OPSWAT's OpenAPI description of MetaDefender Core v5}
  - {title: "Why do only some files from my Nutanix file share not show up in the ICAP or MetaDefender Core Scan History?", where: opswat.developerhub.io/docs/mdicap/knowledge-base}
---
# Core's queue was full

## Meaning

Core keeps a limited number of files waiting (500 by default). While all places are taken it answers a submission with
HTTP 503 and *Server is too busy. Try again later.* Between {{first_refused}} and {{last_refused}} it did so
{{refused}} times; in the same minutes it finished {{finished}} scans, so it was working, not down.

A submission that is refused gets no id and, unless *Track Rejected Requests* is switched on, no line in the history.
So the file looks as if it had never been sent. ICAP Server has no verdict to pass on and blocks; Nutanix Files locks the
file, shows it as *Unknown*, and never sends it again by itself. Files that met this fate: {{count}}.

## When this is wrong

A 503 counts only where it answers a submission (`POST /file`). A health check (`GET /readyz`) that is answered with 503
refuses no file, and a 503 of Nutanix's own API has nothing to do with scanning.

Where the file can be tied to its refusal by ICAP Server's connection and request ids, this is certain. Without an ICAP
Server log it rests on time, and on the name in Core's refusal where there is one: many files got through in the same
minutes, so it is *likely* at most. An earlier clean scan of the same file, or of another file with the same name, does not contradict it: the scan
that was refused is the one that decided.

"""#),
        RuleFile(path: "nutanix-unknown/blocked-by-verdict/detect.sql", text: #"""
-- Locked files for which the deciding scan found a threat, or something the workflow forbids.
WITH deciding AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.time_us,
        symptom.event_id,
        symptom.scan_id,
        expected_event.kind,
        expected_event.how,
        nutanix_file.evidence AS list_evidence,
        coalesce(expected_event.request_id, (
            SELECT icap_request.id
            FROM file_link
            JOIN icap_request ON icap_request.id = file_link.row_id
            WHERE expected_event.kind = 'reported'
                AND file_link.file_id = symptom.subject_id
                AND file_link.kind = 'icap-request'
                AND (symptom.window_to_us IS NULL OR icap_request.time_us <= symptom.window_to_us)
            ORDER BY icap_request.time_us DESC, icap_request.id
            LIMIT 1
        )) AS request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
verdict AS (
    -- Core's own result, of a scan that ended before the answer and was not overtaken by an error.
    SELECT
        deciding.*,
        scan.result_label AS label,
        scan.evidence,
        CASE
            WHEN deciding.how = 'data id' AND scan.allowed = 0 THEN 'certain'
            WHEN deciding.how = 'name' THEN 'possible'
            ELSE 'likely'
        END AS confidence
    FROM deciding
    JOIN scan ON scan.id = deciding.scan_id
    LEFT JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE scan.result_class IN ('threat', 'policy')
        AND scan.allowed IS NOT 1
        AND icap_request.error IS NULL
        AND (deciding.kind = 'reported'
            OR scan.finished_us IS NULL
            OR scan.finished_us
                <= coalesce(icap_request.answered_us, deciding.time_us) + :clock_seconds * 1000000)
    UNION ALL
    -- ICAP Server's answer, with the header that only a completed scan with violations sets.
    SELECT
        deciding.*,
        icap_request.blocked_reason,
        coalesce(icap_request.answer_evidence, icap_request.evidence),
        CASE WHEN deciding.scan_id IS NULL THEN 'likely' ELSE 'certain' END
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN result_code ON lower(result_code.label) = lower(trim(icap_request.blocked_reason))
    WHERE result_code.class IN ('threat', 'policy')
        AND icap_request.error IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM scan
            WHERE scan.id = deciding.scan_id
                AND scan.result_class NOT IN ('threat', 'policy')
        )
),
labelled AS (
    SELECT group_concat(per_label.label, ', ') AS results
    FROM (
        SELECT verdict.label
        FROM verdict
        WHERE verdict.label IS NOT NULL
        GROUP BY verdict.label
        ORDER BY verdict.label
    ) AS per_label
)
SELECT
    verdict.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    verdict.time_us,
    CASE verdict.kind
        WHEN 'nutanix-lock' THEN verdict.confidence
        WHEN 'reported' THEN replace(verdict.confidence, 'certain', 'likely')
        ELSE 'possible'
    END AS confidence,
    labelled.results
FROM verdict
JOIN labelled
JOIN json_each(json_array(verdict.evidence, verdict.list_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- Core came to a verdict, but only after ICAP Server had answered without it.
SELECT
    deciding.subject, scan.evidence, 'ruled-out', 'verdict-came-later', NULL, deciding.time_us,
    NULL, NULL
FROM deciding
JOIN scan ON scan.id = deciding.scan_id
JOIN icap_request ON icap_request.id = deciding.request_id
WHERE scan.result_class IN ('threat', 'policy')
    AND icap_request.blocked_reason IS NULL
    AND (icap_request.error IS NOT NULL
        OR scan.finished_us > icap_request.answered_us + :clock_seconds * 1000000)

"""#),
        RuleFile(path: "nutanix-unknown/blocked-by-verdict/rule.md", text: #"""
---
title: "Locked for good by a proper verdict ({{results}}), as designed: {{count}}"
explains: nutanix-unknown
severity: info
confidence: certain
inferred: false
status: stable
specificity: 100
needs: [core-log|core-history|icap-log]
parameters:
  - {name: clock_seconds, value: 5, unit: s, reason: clocks of two servers may differ by this much without anybody noticing}
why:
  verdict-came-later: Core came to a verdict for this file, but only after ICAP Server had answered without one.
remediation:
  - step: Leave the file locked. If it is needed, read Core's full result first (every engine, every reason), and have a person decide
    actor: core-admin
    check: The decision and its reason stand in the ticket
  - step: If the verdict is a false positive, report the sample to OPSWAT and correct the workflow or the allowlist; after that ask Nutanix for a RESCAN of this one file, so that it is served only with a new verdict
    actor: core-admin
    risk: [weakens-protection]
    before: Keep Core's result of the file and have the false positive confirmed by OPSWAT or by the engine's vendor
    check: The RESCAN ends with No Threat Detected in Core's history
sources:
  - {title: "Why do only some files from my Nutanix file share not show up in the ICAP or MetaDefender Core Scan History? (use case one)", where: opswat.developerhub.io/docs/mdicap/knowledge-base}
  - {title: "MetaDefender Core, Scan result codes and explanations", where: www.opswat.com/docs/mdcore/integration}
  - {title: "MetaDefender ICAP Server, ICAP response headers (X-Blocked-Reason only after a scan with violations)", where: www.opswat.com/docs/mdicap/operating/icap-response-headers}
---
# Locked because of a verdict

## Meaning

Core scanned these files and blocked them: {{results}}. ICAP Server passed the verdict on, and Nutanix Files locked them.
That is the product working as documented: a file with a *Blocked* verdict stays locked until an administrator acts, and
is not sent for scanning again. Files: {{count}}.

They are counted apart from files that are locked without a verdict, and they are on no list of files to release.

## When this is wrong

Only results of the threat and policy kind count (infected, suspicious, blocklisted, type mismatch, sensitive data and
the like). *Failed*, *Not Scanned*, time-outs, limits and password protection are no verdict on the contents, even where
the answer says *Blocked*. A verdict that Core reached only after ICAP Server had given up is no reason for that answer
either - but such a file is not to be released.

Without a list from Nutanix the lock itself is only predicted, and the finding is *possible*.

"""#),
        RuleFile(path: "nutanix-unknown/core-failed-to-scan/detect.sql", text: #"""
-- Locked files whose deciding scan Core ended without a verdict: failed, not scanned, timed out.
WITH deciding AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.time_us,
        symptom.event_id,
        symptom.scan_id,
        expected_event.kind,
        expected_event.how,
        nutanix_file.evidence AS list_evidence,
        coalesce(expected_event.request_id, (
            SELECT icap_request.id
            FROM file_link
            JOIN icap_request ON icap_request.id = file_link.row_id
            WHERE expected_event.kind = 'reported'
                AND file_link.file_id = symptom.subject_id
                AND file_link.kind = 'icap-request'
                AND (symptom.window_to_us IS NULL OR icap_request.time_us <= symptom.window_to_us)
            ORDER BY icap_request.time_us DESC, icap_request.id
            LIMIT 1
        )) AS request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
down AS (
    -- Times when Core was not running, up to the moment when it may be expected to answer again.
    SELECT outage.from_us, outage.to_us + :start_seconds * 1000000 AS to_us
    FROM outage
    WHERE outage.product = 'core'
        AND outage.to_us > outage.from_us
),
ended AS (
    SELECT
        deciding.*,
        scan.result_code,
        scan.result_label,
        scan.finished_us,
        scan.blocked_reason,
        scan.evidence AS scan_evidence,
        coalesce(
            (
                SELECT coalesce(icap_request.answered_us, icap_request.time_us)
                FROM icap_request
                WHERE icap_request.id = deciding.request_id
            ),
            CASE deciding.kind WHEN 'reported' THEN NULL ELSE deciding.time_us END
        ) AS answered_us,
        (
            SELECT icap_request.time_us FROM icap_request WHERE icap_request.id = deciding.request_id
        ) AS asked_us,
        (
            SELECT icap_request.answer_evidence
            FROM icap_request
            WHERE icap_request.id = deciding.request_id
        ) AS answer_evidence
    FROM deciding
    JOIN scan ON scan.id = deciding.scan_id
    WHERE scan.result_code IN (3, 10, 11, 19, 24, 31, 47, 57)
),
timed AS (
    -- True where Core's result can have been what ICAP Server answered with.
    SELECT
        ended.*,
        ended.answered_us IS NULL
            OR ended.finished_us IS NULL
            OR ended.finished_us <= ended.answered_us + :clock_seconds * 1000000 AS came_first,
        ended.result_code <> 19
            AND EXISTS (
                SELECT 1 FROM down
                WHERE down.from_us <= ended.answered_us
                    AND down.to_us >= coalesce(ended.asked_us, ended.answered_us)
            ) AS was_cut_off
    FROM ended
),
fit AS (
    SELECT timed.*
    FROM timed
    WHERE timed.came_first
        OR timed.was_cut_off
),
result AS (
    SELECT group_concat(per_label.files || ' ' || per_label.label, ', ') AS results
    FROM (
        SELECT fit.result_label AS label, count(DISTINCT fit.subject) AS files
        FROM fit
        GROUP BY fit.result_label
        ORDER BY files DESC, fit.result_label
    ) AS per_label
),
empty AS (
    SELECT count(DISTINCT fit.subject) AS without_reason
    FROM fit
    WHERE coalesce(fit.blocked_reason, '') = ''
)
SELECT
    fit.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    fit.time_us,
    CASE
        WHEN fit.kind = 'icap-request' THEN 'possible'
        WHEN fit.how = 'name' THEN 'possible'
        WHEN fit.kind = 'nutanix-lock' AND fit.how = 'data id' AND fit.came_first THEN 'certain'
        ELSE 'likely'
    END AS confidence,
    result.results,
    nullif(empty.without_reason, 0) AS without_reason
FROM fit
JOIN result
JOIN empty
JOIN json_each(json_array(fit.scan_evidence, fit.answer_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- Core ended the scan without a verdict, but only after ICAP Server had answered already.
SELECT
    timed.subject,
    timed.scan_evidence,
    'ruled-out',
    CASE timed.result_code WHEN 19 THEN 'cancelled-after' ELSE 'answered-before' END AS why_code,
    NULL,
    timed.time_us,
    NULL,
    NULL,
    NULL
FROM timed
WHERE NOT timed.came_first
    AND NOT timed.was_cut_off

"""#),
        RuleFile(path: "nutanix-unknown/core-failed-to-scan/rule.md", text: #"""
---
title: "Core could not scan them ({{results}}), so Nutanix locked them without a verdict: {{count}}"
explains: nutanix-unknown
severity: error
confidence: certain
inferred: false
status: stable
specificity: 60
needs: [core-log|core-history]
yields_to: [nutanix-unknown/poll-failed, nutanix-unknown/core-unreachable]
caused_by: [failed-to-scan]
parameters:
  - {name: start_seconds, value: 120, unit: s, reason: a service that has just been started does not answer at once}
  - {name: clock_seconds, value: 5, unit: s, reason: clocks of two servers may differ by this much without anybody noticing}
why:
  answered-before: Core ended this scan without a verdict, but only after ICAP Server had answered, so the answer has another reason.
  cancelled-after: The scan was cancelled after ICAP Server had answered, so the cancelling is an effect and not the cause.
remediation:
  - step: Read the finding about the failed scans that stands behind this one, and remove that cause first (engine, time-out, restart, disk, licence …)
    actor: core-admin
    check: A clean test file and an archive are scanned with No Threat Detected through ICAP Server
  - step: Keep screenshots of the scan results in Core of the first time these files were scanned; the support case needs them
    actor: core-admin
    check: Result, block reason and time of the scan can be read on them
  - step: Ask Nutanix to scan the files again, as nutanix-unknown/needs-reset lists them
    actor: nutanix-admin
    risk: [interrupts-scanning]
    before: Export the list of quarantined files, collect both packages, and see that the cause of the failed scans is gone
    check: Each file has a new scan in Core's history that ended with a verdict
sources:
  - {title: "Why do only some files from my Nutanix file share not show up in the ICAP or MetaDefender Core Scan History? (use case two)", where: opswat.developerhub.io/docs/mdicap/knowledge-base}
  - {title: "Why do my files show Failed to Scan in MetaDefender Core?", where: OPSWAT knowledge base of MetaDefender Core}
  - {title: "MetaDefender Core, Scan result codes and explanations", where: www.opswat.com/docs/mdcore/integration}
---
# Core failed to scan the file

## Meaning

These files reached Core, and Core's history has them, but the scan ended without a verdict: {{results}}. Nutanix Files
understands only *No Threat Detected* and *Blocked* with a reason. A result such as *Failed to Scan* makes it mark the file
as *Unknown*, lock it, and never send it again by itself.
{{#without_reason}}

Of these scans, {{without_reason}} carry no block reason at all. Before version 5.19.0 that is how Core closes scans that
were cut off when its service stopped.
{{/without_reason}}

Nobody has found anything in these files, and nobody has found them clean either. Files: {{count}}.

## When this is wrong

The result counts only if Core had it before ICAP Server answered. If ICAP Server gave up first, the answer came from
there. A scan that ended as *Cancelled* after the answer was usually cancelled by ICAP Server itself. Limits and
passwords (archive depth, encrypted archive …) are results of another kind and not meant here. Without an ICAP Server log
the scan is found by name and time, and this is *possible* only.

"""#),
        RuleFile(path: "nutanix-unknown/core-unreachable/detect.sql", text: #"""
-- Locked files for which ICAP Server answered without a verdict since Core was away or refused them.
WITH deciding AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.time_us,
        symptom.event_id,
        symptom.scan_id,
        expected_event.kind,
        expected_event.how,
        nutanix_file.evidence AS list_evidence,
        coalesce(expected_event.request_id, (
            SELECT icap_request.id
            FROM file_link
            JOIN icap_request ON icap_request.id = file_link.row_id
            WHERE expected_event.kind = 'reported'
                AND file_link.file_id = symptom.subject_id
                AND file_link.kind = 'icap-request'
                AND (symptom.window_to_us IS NULL OR icap_request.time_us <= symptom.window_to_us)
            ORDER BY icap_request.time_us DESC, icap_request.id
            LIMIT 1
        )) AS request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
said AS (
    SELECT deciding.*, refusal.kind AS refusal_kind, refusal.text, refusal.evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    JOIN file_link ON file_link.file_id = deciding.file_id
        AND file_link.kind = 'refusal'
    JOIN refusal ON refusal.id = file_link.row_id
        AND refusal.connection_id = icap_request.connection_id
        AND refusal.request_id IS icap_request.request_id
    WHERE refusal.kind IN ('unreachable', 'queue-full')
    UNION ALL
    -- A quieter log keeps the answer alone.
    SELECT
        deciding.*, 'queue-full', icap_request.response_desc, icap_request.answer_evidence
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE icap_request.response_desc = 'Server is too busy. Try again later.'
        AND icap_request.answer_evidence IS NOT NULL
),
clear AS (
    -- A verdict in the answer, or a result of Core for the same id, means that Core was reached.
    SELECT
        said.*,
        icap_request.answer_evidence,
        min(said.request_id) OVER (PARTITION BY said.refusal_kind) AS first_request_id
    FROM said
    JOIN icap_request ON icap_request.id = said.request_id
    WHERE icap_request.blocked_reason IS NULL
        AND icap_request.profile IS NULL
        AND lower(coalesce(icap_request.response_info, icap_request.action, '')) <> 'allowed'
        AND NOT EXISTS (SELECT 1 FROM scan WHERE scan.data_id = icap_request.data_id)
)
SELECT
    clear.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    -- Being turned away and finding nobody have different causes: one finding each.
    'icap-request/' || clear.first_request_id AS cause,
    clear.time_us,
    CASE clear.kind
        WHEN 'nutanix-lock' THEN 'certain'
        WHEN 'reported' THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    CASE clear.refusal_kind
        WHEN 'queue-full' THEN 'Core refused because it was too busy'
        ELSE 'Core could not be reached'
    END AS why,
    CASE clear.refusal_kind WHEN 'queue-full' THEN 'yes' END AS refused
FROM clear
JOIN json_each(json_array(clear.evidence, clear.answer_evidence)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- ICAP Server met a refusal on the way, but got a result of Core in the end.
SELECT
    said.subject, said.evidence, 'ruled-out', 'answered-in-the-end', NULL, said.time_us,
    NULL, NULL, NULL
FROM said
WHERE said.event_id NOT IN (SELECT clear.event_id FROM clear)

"""#),
        RuleFile(path: "nutanix-unknown/core-unreachable/rule.md", text: #"""
---
title: "{{why}}, so ICAP Server answered without a verdict; locked because of it: {{count}}"
explains: nutanix-unknown
severity: error
confidence: certain
inferred: false
status: stable
specificity: 70
needs: [icap-log]
yields_to: [nutanix-unknown/poll-failed]
caused_by: [missing-first-scan/core-down, missing-first-scan/queue-full]
why:
  answered-in-the-end: Core refused the file or could not be reached at first, but ICAP Server got an answer of Core in the end.
remediation:
  - step: Read the finding behind this one - was Core down, was its queue full, or could ICAP Server not connect - and remove that cause first
    actor: core-admin
    check: "The test of the server profile in ICAP Server passes, and GET /readyz?verbose=true answers 200 on Core and on ICAP Server"
  - step: Give the server profile of ICAP Server a second Core (FAILOVER or ROUND ROBIN); do not let traffic pass unscanned while Core is down, since files would be served without a verdict and nobody would know which
    actor: icap-admin
    check: With one Core stopped in a maintenance window, a clean test file is still answered with 204
  - step: Ask Nutanix to scan the files again, as nutanix-unknown/needs-reset lists them
    actor: nutanix-admin
    risk: [interrupts-scanning]
    before: Export the list of quarantined files, collect both packages, and see that Core and ICAP Server are healthy
    check: Each file has a scan in Core's history
sources:
  - {title: "Why do only some files from my Nutanix file share not show up in the ICAP or MetaDefender Core Scan History? (use case two)", where: opswat.developerhub.io/docs/mdicap/knowledge-base}
  - {title: "MetaDefender ICAP Server, ICAP response headers (X-Blocked-Reason and X-ICAP-Profile only after a scan)", where: www.opswat.com/docs/mdicap/operating/icap-response-headers}
  - {title: "MetaDefender ICAP Server, Server profiles", where: www.opswat.com/docs/mdicap/configuration/server-profiles}
---
# Core could not be reached, or refused the file

## Meaning

ICAP Server tried to hand the file to Core and could not: {{#refused}}Core answered with 503, *Server is too busy. Try again
later.*{{/refused}}{{^refused}}it got no connection to Core.{{/refused}} There was no scan, so there was no verdict to pass on,
and ICAP Server blocked to be on the safe side. An answer after a completed scan carries the workflow's name and, if
something was found, the block reason; these answers carry neither.

Nutanix Files locks such a file and shows it as *Unknown*. It is never sent again by itself, and since Core never had
it, Core's history knows nothing of it. Files: {{count}}.

## When this is wrong

ICAP Server may meet a refusal and reach Core, or a second Core, at the next try: a result of Core for the same request
rules this out. A 503 that Nutanix reports for its own API, or that a health check gets, has nothing to do with it. Only
what ICAP Server wrote about this very request counts; another file's trouble in the same minute does not.

"""#),
        RuleFile(path: "nutanix-unknown/needs-reset/detect.sql", text: #"""
-- Files locked without a threat or policy verdict anywhere in the case, with what to do first.
WITH locked AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.time_us,
        symptom.scan_id,
        symptom.window_from_us,
        symptom.window_to_us,
        expected_event.kind,
        expected_event.request_id,
        coalesce(nutanix_file.evidence, icap_request.answer_evidence, icap_request.evidence)
            AS evidence,
        file.name,
        file.sha256
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    JOIN file ON file.id = symptom.subject_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    LEFT JOIN icap_request ON icap_request.id = expected_event.request_id
    WHERE symptom.family = 'nutanix-unknown'
        AND expected_event.kind <> 'reported'
),
verdict_word AS (
    -- Words that say what was found in a file.
    SELECT lower(result_code.label) AS word
    FROM result_code
    WHERE result_code.class IN ('threat', 'policy')
),
harmless_word AS (
    -- Words of a record that say that nothing was found out.
    SELECT lower(result_code.label) AS word
    FROM result_code
    WHERE result_code.class NOT IN ('threat', 'policy')
    UNION
    SELECT lower(refusal.text)
    FROM refusal
    WHERE refusal.text IS NOT NULL
    UNION
    SELECT lower(own.column1)
    FROM (VALUES
        (''), ('unknown'), ('none'), ('null'), ('n/a'), ('-'),
        ('failed to scan'), ('error received from metadefender core'),
        ('cannot connect to core'), ('server is too busy. try again later.')
    ) AS own
),
bad_scan AS (
    -- Scans that found something: as a whole, by one engine, or by a threat's name.
    SELECT unclean_scan.scan_id
    FROM unclean_scan
    CROSS JOIN scan ON scan.id = unclean_scan.scan_id
    WHERE scan.result_class IN ('threat', 'policy')
        OR coalesce(scan.threat_name, '') <> ''
        OR lower(trim(scan.blocked_reason)) IN (SELECT verdict_word.word FROM verdict_word)
    UNION
    SELECT engine_result.scan_id
    FROM engine_result
    JOIN result_code ON result_code.code = engine_result.result_code
    WHERE result_code.class IN ('threat', 'policy')
),
bad AS (
    SELECT
        scan.id,
        scan.data_id,
        scan.parent_data_id,
        scan.sha256,
        lower(replace(scan.file_name, char(92), '/')) AS path
    FROM bad_scan
    CROSS JOIN scan ON scan.id = bad_scan.scan_id
),
own_scan AS (
    -- Every scan of the file, at any time, however it was tied to it.
    SELECT locked.file_id, file_link.row_id AS scan_id
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id
        AND file_link.kind = 'scan'
    UNION
    SELECT locked.file_id, locked.scan_id
    FROM locked
    WHERE locked.scan_id IS NOT NULL
),
own_hash AS (
    SELECT DISTINCT scan.sha256
    FROM own_scan
    CROSS JOIN scan ON scan.id = own_scan.scan_id
    WHERE scan.sha256 IS NOT NULL
),
bad_name AS (
    -- The name after the last slash: what is left of it are characters that are no slash.
    SELECT
        bad.id,
        substr(bad.path, length(rtrim(bad.path, replace(bad.path, '/', ''))) + 1) AS name
    FROM bad
),
bad_hash AS (
    -- The same bytes count under any other name as well.
    SELECT DISTINCT bad.sha256
    FROM bad
    WHERE bad.sha256 IS NOT NULL
    UNION
    SELECT scan.sha256
    FROM own_hash
    CROSS JOIN scan ON scan.sha256 = own_hash.sha256
    WHERE scan.result_class IN ('threat', 'policy')
        OR coalesce(scan.threat_name, '') <> ''
    UNION
    -- An item of Core's quarantine whose answer from Cloud names a verdict.
    SELECT quarantine_item.sha256
    FROM quarantine_item
    WHERE quarantine_item.sha256 IS NOT NULL
        AND lower(trim(coalesce(quarantine_item.state, '')))
            IN (SELECT verdict_word.word FROM verdict_word)
),
bad_id AS (
    -- The archive that holds a bad file is as bad as the file.
    SELECT bad.data_id FROM bad WHERE bad.data_id IS NOT NULL
    UNION
    SELECT bad.parent_data_id FROM bad WHERE bad.parent_data_id IS NOT NULL
),
hold AS (
    SELECT locked.file_id, 'verdict' AS why_code
    FROM locked
    WHERE locked.sha256 IN (SELECT bad_hash.sha256 FROM bad_hash)
    UNION
    SELECT own_scan.file_id, 'verdict'
    FROM own_scan
    CROSS JOIN scan ON scan.id = own_scan.scan_id
    WHERE scan.result_class IN ('threat', 'policy')
        OR coalesce(scan.threat_name, '') <> ''
        OR lower(trim(scan.blocked_reason)) IN (SELECT verdict_word.word FROM verdict_word)
        OR scan.sha256 IN (SELECT bad_hash.sha256 FROM bad_hash)
        OR scan.data_id IN (SELECT bad_id.data_id FROM bad_id)
    UNION
    -- A result that nobody has documented may be a verdict.
    SELECT own_scan.file_id, 'result-not-known'
    FROM own_scan
    CROSS JOIN scan ON scan.id = own_scan.scan_id
    WHERE scan.result_class = 'unknown'
        AND scan.allowed IS NOT 1
    UNION
    -- Something was found in a file of that name, and no id says that it was another file.
    SELECT locked.file_id, 'same-name'
    FROM bad_name
    JOIN locked ON lower(locked.name) = bad_name.name
    WHERE NOT EXISTS (
        SELECT 1 FROM file_link
        WHERE file_link.kind = 'scan'
            AND file_link.row_id = bad_name.id
            AND file_link.strength >= 2
            AND file_link.file_id <> locked.file_id
    )
    UNION
    SELECT own_scan.file_id, 'engine-verdict'
    FROM own_scan
    JOIN engine_result ON engine_result.scan_id = own_scan.scan_id
    JOIN result_code ON result_code.code = engine_result.result_code
    WHERE result_code.class IN ('threat', 'policy')
    UNION
    -- What any answer of ICAP Server about that path said.
    SELECT locked.file_id, 'icap-verdict'
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id
        AND file_link.kind = 'icap-request'
    JOIN icap_request ON icap_request.id = file_link.row_id
    WHERE coalesce(icap_request.threat, '') <> ''
        OR lower(trim(icap_request.blocked_reason))
            NOT IN (SELECT harmless_word.word FROM harmless_word)
        OR lower(trim(icap_request.response_desc))
            IN (SELECT verdict_word.word FROM verdict_word)
        OR icap_request.sha256 IN (SELECT bad_hash.sha256 FROM bad_hash)
        OR icap_request.data_id IN (SELECT bad_id.data_id FROM bad_id)
    UNION
    -- What Nutanix's record names.
    SELECT locked.file_id, 'nutanix-names-it'
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id
        AND file_link.kind = 'nutanix-file'
    JOIN nutanix_file ON nutanix_file.id = file_link.row_id
    WHERE lower(trim(coalesce(nutanix_file.description, '')))
        NOT IN (SELECT harmless_word.word FROM harmless_word)
    UNION
    -- A file of Core's quarantine whose answer from Cloud names a verdict.
    SELECT locked.file_id, 'verdict'
    FROM locked
    JOIN file_link ON file_link.file_id = locked.file_id
        AND file_link.kind = 'quarantine-item'
    JOIN quarantine_item ON quarantine_item.id = file_link.row_id
    WHERE quarantine_item.sha256 IN (SELECT bad_hash.sha256 FROM bad_hash)
),
queue AS (
    -- A quarter of the free places of Core's queue, if its health was collected.
    SELECT
        coalesce(
            (
                SELECT max(CAST(limits.number - coalesce(used.number, 0) AS INTEGER))
                FROM fact AS limits
                LEFT JOIN fact AS used ON used.package_id = limits.package_id
                    AND used.key = 'readyz.scan_queue.number_in_queue'
                WHERE limits.key = 'readyz.scan_queue.max_number_in_queue'
            ),
            :queue_slots
        ) / 4 AS wave_size
),
listed AS (
    SELECT
        locked.*,
        row_number() OVER (ORDER BY min(locked.time_us), locked.file_id) AS place,
        CASE
            WHEN locked.kind <> 'nutanix-lock' THEN 'possible'
            WHEN NOT EXISTS (
                SELECT 1 FROM coverage
                WHERE coverage.source IN ('core-log', 'core-history')
            ) THEN 'possible'
            WHEN locked.request_id IS NULL THEN 'likely'
            WHEN EXISTS (
                SELECT 1 FROM coverage
                WHERE coverage.source IN ('core-log', 'core-history')
                    AND coverage.from_us <= locked.window_from_us
                    AND coverage.to_us >= locked.time_us
            ) THEN 'certain'
            ELSE 'likely'
        END AS confidence
    FROM locked
    WHERE locked.file_id NOT IN (SELECT hold.file_id FROM hold)
        AND locked.evidence IS NOT NULL
    GROUP BY locked.file_id
),
total AS (
    SELECT
        count(*) AS files,
        max(1, max(queue.wave_size)) AS wave_size,
        (count(*) + max(1, max(queue.wave_size)) - 1) / max(1, max(queue.wave_size)) AS waves,
        (SELECT count(DISTINCT hold.file_id) FROM hold) AS held
    FROM listed
    JOIN queue
)
SELECT
    listed.subject,
    listed.evidence,
    'fits' AS verdict,
    NULL AS why_code,
    NULL AS cause,
    listed.time_us,
    listed.confidence,
    total.files,
    total.wave_size,
    total.waves,
    nullif(total.held, 0) AS held,
    (listed.place - 1) / total.wave_size + 1 AS each_wave,
    CASE listed.confidence WHEN 'possible' THEN 'unknown' ELSE 'rescan' END AS each_class
FROM listed
JOIN total
UNION ALL
-- Files that must stay locked, since somebody found something in them at some time.
SELECT
    locked.subject, locked.evidence, 'ruled-out', hold.why_code, NULL, locked.time_us,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM hold
JOIN locked ON locked.file_id = hold.file_id

"""#),
        RuleFile(path: "nutanix-unknown/needs-reset/rule.md", text: #"""
---
title: "Locked without a verdict: {{count}}. Scan them again in waves of {{wave_size}}; do not just unlock them"
explains: none
severity: error
confidence: certain
inferred: false
status: stable
specificity: 0
needs: [nutanix-list|icap-log, core-log|core-history|icap-log]
caused_by: [nutanix-unknown]
parameters:
  - {name: queue_slots, value: 500, reason: "Core's default number of queue places, used where its health was not collected; a wave is a quarter of the free places"}
why:
  verdict: A scan of this file, or of the same bytes, found a threat or a breach of policy; it stays locked until a person has judged that.
  engine-verdict: One engine found something in this file; it stays locked until a person has judged that.
  icap-verdict: An answer of ICAP Server about this path named a threat or a block reason; it stays locked until a person has judged that.
  nutanix-names-it: Nutanix's record names something found in this file; it stays locked until a person has judged that.
  result-not-known: Core blocked this file with a result that is not documented; it stays locked until a person has judged that.
  same-name: Core found something in a file of this name, and no id says that it was another file; it stays locked until a person has judged that.
collect:
  core-log: "a Core support package that reaches over the locks, so that no verdict is overlooked: `/usr/bin/ometascan-collect-support-data.sh`"
remediation:
  - step: Keep what there is - export the whole list of quarantined files from Nutanix (all of its pages), collect the support packages of Core and ICAP Server, and take screenshots of the first scan results in Core
    actor: nutanix-admin
    check: The export has as many rows as the console shows files
  - step: "Healthy first: GET /readyz?verbose=true answers 200 on Core and on ICAP Server, and the causes in this report are removed"
    actor: icap-admin
    check: Both answer 200, and Core's queue is nearly empty
  - step: Put one clean test file and the EICAR test file on the share - the first must be served, the second must be blocked with the reason Infected
    actor: nutanix-admin
    check: Both stand in the histories of ICAP Server and Core with the results No Threat Detected and Infected
  - step: "RESCAN the first wave: POST infected-files/{extId}/$actions/fix with the action RESCAN, or rescan in the console's list of quarantined files. The ICAP server is asked again and access comes back only with a clean answer. Nutanix Support has tools for doing it in bulk"
    actor: nutanix-admin
    risk: [interrupts-scanning]
    before: The list is exported, both packages are collected, and the two test files behaved
    check: Every file of the wave has a new scan in Core's history, and Core's nginx log shows no POST /file with 503; only then start the next wave
  - step: RESET (remove the record, so that the file is scanned at its next access) only where the share's policy provably scans on read and blocks access if a scan cannot be completed, and the file's size and type are not excluded - else it would be served unscanned
    actor: nutanix-admin
    risk: [exposes-unscanned]
    before: Read isScanOnReadEnabled and isFileAccessBlocked of the policy that holds for this share, and export the list
    check: Opening one of the files leaves a new request in ICAP Server's history
  - step: Never use UNQUARANTINE alone, which gives access without any scan; and leave out every file that this report puts on hold
    actor: nutanix-admin
    check: No file of the group on hold has left the list of quarantined files
sources:
  - {title: "Why do only some files from my Nutanix file share not show up in the ICAP or MetaDefender Core Scan History?", where: opswat.developerhub.io/docs/mdicap/knowledge-base}
  - {title: "Nutanix Files API v4, infected files (RESCAN, RESET, QUARANTINE, UNQUARANTINE)", where: github.com/nutanix/ntnx-api-golang-clients}
  - {title: "Nutanix Ansible collection, Files antivirus modules (what each action does)", where: github.com/nutanix/nutanix.ansible}
---
# Files that are locked without a verdict

## Meaning

Files are locked on Nutanix Files although nobody found anything in them: {{count}}. The lock is permanent. Nutanix does not
send a locked file again, so waiting helps nothing, and repairing Core or ICAP Server alone does not free a single file.
Other findings say why each of them was locked; this one is the list to work through.

The order is: healthy first, then test, then **RESCAN** in waves. A wave of {{wave_size}} files takes a quarter of the
free places in Core's queue, which makes {{waves}} waves for all {{files}}; asking for all of them at once would fill the
queue and lock them again.
{{#held}}

On hold, and **not** among these files: {{held}}. At some time a scan, an engine, an answer of ICAP Server or Nutanix's own
record named something found in them, or in the same bytes under another name. They stay locked until a person has judged
that.
{{/held}}

That RESCAN is the right action here is our reading of what Nutanix documents of its four actions, beside the vendor's
advice to scan quarantined files again.

## When this is wrong

"No verdict" means: none in the packages at hand. A scan that is older than the logs, or was made by a Core whose
package is missing, may have found something; therefore RESCAN, which asks again before it gives access, and no release
without a scan. Without a list from Nutanix the locks are predicted from ICAP Server's answers and are *possible* only:
get the list first. Without Core's package nobody has looked for verdicts at all.

If the list was exported page by page, files of missing pages are not here.

"""#),
        RuleFile(path: "nutanix-unknown/poll-failed/detect.sql", text: #"""
-- Files that ICAP Server blocked because asking Core for the result failed, while Core went on.
WITH deciding AS (
    SELECT
        symptom.subject,
        symptom.subject_id AS file_id,
        symptom.time_us,
        symptom.event_id,
        symptom.scan_id,
        expected_event.kind,
        expected_event.how,
        nutanix_file.evidence AS list_evidence,
        coalesce(expected_event.request_id, (
            SELECT icap_request.id
            FROM file_link
            JOIN icap_request ON icap_request.id = file_link.row_id
            WHERE expected_event.kind = 'reported'
                AND file_link.file_id = symptom.subject_id
                AND file_link.kind = 'icap-request'
                AND (symptom.window_to_us IS NULL OR icap_request.time_us <= symptom.window_to_us)
            ORDER BY icap_request.time_us DESC, icap_request.id
            LIMIT 1
        )) AS request_id
    FROM symptom
    JOIN expected_event ON expected_event.id = symptom.event_id
    LEFT JOIN nutanix_file ON nutanix_file.id = expected_event.row_id
        AND expected_event.kind = 'nutanix-lock'
    WHERE symptom.family = 'nutanix-unknown'
),
down AS (
    -- Times when Core was not running, up to the moment when it may be expected to answer again.
    SELECT outage.from_us, outage.to_us + :start_seconds * 1000000 AS to_us
    FROM outage
    WHERE outage.product = 'core'
        AND outage.to_us > outage.from_us
),
failed AS (
    -- ICAP Server's own sentence, as the error of the request or as the reason of its answer.
    SELECT
        deciding.*,
        icap_request.package_id,
        icap_request.data_id,
        coalesce(icap_request.answered_us, icap_request.time_us) AS answered_us,
        coalesce(icap_request.error_evidence, icap_request.answer_evidence) AS error_evidence,
        icap_request.time_us AS asked_us
    FROM deciding
    JOIN icap_request ON icap_request.id = deciding.request_id
    WHERE 'Error received from Metadefender Core' IN
            (icap_request.error, icap_request.response_desc)
        AND coalesce(icap_request.error_evidence, icap_request.answer_evidence) IS NOT NULL
),
judged AS (
    SELECT
        failed.*,
        scan.id AS core_scan_id,
        scan.result_label,
        scan.result_class,
        scan.finished_us,
        scan.evidence AS scan_evidence
    FROM failed
    JOIN scan ON scan.data_id = failed.data_id
    UNION ALL
    SELECT failed.*, NULL, NULL, NULL, NULL, NULL
    FROM failed
    WHERE NOT EXISTS (SELECT 1 FROM scan WHERE scan.data_id = failed.data_id)
),
fit AS (
    SELECT
        judged.*,
        coalesce((
            SELECT 'setting/' || setting.id
            FROM setting
            WHERE setting.package_id = judged.package_id
                AND setting.key = 'polling_retry'
            ORDER BY setting.id
            LIMIT 1
        ), 'package/' || judged.package_id) AS cause
    FROM judged
    WHERE (judged.finished_us IS NULL OR judged.finished_us > judged.answered_us)
        AND NOT EXISTS (
            SELECT 1 FROM down
            WHERE down.from_us <= judged.answered_us
                AND down.to_us >= judged.asked_us
        )
),
later AS (
    -- What Core came to in the end, and how long after ICAP Server's answer.
    SELECT
        per_label.cause,
        group_concat(per_label.files || ' ' || per_label.label, ', ') AS results,
        sum(per_label.files) AS with_result
    FROM (
        SELECT fit.cause, fit.result_label AS label, count(DISTINCT fit.subject) AS files
        FROM fit
        WHERE fit.core_scan_id IS NOT NULL
        GROUP BY fit.cause, fit.result_label
        ORDER BY fit.cause, files DESC, fit.result_label
    ) AS per_label
    GROUP BY per_label.cause
),
delay AS (
    SELECT
        fit.cause,
        min(fit.finished_us - fit.answered_us) / 1000000 AS shortest_seconds,
        max(fit.finished_us - fit.answered_us) / 1000000 AS longest_seconds
    FROM fit
    GROUP BY fit.cause
)
SELECT
    fit.subject,
    pieces.value AS evidence,
    'fits' AS verdict,
    NULL AS why_code,
    fit.cause,
    fit.time_us,
    CASE
        WHEN fit.core_scan_id IS NULL THEN 'possible'
        WHEN fit.kind IN ('nutanix-lock', 'reported') THEN 'likely'
        ELSE 'possible'
    END AS confidence,
    (
        SELECT min(setting.value) FROM setting
        WHERE setting.package_id = fit.package_id AND setting.key = 'polling_retry'
    ) AS polling_retry,
    (
        SELECT min(setting.value) FROM setting
        WHERE setting.package_id = fit.package_id AND setting.key = 'polling_sleep'
    ) AS polling_sleep,
    later.results,
    later.with_result,
    delay.shortest_seconds,
    delay.longest_seconds
FROM fit
JOIN delay ON delay.cause = fit.cause
LEFT JOIN later ON later.cause = fit.cause
JOIN json_each(json_array(
    fit.error_evidence,
    fit.scan_evidence,
    (
        SELECT min(setting.evidence) FROM setting
        WHERE setting.package_id = fit.package_id AND setting.key = 'polling_retry'
    ),
    (
        SELECT min(setting.evidence) FROM setting
        WHERE setting.package_id = fit.package_id AND setting.key = 'polling_sleep'
    )
)) AS pieces
WHERE pieces.value IS NOT NULL
UNION ALL
-- ICAP Server gave up, but Core had ended the scan before, or was not running.
SELECT
    judged.subject,
    judged.error_evidence,
    'ruled-out',
    CASE
        WHEN judged.finished_us <= judged.answered_us THEN 'scan-had-ended'
        ELSE 'core-was-down'
    END AS why_code,
    NULL,
    judged.time_us,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
FROM judged
WHERE judged.finished_us <= judged.answered_us
    OR EXISTS (
        SELECT 1 FROM down
        WHERE down.from_us <= judged.answered_us
            AND down.to_us >= judged.asked_us
    )

"""#),
        RuleFile(path: "nutanix-unknown/poll-failed/rule.md", text: #"""
---
title: "ICAP Server gave up asking Core for the result and blocked{{#with_result}}, though Core finished later ({{results}}){{/with_result}}: {{count}}"
explains: nutanix-unknown
severity: error
confidence: likely
inferred: false
status: stable
specificity: 80
needs: [icap-log, core-log|core-history]
parameters:
  - {name: start_seconds, value: 120, unit: s, reason: a service that has just been started does not answer at once}
why:
  scan-had-ended: Core had ended the scan before ICAP Server answered, so a failed poll did not hide its result.
  core-was-down: Core was not running when ICAP Server gave up, so its own polling settings are not to blame.
remediation:
  - step: "Make the polling less fragile: raise polling_sleep (milliseconds between two polls, default 20) and polling_retry (polls that may fail, default 0) in the section [internal] of the ICAP Server's configuration, on Windows in the registry under HKLM\\SOFTWARE\\OPSWAT\\ICAP Server\\internal"
    actor: icap-admin
    check: Under the usual load no new line with Error received from Metadefender Core appears in ICAP Server's log
  - step: Or use the webhook in the server profile, so that Core reports each result by itself and nothing is polled (from ICAP Server 5.2.0 on; before, callbacks could be lost)
    actor: icap-admin
    check: A clean test file is answered with 204, and Core's nginx log shows no polls for it
  - step: Look for what made Core slow to answer at that time (full queue, engine update, disk), since a poll that takes seconds is a sign of load
    actor: core-admin
    check: Queue and disk of Core have room at the busiest hour
  - step: Ask Nutanix to scan the files again, as nutanix-unknown/needs-reset lists them; a clean result that came too late does not unlock a file
    actor: nutanix-admin
    risk: [interrupts-scanning]
    before: Export the list of quarantined files, collect both packages, and change the polling first, or the same happens again
    check: ICAP Server's history has a new request for each file, answered as Allowed
sources:
  - {title: "Why does ICAP return a Blocked while MetaDefender Core is still scanning?", where: www.opswat.com/docs/mdicap/knowledge-base/why-does-icap-return-a-blocked-while-metadefender-core-is-still-}
  - {title: "MetaDefender ICAP Server, Additional tuning (polling_sleep, polling_retry)", where: www.opswat.com/docs/mdicap/v5.14.0/configuration/additional-tuning}
  - {title: "Why and when to enable webhook", where: OPSWAT knowledge base of MetaDefender ICAP Server}
---
# The poll for the result failed

## Meaning

After ICAP Server has handed a file to Core it asks again and again whether the result is there. With the default settings
it asks every 20 milliseconds and **a single failed poll ends the request**: ICAP Server writes *Error received from
Metadefender Core* and answers *Blocked*, without any verdict. It also asks Core to cancel the scan, but Core may not
heed that and finish.
{{#polling_retry}}

This ICAP Server is set to polling_retry = {{polling_retry}}{{#polling_sleep}} and polling_sleep = {{polling_sleep}} ms{{/polling_sleep}}.
{{/polling_retry}}{{^polling_retry}}

No polling settings were collected here; without any the defaults apply (no retry, 20 ms).
{{/polling_retry}}

{{#with_result}}Core's later result of the same scans: {{results}}, between {{shortest_seconds}} and {{longest_seconds}} seconds after
ICAP Server had answered.{{/with_result}}{{^with_result}}Core's result of these scans is not in the case, so whether Core went on is not known.{{/with_result}}
Nutanix Files has locked the file by then. It does not learn of the later result and does not ask again. That is why
Core's history says one thing and the share another.

That the poll failed is ICAP Server's own word. Why it failed is known in part only: load on Core is the reason that the
vendor names.

## When this is wrong

The same words are written when Core fails for other reasons. If Core had ended the scan before the answer, or was not
running, another rule explains the file. Where Core's later result is a threat, the file belongs locked after all, and
it is on no list of files to release. Without Core's package this is *possible* only.

"""#),
    ]
}

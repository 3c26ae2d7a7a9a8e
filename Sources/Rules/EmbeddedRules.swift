// swift-format-ignore-file
// Made by script/embed-rules from rules/; run it again instead of editing this.

/// The rules as they were when the program was built.
enum EmbeddedRules {
    static let files: [RuleFile] = [
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
    ]
}

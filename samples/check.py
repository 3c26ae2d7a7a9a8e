#!/usr/bin/env python3
"""Checks from the written text alone that the samples tell one consistent story; exits 1 if not.

It reads the logs with patterns of its own, so that a slip in the generator cannot hide itself.
"""

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

HERE = Path(__file__).resolve().parent
COUNTS = {"queue-full": 60, "poll-failed": 25, "restart-failed": 30, "core-down": 15, "infected": 1}
HEAD = re.compile(r"\[([A-Z]+) *\] (\d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d\.\d{3}): \(([\w.]+)\) (.*)")
SIZE_LIMIT = 1_500_000
wrong = []


def expect(truth, text):
    if not truth:
        wrong.append(text)


def records(folder, name):
    for part in (name + ".1", name):
        for line in (folder / part).read_text(encoding="utf-8").splitlines():
            match = HEAD.match(line)
            if match:
                time = datetime.strptime(match[2], "%Y.%m.%d %H:%M:%S.%f") - timedelta(hours=2)
                yield match[1], time, match[3], match[4]


def value(text, key):
    """A value ends at a quote that the next key, the message id or the end follows."""
    match = re.search(r"(?:^|, )%s='(.*?)'(?=, [A-Za-z]\w*='|$| \[msgid)" % key, text)
    return match[1] if match else None


def utc(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")


def read_icap(folder):
    requests = {}
    last = None
    for level, time, component, text in records(folder, "mdicapsrv.log"):
        expect(last is None or last <= time, "ICAP log goes back in time at %s" % time)
        last = time
        if "requestId='" not in text:
            continue
        key = (value(text, "connectionId"), value(text, "requestId"))
        request = requests.setdefault(key, {"lines": []})
        request["lines"].append((level, text))
        if text.startswith("Attempting"):
            request["sent"] = time
            request["path"] = unquote(value(text, "uri"))[len("http://fs1.corp.example"):]
            request["client"] = value(text, "clientAddress")
        elif text.startswith("Submitted"):
            request["data_id"] = value(text, "dataId")
        elif text.startswith("Response"):
            request["answered"] = time
            for field in ("status", "responseInfo", "responseDesc", "blockedReason", "profile"):
                request[field] = value(text, field)
    return requests


def read_core(folder):
    scans, refused, stops = {}, [], []
    last = None
    for level, time, component, text in records(folder, "core.log"):
        expect(last is None or last <= time, "Core log goes back in time at %s" % time)
        last = time
        if text.startswith("Processing finished"):
            expect(text.endswith("[msgid: 82]"), "scan without msgid 82")
            scan = {k: value(text, k) for k in (
                "fileName", "overallResult", "blocked", "blocked_reason", "source", "sha256sum")}
            expect(None not in scan.values(), "scan line that does not read: " + text[:200])
            scan["finished"] = time
            scans[value(text, "dataId")] = scan
        elif text.startswith("Request refused"):
            refused.append((time, value(text, "fileName")))
        elif "[msgid: 8]" in text or text.startswith("Service start"):
            stops.append(time)
    return scans, refused, stops


def check_both(folder):
    requests = read_icap(folder / "icap" / "log")
    scans, refused, stops = read_core(folder / "core" / "log")
    ids = [r["data_id"] for r in requests.values() if "data_id" in r]
    expect(len(ids) == len(set(ids)), "a data id is used twice")
    for key, request in requests.items():
        expect("sent" in request and "answered" in request, "open request %s" % (key,))
        scan = scans.get(request.get("data_id"))
        if "data_id" in request:
            expect(scan is not None, "accepted, but no scan: %s" % (key,))
            expect(scan["fileName"] == request["path"].rsplit("/", 1)[1], "names differ")
            expect(scan["source"] == "10.20.0.20", "source differs")
        if request["status"] == "204":
            expect(scan and scan["overallResult"] == "No Threat Detected"
                   and scan["finished"] <= request["answered"], "allowed without a clean scan")
    from_icap = {d for d, s in scans.items() if s["source"] == "10.20.0.20"}
    expect(from_icap == set(ids), "scans and requests do not pair")
    check_connections(requests)
    for path in folder.rglob("*"):
        if path.is_file():
            expect(path.stat().st_size < SIZE_LIMIT, "%s is too large" % path)
    return requests, scans, refused, stops


def check_connections(requests):
    changes = defaultdict(list)
    for request in requests.values():
        changes[request["client"]] += [(request["sent"], 1), (request["answered"], -1)]
    for client, steps in changes.items():
        now = top = 0
        for _, step in sorted(steps):
            now += step
            top = max(top, now)
        expect(top <= 10, "%s has %d requests at once" % (client, top))


def group_of(request, scan):
    texts = " ".join(text for _, text in request["lines"])
    if request["responseInfo"] == "Allowed":
        return None
    if request["blockedReason"] == "Infected":
        expect(scan["overallResult"] == "Infected", "infected without Core's verdict")
        return "infected"
    expect(request["blockedReason"] is None and request["profile"] is None, "a verdict too many")
    if "Server is too busy" in texts:
        expect(scan is None, "refused, but scanned")
        return "queue-full"
    if "Connection refused" in texts:
        expect(scan is None, "not connected, but scanned")
        return "core-down"
    if "Error received from Metadefender Core" in texts:
        expect(scan["overallResult"] == "No Threat Detected"
               and scan["finished"] > request["answered"], "poll failed, but Core was in time")
        return "poll-failed"
    expect(scan["overallResult"] == "Failed" and scan["blocked"] == "true"
           and scan["blocked_reason"] == "", "not the mark of a restart")
    return "restart-failed"


def check_outage():
    folder = HERE / "outage-night"
    requests, scans, refused, stops = check_both(folder)
    truth = {row["path"]: row for row in csv.DictReader(open(
        folder / "truth.csv", encoding="utf-8", newline=""))}
    listing = json.loads((folder / "infected-files.json").read_text(encoding="utf-8"))
    locks = {row["path"]: row for row in listing["data"]}
    expect(listing["metadata"]["totalAvailableResults"] == len(listing["data"]) == 131, "131 locks")
    expect(set(locks) == set(truth), "list and truth name different files")
    expect(Counter(row["group"] for row in truth.values()) == COUNTS, "group sizes")

    found = Counter()
    answered = {}
    for (connection, number), request in requests.items():
        group = group_of(request, scans.get(request.get("data_id")))
        if group is None:
            continue
        found[group] += 1
        path = request["path"]
        row = truth.get(path, {})
        expect((row.get("group"), row.get("data_id") or None, row.get("connectionId"),
                row.get("requestId")) == (group, request.get("data_id"), connection, number),
               "truth differs for " + path)
        expect(utc(row["time"]) == request["answered"], "answer time differs for " + path)
        lag = (utc(locks[path]["scanTime"]) - request["answered"]).total_seconds()
        expect(0 <= lag <= 2, "scan time %.3f s after the answer of %s" % (lag, path))
        answered[path] = request["answered"]
        expect((request["answered"] - request["sent"]).total_seconds() < 240, "Nutanix's limit")
    expect(found == COUNTS, "groups found in the logs: %s" % dict(found))
    for request in requests.values():
        lock = answered.get(request["path"])
        expect(lock is None or request["sent"] < lock, "sent again after its lock")
    earlier = sum(1 for row in truth.values() if row["earlier_data_id"])
    expect(earlier == 8, "%d files with an earlier scan" % earlier)
    expect(len(refused) == 60 and len(stops) == 3, "refusals or service lines")
    nginx = (folder / "core" / "log" / "nginx.log").read_text(encoding="utf-8")
    expect(len(re.findall(r'"POST /file HTTP/1.1" 503 48 "-" "mdicapserver"', nginx)) == 60,
           "refusals in nginx.log")
    expect(not re.search(r"27/Jun/2026:23:4(1:(0[89]|[1-5])|[23]|4:[012])", nginx),
           "nginx answers while Core is down")
    inside = [r for r in requests.values()
              if datetime(2026, 6, 27, 21, 5) <= r["sent"] < datetime(2026, 6, 27, 21, 20)]
    clean = sum(1 for r in inside if r["responseInfo"] == "Allowed")
    expect(clean >= 50, "only %d clean scans while the queue was full" % clean)
    return "outage-night: %d requests, %d scans, %s" % (len(requests), len(scans), dict(found))


def check_healthy():
    folder = HERE / "healthy"
    requests, scans, refused, stops = check_both(folder)
    expect(all(r["status"] == "204" for r in requests.values()), "healthy: something is blocked")
    expect(all(s["overallResult"] == "No Threat Detected" for s in scans.values()), "not clean")
    expect(not refused and not stops, "healthy: refusals or service lines")
    levels = Counter()
    for product, name in (("core", "core.log"), ("icap", "mdicapsrv.log")):
        for level, _, _, _ in records(folder / product / "log", name):
            levels[level] += 1
    expect(not levels["ERROR"] and not levels["CRITICAL"], "healthy: errors")
    text = (folder / "infected-files.json").read_text(encoding="utf-8")
    expect(text == '{"data":[],"metadata":{"totalAvailableResults":0}}\n', "healthy: locks")
    return "healthy: %d requests, %d scans, %d warnings" % (
        len(requests), len(scans), levels["WARNING"])


print(check_outage())
print(check_healthy())
for text in wrong:
    print("wrong: " + text, file=sys.stderr)
sys.exit(1 if wrong else 0)

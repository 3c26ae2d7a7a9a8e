"""What a Nutanix Files administrator can export, and the truth that tests compare with."""

import csv
import io
import json

from .clock import at

TRUTH = ["path", "group", "data_id", "connectionId", "requestId", "time", "earlier_data_id"]


def infected_files(night, dice, clock):
    """The documented InfectedFile records, one a line, in the order of their scan times."""
    targets = {}
    rows = []
    for request in night.locked:
        share = request.path.split("/")[1]
        targets.setdefault(share, dice.uuid())
        infected = request.group == "infected"
        rows.append((request.answered + dice.between(80, 1900), {
            "extId": dice.uuid(),
            "path": request.path,
            "mountTargetExtId": targets[share],
            "partnerServer": "icap01.corp.example",
            "threatDescription": "EICAR-Test-File" if infected else "Unknown",
            "isQuarantined": True,
        }))
    rows.sort(key=lambda row: (row[0], row[1]["path"]))
    texts = []
    for ms, fields in rows:
        ordered = {}
        for key, value in fields.items():
            ordered[key] = value
            if key == "partnerServer":
                ordered["scanTime"] = clock.utc(ms)
        texts.append(json.dumps(ordered, ensure_ascii=False))
    body = "[\n" + ",\n".join(texts) + "\n]" if texts else "[]"
    return '{"data":%s,"metadata":{"totalAvailableResults":%d}}\n' % (body, len(texts))


def truth(night, clock):
    """One row per locked file; time is when ICAP answered, in UTC."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(TRUTH)
    for request in sorted(night.locked, key=lambda request: (request.group, request.answered)):
        earlier = [other.data_id for other in night.requests
                   if other.path == request.path and other.sent < request.sent]
        if any(other.path == request.path and other.sent > request.sent
               for other in night.requests):
            raise AssertionError("a locked file was sent again: " + request.path)
        if earlier and request.sent < at(22, 30):
            raise AssertionError("a lock outside the story")
        writer.writerow([request.path, request.group, request.data_id, request.connection,
                         request.number, clock.utc(request.answered), " ".join(earlier)])
    return out.getvalue()

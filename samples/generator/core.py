"""Core's own logs: core.log and its nginx access log."""

from .clock import at
from .engines import EngineLines
from .names import base_name
from .night import END, START, STARTED, STARTING, STOPPED

CORE, ICAP, BATCH, PROBE = "10.20.0.10", "10.20.0.20", "10.20.0.50", "10.20.0.60"
BUSY = "Server is too busy. Try again later."


def is_down(night, ms):
    return night.outage and STOPPED <= ms < STARTED + 300


class CoreLines:
    def __init__(self, night, dice, day):
        self.night = night
        self.dice = dice
        self.lines = []  # (ms, level, component, text, msgid)
        self.access = []  # (ms, client, request, status, size, agent, seconds)
        self.engines = EngineLines(dice, night.outage, day)
        self.lines += self.engines.core
        for request in night.requests:
            self._request(request)
        for job in night.jobs:
            self._job(job)
        self._everyday()
        if night.outage:
            self._restart()
        self.lines.sort(key=lambda line: line[0])
        self.access.sort(key=lambda line: line[0])

    def text(self, line, clock):
        ms, level, component, text, msgid = line
        tail = "" if msgid is None else " [msgid: %d]" % msgid
        return "[%s] %s: (%s) %s%s\n" % (level, clock.product(ms), component, text, tail)

    def access_text(self, line, clock):
        ms, client, request, status, size, agent, seconds = line
        return '%s - - [%s] "%s HTTP/1.1" %d %d "-" "%s" %.3f\n' % (
            client, clock.access(ms), request, status, size, agent, seconds)

    # Scans.

    def _request(self, request):
        if request.group == "queue-full":
            self._refusal(request)
        if not request.accepted:
            return
        name = base_name(request.path)
        taken = request.accepted - 9
        self.access.append((taken + 3, ICAP, "POST /file", 200, 48, "mdicapserver",
                            (taken + 3 - request.sent) / 1000))
        self._start(taken, request.data_id, name, "File process")
        for poll in request.polls:
            self._poll(request, poll)
        if request.group == "poll-failed":
            self.access.append((request.answered - 3, ICAP, "GET /file/" + request.data_id, 500,
                                47, "mdicapserver", 10 + self.dice.between(1, 9) / 1000))
        self._finish(request.finished, request.data_id, name, request.sha256, request.group,
                     "LOCAL/icap", "File process", ICAP)

    def _poll(self, request, ms):
        size = 1480 + len(request.path) if ms >= request.finished else 196
        self.access.append((ms, ICAP, "GET /file/" + request.data_id, 200, size, "mdicapserver",
                            self.dice.between(1, 9) / 1000))

    def _refusal(self, request):
        ms = request.answered - 12
        self.access.append((ms + 1, ICAP, "POST /file", 503, 48, "mdicapserver",
                            self.dice.between(2, 7) / 1000))
        self.lines.append((ms, "WARNING", "core.network",
                           "Request refused, code='503', err='%s', userAgent='mdicapserver', "
                           "fileName='%s'" % (BUSY, base_name(request.path)), None))

    def _job(self, job):
        self.access.append((job.sent, BATCH, "POST /file", 200, 48, "archive-check/1.4", 0.061))
        self._start(job.sent - 4, job.data_id, job.name, "Archive check")
        self.access.append((job.finished + 700, BATCH, "GET /file/" + job.data_id, 200, 20412,
                            "archive-check/1.4", 0.012))
        self._finish(job.finished, job.data_id, job.name, job.sha256, "clean",
                     "LOCAL/archive", "Archive check", BATCH)

    def _start(self, ms, data_id, name, rule):
        self.lines.append((ms, "DEBUG", "core.workflow",
                           "Processing started, dataId='%s', fileName='%s', ruleName='%s'"
                           % (data_id, name, rule), None))

    def _finish(self, ms, data_id, name, sha256, group, user, rule, source):
        blocked, reason, result, threats, engines, by, threat = (
            "false", "", "No Threat Detected", 0, 2, "", "")
        if group == "infected":
            blocked, reason, result = "true", "Infected", "Infected"
            threats, by, threat = 1, "ClamAV, K7", "EICAR-Test-File"
        elif group == "restart-failed":
            blocked, result, engines = "true", "Failed", 0
        node = 21880 if self.night.outage and ms > STOPPED else 4388
        text = (
            "Processing finished, node=':%d', user='%s', "
            "workflow_id='lms::workflow::WorkflowExecutor(0x7f%s)', dataId='%s', fileName='%s', "
            "sha256sum='%s', blocked='%s', blocked_reason='%s', overallResult='%s', "
            "threatFoundCount='%d', embeddedObjectsWithThreat='0', totalResultCount='%d', "
            "threatDetectedBy='%s', threatName='%s', ruleName='%s', source='%s'"
            % (node, user, self.dice.hex(9) + "0", data_id, name, sha256, blocked, reason,
               result, threats, engines, by, threat, rule, source))
        self.lines.append((ms, "INFO", "core.workflow", text, 82))

    # The rest of the day.

    def _everyday(self):
        self._every(120, 1, self._queue)
        self._every(30, 2, self._queue, at(22, 30), at(24, 10))
        self._every(300, 3, self._probe)
        self._every(900, 4, self._look_for_updates)
        self._every(600, 5, self._engine_states)
        self._every(3600, 6, self._licence)
        self._every(240, 7, self._session)
        self._every(4000, 8, self._small_trouble)
        self._every(9000, 9, self._postponed)

    def _every(self, seconds, start, what, begin=START, end=END):
        ms = begin + start * 1711
        while ms < end:
            if not is_down(self.night, ms):
                what(ms)
            ms += seconds * 1000 + self.dice.between(-40, 40)

    def _queue(self, ms):
        self.lines.append((ms, "INFO", "core.network", "Queue status, inQueue='%d', "
                           "maxQueue='500'" % self._queued(ms), None))

    def _queued(self, ms):
        points = [(START, 1), (at(22, 30), 3), (at(23, 8), 118), (at(23, 30), 24), (END, 1)]
        if self.night.outage:
            points = [(START, 1), (at(22, 30), 3), (at(22, 50), 190), (at(23, 4), 488),
                      (at(23, 5), 500), (at(23, 20), 497), (at(23, 31), 74), (at(23, 37), 41),
                      (at(23, 40), 62), (at(23, 41, 7), 96), (STARTED, 12), (at(24, 5), 6),
                      (END, 1)]
        for (begin, low), (end, high) in zip(points, points[1:]):
            if begin <= ms < end:
                level = low + (high - low) * (ms - begin) // (end - begin)
                return max(0, min(500, level - self.dice.between(0, 2 + level // 60)))
        return 0

    def _probe(self, ms):
        busy = self.night.outage and at(23, 5) <= ms < at(23, 20)
        self.access.append((ms, PROBE, "GET /readyz", 503 if busy else 200, 412, "probe/1.2",
                            self.dice.between(3, 30) / 1000))

    def _look_for_updates(self, ms):
        self.lines.append((ms, "DEBUG", "common.update", "Checking for updates, "
                           "url='https://update.dl.opswat.com/', packages='4'", None))
        self.lines.append((ms + 840, "DEBUG", "common.update", "Nothing to download, "
                           "packages='4'", None))

    def _engine_states(self, ms):
        for engine in ("FileType", "Archive", "ClamAV", "K7"):
            self.lines.append((ms, "DEBUG", "agent.engines", "Engine state, engineName='%s', "
                               "state='production'" % engine, None))

    def _licence(self, ms):
        self.lines.append((ms, "INFO", "core.license", "License checked, status='ok', "
                           "daysLeft='212'", None))

    def _session(self, ms):
        self.access.append((ms + 40, PROBE, "GET /stat/nodes", 200, 1922, "probe/1.2", 0.006))
        self.lines.append((ms, "DEBUG", "core.network", "Request accepted, method='GET', "
                           "uri='/stat/nodes', source='%s', user='LOCAL/monitor'" % PROBE, None))

    def _small_trouble(self, ms):
        self.access.append((ms + 3, "10.20.0.77", "POST /login", 403, 52, "Mozilla/5.0", 0.091))
        self.lines.append((ms, "WARNING", "core.network", "Login refused, user='LOCAL/admin', "
                           "source='10.20.0.77'", None))

    def _postponed(self, ms):
        """PostgreSQL's words run over two lines."""
        self.lines.append((ms, "WARNING", "core.db", "Record maintenance postponed, "
                           "reason='ERROR:  could not obtain lock on row in relation "
                           "\"request_1\"\nDETAIL:  Row is being changed by another "
                           "transaction.'", None))

    # The stop and the start.

    def _restart(self):
        # No line falls between the two: the service writes nothing while it is down.
        self.lines = [line for line in self.lines if not STOPPED - 400 < line[0] < STARTED]
        say = self.lines.append
        say((STOPPED, "CRITICAL", "core.service", "Error in Service, shutdown..", 8))
        say((STARTING, "INFO", "core.service", "Service starting, version='5.14.1'", None))
        say((STARTING + 2210, "INFO", "core.db", "Database opened, "
             "name='metadefender_core_8gyrxm', dbmode='1'", None))
        say((STARTING + 9044, "INFO", "core.license", "License checked, status='ok', "
             "daysLeft='212'", None))
        say((STARTED, "INFO", "core.service", "Service started, version='5.14.1'", None))

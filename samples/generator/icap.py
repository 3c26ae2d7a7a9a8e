"""The ICAP Server's logs: mdicapsrv.log and its nginx access log."""

from .clock import at
from .core import BUSY, PROBE
from .names import base_name, uri
from .night import END, START, STARTED, STOPPED

SERVER = "http://10.20.0.10:8008"
FAKE_KEY = "0000fake1111fake2222fake3333fake4444"
POLL_ERROR = "Error received from Metadefender Core"


class IcapLines:
    def __init__(self, night, dice):
        self.night = night
        self.dice = dice
        self.lines = []  # (ms, level, component, text)
        self.access = []
        for request in night.requests:
            self._request(request)
        self._everyday()
        self.lines.sort(key=lambda line: line[0])
        self.access.sort(key=lambda line: line[0])

    def text(self, line, clock):
        ms, level, component, text = line
        return "[%-7s] %s: (%s) %s\n" % (level, clock.product(ms), component, text)

    def _say(self, ms, level, component, text):
        self.lines.append((ms, level, component, text))

    def _request(self, request):
        ids = "connectionId='%s', requestId='%d'" % (request.connection, request.number)
        self._say(request.sent, "INFO", "icap.scanner",
                  "Attempting to scan, %s, clientAddress='%s', uri='%s', fileName='%s'"
                  % (ids, request.client, uri(request.path), base_name(request.path)))
        if request.accepted:
            self._say(request.accepted, "DEBUG", "icap.scanner",
                      "Submitted to Core, %s, dataId='%s', server='%s'"
                      % (ids, request.data_id, SERVER))
        answer = {
            "clean": self._allowed, "infected": self._infected, "queue-full": self._refused,
            "poll-failed": self._poll_failed, "restart-failed": self._failed,
            "core-down": self._no_core,
        }[request.group]
        self._say(request.answered, "INFO", "icap.response",
                  "Response sent, %s, %s" % (ids, answer(request, ids)))

    # One method per answer; those that write more lines say what went wrong before.

    def _allowed(self, request, ids):
        return "status='204', responseInfo='Allowed'"

    def _infected(self, request, ids):
        return (self._blocked("Infected") + ", blockedReason='Infected', "
                "profile='File process', threat='EICAR-Test-File'")

    def _refused(self, request, ids):
        self._say(request.answered - 5, "WARNING", "icap.scanner",
                  "Core refused the request, %s, code='503', err='%s'" % (ids, BUSY))
        return self._blocked(BUSY)

    def _poll_failed(self, request, ids):
        self._say(request.answered - 1, "WARNING", "icap.scanner", "%s, %s, dataId='%s', error='%s'"
                  % (POLL_ERROR, ids, request.data_id, POLL_ERROR))
        return self._blocked(POLL_ERROR)

    def _failed(self, request, ids):
        self._say(STOPPED + 20 + request.number % 17, "DEBUG", "icap.scanner",
                  "Waiting for Core, %s, dataId='%s', retryIn='3000'" % (ids, request.data_id))
        return self._blocked("Failed")

    def _no_core(self, request, ids):
        self._say(request.answered - 4, "ERROR", "icap.scanner",
                  "Cannot connect to Core, %s, server='%s', error='Connection refused'"
                  % (ids, SERVER))
        return self._blocked("Cannot connect to Core")

    def _blocked(self, description):
        return "status='200', responseInfo='Blocked', responseDesc='%s'" % description

    # The rest of the day.

    def _everyday(self):
        self._every(180, self._connections)
        self._every(600, self._options)
        self._every(900, self._look_for_updates)
        self._every(1800, self._profile)
        self._every(3600, self._licence)
        self._every(5000, self._idle)
        self._every(300, self._probe)
        if self.night.outage:
            # The probe asks more often once it has seen trouble.
            for second in range(20, 190, 30):
                self._probe(at(23, 41, second))
        self._say(at(26, 31, 8, 90), "INFO", "common.update", "Package successfully downloaded, "
                  "packageDir='/var/lib/mdicapsrv/updates/db/filetype_1_linux_2OMCap' [msgid: 671")

    def _every(self, seconds, what):
        ms = START + seconds * 7 + self.dice.between(0, 900)
        while ms < END:
            what(ms)
            ms += seconds * 1000 + self.dice.between(-60, 60)

    def _connections(self, ms):
        active = sum(1 for r in self.night.requests if r.sent <= ms < r.answered)
        self._say(ms, "DEBUG", "icap.connection", "Active connections, count='%d'" % active)

    def _options(self, ms):
        for last in range(1, 5):
            self._say(ms + last * 31, "DEBUG", "icap.connection", "OPTIONS answered, "
                      "clientAddress='10.20.0.3%d', maxConnections='100'" % last)

    def _look_for_updates(self, ms):
        self._say(ms, "DEBUG", "common.update", "Checking for updates, "
                  "url='https://update.dl.opswat.com/', packages='1'")

    def _profile(self, ms):
        if self.night.outage and STOPPED <= ms < STARTED:
            return
        self._say(ms, "DEBUG", "icap.inventory", "Profile tested, name='core01', "
                  "uri='%s/?apikey=%s', passed='true'" % (SERVER, FAKE_KEY))

    def _licence(self, ms):
        self._say(ms, "INFO", "icap.license", "License checked, status='ok', daysLeft='212'")

    def _idle(self, ms):
        self._say(ms, "WARNING", "icap.connection", "Idle connection closed, "
                  "clientAddress='10.20.0.3%d', idleSeconds='60'" % self.dice.between(1, 4))

    def _probe(self, ms):
        down = self.night.outage and STOPPED <= ms < STARTED
        self.access.append((ms, PROBE, "GET /readyz", 503 if down else 200, 233, "probe/1.2",
                            self.dice.between(2, 20) / 1000))

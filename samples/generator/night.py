"""Who sent which file when, and what became of it. The writers only put this into words."""

from dataclasses import dataclass, field

from .clock import at
from .names import AWKWARD, LOCKED_AWKWARD, Paths

START, ROTATED, END = at(17), at(20), at(30, 40)
# What the story is made of; samples/outage-night/README.md tells it.
QUEUE_FULL = (at(23, 5), at(23, 20))
STOPPED = at(23, 41, 7, 18)
STARTING = at(23, 44, 18, 402)
STARTED = at(23, 44, 30, 118)
COUNTS = {"queue-full": 60, "poll-failed": 25, "restart-failed": 30, "core-down": 15}
# How many files of each group had been scanned clean earlier that evening.
EARLIER = {"queue-full": 3, "poll-failed": 2, "restart-failed": 2, "core-down": 1}

CLIENTS = ["10.20.0.31", "10.20.0.32", "10.20.0.33", "10.20.0.34"]
# A file server VM keeps at most ten connections to one ICAP server.
SLOTS_PER_CLIENT = 10


@dataclass
class Request:
    sent: int
    path: str
    group: str  # "clean", "infected" or a key of COUNTS
    data_id: str = ""
    sha256: str = ""
    client: str = ""
    connection: str = ""
    number: int = 0
    accepted: int = 0  # when Core took it; 0: it did not
    finished: int = 0  # when Core's scan ended
    answered: int = 0  # when ICAP answered the file server
    polls: list = field(default_factory=list)


@dataclass
class ArchiveJob:
    """A scan that a batch job submits to Core directly, past the ICAP Server."""
    sent: int
    finished: int
    name: str
    data_id: str
    sha256: str


class Night:
    def __init__(self, dice, outage):
        self.dice = dice
        self.outage = outage
        self.paths = Paths(dice)
        self.requests = []
        self._plan_clean()
        if outage:
            self._plan_locked()
        self.requests.sort(key=lambda request: (request.sent, request.path))
        self._give_ids()
        self._connect()
        self.jobs = self._archive_jobs()

    @property
    def locked(self):
        """In the order of ICAP's answers."""
        found = [request for request in self.requests if request.group != "clean"]
        return sorted(found, key=lambda request: (request.answered, request.number))

    def is_crowded(self, time):
        return self.outage and at(23, 1) <= time <= at(23, 27)

    # What is sent.

    def _plan_clean(self):
        batch = [(at(22, 30), at(24, 10), 6.0)]
        if self.outage:
            batch = [
                (at(22, 30), at(23, 5), 6.5), (at(23, 5), at(23, 20), 4.6),
                (at(23, 20), at(23, 40, 30), 6.0), (at(23, 44, 36), at(24, 10), 6.0),
            ]
        times = []
        quiet = [(START, at(22, 30), 1.05)], [(at(24, 10), END, 0.9)]
        for begin, end, per_minute in quiet[0] + batch + quiet[1]:
            times += self._arrivals(begin, end - 4000, per_minute)
        awkward = dict(zip(self.dice.shuffled(range(40, len(times), 9)), AWKWARD))
        sent_before = []
        for place, time in enumerate(times):
            if place in awkward:
                path = awkward[place]
            elif sent_before and self.dice.chance(25):
                path = self.dice.pick(sent_before)
            else:
                path = self.paths.fresh()
            sent_before.append(path)
            self._add_clean(time, path)

    def _arrivals(self, begin, end, per_minute):
        mean = int(60000 / per_minute)
        time, times = begin, []
        while True:
            time += self.dice.between(mean * 3 // 10, mean * 17 // 10)
            if time >= end:
                return times
            times.append(time)

    def _add_clean(self, time, path, takes=None):
        dice = self.dice
        if takes is None:
            takes = dice.between(140, 2400)
            if self.is_crowded(time):
                takes = dice.between(4000, 33000)
            elif path.endswith((".zip", ".7z")):
                takes += dice.between(900, 6000)
        request = Request(time, path, "clean")
        request.accepted = time + dice.between(24, 70)
        request.finished = request.accepted + takes
        request.answered = request.finished + dice.between(6, 31)
        if takes > 700:
            request.polls.append(request.accepted + takes * dice.between(30, 80) // 100)
        request.polls.append(request.answered - 3)
        if self.outage and request.sent < STOPPED < request.answered + 600:
            raise AssertionError("a clean scan runs into the stop of the service")
        self.requests.append(request)

    def _plan_locked(self):
        infected = Request(at(22, 47, 12, 377), "/transfer/inbox/eicar_com.zip", "infected")
        self.paths.used.add(infected.path)
        infected.accepted = infected.sent + 41
        infected.finished = infected.accepted + 1418
        infected.answered = infected.finished + 17
        infected.polls = [infected.answered - 3]
        self.requests.append(infected)
        plans = {
            "queue-full": (at(23, 5, 9), at(23, 19, 52), self._refuse),
            "poll-failed": (at(23, 11, 52), at(23, 24, 40), self._give_up),
            "restart-failed": (at(23, 40, 41), at(23, 41, 6), self._interrupt),
            "core-down": (at(23, 41, 10), at(23, 44, 25), self._find_closed),
        }
        for group, (begin, end, fate) in plans.items():
            paths = list(LOCKED_AWKWARD[group])
            while len(paths) < COUNTS[group]:
                paths.append(self.paths.fresh())
            paths = self.dice.shuffled(paths)
            for place, path in enumerate(paths):
                share = (end - begin) // len(paths)
                time = begin + share * place + self.dice.between(0, share * 8 // 10)
                request = Request(time, path, group)
                fate(request)
                self.requests.append(request)
            for place in range(EARLIER[group]):
                self._add_clean(at(17, 20) + self.dice.between(0, at(4, 50)), paths[place * 5 + 2])
            # The same name elsewhere, scanned clean at about that time: it proves nothing.
            near = QUEUE_FULL[0] + self.dice.between(0, at(0, 14))
            self._add_clean(near, self.paths.twin(paths[1]))
        for second in (31, 38, 44, 51, 57):
            self._add_clean(at(23, 40, second, 210), self.paths.fresh(), takes=840)

    # What becomes of the locked ones.

    def _refuse(self, request):
        request.answered = request.sent + self.dice.between(22, 60)

    def _give_up(self, request):
        """The poll is answered with an error after ten seconds; Core goes on and finishes later."""
        request.accepted = request.sent + self.dice.between(30, 80)
        request.polls = [request.accepted + self.dice.between(60, 900)]
        request.answered = request.polls[0] + 10000 + self.dice.between(4, 40)
        request.finished = request.answered + self.dice.between(31000, 190000)

    def _interrupt(self, request):
        """Core ends the scan as Failed when it is back; ICAP asks again until then."""
        request.accepted = request.sent + self.dice.between(30, 80)
        request.finished = STARTED + self.dice.between(180, 1400)
        request.answered = request.finished + self.dice.between(300, 3100)
        request.polls = [request.accepted + 20, request.answered - 3]

    def _find_closed(self, request):
        request.answered = request.sent + self.dice.between(8, 25)

    # Identities.

    def _give_ids(self):
        contents = {}
        for request in self.requests:
            request.sha256 = contents.setdefault(request.path, self.dice.hex(64))
            if request.accepted:
                request.data_id = self.dice.hex(32)

    def _connect(self):
        """Each file server VM reuses a free connection for a while, as a persistent client does."""
        slots = {client: [[0, "", 0] for _ in range(SLOTS_PER_CLIENT)] for client in CLIENTS}
        number = 41870
        for request in self.requests:
            client = self.dice.pick(CLIENTS)
            while not [slot for slot in slots[client] if slot[0] < request.sent]:
                client = CLIENTS[(CLIENTS.index(client) + 1) % len(CLIENTS)]
            slot = [slot for slot in slots[client] if slot[0] < request.sent][0]
            if not slot[1] or request.sent - slot[0] > 30000 or slot[2] >= 6:
                slot[1], slot[2] = self.dice.hex(32), 0
            number += 1
            request.client, request.connection, request.number = client, slot[1], number
            slot[0], slot[2] = request.answered, slot[2] + 1
            if request.group != "clean":
                slot[1] = ""

    def _archive_jobs(self):
        """The batch: 110 project archives in half an hour, whose members fill the queue."""
        jobs = []
        for place in range(110):
            sent = at(22, 31) + place * 17500 + self.dice.between(0, 9000)
            takes = self.dice.between(9000, 70000)
            if self.outage:
                takes += max(0, sent - at(22, 40)) * 6 // 10
            name = "projekt_%03d_2019.tar.gz" % (place + 1)
            jobs.append(ArchiveJob(sent, sent + takes, name, self.dice.hex(32), self.dice.hex(64)))
        return jobs

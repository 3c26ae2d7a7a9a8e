"""The engines of Core: their starts, their one update, their own logs."""

from dataclasses import dataclass

from .clock import at
from .night import END, START, STARTED

UPDATE = at(26, 15, 3, 214)


@dataclass
class Engine:
    name: str
    folder: str
    version: str
    database: str
    pid: int
    pid_after: int  # after the restart of the service


def engines():
    return [
        Engine("FileType", "oms_filetype", "7.4.3-8347", "7.4.3-8347", 4410, 21902),
        Engine("Archive", "7z_1_linux", "7.2.1-512", "7.2.1-512", 4417, 21909),
        Engine("ClamAV", "clamav_1_linux", "1.4.2-330", "2026062601", 4425, 21917),
        Engine("K7", "k7_1_linux", "18.2-3171", "18.2-3171", 4431, 21923),
    ]


class EngineLines:
    """Adds (ms, level, component, text, msgid) to Core's log and to each engine's."""

    def __init__(self, dice, outage, day):
        self.dice = dice
        self.outage = outage
        self.core = []
        self.own = {}
        before = "202606%02d01" % (day - 1)
        for engine in engines():
            engine.database = engine.database.replace("2026062601", before)
            self.own[engine.folder] = []
            if outage:
                self._restart(engine)
            self._heartbeats(engine)
            if engine.name == "ClamAV":
                self._update(engine, "202606%02d01" % day)

    def _say(self, engine, ms, text, msgid=None, level="INFO", core=True):
        line = (ms, level, "engine_process", text, msgid)
        self.own[engine.folder].append(line)
        if core:
            self.core.append(line)

    def _versions(self, engine):
        return "engineName='%s', engineVersion='%s', dbVersion='%s'" % (
            engine.name, engine.version, engine.database)

    def _begin(self, engine, ms, pid):
        self._say(engine, ms, "==== Engine Start ====, %s, pid='%d'"
                  % (self._versions(engine), pid), 5585)
        ready = ms + self.dice.between(600, 1900)
        self._say(engine, ready, "Connected and initialized successfully", 228)
        path = "/var/log/ometascan/%s/%s.log" % (engine.folder, engine.folder)
        self._say(engine, ready + 14, "Swap log config done, filePath='%s', %s"
                  % (path, self._versions(engine)), 5586)

    def _restart(self, engine):
        self._begin(engine, STARTED + self.dice.between(700, 1600), engine.pid_after)

    def _heartbeats(self, engine):
        ms = START + self.dice.between(0, 900000)
        while ms < END:
            stopped = self.outage and at(23, 41) < ms < at(23, 45)
            updating = engine.name == "ClamAV" and abs(ms - UPDATE) < 60000
            if not stopped and not updating:
                self._say(engine, ms, "Engine statistics, engineName='%s', scanned='%d', "
                          "queued='0'" % (engine.name, self.dice.between(6, 120)),
                          level="DEBUG", core=False)
            ms += 900000

    def _update(self, engine, database):
        folder = "/var/lib/ometascan/updates/db/clamav_1_linux_" + self.dice.hex(6)
        # The closing bracket is missing, as in the vendor's own example.
        self.core.append((UPDATE - 9120, "INFO", "common.update",
                          "Package successfully downloaded, packageDir='%s' [msgid: 671"
                          % folder, None))
        self._say(engine, UPDATE, "==== Engine End ====, " + self._versions(engine), 5589)
        engine.version, engine.database = "1.4.2-331", database
        self._begin(engine, UPDATE + 412, engine.pid + 5000)

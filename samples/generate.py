#!/usr/bin/env python3
"""Writes the generated files of both samples. Same source, same bytes.

    samples/generate.py [FOLDER]

FOLDER is where outage-night/ and healthy/ go, by default beside this file. The READMEs are
written by hand and left alone; script/pack-samples makes the archives.
Needs Python 3.7 and nothing else.
"""

import sys

sys.dont_write_bytecode = True

from pathlib import Path  # noqa: E402

from generator import machine, nutanix  # noqa: E402
from generator.clock import Clock  # noqa: E402
from generator.core import CoreLines  # noqa: E402
from generator.dice import Dice  # noqa: E402
from generator.icap import IcapLines  # noqa: E402
from generator.night import ROTATED, Night  # noqa: E402


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def write_rotated(folder, name, lines, text):
    """The older part goes to NAME.1, as a rotation at 20:00 leaves it."""
    write(folder / (name + ".1"), "".join(text(line) for line in lines if line[0] < ROTATED))
    write(folder / name, "".join(text(line) for line in lines if line[0] >= ROTATED))


def generate(folder, day, seed, outage):
    clock = Clock(2026, 6, day)
    night = Night(Dice(seed), outage)
    core = CoreLines(night, Dice(seed + 1), day)
    icap = IcapLines(night, Dice(seed + 2))

    logs = folder / "core" / "log"
    write_rotated(logs, "core.log", core.lines, lambda line: core.text(line, clock))
    write(logs / "nginx.log", "".join(core.access_text(line, clock) for line in core.access))
    for name, lines in core.engines.own.items():
        lines.sort(key=lambda line: line[0])
        write(folder / "core" / "enginelogs" / name / (name + ".log"),
              "".join(core.text(line, clock) for line in lines))
    for name, text in machine.core_files(clock, outage).items():
        write(folder / "core" / name, text)

    logs = folder / "icap" / "log"
    write_rotated(logs, "mdicapsrv.log", icap.lines, lambda line: icap.text(line, clock))
    write(logs / "nginx-mdicapsrv.log",
          "".join(core.access_text(line, clock) for line in icap.access))
    for name, text in machine.icap_files(clock, outage).items():
        write(folder / "icap" / name, text)

    write(folder / "infected-files.json", nutanix.infected_files(night, Dice(seed + 3), clock))
    if outage:
        write(folder / "truth.csv", nutanix.truth(night, clock))


def main(arguments):
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    generate(folder / "outage-night", 27, 20260627, outage=True)
    generate(folder / "healthy", 20, 20260620, outage=False)


if __name__ == "__main__":
    main(sys.argv[1:])

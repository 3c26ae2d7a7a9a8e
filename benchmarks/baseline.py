#!/usr/bin/env python3
"""What a script of an afternoon does: the log lines of a package into SQLite, by a regular
expression and executemany. It finds no scans, no shapes and no secrets.

    baseline.py PACKAGE.tar.gz CASE.db
"""

import re
import sqlite3
import sys
import tarfile

HEAD = re.compile(
    rb"^\[(\w+)\s*\] (\S+ \S+): \(([^)]*)\) (.*?)(?: \[msgid: (\d+)\])?\r?\n?$"
)
ACCESS = re.compile(rb'^(\S+) \S+ \S+ \[([^\]]+)\] "(\S+) (\S+)[^"]*" (\d+) (\d+)')
INSERT = "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)"


def text(value):
    return None if value is None else value.decode("utf-8", "replace")


def rows(archive):
    """A row for each record; lines that begin none continue the one before."""
    for member in archive:
        stream = archive.extractfile(member)
        if stream is None or not re.search(r"\.log(\.\d+)?$", member.name):
            continue
        is_access = member.name.endswith("access.log")
        row = None
        for line in stream:
            match = (ACCESS if is_access else HEAD).match(line)
            if match is None:
                if row is not None:
                    row[5] += "\n" + text(line)
                continue
            if row is not None:
                yield row
            if is_access:
                _, time, method, path, status, _ = match.groups()
                row = [member.name, text(time), text(method), None, int(status), text(path)]
            else:
                level, time, component, message, number = match.groups()
                row = [member.name, text(time), text(level), text(component),
                       None if number is None else int(number), text(message)]
        if row is not None:
            yield row


def main(package, case):
    database = sqlite3.connect(case)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute(
        "CREATE TABLE record (entry TEXT, time TEXT, level TEXT, component TEXT, msgid INTEGER,"
        " message TEXT)"
    )
    with tarfile.open(package, "r:gz") as archive:
        database.executemany(INSERT, rows(archive))
    database.commit()
    print(database.execute("SELECT count(*) FROM record").fetchone()[0])


if __name__ == "__main__":
    main(*sys.argv[1:])

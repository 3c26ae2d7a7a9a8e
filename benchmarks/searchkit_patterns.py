#!/usr/bin/env python3
"""Thirty patterns over plain log files with searchkit, the engine of hotsos, in two tasks: what a
collection of regular expressions costs. It links nothing to files, times or other lines.

    searchkit_patterns.py FOLDER
"""

import os
import sys

from searchkit import FileSearcher, SearchDef

PATTERNS = [
    r"Processing finished.*overallResult='Failed'",
    r"Processing finished.*overallResult='Not Scanned'",
    r"Processing finished.*overallResult='Cancelled'",
    r"Processing finished.*overallResult='Encrypted Archive'",
    r"Processing finished.*blocked='true'",
    r"Processing finished.*threatFoundCount='[1-9]",
    r"Server is too busy",
    r"Failed to request scan",
    r"License is expired",
    r"Invalid apikey",
    r"insufficient disk space",
    r"No available rule is present",
    r"Connection refused",
    r"timed? ?out",
    r"Service (starting|stopping|started|stopped)",
    r"Error while connecting to the database",
    r"Engine .* failed",
    r"Failed to scan file.*engineName='(\w+)'",
    r"Update .* failed",
    r"Out of (memory|handles)",
    r"\[ERROR\s*\]",
    r"\[WARNING\s*\]",
    r"\[CRITICAL\s*\]",
    r"queueLength='(\d{3,})'",
    r"\[msgid: 998\]",
    r"\[msgid: 1003\]",
    r"\[msgid: 5585\]",
    r" 503 \d+ ",
    r" 500 \d+ ",
    r"POST /file .* 40\d ",
]

logs = [
    os.path.join(folder, name)
    for folder, _, names in os.walk(sys.argv[1])
    for name in names
    if ".log" in name
]
searcher = FileSearcher(max_parallel_tasks=2)
for pattern in PATTERNS:
    for path in logs:
        searcher.add(SearchDef(".*" + pattern, store_result_contents=False), path)
print(len(searcher.run()), "matches")

#!/usr/bin/env python3
"""How long reports and the close of a month take with many entries in the ledger (SQLite).

  Benchmarks/ledger.py PROGRAM [ENTRIES]

Makes a data folder under the system's temporary folder, fills the ledger by SQL with made-up entries over 24 months in 20
workflows, keeps the daily sums with them, and times the program: a report (the process as a whole, and the same with an empty
store beside it), and the close of the first month.
"""
import datetime
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
ENTRIES = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000
WORKFLOWS, FIRST, DAYS = 20, datetime.date(2024, 4, 1), 730


def run(folder, *words):
    started = time.monotonic()
    result = subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True)
    seconds = time.monotonic() - started
    if result.returncode:
        sys.exit(f"{' '.join(words)}: {result.stderr}")
    return seconds


def fill(path):
    store = sqlite3.connect(path)
    store.execute("PRAGMA synchronous = OFF")
    for number in range(1, WORKFLOWS + 1):
        store.execute("INSERT INTO baseline VALUES (?, ?, 198000, 36000, 30, '2024-03-01')", (number, f"w{number}"))
    store.execute("CREATE TEMP TABLE days (n INTEGER PRIMARY KEY, day TEXT)")
    store.executemany("INSERT INTO days VALUES (?, ?)",
                      ((n, (FIRST + datetime.timedelta(n)).isoformat()) for n in range(DAYS)))
    store.execute("""
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)
        INSERT INTO ledger_entry (chain, counted_in, document, kind, turn, day, department, workflow, baseline, outcome,
            documents, unfinished, straight_through, baseline_ms, human_ms, overhead_ms, machine_ms, is_repeat)
        SELECT 'bench', 1, 'd' || i, 'document', 0, day, 'dep' || (i % 20 % 8), 'w' || (i % 20 + 1), i % 20 + 1, 'done',
            1, 0, i % 3 > 0, 198000, CASE WHEN i % 3 > 0 THEN 0 ELSE 21000 END, 0, 400, 0
        FROM n JOIN days ON days.n = i * 730 / ?""", (ENTRIES, ENTRIES))
    store.execute("""
        INSERT INTO time_day SELECT day, department, workflow, baseline, sum(documents), sum(unfinished),
            sum(straight_through), sum(baseline_ms), sum(human_ms), sum(overhead_ms), sum(machine_ms)
        FROM ledger_entry GROUP BY day, department, workflow, baseline""")
    store.commit()
    store.close()


folders = [tempfile.mkdtemp(prefix="tema-ledger-") for _ in range(2)]
try:
    for folder in folders:
        with open(os.path.join(folder, "tema.yml"), "w") as site:
            site.write("data: data\nworkflows: []\n")
        subprocess.run([PROGRAM, "account", "add", "bench", "--role", "manager", "--password-stdin"], cwd=folder,
                       input="correct horse battery\n", text=True, capture_output=True, check=True)
    started = time.monotonic()
    fill(os.path.join(folders[0], "data/tema.sqlite"))
    print(f"{ENTRIES:,} entries written in {time.monotonic() - started:.0f} s")
    report = ["report", "--fiscal-year", "2025", "--format", "json"]
    full = sorted(run(folders[0], *report) for _ in range(11))
    empty = sorted(run(folders[1], *report) for _ in range(11))
    print(f"report: the process {full[5] * 1000:.0f} ms (slowest {full[-1] * 1000:.0f}); "
          f"with an empty store {empty[5] * 1000:.0f} ms; the ledger's part {1000 * (full[5] - empty[5]):.0f} ms")
    print(f"close of 2024-04: {run(folders[0], 'ledger', 'close', '2024-04', '--by', 'bench'):.2f} s")
finally:
    for folder in folders:
        shutil.rmtree(folder)

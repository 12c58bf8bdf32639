#!/usr/bin/env python3
"""How long reports, the close of a month and the proof of the whole take with many entries in the ledger.

  Benchmarks/ledger.py PROGRAM sqlite|postgresql [ENTRIES [TRAILED]]

Makes a data folder under the system's temporary folder, fills the ledger by SQL with made-up entries over 24 months in 20
workflows of 8 departments, with their sums by day and by month, and times the program. TRAILED more entries come in batches of a
hundred, each batch's in the audit trail by their digest as the program writes them; the others stand as those that came before the
trail. A report's figure is the process as a whole; beside it stands the same with an empty store. PostgreSQL is a server of the
benchmark's own, as it comes.
"""
import datetime
import glob
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
ENGINE = sys.argv[2]
ENTRIES = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000_000
TRAILED = int(sys.argv[4]) if len(sys.argv) > 4 else 200_000
WORKFLOWS, FIRST, DAYS, IN_BATCH = 20, datetime.date(2024, 4, 1), 730, 100
ZEROS = "0" * 64
SUMS = "documents, unfinished, straight_through, baseline_ms, human_ms, overhead_ms, machine_ms"
ENTRY = ("chain, counted_in, document, kind, turn, day, department, workflow, baseline, outcome, " + SUMS
         + ", is_repeat")
BATCH = ("id, workflow, file, sha256, page_count, page_file, workflow_version, department, baseline, priority, received, "
         "state, next_page, chunk, unsettled, attempts, export_rule, finished")
AUDIT = "chain, number, at, kind, batch, detail, previous, hash"


def run(folder, *words, fine=(0,)):
    started = time.monotonic()
    result = subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True)
    if result.returncode not in fine:
        sys.exit(f"{' '.join(words)}: {result.stderr} {result.stdout[-500:]}")
    return time.monotonic() - started


def text(values):
    return "".join("-\n" if value is None else f"{len(str(value).encode())}:{value}\n" for value in values)


class Chain:
    """A chain of the audit trail."""

    def __init__(self, name, number=0, last=ZEROS):
        self.name, self.number, self.last, self.rows = name, number, last, []

    def append(self, at, kind, batch, detail):
        self.number += 1
        detail = json.dumps(detail, sort_keys=True, separators=(",", ":")) if detail else None
        whole = text(["tema-audit-1", self.name, self.number, at, kind, batch, None, None, None, None, detail, self.last])
        digest = hashlib.sha256(whole.encode()).hexdigest()
        self.rows.append((self.name, self.number, at, kind, batch, detail, self.last, digest))
        self.last = digest


def made(place):
    """For each batch: its row, its chain, and its entries."""
    batches = TRAILED // IN_BATCH
    for number in range(batches):
        kind = number % WORKFLOWS
        workflow, department, baseline = f"w{kind + 1}", f"課{kind % 8}", kind + 1
        day = FIRST + datetime.timedelta(number * DAYS // batches)
        at = int(datetime.datetime(day.year, day.month, day.day, 3).timestamp() * 1000)
        name, day = f"batch-{number:07}", day.isoformat()
        head = f"-\n10:{day}\n{text([department, workflow, baseline])}"
        shared = text(["document", 0]) + head
        rest = [text(["done", 1, 0, straight, 198000, human, 0, 400, 0, None, None])
                for straight, human in ((1, 0), (0, 21000))]
        entries, canonical = [], []
        for place_in in range(IN_BATCH):
            document = f"{name}-{place_in + 1}"
            by_hand = place_in % 3 == 0
            canonical.append(f"{len(document)}:{document}\n{shared}{rest[by_hand]}")
            entries.append((name, 2, document, "document", 0, day, department, workflow, baseline, "done", 1, 0,
                            0 if by_hand else 1, 198000, 21000 if by_hand else 0, 0, 400, 0))
        chain = Chain(name)
        chain.append(at, "received", name, {"file": name, "sha256": name})
        place.append(at, "batch_opened", name, None)
        digest = hashlib.sha256("".join(canonical).encode()).hexdigest()
        chain.append(at, "time_counted", name, {"day": day, "digest": digest, "entries": str(IN_BATCH)})
        batch = (name, workflow, name, name, 0, name, "v", department, baseline, 1, at, "finished", 1, 1, 0, 0, "none", at)
        yield batch, chain, entries


def bulk(numbers, day):
    """The entries of before the trail.

    `numbers` is a table in SQL with the numbers from 0 in `i`, `day` the day of the one after so many days in SQL."""
    return f"""
        INSERT INTO ledger_entry ({ENTRY})
        SELECT 'bulk', 0, 'd' || CAST(10000000 + i AS TEXT), 'document', 0, {day}, '課' || CAST(i % 20 % 8 AS TEXT),
            'w' || CAST(i % 20 + 1 AS TEXT), i % 20 + 1, 'done', 1, 0, CASE WHEN i % 3 > 0 THEN 1 ELSE 0 END, 198000,
            CASE WHEN i % 3 > 0 THEN 0 ELSE 21000 END, 0, 400, 0
        FROM {numbers}"""


def statements(place):
    """What ends the filling."""
    yield ("UPDATE ledger_beginning SET (entries, baseline_ms, human_ms, overhead_ms) = (SELECT count(*), sum(baseline_ms), "
           "sum(human_ms), sum(overhead_ms) FROM ledger_entry WHERE counted_in = 0)")
    yield (f"INSERT INTO time_day (day, department, workflow, baseline, {SUMS}) SELECT day, department, workflow, baseline, "
           + ", ".join(f"sum({name})" for name in SUMS.split(", "))
           + " FROM ledger_entry GROUP BY day, department, workflow, baseline")
    yield (f"INSERT INTO time_month (month, department, workflow, baseline, {SUMS}) SELECT substr(day, 1, 7), department, "
           "workflow, baseline, " + ", ".join(f"sum({name})" for name in SUMS.split(", "))
           + " FROM time_day GROUP BY substr(day, 1, 7), department, workflow, baseline")
    yield f"UPDATE audit_chain SET entries = {place.number}, hash = '{place.last}' WHERE chain = 'place'"
    yield "INSERT INTO purged_pages SELECT id, received FROM batch"


class SQLite:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tema-ledger-")

    def site(self, name):
        return "data: data\nworkflows: []\n"

    def fill(self, home):
        store = sqlite3.connect(os.path.join(home, "data/tema.sqlite"))
        store.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")
        place = Chain("place", *store.execute("SELECT entries, hash FROM audit_chain WHERE chain = 'place'").fetchone())
        insert = lambda table, columns, rows: store.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(columns.split(',')))})", rows)
        insert("baseline", "id, workflow, mean_ms, spread_ms, sample, timed", baselines())
        kept = store.execute("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'ledger_entry' AND "
                             "type IN ('index', 'trigger') AND sql IS NOT NULL").fetchall()
        for kind, name, _ in kept:
            store.execute(f"DROP {kind} {name}")
        store.execute("CREATE TEMP TABLE span (n INTEGER PRIMARY KEY, day TEXT)")
        store.executemany("INSERT INTO span VALUES (?, ?)", ((n, (FIRST + datetime.timedelta(n)).isoformat()) for n in range(DAYS)))
        numbers = (f"(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {ENTRIES} - 1) SELECT i FROM n) "
                   f"JOIN span ON span.n = i * {DAYS} / {ENTRIES}")
        store.execute(bulk(numbers, "day"))
        for _, _, command in kept:
            store.execute(command)
        for batch, chain, entries in made(place):
            insert("batch", BATCH, [batch])
            insert("audit_chain", "chain, entries, hash, purged, purged_hash", [(chain.name, 2, chain.last, 0, ZEROS)])
            insert("audit_entry", AUDIT, chain.rows)
            insert("ledger_entry", ENTRY, entries)
        insert("audit_entry", AUDIT, place.rows)
        for statement in statements(place):
            store.execute(statement)
        store.execute("ANALYZE")
        store.commit()
        store.close()

    def close(self):
        shutil.rmtree(self.folder)


class PostgreSQL(SQLite):
    def __init__(self):
        super().__init__()
        self.programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.as_user = []
        if os.getuid() == 0:
            self.as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            shutil.chown(self.folder, "nobody", "nogroup")
            os.chmod(self.folder, 0o755)
        self.data = os.path.join(self.folder, "server")
        self.call("initdb", "--pgdata", self.data, "--username", "tema", "--auth=trust", "--locale=C.UTF-8")
        self.call("pg_ctl", "start", "--wait", "--silent", "--pgdata", self.data, "--log", self.data + ".log", "--options",
                  f"-c listen_addresses= -c unix_socket_directories={self.folder} -c max_wal_size=8GB")

    def call(self, program, *words):
        subprocess.run([*self.as_user, os.path.join(self.programs, program), *words], check=True, cwd="/",
                       stdout=subprocess.DEVNULL)

    def site(self, name):
        self.call("createdb", "--host", self.folder, "--username", "tema", name)
        return f"data: data\nworkflows: []\nstore: postgresql:///{name}?host={self.folder}&user=tema\n"

    def psql(self, command, **options):
        return subprocess.Popen(
            ["psql", "--host", self.folder, "--username", "tema", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align",
             "-v", "ON_ERROR_STOP=1", "-c", command, "full"], text=True, **options)

    def execute(self, command):
        answer = self.psql(command, stdout=subprocess.PIPE)
        output = answer.communicate()[0].strip()
        if answer.returncode:
            sys.exit(command)
        return output

    def copy(self, table, columns):
        return self.psql(f"COPY {table} ({columns}) FROM STDIN", stdin=subprocess.PIPE)

    def fill(self, home):
        number, last = self.execute("SELECT entries, hash FROM audit_chain WHERE chain = 'place'").split("|")
        place = Chain("place", int(number), last)
        line = lambda row: "\t".join("\\N" if value is None else str(value).replace("\\", "\\\\") for value in row) + "\n"

        def write(table, columns, rows):
            copying = self.copy(table, columns)
            copying.stdin.writelines(map(line, rows))
            finish(copying)

        def finish(copying):
            copying.stdin.close()
            if copying.wait():
                sys.exit("PostgreSQL refuses the rows")

        write("baseline", "id, workflow, mean_ms, spread_ms, sample, timed", baselines())
        kept = self.execute("SELECT indexname || '|' || indexdef FROM pg_indexes WHERE tablename = 'ledger_entry' "
                            "AND indexname NOT IN (SELECT conname FROM pg_constraint)").splitlines()
        for index in kept:
            self.execute(f"DROP INDEX {index.split('|')[0]}")
        day = f"CAST(DATE '{FIRST}' + CAST(i * {DAYS} / {ENTRIES} AS INTEGER) AS TEXT)"
        self.execute("SET session_replication_role = replica; "
                     + bulk(f"generate_series(0::bigint, {ENTRIES} - 1) AS numbers (i)", day))
        for index in kept:
            self.execute(index.split("|", 1)[1])
        batches, chains = [], []
        copying = self.copy("ledger_entry", ENTRY)
        for batch, chain, entries in made(place):
            batches.append(batch)
            chains.append(chain)
            copying.stdin.writelines(map(line, entries))
        finish(copying)
        write("batch", BATCH, batches)
        write("audit_chain", "chain, entries, hash, purged, purged_hash",
              ((chain.name, 2, chain.last, 0, ZEROS) for chain in chains))
        write("audit_entry", AUDIT, (row for chain in chains for row in chain.rows))
        write("audit_entry", AUDIT, place.rows)
        for statement in statements(place):
            self.execute(statement)
        self.execute("VACUUM ANALYZE")

    def close(self):
        self.call("pg_ctl", "stop", "--silent", "--mode=immediate", "--pgdata", self.data)
        super().close()


def baselines():
    return [(number + 1, f"w{number + 1}", 198000, 36000, 30, "2024-03-01") for number in range(WORKFLOWS)]


engine = {"sqlite": SQLite, "postgresql": PostgreSQL}[ENGINE]()
try:
    homes = {}
    for name in ("full", "bare"):
        homes[name] = os.path.join(engine.folder, name)
        os.mkdir(homes[name])
        with open(os.path.join(homes[name], "tema.yml"), "w") as site:
            site.write(engine.site(name))
        subprocess.run([PROGRAM, "account", "add", "bench", "--role", "manager", "--password-stdin"], cwd=homes[name],
                       input="correct horse battery\n", text=True, capture_output=True, check=True)
    started = time.monotonic()
    engine.fill(homes["full"])
    print(f"{ENGINE}: {ENTRIES:,} + {TRAILED:,} entries written in {time.monotonic() - started:.0f} s\n", flush=True)
    print("| | median | slowest | with an empty store |\n|---|---:|---:|---:|", flush=True)
    year = ["--fiscal-year", "2025"]
    for name, words in (
            ("`report`", ["report", *year]), ("`report --format json`", ["report", *year, "--format", "json"]),
            ("`report --format csv`", ["report", *year, "--format", "csv"]),
            ("`report --format html`", ["report", *year, "--format", "html"]),
            ("`report --format xlsx`", ["report", *year, "--format", "xlsx"]),
            ("`report --open-data`", ["report", *year, "--open-data", "open"]),
            ("the first year: forecast by trend", ["report", "--fiscal-year", "2024", "--format", "json"]),
            ("`report --audit 30`", ["report", *year, "--audit", "30", "--seed", "7"])):
        full = sorted(run(homes["full"], *words) for _ in range(11))
        bare = sorted(run(homes["bare"], *words) for _ in range(5))
        print(f"| {name} | {full[5] * 1000:.0f} ms | {full[-1] * 1000:.0f} ms | {bare[2] * 1000:.0f} ms |", flush=True)
    print(f"| `ledger close 2024-04` | {run(homes['full'], 'ledger', 'close', '2024-04', '--by', 'bench'):.2f} s | | |",
          flush=True)
    print(f"| `verify` | {run(homes['full'], 'verify'):.0f} s | | |", flush=True)
finally:
    engine.close()

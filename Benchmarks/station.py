#!/usr/bin/env python3
"""How quickly the station answers with very many documents, and whether many clerks at once get in each other's way.

    Benchmarks/station.py FOLDER [--waiting 100000] [--done 260000] [--clerks 50] [--minutes 3]

A service of its own is started in FOLDER, which is kept: a second run goes on with what the first one filled in. One real
scan is dropped; copies of a document that waits for review are added to the store until so many wait and so many more
are done. Then one clerk settles 60 documents, field by field, and so many clerks work at once for so many minutes; at
the end the store must have every field that was settled, by that clerk alone. Times are of whole answers, in ms.
"""
import argparse
import collections
import http.client
import json
import pathlib
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import threading
import time
import urllib.parse

from measuring import PROJECT, TEMA, conditions
from served import Served, until

PASSWORD = "correct horse battery"
WAITS = "SELECT 1 FROM document WHERE state = 'review'"


def doubting(workflow, folder):
    """A folder with the sample jobs, in one of which so little is tolerated that every value waits for a person."""
    jobs = folder.absolute().with_name(folder.name + "-jobs")
    shutil.copytree(PROJECT / "Workflows", jobs / "Workflows", dirs_exist_ok=True)
    job = jobs / "Workflows" / workflow / "workflow.yml"
    job.write_text(re.sub(r"error-budget: *[0-9.]+%", "error-budget: 0.0001%", job.read_text()))
    return jobs


class Clerk:
    """A signed-in person with one connection, as a browser would hold it."""

    def __init__(self, name, port):
        self.name, self.port, self.times = name, port, collections.defaultdict(list)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        form = urllib.parse.urlencode({"name": name, "password": PASSWORD})
        self.connection.request("POST", "/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = self.connection.getresponse()
        answer.read()
        self.headers = {"Cookie": answer.getheader("Set-Cookie").split(";")[0], "Content-Type": "application/json"}
        self.connection.request("GET", "/batches", headers=self.headers)
        page = self.connection.getresponse().read().decode()
        self.headers["X-Tema-Proof"] = re.search(r'name="proof" content="([0-9a-f]+)"', page).group(1)

    def ask(self, kind, path, body=None):
        begun = time.perf_counter()
        self.connection.request("GET" if body is None else "POST", path, None if body is None else json.dumps(body),
                                self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        self.times[kind].append(1000 * (time.perf_counter() - begun))
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {text[:200]!r}")
        return json.loads(text)

    def next(self, besides=()):
        return self.ask("the next document", "/api/review/next?besides=" + ",".join(besides))["document"]

    def settle(self, document, checks=True, said=lambda field: None):
        """All that is open in it; what was said of each field."""
        words = {}
        fields = [field for field in document["fields"] if field["state"] in ("doubt", "second")]
        for place, field in enumerate(fields):
            body = {"document": document["id"], "field": field["name"], "text": field["text"]}
            if checks:
                self.ask("what a typed value means", "/api/review/check", body)
            body |= {"token": document["token"], "text": said(field), "force": True, "seconds": 1, "mode": "document"}
            kind = "a document's last field, with rules asked again" if place == len(fields) - 1 else "a field settled"
            self.ask(kind, "/api/review/settle", body)
            words[field["name"]] = body["text"]
        return words


def insert(connection, table, rows):
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def fill(store, waiting, done):
    """Copies of the first document that waits, until so many wait and so many more are done."""
    connection = sqlite3.connect(store)
    connection.execute("PRAGMA synchronous = OFF")
    count = lambda state: connection.execute("SELECT count(*) FROM document WHERE state = ?", [state]).fetchone()[0]
    wanted = [("review", waiting - count("review")), ("done", done - count("done"))]
    cursor = connection.execute("SELECT * FROM document WHERE state = 'review' ORDER BY id LIMIT 1")
    columns = [column[0] for column in cursor.description]
    row = list(cursor.fetchone())
    place = {name: columns.index(name) for name in columns}
    of = lambda name: row[place[name]]
    body = json.loads(connection.execute("SELECT body FROM document_content WHERE document = ?", [of("id")]).fetchone()[0])
    page = connection.execute("SELECT registration FROM page WHERE document = ?", [of("id")]).fetchone()[0]
    batch = of("batch")
    number = connection.execute("SELECT max(number) FROM document WHERE batch = ?", [batch]).fetchone()[0]
    pages = connection.execute("SELECT page_count FROM batch WHERE id = ?", [batch]).fetchone()[0]
    for state, missing in wanted:
        for start in range(0, max(0, missing), 5000):
            documents, contents, seen = [], [], []
            for _ in range(min(5000, missing - start)):
                number, pages = number + 1, pages + 1
                name = f"{batch}-{number}"
                row[place["id"]], row[place["number"]], row[place["state"]] = name, number, state
                row[place["settled"]] = round(time.time() * 1000) if state == "done" else None
                body["id"], body["pages"] = name, [pages]
                documents.append(tuple(row))
                contents.append((name, json.dumps(body, ensure_ascii=False)))
                seen.append((batch, pages, name, page))
            insert(connection, "document", documents)
            insert(connection, "document_content (document, body)", contents)
            connection.executemany("INSERT INTO page (batch, number, outcome, document, form_page, registration) "
                                   "VALUES (?, ?, 'document', ?, 1, ?)", seen)
            connection.execute("UPDATE batch SET page_count = ?, next_page = ? + 1, unsettled = unsettled + ? WHERE id = ?",
                               [pages, pages, len(documents) if state == "review" else 0, batch])
            connection.commit()
    fields = len(body["fields"])
    return {state: count(state) for state, _ in wanted}, fields


def accounts(site, names, role="clerk"):
    for name in names:
        subprocess.run([TEMA, "account", "add", name, "--role", role, "--password-stdin", "--site", site],
                       input=PASSWORD, text=True, capture_output=True, check=False)


def percentiles(times):
    for kind, values in times.items():
        values.sort()
        print(f"| {kind} | {len(values):,} | {statistics.median(values):.1f} | {values[int(len(values) * 0.95)]:.1f} "
              f"| {values[-1]:.1f} |")


def crowd(service, port, clerks, minutes):
    """Every clerk settles one document after the other; nobody may get what another has, and nothing said may be lost."""
    end = time.monotonic() + 60 * minutes
    taken, said, faults, lock = collections.defaultdict(set), {}, [], threading.Lock()
    people = [Clerk(f"clerk{index}", port) for index in range(clerks)]

    def work(clerk, seed):
        chance, mine = random.Random(seed), []
        try:
            while time.monotonic() < end:
                document = clerk.next(mine[-50:])
                if document is None:
                    return
                with lock:
                    taken[document["id"]].add(clerk.name)
                mine.append(document["id"])
                words = clerk.settle(document, checks=False, said=lambda field: field["text"] or None)
                with lock:
                    said[document["id"]] = (clerk.name, words)
                time.sleep(chance.random() / 10)
        except (RuntimeError, OSError, http.client.HTTPException) as fault:
            with lock:
                faults.append(f"{clerk.name}: {fault}")

    threads = [threading.Thread(target=work, args=(clerk, index)) for index, clerk in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # What the store keeps of whom.
    kept = collections.defaultdict(dict)
    for document, field, account in service.rows("SELECT document, field, account FROM review_entry"):
        kept[document].setdefault(field, set()).add(account)
    lost = sum(kept.get(document, {}).get(field) != {name} for document, (name, fields) in said.items() for field in fields)
    times = collections.defaultdict(list)
    for clerk in people:
        for kind, values in clerk.times.items():
            times[kind] += values
    return times, {"documents settled": len(said), "given to two people": sum(len(each) > 1 for each in taken.values()),
                   "edits lost": lost, "errors": len(faults)}, faults[:5]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--done", type=int, default=260_000)
    parser.add_argument("--clerks", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--port", type=int, default=8791)
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    station = f'station: {{listen: "127.0.0.1:{options.port}", language: ja, planted-errors: 0%}}\n'
    jobs = doubting("payroll", folder)
    service = Served(folder, 2, station, keeps=True, workflows=jobs)
    if not service.ask(WAITS):
        service.drop("payroll", PROJECT / "Samples/payroll/office.pdf")
        until(lambda: service.ask(WAITS)
              and not service.ask("SELECT 1 FROM document WHERE state IN ('queued', 'working')")
              and not service.ask("SELECT 1 FROM batch WHERE state = 'splitting'"))
    accounts(service.site, ["sato", *(f"clerk{index}" for index in range(options.clerks))])
    service.stop()
    counts, fields = fill(service.store, options.waiting, options.done)
    size = service.store.stat().st_size / 1e9
    begun = time.monotonic()
    service = Served(folder, 2, station, keeps=True, workflows=jobs)
    until(lambda: "127.0.0.1" in service.log.read_text(), seconds=300)
    print(conditions(f"Benchmarks/station.py {options.folder} --waiting {options.waiting} --done {options.done} "
                     f"--clerks {options.clerks} --minutes {options.minutes}"))
    print(f"{counts} documents of {fields} fields, {sum(counts.values()) * fields:,} fields, {size:.1f} GB; the service "
          f"answers {time.monotonic() - begun:.1f} s after it was started.\n")
    clerk = Clerk("sato", options.port)
    besides = []
    for _ in range(60):
        document = clerk.next(besides[-50:])
        besides.append(document["id"])
        clerk.settle(document)
    print("One clerk, 60 documents:\n\n| what | answers | median ms | 95th percentile ms | most ms |\n|---|--:|--:|--:|--:|")
    percentiles(clerk.times)
    if options.clerks:
        times, figures, faults = crowd(service, options.port, options.clerks, options.minutes)
        print(f"\n{options.clerks} clerks at once, {options.minutes:g} minutes, none of whom reads or thinks: {figures}\n")
        print("| what | answers | median ms | 95th percentile ms | most ms |\n|---|--:|--:|--:|--:|")
        percentiles(times)
        print("\n".join(faults))
    service.stop()


if __name__ == "__main__":
    main()

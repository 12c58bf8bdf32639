"""`tema serve` in a place of its own, and what its processes use."""
import contextlib
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import time

from measuring import PROJECT, TEMA

TICKS = os.sysconf("SC_CLK_TCK")


class Served:
    """A running service on a data folder, a fresh one unless it keeps what is there, with so many workers."""

    def __init__(self, folder, workers, settings="", keeps=False, workflows=PROJECT):
        self.folder = pathlib.Path(folder).absolute()
        if not keeps:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        site = (PROJECT / "tema.yml").read_text()
        site = re.sub(r"^(data|station|plan):.*\n", "", site, flags=re.M)
        site = site.replace("csv: seeds/", f"csv: {PROJECT}/seeds/").replace("Workflows/", f"{workflows}/Workflows/")
        self.site = self.folder / "tema.yml"
        self.site.write_text(f"data: data\nworkers: {workers}\n{settings}{site}")
        self.store = self.folder / "data/tema.sqlite"
        self.log = self.folder / "serve.log"
        self.process = subprocess.Popen(
            [TEMA, "serve", "--site", self.site, "--language", "en"], stdout=self.log.open("w"),
            stderr=subprocess.STDOUT, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
        until(lambda: (self.folder / "data/inbox/survey").is_dir() and len(self.pids("work")) == workers)

    def pids(self, kind):
        """Of the workers ('work'), the watcher ('watch'), or the supervisor ('serve')."""
        if kind == "serve":
            return [self.process.pid]
        children = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/children")
        pids = [int(pid) for part in children for pid in part.read_text().split()]
        return [pid for pid in pids if f"\0{kind}\0" in read(f"/proc/{pid}/cmdline")]

    def drop(self, form, *files):
        for file in files:
            shutil.copy(file, self.folder / file.name)
            (self.folder / file.name).rename(self.folder / "data/inbox" / form / file.name)

    def rows(self, question):
        with contextlib.closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=2)) as database:
            return database.execute(question).fetchall()

    def ask(self, question):
        """The first row; nothing while the store is not there, or is locked."""
        try:
            return next(iter(self.rows(question)), None)
        except sqlite3.Error:
            return None

    def pages_done(self):
        """Pages of settled or waiting documents, blank ones, and those set aside."""
        row = self.ask(
            "SELECT (SELECT coalesce(sum(page_count), 0) FROM document WHERE state NOT IN ('queued', 'working'))"
            " + (SELECT count(*) FROM page WHERE outcome <> 'document')")
        return row[0] if row else 0

    def status(self):
        """What `tema status --json` prints."""
        return subprocess.run(
            [TEMA, "status", "--all", "--json", "--site", self.site, "--language", "en"], check=True,
            capture_output=True, text=True).stdout

    def verify(self):
        """The exit status and the last lines of `tema verify`."""
        done = subprocess.run(
            [TEMA, "verify", "--site", self.site, "--language", "en"], capture_output=True, text=True)
        return done.returncode, (done.stdout + done.stderr).strip()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def until(condition, every=0.02, seconds=1800):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("It took too long.")
        time.sleep(every)


def read(path):
    try:
        return pathlib.Path(path).read_text()
    except OSError:
        return ""


def cpu(pid):
    """CPU seconds of a process so far; nothing for one that is gone."""
    stat = read(f"/proc/{pid}/stat")
    spent = stat.rsplit(")", 1)[1].split() if stat else [0] * 13
    return (int(spent[11]) + int(spent[12])) / TICKS


def busiest_thread(pid):
    """Seconds that a process's busiest thread ran, and that it waited for a processor."""
    threads = []
    with contextlib.suppress(OSError):
        threads = [read(f"/proc/{pid}/task/{thread}/schedstat") for thread in os.listdir(f"/proc/{pid}/task")]
    ran, waited = max(([int(part) for part in thread.split()[:2]] for thread in threads if thread), default=(0, 0))
    return ran / 1e9, waited / 1e9


def memory(pid):
    """Mebibytes: resident now, its own part of that, and the most resident so far."""
    found = dict(re.findall(r"(VmRSS|RssAnon|VmHWM):\s+(\d+)", read(f"/proc/{pid}/status")))
    return {key: int(size) / 1024 for key, size in found.items()}

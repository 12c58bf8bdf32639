"""What the engine costs beyond the libraries, how it scales, how much memory it takes, and what a bad page costs."""
import json
import os
import statistics
import time

from measuring import HERE, TEMA, WORK, conditions, draw, keep, run, share, table
from pdfs import endless, greedy, repeated
from served import Served, busiest_thread, cpu, memory, until

SEEDS = {"payroll": 8200, "survey": 8100}
LEVEL = {"payroll": "office", "survey": "clean"}


def drawn(form):
    return draw(form, LEVEL[form], 12, SEEDS[form])[0]


def file_of(form, pages, mark, poison=None):
    folder = WORK / "long"
    folder.mkdir(parents=True, exist_ok=True)
    return repeated(drawn(form), pages, folder / f"{form}-{pages}-{mark}.pdf", mark, poison)


# 1 → 2 workers

def one_drop(service, form, files):
    """Seconds from the first batch in the store to the last at rest, and what the workers did meanwhile."""
    pages_before, batches = service.pages_done(), service.ask("SELECT count(*) FROM batch")[0]
    wanted = pages_before + sum(pages for pages, _ in files)
    service.drop(form, *(file for _, file in files))
    workers = service.pids("work")
    others = service.pids("watch") + service.pids("serve")
    until(lambda: (service.ask("SELECT count(*) FROM batch") or [0])[0] > batches)
    start = time.monotonic()
    before = [(cpu(pid), *busiest_thread(pid)) for pid in workers]
    others_before = sum(map(cpu, others))
    until(lambda: service.pages_done() >= wanted, every=0.05)
    wall = time.monotonic() - start
    after = [(cpu(pid), *busiest_thread(pid)) for pid in workers]
    if service.pids("work") != workers:
        raise SystemExit("A worker ended while it was measured.")
    used, ran, waited = (sum(b[i] - a[i] for a, b in zip(before, after)) for i in range(3))
    pages = sum(pages for pages, _ in files)
    return {
        "pages": pages, "wall": wall, "cpu": used / pages, "others": (sum(map(cpu, others)) - others_before) / pages,
        "blocked": 1 - (ran + waited) / (wall * len(workers)), "kept waiting": waited / (wall * len(workers)),
        # As if no other program had held the processors while a worker wanted one.
        "alone": wall - waited / len(workers)}


def scaling(form, batches, pages, pairs):
    """Turns of one worker and of two, on the same pages; both services stand by all the time."""
    services = {workers: Served(WORK / f"served-{workers}", workers) for workers in (1, 2)}
    mark, turns = 0, {1: [], 2: []}
    try:
        for turn in range(pairs + 1):
            for workers in (1, 2) if turn % 2 else (2, 1):
                files = []
                for _ in range(batches if turn else 4):
                    mark += 1
                    count = pages if turn else 12
                    files.append((count, file_of(form, count, mark)))
                measured = one_drop(services[workers], form, files)
                if turn:  # The first makes the workers' forms and recognisers ready.
                    turns[workers].append(measured)
                for _, file in files:
                    file.unlink()
    finally:
        for service in services.values():
            service.stop()
    return turns


def spread(values, digits=2):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def scaling_row(form, batches, pages, turns):
    ratios = {key: [one[key] / two[key] for one, two in zip(turns[1], turns[2])] for key in ("wall", "alone", "cpu")}
    rates = {workers: statistics.median(turn["pages"] / turn["wall"] for turn in turns[workers]) for workers in turns}
    two = turns[2]
    return [f"{form}, {batches} × {pages} pages", len(two), f"{rates[1]:.2f}", f"{rates[2]:.2f}",
            spread(ratios["wall"]), spread(ratios["alone"]),
            f"{statistics.median(turn['cpu'] for turn in turns[1]):.3f}",
            f"{statistics.median(turn['cpu'] for turn in two):.3f}",
            share(statistics.median(turn["blocked"] for turn in two), 1),
            share(statistics.median(turn["kept waiting"] for turn in two), 1)]


SCALING_HEADER = ["drop", "pairs", "1 worker, pages/s", "2 workers, pages/s", "ratio", "ratio without others' time",
                  "CPU s a page, 1", "CPU s a page, 2", "blocked", "kept waiting by others"]


def measure_scaling(pairs):
    rows, raw = [], {}
    for form, batches, pages in (("payroll", 1, 48), ("payroll", 3, 24), ("survey", 1, 96)):
        turns = scaling(form, batches, pages, pairs)
        raw[f"{form} {batches} × {pages}"] = turns
        rows.append(scaling_row(form, batches, pages, turns))
        print(" | ".join(map(str, rows[-1])), flush=True)
    keep("engine-scaling", raw)
    return table(SCALING_HEADER, rows)


# Memory

MARKS = (100, 500, 1000, 2000)


def served_to_rest(service, form, file, pages, every=2):
    """Drops a file and looks at all processes until nothing is left to do without a person."""
    samples = []
    service.drop(form, file)
    until(lambda: service.ask("SELECT count(*) FROM batch") == (1,))
    start = time.monotonic()

    def look():
        done = service.pages_done()
        sizes = {kind: {pid: memory(pid) for pid in service.pids(kind)} for kind in ("work", "watch", "serve")}
        samples.append({"seconds": time.monotonic() - start, "pages": done} | sizes)
        return done >= pages

    until(look, every=every, seconds=3000)
    # The watcher moves the original and writes its note.
    until(lambda: not list((service.folder / "data/taking").iterdir()), seconds=60)
    look()
    return samples


def largest(samples, kind, key):
    return max((sizes.get(key, 0) for sample in samples for sizes in sample[kind].values()), default=0)


def memory_rows(samples, pages):
    rows, before = [], 0
    for mark in [mark for mark in MARKS if mark < pages] + [pages]:
        stretch = [sample for sample in samples if before < sample["pages"] <= mark]
        before = mark
        if stretch:
            rows.append([stretch[-1]["pages"], f"{stretch[-1]['seconds']:.0f}", *(
                f"{largest(stretch, kind, key):.0f}" for kind, key in (
                    ("work", "RssAnon"), ("work", "VmRSS"), ("work", "VmHWM"), ("serve", "VmRSS"), ("watch", "VmRSS")))])
    return rows


MEMORY_HEADER = ["pages done", "s", "worker, own", "worker, resident", "worker, peak", "supervisor, resident",
                 "watcher, resident"]


def measure_memory(pages):
    service = Served(WORK / "served-memory", 2)
    try:
        samples = served_to_rest(service, "survey", file_of("survey", pages, 1), pages)
        batch = json.loads(service.status())["batches"][0]
        verified, words = service.verify()
    finally:
        service.stop()
    keep(f"engine-memory-{pages}", samples)
    text = table(MEMORY_HEADER, memory_rows(samples, pages)) + (
        f"\nAt the end: {batch['pages']} pages = {batch['document_pages']} in documents + {batch['blank']} blank + "
        f"{batch['set_aside']} set aside; {batch['review']} documents wait for a person, {batch['failed']} failed. "
        f"`tema verify` ended with {verified}: {words.splitlines()[-1]}\n")
    print(text, flush=True)
    return text


# A bad page

def measure_isolation(pages):
    poison = {pages // 2 + 1: endless, pages * 3 // 4 + 1: greedy}
    service = Served(WORK / "served-isolation", 2)
    try:
        samples = served_to_rest(service, "survey", file_of("survey", pages, 2, poison), pages)
        batch = json.loads(service.status())["batches"][0]
        with_reasons = service.rows(
            "SELECT number, reason_en FROM page WHERE outcome = 'set_aside' ORDER BY number")
        verified, words = service.verify()
    finally:
        service.stop()
    log = [line for line in service.log.read_text().splitlines() if "ended" in line]
    keep(f"engine-isolation-{pages}", {"log": service.log.read_text().splitlines(), "batch": batch, "pages": with_reasons})
    text = table(["page", "reason"], with_reasons) + (
        f"\nThe rest: {batch['pages']} pages = {batch['document_pages']} in documents + {batch['blank']} blank + "
        f"{batch['set_aside']} set aside; {batch['failed']} documents failed. Workers that died: {len(log)}. "
        f"{samples[-1]['seconds']:.0f} s in all. `tema verify` ended with {verified}: {words.splitlines()[-1]}\n")
    print(text, flush=True)
    return text


# Beyond the libraries

LIBRARY = ("decode", "register", "read", "decide")


def evaluated(form, copies):
    """CPU seconds of a process that works on a file so many times as long, less the comparison's; pages; each stage's."""
    scan, truth = draw(form, LEVEL[form], 12, SEEDS[form], copies=copies)
    output, spent = run([TEMA, "evaluate", f"Workflows/{form}", "--truth", truth, scan, "--json", "--workers", 1])
    result = json.loads(output)
    return {"pages": result["pages"], "process": spent["cpu"] - result["cpuSecondsOfComparing"],
            "stages": result["cpuSeconds"]}


def overhead_row(form, rounds):
    """What each page more costs, so that the start of the program is left out: a long file less a short one."""
    found = []
    for _ in range(rounds):
        short, long = evaluated(form, 1), evaluated(form, 3)
        pages = long["pages"] - short["pages"]
        stages = {key: (long["stages"][key] - short["stages"][key]) / pages for key in long["stages"]}
        found.append({"library": sum(stages[key] for key in LIBRARY), "store": stages["store"],
                      "process": (long["process"] - short["process"]) / pages})
    middle = {key: statistics.median(one[key] for one in found) for key in found[0]}
    beyond = [100 * (one["process"] / one["library"] - 1) for one in found]
    return found, [form, rounds, f"{middle['library']:.4f}", f"{middle['store']:.4f}", f"{middle['process']:.4f}",
                   spread(beyond, 1)]


OVERHEAD_HEADER = ["form", "rounds", "libraries, CPU s a page", "store, CPU s a page",
                   "whole process, CPU s a page", "beyond the libraries, %"]


def measure_overhead(rounds):
    found, rows = {}, []
    for form in ("payroll", "survey"):
        found[form], row = overhead_row(form, rounds)
        rows.append(row)
    keep("engine-overhead", found)
    return table(OVERHEAD_HEADER, rows)


# The page

TITLES = {
    "scaling": ("From one worker to two", """
`tema serve` with one worker and with two, each standing by on a place of its own, get the same pages in turn. The time
runs from the first batch in the store to the last document that is done or waits for a person. *Without others' time*
leaves out what the kernel counts as waiting for a processor (`schedstat`): other programs held it. *Blocked* is the
share of the two workers' time in which they neither ran nor waited for a processor: for the other worker's pages, for
the store, for the disk. Median (least–most) of the pairs.
"""),
    "overhead": ("What the engine costs beyond the libraries", """
`tema evaluate --workers 1` on a file of 12 documents three times over, less the same file once: what a page more costs,
the start of the program left out. *Libraries* are the stages decode, register, read and decide, as the worker's thread
clock counts them; *store* is the stage of that name: the store's transactions and the decoded pages laid aside. The CPU
time of the whole process, all threads, less that of the libraries and of the comparison with the truth is what the engine
adds: it copies the original, keeps the queue, lays pages aside, keeps documents, writes exports.
"""),
    "memory": ("One long file", """
One PDF in the inbox of `tema serve` with two workers, looked at every two seconds; the largest of each stretch, in MiB.
*Own* is RssAnon, *resident* VmRSS, *peak* VmHWM, of the larger worker.
"""),
    "isolation": ("Pages that kill their reader", """
One page of the file draws forms within forms without an end; another draws transparent groups within groups, which
take gigabytes. A worker may use 30 CPU seconds for a page, and 2 GiB.
"""),
}


def engine(parts, pairs, pages):
    """Measures those parts, and writes the page anew with what is known of the others."""
    measures = {
        "scaling": lambda: measure_scaling(pairs), "overhead": lambda: measure_overhead(pairs),
        "memory": lambda: measure_memory(pages), "isolation": lambda: measure_isolation(pages // 10)}
    known = WORK / "engine-sections.json"
    sections = json.loads(known.read_text()) if known.exists() else {}
    for part in parts or measures:
        before = os.getloadavg()[0]
        text = measures[part]()
        sections[part] = f"{text}\nLoad average {before:.1f} before, {os.getloadavg()[0]:.1f} after.\n"
        known.write_text(json.dumps(sections))
    write(sections, conditions(f"Benchmarks/run engine --pairs {pairs} --long {pages}"))


def write(sections, head):
    text = "# The engine\n\n" + head
    for part, (title, words) in TITLES.items():
        if part in sections:
            text += f"\n## {title}\n{words}\n{sections[part]}"
    (HERE / "engine.md").write_text(text)

#!/usr/bin/env python3
"""Receipts without a form: one job over a folder of pictures with their truth (NAME.jpg and NAME.json with "total" and "date"),
beside Tesseract with the same rules. Prints a table as Benchmarks/papers.md holds it.

    Benchmarks/papers.py FOLDER [--tema PROGRAM] [--count N]
"""
import argparse, json, os, pathlib, re, resource, subprocess, tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date

HERE = pathlib.Path(__file__).resolve().parent
JOB = HERE / "papers-job"
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def iso(text):
    """A day-first date; None for what is none."""
    text = text.strip().lower()
    found = re.search(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", text)
    if found:
        year, month, day = map(int, found.groups())
    elif found := re.search(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)", text):
        day, month, year = map(int, found.groups())
    elif found := re.search(r"(\d{1,2})[-/. ]*([a-z]{3})[a-z]*[-/., ]*(\d{4}|\d{2})(?!\d)", text):
        if found[2] not in MONTHS:
            return None
        day, month, year = int(found[1]), MONTHS.index(found[2]) + 1, int(found[3])
    elif found := re.search(r"([a-z]{3})[a-z]*[ .]*(\d{1,2}),? *(\d{4})", text):
        if found[1] not in MONTHS:
            return None
        day, month, year = int(found[2]), MONTHS.index(found[1]) + 1, int(found[3])
    else:
        return None
    try:
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return None


def money(text):
    return [float(m.replace(",", "")) for m in re.findall(r"\d[\d,]*\.\d{2}(?!\d)", text)]


def folded(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def rules():
    """The wordings of the job's own template, so that both read by the same rules."""
    text = (JOB / "forms/receipt.yml").read_text()
    total = re.search(r"name: total.*?right-of: \[(.*?)\].*?except: \[(.*?)\].*?right-of: \[(.*?)\]", text, re.S)
    return [[w.strip() for w in group.split(",")] for group in total.groups()]


def by_rules(lines, wordings):
    """Total and date of a receipt's lines of text."""
    labels, excepted, payments = wordings
    total = None
    for words, banned in ((labels, excepted), (payments, [])):
        for word in words:
            found = []
            for line in lines:
                place = folded(line).find(folded(word))
                if place < 0 or any(folded(b) in folded(line) for b in banned if folded(word) in folded(b)):
                    continue
                amounts = money(line)
                if amounts:
                    found.append(amounts[-1])
            if found:
                total = max(found)
                break
        if total is not None:
            break
    if total is None:
        everything = [amount for line in lines for amount in money(line)]
        total = max(everything) if everything else None
    dated = [line for line in lines if re.search(r"date|tarikh", line, re.I)] + lines
    day = next((d for d in map(iso, dated) if d), None)
    return total, day


def upper(errors, count, level=0.95):
    """The one-sided bound of Clopper and Pearson."""
    from math import comb
    if count == 0 or errors >= count:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(60):
        p = (low + high) / 2
        below = sum(comb(count, k) * p**k * (1 - p) ** (count - k) for k in range(errors + 1))
        low, high = (p, high) if below > 1 - level else (low, p)
    return high


def truth(file):
    known = json.loads(file.with_suffix(".json").read_text())
    total = re.sub(r"[^0-9.]", "", known["total"])
    return (float(total) if total else None), iso(known["date"])


def tesseract(file):
    text = subprocess.run(
        ["tesseract", str(file), "-", "--psm", "6", "-l", "eng"], capture_output=True, text=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"}).stdout
    return text.splitlines()


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--tema", default=str(HERE.parent / ".build/release/tema"))
    options.add_argument("--count", type=int, default=10**6)
    given = options.parse_args()
    files = sorted(given.folder.glob("*.jpg"))[: given.count]
    # What has no truth can't be counted.
    known = {f.stem: truth(f) for f in files}
    with tempfile.TemporaryDirectory() as out:
        before = cpu()
        subprocess.run([given.tema, "run", str(JOB), *map(str, files), "--out", out], capture_output=True)
        seconds = cpu() - before
        read = {pathlib.Path(b["file"]).stem: b["documents"] for b in json.load(open(f"{out}/results.json"))["batches"]}
    right, accepted, wrong = [0, 0, 0], 0, 0
    for name, (total, day) in known.items():
        fields = read[name][0]["fields"] if read.get(name) else {}
        value = fields.get("total", {}).get("value")
        hits = [value is not None and total is not None and abs(float(value) - total) < 0.005,
                fields.get("date", {}).get("value") == day]
        right = [right[0] + hits[0], right[1] + hits[1], right[2] + all(hits)]
        for field, hit, exists in (("total", hits[0], total is not None), ("date", hits[1], day is not None)):
            if exists and fields.get(field, {}).get("accepted"):
                accepted, wrong = accepted + 1, wrong + (not hit)
    before, other, wordings = cpu(), [0, 0, 0], rules()
    with ThreadPoolExecutor(1) as pool:
        texts = list(pool.map(tesseract, files))
    others = cpu() - before
    for file, lines in zip(files, texts):
        total, day = by_rules(lines, wordings)
        hits = [total is not None and known[file.stem][0] is not None and abs(total - known[file.stem][0]) < 0.005,
                day is not None and day == known[file.stem][1]]
        other = [other[0] + hits[0], other[1] + hits[1], other[2] + all(hits)]
    count = len(files)
    print(f"| {count} receipts | total | date | both | CPU s a page |\n|---|---|---|---|---|")
    for name, (a, b, c), spent in (("Tema", right, seconds), ("Tesseract psm 6, the same rules", other, others)):
        print(f"| {name} | {a} | {b} | {c} | {spent / count:.2f} |")
    print(f"\nAccepted {accepted} of {2 * count} values, {wrong} of them wrong "
          f"(at most {100 * upper(wrong, accepted):.1f} %, one-sided 95 %).")
    without = sum(total is None or day is None for total, day in known.values())
    print(f"Receipts whose truth lacks total or date, and that count as missed: {without}.")


if __name__ == "__main__":
    main()

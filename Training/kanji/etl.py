"""Handwriting of the ETL Character Database (AIST): python -m kanji.etl FOLDER lists what a folder of its files holds.

The database may be used free of charge but not handed on (https://etlcdb.db.aist.go.jp, since 28 March 2025), so nobody but
its user can train on it: unpack it into one folder and name that folder. It reads ETL1, ETL6, ETL7 (M type), ETL8B, ETL8G,
ETL9B and ETL9G; the other parts are left out. The layouts of the records were not tried on the database itself: look at what
this lists before you train.
"""

import collections
import os
import re
import sys
import unicodedata

import numpy as np
from PIL import Image


class Layout:
    """Where a record of one of the parts has its code and its picture."""

    def __init__(self, record, width, height, bits, picture, code, skipped=0):
        """`record` and `picture` are bytes: the record's length and where the picture begins. `code` makes a character of
        a record. `skipped` records at a file's beginning hold nothing."""
        self.record, self.width, self.height, self.bits = record, width, height, bits
        self.picture, self.code, self.skipped = picture, code, skipped

    def pixels(self, record):
        """A picture between 0 for paper and 1 for the darkest ink."""
        packed = np.frombuffer(record, np.uint8, self.width * self.height * self.bits // 8, self.picture)
        if self.bits == 1:
            values = np.unpackbits(packed).astype(float)
        else:
            values = np.stack([packed >> 4, packed & 15], 1).reshape(-1) / 15
        pixels = values.reshape(self.height, self.width)
        border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
        return 1 - pixels if np.median(border) > 0.5 else pixels


def jis_x_0208(record):
    """The character of a record that has its JIS X 0208 code behind the number of its sheet."""
    return (b"\x1b$B" + record[2:4] + b"\x1b(B").decode("iso2022_jp", "ignore")


def jis_x_0201(record):
    """The character of a record of M type: digits, letters and katakana."""
    return unicodedata.normalize("NFKC", record[6:7].decode("shift_jis", "ignore"))


def hiragana(record):
    """ETL7 gives hiragana the codes of katakana."""
    return "".join(chr(ord(kana) - 0x60) if "ァ" <= kana <= "ヶ" else kana for kana in jis_x_0201(record))


M_TYPE = {"record": 2052, "width": 64, "height": 63, "bits": 4, "picture": 32}
LAYOUTS = {
    "ETL1": Layout(**M_TYPE, code=jis_x_0201), "ETL6": Layout(**M_TYPE, code=jis_x_0201),
    "ETL7": Layout(**M_TYPE, code=hiragana),
    "ETL8B": Layout(512, 64, 63, 1, 8, jis_x_0208, skipped=1), "ETL9B": Layout(576, 64, 63, 1, 8, jis_x_0208, skipped=1),
    "ETL8G": Layout(8199, 128, 127, 4, 60, jis_x_0208), "ETL9G": Layout(8199, 128, 127, 4, 64, jis_x_0208),
}


def files(folder):
    """The database's files with the part that each belongs to."""
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            part = re.match(r"ETL(?:[167]|[89][BG])", name)
            if part and not name.upper().endswith((".ZIP", ".TXT")) and "INFO" not in name.upper():
                yield os.path.join(place, name), part.group(0)


def found_files(folder):
    """The same, or an end with a message where there are none."""
    found = list(files(folder))
    if not found:
        raise SystemExit(f"{folder} holds no files of the ETL Character Database that Tema reads (ETL1, ETL6, ETL7, ETL8B, "
                         "ETL8G, ETL9B, ETL9G). Please name the folder that it is unpacked in.")
    return found


def records(path, part):
    """The characters of a file with their pictures."""
    layout = LAYOUTS[part]
    size = os.path.getsize(path)
    if size % layout.record:
        raise SystemExit(f"{path}: {size} bytes are no whole number of {part}'s records of {layout.record} bytes. "
                         "Please unpack the file again.")
    with open(path, "rb") as file:
        file.seek(layout.skipped * layout.record)
        while record := file.read(layout.record):
            yield layout.code(record), layout.pixels(record)


def pictures(folder, wanted, side, most, seed):
    """For each of the wanted characters up to `most` pictures `side` × `side` (255 is ink), chosen by the seed."""
    random = np.random.default_rng(seed)
    found, seen = collections.defaultdict(list), collections.Counter()
    for path, part in found_files(folder):
        for character, pixels in records(path, part):
            if character not in wanted:
                continue
            seen[character] += 1
            # Each of a character's pictures is as likely to stay as any other (reservoir sampling, Vitter 1985).
            place = len(found[character]) if len(found[character]) < most else random.integers(seen[character])
            if place >= most:
                continue
            picture = np.asarray(Image.fromarray((pixels * 255).astype(np.uint8)).resize((side, side), Image.BOX))
            found[character][place:place + 1] = [picture]
    return found


def main():
    for path, part in found_files(sys.argv[1]):
        counts = collections.Counter(character for character, _ in records(path, part))
        print(f"{path}: {part}, {sum(counts.values())} pictures of {len(counts)} characters")


if __name__ == "__main__":
    main()

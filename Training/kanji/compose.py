"""Composes cells and lines to measure on:
python -m kanji.compose FOLDER [--strokes tegaki-strokes.tar.xz] [--lines N] [--part PART].

Characters come from two fonts and, where the archive is given, from real pen strokes; none of them is used in training,
and the scanner's faults are drawn by other code than there. Writes FOLDER/SET.tsv and FOLDER/SET.gray as digits/compose
does, for the sets kanji, katakana, hiragana (cells known) and names (lines without cells), each with `-fonts` or
`-strokes` behind its name. `--part fit` draws katakana and hiragana alone, in other fonts that training never sees: what
tells small kana from large ones is fitted to them. `--part choose` draws kanji and kana in fonts that training never sees
either, to choose between states of a model by.
"""

import argparse
import gzip
import os
import re
import tarfile
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from digits.compose import Composer, Sheet, paste, trimmed
from hand.strokes import drawn
from kanji.sources import DEBIAN, FIRST_LEVEL, HIRAGANA, KATAKANA, NAMES, has

FONTS = [DEBIAN + "truetype/kiloji/kiloji.ttf", DEBIAN + "truetype/yusei-magic/YuseiMagic-Regular.ttf"]
# Two of a hand (Yoz, with the kana that schools teach and with new ones), a thick brush, and a screen's.
FIT_FONTS = [
    DEBIAN + "truetype/" + font
    for font in ("yozvox-yozfont/YOzREF.ttf", "yozvox-yozfont/YOzRN_.ttf", "reggae/ReggaeOne-Regular.ttf", "konatu/Konatu.ttf")]
# A thick brush, two of screens, a narrow slanting marker.
CHOICE_FONTS = [
    DEBIAN + "truetype/" + font
    for font in ("reggae/ReggaeOne-Regular.ttf", "dotgothic16/DotGothic16-Regular.ttf", "konatu/Konatu.ttf",
                 "smiley-sans/SmileySans-Oblique.ttf")]
KANA = {"katakana": KATAKANA, "hiragana": HIRAGANA}
SETS = {"kanji": FIRST_LEVEL + NAMES} | KANA


@dataclass
class Part:
    """What cells are composed of, and how often each kanji and kana of a font; more kana come behind all else, so that the
    cells before them stay what they were."""
    fonts: list
    seed: int
    kanji: int
    kana: int
    more_kana: int = 0


PARTS = {
    "kept": Part(FONTS, 20262, kanji=1, kana=3, more_kana=17), "fit": Part(FIT_FONTS, 33, kanji=0, kana=8),
    "choose": Part(CHOICE_FONTS, 4712, kanji=1, kana=4)}
PEOPLE = os.path.join(os.path.dirname(__file__), "../../Sources/SampleForms/Resources")


def lettered(character, font, height):
    """A character of a font as ink in the square of its line; None where the font has none."""
    em = round(height)
    picture = Image.new("L", (em * 2, em * 2))
    ImageDraw.Draw(picture).text((em, em), character, fill=255, font=ImageFont.truetype(font, em), anchor="mm")
    if not picture.getbbox():
        return None
    return np.asarray(picture.crop((em // 2, em // 2, em // 2 + em, em // 2 + em))) / 255


def cell(composer, glyph):
    """A box with a character in it, as grey bytes and the box."""
    random = composer.random
    high = round(max(glyph.shape) / random.uniform(0.68, 0.92))
    wide, margin = round(high * random.uniform(0.95, 1.1)), 18
    ink = np.zeros((high + 2 * margin, wide + 2 * margin))
    x = margin + (wide - glyph.shape[1]) / 2 + random.normal(0, 0.03) * wide
    y = margin + (high - glyph.shape[0]) / 2 + random.normal(0, 0.03) * high
    paste(ink, glyph, x, y)
    return composer.scanned(ink), [(margin, margin, wide, high)]


def line(composer, glyphs):
    """Characters side by side, as they are written without boxes."""
    random = composer.random
    em = len(glyphs[0])
    gap, climb, x = random.uniform(0, 0.18), random.normal(0, 0.012), 20.0
    ink = np.zeros((em + 60, round(em * (len(glyphs) * 1.3 + 1)) + 40))
    for glyph in glyphs:
        paste(ink, glyph, x, 30 + random.normal(0, 0.02) * em - climb * x)
        x += em * (1 + gap + random.normal(0, 0.03))
    return composer.scanned(ink[:, :round(x) + 20])


def penned(character):
    """Strokes in the unit square, from a character's XML."""
    strokes = []
    for stroke in re.findall(r"<stroke[^>]*>(.*?)</stroke>", character, re.S):
        points = re.findall(r'<point x="(-?[\d.]+)" y="(-?[\d.]+)"', stroke)
        if points:
            strokes.append(np.array(points, float) / 1000)
    return strokes


def pen_strokes(archive):
    """Each character of the archive's Japanese sets with its strokes, time and again where it was written so."""
    with tarfile.open(archive) as tar:
        for member in tar:
            if "tomoe-ja-kanji" in member.name and member.name.endswith(".xml.gz"):
                text = gzip.decompress(tar.extractfile(member).read()).decode()
                name = re.search(r"<utf8>(.*?)</utf8>", text)
                if name:
                    yield name.group(1), penned(text)
            elif member.name.endswith("writer1.charcol.gz"):
                text = gzip.decompress(tar.extractfile(member).read()).decode()
                for character in re.findall(r"<character>(.*?)</character>", text, re.S):
                    name = re.search(r"<utf8>(.*?)</utf8>", character)
                    if name:
                        yield name.group(1), penned(character)


def names(random):
    """Family and given name together, 3 to 8 characters."""
    def column(file):
        with open(os.path.join(PEOPLE, file)) as lines:
            return [row.split(",")[0] for row in lines if row.strip() and not row.startswith("#")]

    family, given = column("surnames.csv"), column("given-names.csv")
    while True:
        name = family[random.integers(len(family))] + given[random.integers(len(given))]
        if 3 <= len(name) <= 8:
            yield name


class Collection:
    """The sets that are composed, each on a sheet of its own."""

    def __init__(self, folder, part):
        self.folder, self.part, self.sheets = folder, part, {}
        self.composer = Composer(np.zeros((10, 28, 28), np.uint8), np.arange(10), part.seed)
        self.random = self.composer.random

    def add(self, name, source, truth, grey, boxes=()):
        key = f"{name}-{source}"
        self.sheets.setdefault(key, Sheet(self.folder, key)).add(np.ascontiguousarray(grey), truth, boxes)

    def add_letters(self, kanji, kana):
        """Cells of each font, so often each kanji and kana."""
        for font in self.part.fonts:
            drawable = has(font)
            for name, characters in SETS.items():
                for character in characters * (kanji if name == "kanji" else kana):
                    height = self.random.uniform(55, 90)
                    glyph = lettered(character, font, height) if character in drawable else None
                    if glyph is not None:
                        self.add(name, "fonts", character, *cell(self.composer, glyph))

    def add_names(self, count):
        people, fonts = names(self.random), self.part.fonts
        for index in range(count):
            name, font, height = next(people), fonts[index % len(fonts)], self.random.uniform(55, 90)
            glyphs = [lettered(character, font, height) for character in name]
            if all(glyph is not None for glyph in glyphs):
                self.add("names", "fonts", name, line(self.composer, glyphs))

    def add_strokes(self, written, sets):
        """Cells of the pen strokes that belong to `sets`."""
        for character, strokes in written:
            name = next((name for name in sets if character in SETS[name]), None)
            if not name or not strokes:
                continue
            side = round(self.random.uniform(60, 95))
            glyph = drawn(strokes, side, self.random.uniform(0.03, 0.07), self.random) / 255
            self.add(name, "strokes", character, *cell(self.composer, trimmed(glyph) if name == "kanji" else glyph))

    def write(self):
        for sheet in self.sheets.values():
            sheet.write()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder")
    options.add_argument("--strokes", help="tegaki-strokes.tar.xz")
    options.add_argument("--lines", type=int, default=1000, help="lines of names")
    options.add_argument("--part", choices=PARTS, default="kept")
    arguments = options.parse_args()
    part = PARTS[arguments.part]
    os.makedirs(arguments.folder, exist_ok=True)
    written = list(pen_strokes(arguments.strokes)) if arguments.strokes else []
    collection = Collection(arguments.folder, part)
    collection.add_letters(part.kanji, part.kana)
    if part is PARTS["kept"]:
        collection.add_names(arguments.lines)
    collection.add_strokes(written, SETS)
    collection.add_letters(kanji=0, kana=part.more_kana)
    for _ in range(part.more_kana):
        collection.add_strokes(written, KANA)
    collection.write()


if __name__ == "__main__":
    main()

"""Composes lines from the MNIST pictures kept for measuring: python -m digits.compose DATA FOLDER [--part fit].

Writes FOLDER/SET.tsv (place in the bytes, width, height, truth, boxes) and FOLDER/SET.gray (the lines' bytes) for the
sets combs, lines, dates and rubbish. A date's words are KanjiVG's strokes, which training knows; its digits are MNIST's.
Nothing else here is used in training; the scanner's faults are drawn by other code than there.
"""

import argparse
import io
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from digits.sources import FONTS, FOREIGN, mnist, sign_strokes, split
from hand.strokes import drawn, kanjivg, shaken


# What dates are written with beside digits and full stops.
DATE_WORDS = "令和平成昭年月日RHS"


class Composer:
    def __init__(self, pictures, labels, seed, words=None):
        """`words` are the strokes of characters that a line may hold beside digits and signs."""
        self.random, self.words = np.random.default_rng(seed), words or {}
        self.by_digit = [pictures[labels == digit] for digit in range(10)]

    def digit(self, digit, height, slant, threshold):
        """A digit as ink between 0 and 1, its own ink `height` high."""
        kept = self.by_digit[digit]
        picture = Image.fromarray(kept[self.random.integers(len(kept))])
        left, top, right, bottom = picture.getbbox()
        scale = height / max(bottom - top, (right - left) * 0.75)
        wide = picture.resize((round(28 * scale), round(28 * scale)), Image.BICUBIC)
        w, h = wide.size
        wide = wide.transform((w, h), Image.AFFINE, (1, slant, -slant * h / 2, 0, 1, 0), Image.BICUBIC)
        ink = 1 / (1 + np.exp(-(np.asarray(wide) / 255 - threshold) * 12))
        return trimmed(ink)

    def sign(self, sign, height):
        side = round(height / 0.75)
        picture = drawn(sign_strokes(sign, self.random), side, self.random.uniform(0.05, 0.1), self.random)
        ink = np.asarray(picture) / 255
        rows = np.flatnonzero((ink > 0.2).any(1))
        columns = np.flatnonzero((ink > 0.2).any(0))
        return ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]

    def word(self, character, height):
        strokes = shaken(self.words[character], self.random, self.random.uniform(0.4, 1.5))
        return trimmed(drawn(strokes, round(height), self.random.uniform(0.04, 0.08), self.random) / 255)

    def hand(self):
        """What all digits of a line share: slant, pen, size."""
        return {"slant": self.random.normal(0, 0.1), "threshold": self.random.uniform(0.3, 0.6)}

    def comb(self, digits, share=(0.5, 0.8), remnants=0.55):
        """A comb of boxes as ink, and its boxes."""
        random, hand = self.random, self.hand()
        high = int(random.integers(62, 112))
        wide = int(high * random.uniform(0.78, 1.05))
        margin = 18
        ink = np.zeros((high + 2 * margin, wide * len(digits) + 2 * margin))
        tall = random.uniform(*share)
        for index, digit in enumerate(digits):
            if digit == " ":
                continue
            glyph = self.digit(int(digit), min(high * tall * random.uniform(0.9, 1.1), high * 0.9), **hand)
            if glyph.shape[1] > wide * 0.95:
                shrunk = Image.fromarray((glyph * 255).astype(np.uint8))
                glyph = np.asarray(shrunk.resize((int(wide * 0.9), glyph.shape[0]), Image.BICUBIC)) / 255
            x = margin + wide * (index + 0.5) - glyph.shape[1] / 2 + random.normal(0, 0.05) * wide
            y = margin + high * 0.5 - glyph.shape[0] / 2 + random.normal(0, 0.05) * high
            paste(ink, glyph, x, y)
        if random.random() < remnants:
            self.rules(ink, margin, wide, high, len(digits))
        return ink, [(margin + wide * i, margin, wide, high) for i in range(len(digits))]

    def rules(self, ink, margin, wide, high, count):
        """What is left of the boxes' rules: ticks, corners, broken or whole lines."""
        random = self.random
        kind = random.choice(["ticks", "corners", "broken", "full"], p=[0.3, 0.3, 0.3, 0.1])
        tone, thick = random.uniform(0.4, 1), int(random.integers(1, 4))
        for index in range(count + 1):
            x = margin + wide * index + int(random.integers(-2, 3))
            line = np.zeros(high)
            reach = int(high * random.uniform(0.06, 0.25))
            if kind in ("ticks", "corners"):
                line[-reach:] = 1
                if kind == "corners":
                    line[:reach] = 1
            elif kind == "broken":
                line[:] = np.repeat(random.random(high // 6 + 1) < 0.4, 6)[:high]
            else:
                line[:] = 1
            part = ink[margin:margin + high, x:x + thick]
            np.maximum(part, line[:, None] * tone, out=part)
        for y in (margin + int(random.integers(-2, 3)), margin + high + int(random.integers(-2, 3))):
            line = np.ones(wide * count)
            if kind == "broken":
                line = np.repeat(random.random(len(line) // 6 + 1) < 0.4, 6)[:len(line)]
            elif kind != "full":
                line[(np.arange(len(line)) % wide > wide * 0.12) & (np.arange(len(line)) % wide < wide * 0.88)] = 0
                line *= kind == "corners"
            part = ink[y:y + thick, margin:margin + wide * count]
            np.maximum(part, line[None] * tone, out=part)

    def line(self, text):
        """A line without boxes as ink."""
        random, hand = self.random, self.hand()
        high = random.uniform(40, 75)
        gap, climb = random.uniform(0.1, 0.32), random.normal(0, 0.015)
        parts, x = [], 20.0
        for character in text:
            tall = high * random.uniform(0.92, 1.08)
            if character.isdigit():
                glyph = self.digit(int(character), tall, **hand)
                y = -glyph.shape[0]
            elif character in self.words:
                glyph = self.word(character, tall * random.uniform(1.15, 1.45))
                y = -high / 2 - glyph.shape[0] / 2
            else:
                glyph = self.sign(character, tall)
                y = {",": -0.12 * high, ".": -glyph.shape[0], "-": -0.5 * high - glyph.shape[0] / 2}.get(
                    character, -high / 2 - glyph.shape[0] / 2)
            parts.append((glyph, x, y - climb * x + random.normal(0, 0.03) * high))
            x += glyph.shape[1] + high * max(0.02, gap + random.normal(0, 0.06))
        top = min(y for _, _, y in parts)
        bottom = max(y + len(glyph) for glyph, _, y in parts)
        ink = np.zeros((int(bottom - top) + 40, int(x) + 20))
        for glyph, left, y in parts:
            paste(ink, glyph, left, y - top + 20)
        return ink

    def scanned(self, ink, paper=None):
        """Ink as grey bytes, with a scanner's faults; paper is whitened as the form's own removal leaves it."""
        random = self.random
        rough = Image.fromarray((random.random((ink.shape[0] // 14 + 2, ink.shape[1] // 14 + 2)) * 255).astype(np.uint8))
        rough = np.asarray(rough.resize((ink.shape[1], ink.shape[0]), Image.BICUBIC)) / 255
        ink = ink * (1 - random.uniform(0, 0.5) * rough)
        depth = random.uniform(130, 245)
        grey = 255 - ink * depth
        picture = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
        picture = picture.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.3)))
        noisy = np.asarray(picture) + random.normal(0, random.uniform(0, 9), ink.shape)
        picture = Image.fromarray(noisy.clip(0, 255).astype(np.uint8))
        if random.random() < 0.7:
            kept = io.BytesIO()
            picture.save(kept, "JPEG", quality=int(random.integers(55, 93)))
            picture = Image.open(kept)
        grey = np.asarray(picture).copy()
        if random.random() < 0.15:
            # Between paper and pen, as scanners choose it: what they lose altogether nobody can read.
            grey = np.where(grey < 255 - depth * random.uniform(0.2, 0.5), 0, 255).astype(np.uint8)
        if paper is None:
            grey[grey > 215] = 255
            return grey
        return (grey * paper).clip(0, 255).astype(np.uint8)


def trimmed(ink):
    rows = np.flatnonzero((ink > 0.3).any(1))
    columns = np.flatnonzero((ink > 0.3).any(0))
    return ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1] if len(rows) and len(columns) else ink


def paste(ink, glyph, x, y):
    x, y = max(0, int(x)), max(0, int(y))
    part = ink[y:y + glyph.shape[0], x:x + glyph.shape[1]]
    np.maximum(part, glyph[:part.shape[0], :part.shape[1]], out=part)


def free_text(random):
    kind = random.integers(4)
    if kind == 0:
        return f"{random.integers(1950, 2030)}{'/-'[random.integers(2)]}{random.integers(1, 13)}/{random.integers(1, 29)}"
    if kind == 1:
        return "0" + "-".join(str(random.integers(10**(n - 1), 10**n)) for n in (2, 3, 4))
    if kind == 2:
        return ("¥" if random.random() < 0.6 else "") + f"{random.integers(100, 10**int(random.integers(3, 9))):,}"
    return "".join(str(d) for d in random.integers(0, 10, random.integers(1, 13)))


def date_text(random):
    era, year = [("令和", 9), ("平成", 32), ("昭和", 65), ("R", 9), ("H", 32), ("S", 65)][random.integers(6)]
    year, month, day = (random.integers(1, end) for end in (year, 13, 29))
    return f"{era}{year}.{month}.{day}" if era.isascii() else f"{era}{year}年{month}月{day}日"


class Sheet:
    """A set of lines in a folder."""

    def __init__(self, folder, name):
        self.rows, self.bytes, self.path, self.at = [], [], os.path.join(folder, name), 0

    def add(self, grey, truth, boxes):
        places = ";".join(",".join(map(str, box)) for box in boxes)
        self.rows.append(f"{self.at}\t{grey.shape[1]}\t{grey.shape[0]}\t{truth}\t{places}")
        self.bytes.append(grey.tobytes())
        self.at += grey.size

    def write(self):
        with open(self.path + ".tsv", "w") as file:
            file.write("\n".join(self.rows) + "\n")
        with open(self.path + ".gray", "wb") as file:
            file.write(b"".join(self.bytes))


def rubbish(composer, kind, digit):
    """A cell with what must not be read, or only as `digit`: its picture and box."""
    random = composer.random
    if kind == "nothing":
        ink, boxes = composer.comb(" ", remnants=0.8)
        return composer.scanned(ink), boxes
    if kind == "two characters":
        ink, boxes = composer.comb(" ", remnants=0.3)
        _, _, wide, high = boxes[0]
        for side in (0, 1):
            glyph = composer.digit(int(random.integers(10)), high * random.uniform(0.4, 0.6), **composer.hand())
            glyph = np.asarray(Image.fromarray((glyph * 255).astype(np.uint8)).resize(
                (int(min(glyph.shape[1], wide * 0.42)), glyph.shape[0]))) / 255
            paste(ink, glyph, boxes[0][0] + wide * (0.06 + 0.46 * side), 18 + high * random.uniform(0.15, 0.35))
        return composer.scanned(ink), boxes
    ink, boxes = composer.comb(digit, remnants=0.3)
    left, top, wide, high = boxes[0]
    if kind == "written over":
        other = str((int(digit) + random.integers(1, 10)) % 10)
        glyph = composer.digit(int(other), high * random.uniform(0.5, 0.8), **composer.hand())
        paste(ink, glyph, left + wide / 2 - glyph.shape[1] / 2 + random.normal(0, 0.04) * wide,
              top + high / 2 - glyph.shape[0] / 2 + random.normal(0, 0.04) * high)
    if kind == "seal over it":
        picture = Image.new("L", (ink.shape[1], ink.shape[0]))
        draw, r = ImageDraw.Draw(picture), high * random.uniform(0.3, 0.5)
        x, y = left + wide * random.uniform(0.35, 0.65), top + high * random.uniform(0.35, 0.65)
        draw.ellipse([x - r, y - r, x + r, y + r], outline=255, width=int(random.integers(3, 6)))
        face = ImageFont.truetype(FONTS[0], int(r * 1.1))
        draw.text((x, y), FOREIGN[random.integers(40)], fill=255, font=face, anchor="mm")
        ink = np.maximum(ink, np.asarray(picture) / 255 * random.uniform(0.5, 1))
    if kind == "struck through":
        y, thick = int(top + high * random.uniform(0.35, 0.5)), int(random.integers(2, 5))
        for line in (y, y + int(high * random.uniform(0.1, 0.2))):
            ink[line:line + thick, left + 2:left + wide - 2] = 1
    if kind == "rotated by 90 degrees":
        inner = ink[top:top + high, left:left + wide]
        turned = np.zeros_like(ink)
        paste(turned, np.rot90(inner)[:high, :wide], left, top)
        ink = turned
    if kind == "white on black":
        return 255 - composer.scanned(ink), boxes
    if kind == "shadow":
        ramp = 1 / (1 + np.exp(-(np.arange(ink.shape[1]) - random.uniform(left, left + wide)) / random.uniform(1, 8)))
        return composer.scanned(ink, paper=1 - random.uniform(0.5, 0.85) * ramp[None]), boxes
    if kind == "foreign character":
        ink[:] = 0
        picture = Image.new("L", (ink.shape[1], ink.shape[0]))
        face = ImageFont.truetype(FONTS[random.integers(len(FONTS))], int(high * random.uniform(0.6, 0.85)))
        ImageDraw.Draw(picture).text((left + wide / 2, top + high / 2), FOREIGN[random.integers(80)], fill=255,
                                     font=face, anchor="mm")
        ink = np.asarray(picture) / 255
    grey = composer.scanned(ink)
    if kind == "100 dpi":
        small = Image.fromarray(grey).resize((grey.shape[1] // 3, grey.shape[0] // 3), Image.BOX)
        grey = np.asarray(small.resize((grey.shape[1], grey.shape[0]), Image.BILINEAR))
    return grey, boxes


RUBBISH = ["nothing", "two characters", "seal over it", "struck through", "rotated by 90 degrees", "white on black",
           "shadow", "foreign character", "100 dpi"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("data")
    options.add_argument("folder")
    options.add_argument("--seed", type=int, default=20261)
    options.add_argument("--part", choices=["kept", "fit"], default="kept",
                         help="the pictures kept for measuring, or those for fitting, to try things out on")
    options.add_argument("--lines", type=int, default=5000, help="lines of each set")
    options.add_argument("--only-lines", action="store_true", help="no cells that must not be read")
    arguments = options.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    pictures, labels = mnist(arguments.data)
    kept = split(labels)[2 if arguments.part == "kept" else 1]
    words = kanjivg(os.path.join(arguments.data, "kanjivg.tar.xz"), DATE_WORDS)
    composer = Composer(pictures[kept], labels[kept], arguments.seed, words)
    random = composer.random
    combs, lines, dates, waste = (Sheet(arguments.folder, name) for name in ("combs", "lines", "dates", "rubbish"))
    for index in range(arguments.lines):
        text = "".join(str(d) for d in random.integers(0, 10, 1 + index % 12))
        ink, boxes = composer.comb(text)
        combs.add(composer.scanned(ink), text, boxes)
        text = free_text(random)
        lines.add(composer.scanned(composer.line(text)), text, [])
    cells = 0 if arguments.only_lines else arguments.lines // 4

    def spoil(kind):
        digit = str(random.integers(10))
        grey, boxes = rubbish(composer, kind, digit)
        # A digit that can still be read may be read, and a 0 on its side is a 0; the others have no right reading but none.
        legible = kind in ("100 dpi", "shadow", "white on black", "rotated by 90 degrees")
        waste.add(np.ascontiguousarray(grey), f"{kind}={digit if legible else ''}", boxes)

    for index in range(cells * len(RUBBISH)):
        spoil(RUBBISH[index % len(RUBBISH)])
    for _ in range(arguments.lines // 2):
        text = date_text(random)
        dates.add(composer.scanned(composer.line(text)), text, [])
    for _ in range(cells):
        spoil("written over")
    for sheet in (combs, lines, dates) if arguments.only_lines else (combs, lines, dates, waste):
        sheet.write()


if __name__ == "__main__":
    main()

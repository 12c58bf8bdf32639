"""Draws the cells that the tests read: python -m digits.testset DATA FOLDER.

Digits and signs of a font that training never sees (kiloji), and KanjiVG's digits with their strokes shaken anew, in
combs of sixteen boxes, scanned badly. Nothing of MNIST is in it.
"""

import argparse
import os

import numpy as np
from PIL import Image

from digits.compose import Composer, paste, trimmed
from digits.sources import DIGITS, lettered
from hand.strokes import drawn, kanjivg, shaken

KILOJI = [f"/usr/share/fonts/truetype/kiloji/kiloji{style}.ttf" for style in ("", "_b", "_d", "_p")]
BOX, BOXES, ROWS = 64, 16, 18


def main():
    options = argparse.ArgumentParser()
    options.add_argument("data")
    options.add_argument("folder")
    arguments = options.parse_args()
    random = np.random.default_rng(77)
    composer = Composer(np.zeros((10, 28, 28), np.uint8), np.arange(10), 78)
    strokes = kanjivg(os.path.join(arguments.data, "kanjivg.tar.xz"), DIGITS)
    rows, truths = [], []
    for row in range(ROWS):
        ink, truth = np.zeros((BOX, BOX * BOXES)), ""
        for box in range(BOXES):
            digit = DIGITS[int(random.integers(10))]
            if random.random() < 0.06:
                truth += " "
                continue
            truth += digit
            if row % 2:
                picture = drawn(shaken(strokes[digit], random, 0.8), BOX, random.uniform(0.04, 0.08), random)
                glyph = trimmed(np.asarray(picture) / 255)
            else:
                picture = lettered(digit, KILOJI[row // 2 % len(KILOJI)], random)
                glyph = trimmed(np.asarray(Image.fromarray(picture).resize((BOX, BOX), Image.BICUBIC)) / 255)
            high = int(BOX * random.uniform(0.55, 0.75))
            wide = max(4, min(int(glyph.shape[1] * high / glyph.shape[0]), BOX - 14))
            glyph = np.asarray(Image.fromarray((glyph * 255).astype(np.uint8)).resize((wide, high))) / 255
            paste(ink, glyph, box * BOX + (BOX - wide) / 2 + random.normal(0, 2), (BOX - high) / 2 + random.normal(0, 2))
        rows.append(composer.scanned(ink))
        truths.append(truth)
    sheet = Image.fromarray(np.concatenate(rows) // 16 * 17)
    sheet.save(os.path.join(arguments.folder, "digits.png"), optimize=True)
    with open(os.path.join(arguments.folder, "digits.txt"), "w") as file:
        file.write("\n".join(truths) + "\n")


if __name__ == "__main__":
    main()

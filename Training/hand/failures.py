"""Draws what was read wrong: python -m hand.failures FOLDER PICTURE SET... [--count N].

Each picture stands above what it says, what was read of it (with a question mark where it was read with a doubt) and the
reading's confidence.
"""

import argparse
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/klee/KleeOne-SemiBold.ttf"
WIDE, HIGH, CAPTION = 200, 84, 24


def failures(folder, name):
    """The pictures of a set that were read wrong, with what they say and what was read."""
    rows = [row.split("\t") for row in open(os.path.join(folder, name + ".tsv")).read().splitlines()]
    grey = np.memmap(os.path.join(folder, name + ".gray"), np.uint8, "r")
    for line in open(os.path.join(folder, name + ".failures.tsv")).read().splitlines():
        index, truth, read, score, doubt = line.split("\t")
        at, width, height = map(int, rows[int(index)][:3])
        yield grey[at:at + width * height].reshape(height, width), truth, read, float(score), doubt


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder")
    options.add_argument("picture")
    options.add_argument("sets", nargs="+")
    options.add_argument("--count", type=int, default=24, help="of each set, evenly among its failures")
    options.add_argument("--columns", type=int, default=8)
    arguments = options.parse_args()
    chosen = []
    for name in arguments.sets:
        found = list(failures(arguments.folder, name))
        chosen += found[::max(1, len(found) // arguments.count)][:arguments.count]
    rows = -(-len(chosen) // arguments.columns)
    sheet = Image.new("L", (WIDE * arguments.columns, (HIGH + CAPTION) * rows), 255)
    draw, face = ImageDraw.Draw(sheet), ImageFont.truetype(FONT, 16)
    for index, (pixels, truth, read, score, doubt) in enumerate(chosen):
        x, y = index % arguments.columns * WIDE, index // arguments.columns * (HIGH + CAPTION)
        picture = Image.fromarray(np.ascontiguousarray(pixels))
        picture.thumbnail((WIDE - 8, HIGH - 4))
        sheet.paste(picture, (x + 4, y + 2))
        caption = f"{truth} → {read}{'?' if doubt else ''} {score:.2f}"
        room = (WIDE - 12) / max(1, face.getlength(caption))
        fitting = face if room >= 1 else ImageFont.truetype(FONT, int(16 * room))
        draw.text((x + 4, y + HIGH), caption, fill=0, font=fitting)
    sheet.save(arguments.picture)


if __name__ == "__main__":
    main()

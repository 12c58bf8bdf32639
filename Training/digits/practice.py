"""Composes combs, lines and dates to train on: python -m digits.practice DATA FOLDER.

They are laid out as those that are measured, of MNIST's pictures for training, but scanned by other faults:
`hand-cells` cuts them into the cells that the network sees when it reads, and the ways in which a line can be cut wrongly.
"""

import argparse
import io
import os

import numpy as np
from PIL import Image, ImageFilter

from digits.compose import DATE_WORDS, Composer, Sheet, date_text, free_text
from digits.sources import mnist, split
from hand.strokes import kanjivg


class PracticeComposer(Composer):
    def scanned(self, ink, paper=None):
        """Ink as grey bytes: a pen that runs dry, a lens out of focus, light from one side, paper with a grain."""
        random = self.random
        high, wide = ink.shape
        dry = self.smooth(high, wide, int(random.integers(4, 18)))
        ink = ink * (1 - random.uniform(0, 0.75) * (random.random() < 0.6) * dry)
        if random.random() < 0.25:
            gaps = self.smooth(high, wide, int(random.integers(3, 8)))
            ink = ink * (gaps > random.uniform(0.02, 0.2))
        light = 1 + random.normal(0, 0.06) * np.linspace(-1, 1, wide)[None]
        light = light + random.normal(0, 0.04) * np.linspace(-1, 1, high)[:, None]
        depth = random.uniform(90, 250)
        grain = random.normal(0, random.uniform(0, 12), ink.shape)
        grey = (255 - ink * depth) * np.clip(light, 0.8, 1.05) + grain
        picture = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
        blur = random.random()
        if blur < 0.4:
            picture = picture.filter(ImageFilter.BoxBlur(random.uniform(0.2, 1.6)))
        elif blur < 0.7:
            picture = self.resampled(picture, random.uniform(0.45, 0.9))
        if random.random() < 0.5:
            kept = io.BytesIO()
            picture.save(kept, "JPEG", quality=int(random.integers(30, 95)))
            picture = Image.open(kept)
        grey = np.asarray(picture).copy()
        if random.random() < 0.25:
            return np.where(grey < 255 - depth * random.uniform(0.2, 0.55), 0, 255).astype(np.uint8)
        grey[grey > random.integers(205, 235)] = 255
        return grey

    def smooth(self, high, wide, pitch):
        """Values between 0 and 1 that change over so many pixels."""
        rough = self.random.random((high // pitch + 2, wide // pitch + 2)) * 255
        return np.asarray(Image.fromarray(rough.astype(np.uint8)).resize((wide, high), Image.BICUBIC)) / 255

    def resampled(self, picture, share):
        """As a scanner of fewer dots would have it."""
        wide, high = picture.size
        return picture.resize((max(8, int(wide * share)), max(8, int(high * share))), Image.BOX).resize(
            (wide, high), Image.BILINEAR)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("data")
    options.add_argument("folder")
    options.add_argument("--lines", type=int, default=9000, help="lines of each set; half as many dates")
    options.add_argument("--seed", type=int, default=43)
    arguments = options.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    pictures, labels = mnist(arguments.data)
    train = split(labels)[0]
    words = kanjivg(os.path.join(arguments.data, "kanjivg.tar.xz"), DATE_WORDS)
    composer = PracticeComposer(pictures[train], labels[train], arguments.seed, words)
    random = composer.random
    combs, lines, dates = (Sheet(arguments.folder, name) for name in ("combs", "lines", "dates"))
    for index in range(arguments.lines):
        text = "".join(str(digit) for digit in random.integers(0, 10, 1 + index % 12))
        ink, boxes = composer.comb(text, share=(0.42, 0.9))
        combs.add(composer.scanned(ink), text, boxes)
        text = free_text(random)
        lines.add(composer.scanned(composer.line(text)), text, [])
        if index % 2:
            text = date_text(random)
            # The words of dates are the other network's.
            if text.isascii():
                dates.add(composer.scanned(composer.line(text)), text, [])
    for sheet in (combs, lines, dates):
        sheet.write()


if __name__ == "__main__":
    main()

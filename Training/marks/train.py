"""Trains the network that tells marked zones from others: python -m marks.train FOLDER MODEL.

FOLDER holds train.zones and fit.zones, as marks/cut writes them.
"""

import argparse
import os

import numpy as np
import torch
from torch import nn

from hand.network import BLANK, CharacterNet, calibration_error, export, fitted_temperature
from hand.training import Log, logits, trained

SIDE, CHANNELS = 24, 2
MARKED = "✓"
CELLS = 256
SEED = 5


def network():
    return CharacterNet([BLANK, MARKED], SIDE, blocks=((8,), (16,), (32,)), hidden=32, dropout=0.2, channels=CHANNELS)


def zones(path):
    """The pictures (count, channel, row, column; 1 is black) and whether each is marked."""
    records = np.fromfile(path, np.uint8).reshape(-1, 1 + SIDE * SIDE * CHANNELS)
    pictures = records[:, 1:].reshape(-1, SIDE, SIDE, CHANNELS).transpose(0, 3, 1, 2)
    return np.ascontiguousarray(pictures), records[:, 0].astype(np.int64)


class Zones:
    """Draws zones, marked ones as often as others, and varies them as scanners and pens do."""

    def __init__(self, pictures, labels, seed):
        self.pictures = pictures
        self.places = [np.flatnonzero(labels == label) for label in (0, 1)]
        self.random = np.random.default_rng(seed)

    def batch(self, count):
        labels = self.random.integers(0, 2, count)
        chosen = np.where(labels == 1, self.random.choice(self.places[1], count), self.random.choice(self.places[0], count))
        pictures = self.pictures[chosen].astype(np.float32) / 255
        others = self.pictures[self.random.choice(self.places[1], count)].astype(np.float32) / 255
        for picture, other in zip(pictures, others):
            if self.random.random() < 0.25:
                self._intrude(picture, other)
            self._vary(picture)
        return torch.from_numpy(pictures), torch.from_numpy(labels)

    def _intrude(self, picture, other):
        """The mark of a neighbour reaches in: the middle of it is outside."""
        mark = np.clip(other[0] - other[1], 0, 1)
        by, across = int(SIDE * self.random.uniform(0.55, 0.9)), int(SIDE * self.random.normal(0, 0.08))
        toward, axis = int(self.random.choice([-1, 1])), int(self.random.integers(0, 2))
        moved = np.roll(np.pad(mark, SIDE), (toward * by, across), (axis, 1 - axis))[SIDE:-SIDE, SIDE:-SIDE]
        np.maximum(picture[0], moved, out=picture[0])

    def _vary(self, picture):
        random = self.random
        filled, blank = picture
        added = np.clip(filled - blank, 0, 1)
        # A fainter or darker pen, on the same print.
        filled += added * (random.uniform(0.55, 1.3) - 1)
        # The printer's and the scanner's darkness, which the blank form doesn't know.
        filled *= random.uniform(0.85, 1.15)
        if random.random() < 0.3:
            filled += random.normal(0, random.uniform(0, 0.03), filled.shape)
        if random.random() < 0.3:
            axis = int(random.integers(0, 2))
            filled[:] = np.roll(filled, int(random.choice([-1, 1])), axis)
        np.clip(filled, 0, 1, out=filled)
        if random.random() < 0.5:
            picture[:] = picture[:, :, ::-1].copy()
        if random.random() < 0.5:
            picture[:] = picture[:, ::-1, :].copy()


def finished(net, pictures, labels, path, log):
    """Fits the temperature on zones set apart for it, and writes the model."""
    found, truth = logits(net, torch.from_numpy(pictures.astype(np.float32) / 255)), torch.from_numpy(labels)
    temperature = max(1.0, fitted_temperature(found, truth))
    probabilities = (found / temperature).softmax(1)
    wrong = probabilities.argmax(1) != truth
    missed, invented = int((wrong & (truth == 1)).sum()), int((wrong & (truth == 0)).sum())
    unsure = int((probabilities.max(1).values < 0.999).sum())
    log(f"fitting set: {int((truth == 1).sum())} marked, {missed} of them missed; {int((truth == 0).sum())} others, "
        f"{invented} taken for marked; {unsure} under 0.999; temperature {temperature:.3f}, "
        f"ECE {calibration_error(probabilities, truth):.5f}")
    export(net, path, temperature)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder", help="folder with train.zones and fit.zones")
    options.add_argument("model", help="the file to write")
    options.add_argument("--steps", type=int, default=4000)
    options.add_argument("--log", help="where to keep the log")
    arguments = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    log = Log(arguments.log)
    pictures, labels = zones(os.path.join(arguments.folder, "train.zones"))
    fitting = zones(os.path.join(arguments.folder, "fit.zones"))
    log(f"{int((labels == 1).sum())} marked zones, {int((labels == 0).sum())} others")
    drawn, net = Zones(pictures, labels, SEED), network()
    log(f"{sum(p.numel() for p in net.parameters())} parameters")
    batches = iter(lambda: drawn.batch(CELLS), None)
    trained(net, batches, arguments.steps, 4e-3, nn.CrossEntropyLoss(), log, every=1000,
            finish=lambda mean: finished(mean, *fitting, arguments.model, log))


if __name__ == "__main__":
    main()

"""Trains the network that tells marked zones from others: python -m marks.train FOLDER MODEL.

FOLDER holds train.zones and fit.zones, as marks/draw writes them.
"""

import argparse
import copy
import os

import numpy as np
import torch
from torch import nn

from hand.network import BLANK, GARBAGE, CharacterNet, calibration_error, export, fitted_temperature
from hand.training import Log, logits, trained

SIDE, CHANNELS = 24, 3
MARKED = "✓"
# Not marked, marked, and what only a person can tell; how often each comes in a batch.
CLASSES = [BLANK, MARKED, GARBAGE]
SHARES = [0.45, 0.38, 0.17]
CELLS = 256
SEED = 5


def network():
    return CharacterNet(CLASSES, SIDE, blocks=((16,), (32,), (48,)), hidden=48, dropout=0.2, channels=CHANNELS)


def zones(path):
    """The pictures (count, channel, row, column; 255 is black) and the class of each."""
    records = np.fromfile(path, np.uint8).reshape(-1, 1 + SIDE * SIDE * CHANNELS)
    pictures = records[:, 1:].reshape(-1, SIDE, SIDE, CHANNELS).transpose(0, 3, 1, 2)
    return np.ascontiguousarray(pictures), records[:, 0].astype(np.int64)


class Zones:
    """Draws zones of each class by its share, and varies them as scanners and pens do."""

    def __init__(self, pictures, labels, seed):
        self.pictures = pictures
        self.places = [np.flatnonzero(labels == label) for label in range(len(CLASSES))]
        self.random = np.random.default_rng(seed)

    def batch(self, count):
        labels = self.random.choice(len(CLASSES), count, p=SHARES)
        chosen = np.choose(labels, [self.random.choice(places, count) for places in self.places])
        pictures = self.pictures[chosen].astype(np.float32) / 255
        for picture in pictures:
            self._vary(picture)
        return torch.from_numpy(pictures), torch.from_numpy(labels)

    def _vary(self, picture):
        random = self.random
        filled, blank, usual = picture
        added = np.clip(filled - blank, 0, 1)
        # A fainter or darker pen, on the same print.
        filled += added * (random.uniform(0.55, 1.3) - 1)
        # The printer's and the scanner's darkness, which the blank form doesn't know.
        darkness = random.uniform(0.85, 1.15)
        filled *= darkness
        usual *= darkness
        if random.random() < 0.2:
            # A form with too few zones of this size to show what is usual.
            usual[:] = 0
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


def weighed(net, labels):
    """The network for classes that come as often as in `labels`, not as in training: each logit moves by the logarithm of the
    ratio (Saerens et al., "Adjusting the outputs of a classifier to new a priori probabilities", Neural Computation 14, 2002)."""
    net = copy.deepcopy(net)
    shares = np.bincount(labels, minlength=len(CLASSES)) / len(labels)
    with torch.no_grad():
        net.layers[-1].bias += torch.from_numpy(np.log(shares / np.array(SHARES)).astype(np.float32))
    return net


def finished(net, pictures, labels, path, log):
    """Fits the temperature on zones set apart for it, and writes the model."""
    net = weighed(net, labels)
    found, truth = logits(net, torch.from_numpy(pictures.astype(np.float32) / 255)), torch.from_numpy(labels)
    temperature = max(1.0, fitted_temperature(found, truth))
    probabilities = (found / temperature).softmax(1)
    best = probabilities.argmax(1)
    table = [[int(((truth == label) & (best == taken)).sum()) for taken in range(len(CLASSES))] for label in range(len(CLASSES))]
    unsure = int((probabilities.max(1).values < 0.999).sum())
    log(f"fitting set, class by class as what they are taken for: {table}; {unsure} of {len(truth)} under 0.999; "
        f"temperature {temperature:.3f}, ECE {calibration_error(probabilities, truth):.5f}")
    export(net, path, temperature)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder", help="folder with train.zones and fit.zones")
    options.add_argument("model", help="the file to write")
    options.add_argument("--steps", type=int, default=4500)
    options.add_argument("--log", help="where to keep the log")
    arguments = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    log = Log(arguments.log)
    pictures, labels = zones(os.path.join(arguments.folder, "train.zones"))
    fitting = zones(os.path.join(arguments.folder, "fit.zones"))
    log(f"{int((labels == 1).sum())} marked zones, {int((labels == 2).sum())} unclear ones, {int((labels == 0).sum())} others")
    drawn, net = Zones(pictures, labels, SEED), network()
    log(f"{sum(p.numel() for p in net.parameters())} parameters")
    batches = iter(lambda: drawn.batch(CELLS), None)
    trained(net, batches, arguments.steps, 4e-3, nn.CrossEntropyLoss(), log, every=1500,
            finish=lambda mean: finished(mean, *fitting, arguments.model, log))


if __name__ == "__main__":
    main()

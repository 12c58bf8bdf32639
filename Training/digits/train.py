"""Trains the models for digits and signs: python -m digits.train first|careful DATA MODEL [--practice BEFORE CELLS].

The first model reads every cell, the larger careful one is asked where the other is unsure. Each begins with cells that are
drawn, and goes on with practice: more than half of each batch are cells that `hand-cells` cut out of composed combs and lines.
"""

import argparse
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from digits.cells import CellMaker, GARBAGE_INDEX, OVERWRITTEN_INDEX
from digits.sources import CLASSES, bank, mnist, split
from hand.network import CharacterNet, calibration_error, export, fitted_temperature, load, settle
from hand.training import BRIEF, Log, logits, made_beside, trained

# Cells drawn for a step, and how often each is cut out.
CELLS, VIEWS = 192, 2
# The same beside cells of lines, and how many of those.
CELLS_BESIDE, PRACTICED = 80, 288
SEED = 4
# How unsteady the hands are, and how gappy their ink.
STRENGTH = 0.85
# How many of the lines' cells are no character, and how many are digits written over by others.
WRONG, OVERWRITTEN = 0.2, 0.05
# Of a cell, in pixels.
SIDE = 32
# The steps of a first run and of practice, and the greatest rate.
FIRST, PRACTICE = (5_000, 3e-3), (5_000, 2e-3)


@dataclass
class Kind:
    """A model's convolutions and its hidden layer, and how it learns."""

    blocks: tuple
    hidden: int
    dropout: float
    seed: int


KINDS = {
    "first": Kind(((24,), (48,), (96,)), hidden=128, dropout=0.1, seed=SEED),
    "careful": Kind(((32,), (64,), (128,)), hidden=192, dropout=0.2, seed=SEED + 23)}


class Practice:
    """The cells in a file that `hand-cells` wrote."""

    def __init__(self, path, side, seed):
        records = np.memmap(path, np.dtype([("code", "<u4"), ("cell", "u1", (side, side))]), "r")
        known = {ord(name): index for index, name in enumerate(CLASSES) if len(name) == 1}
        codes, inverse = np.unique(records["code"], return_inverse=True)
        classes = np.array([known.get(int(code), GARBAGE_INDEX) for code in codes])[inverse]
        self.cells, self.classes = records["cell"], torch.from_numpy(classes)
        self.right = np.flatnonzero(records["code"] != 0)
        self.digits = np.flatnonzero(classes < 10)
        self.wrong = np.flatnonzero(records["code"] == 0)
        self.random = np.random.default_rng(seed)

    def batch(self, n):
        wrong = int(n * WRONG)
        chosen = np.concatenate([
            self.right[self.random.integers(len(self.right), size=n - wrong)],
            self.wrong[self.random.integers(len(self.wrong), size=wrong)]])
        cells = torch.from_numpy(np.ascontiguousarray(self.cells[chosen])).float() / 255
        classes = self.classes[torch.from_numpy(chosen)]
        over = int(n * OVERWRITTEN)
        cells[:over], classes[:over] = self.overwritten(over), OVERWRITTEN_INDEX
        gain = torch.from_numpy(self.random.uniform(0.8, 1.25, (n, 1, 1)).astype("f4"))
        return (cells * gain).clamp(0, 1)[:, None], classes

    def overwritten(self, n):
        """Cells of two unlike digits, one over the other."""
        below = self.digits[self.random.integers(len(self.digits), size=n)]
        above = self.digits[self.random.integers(len(self.digits), size=4 * n)]
        unlike = [above[self.classes[above] != self.classes[place]][index] for index, place in enumerate(below)]
        first, second = (
            torch.from_numpy(np.ascontiguousarray(self.cells[places])).float() / 255 for places in (below, unlike))
        shift = self.random.integers(-2, 3, 2).tolist()
        return torch.maximum(first, torch.roll(second, shift, (1, 2)))


def mixed(maker, practice):
    """A batch of drawn cells and cells of lines."""
    drawn, classes = maker.batch(CELLS_BESIDE, VIEWS)
    others, kinds = practice.batch(PRACTICED)
    return torch.cat([drawn, others]), torch.cat([classes, kinds])


def finished(net, maker, path, log):
    """Fits the temperature on pictures set apart for it, and writes the model."""
    cells, labels = zip(*[maker.batch(512) for _ in range(12)])
    cells, labels = torch.cat(cells), torch.cat(labels)
    found = logits(net, cells)
    temperature = fitted_temperature(found, labels)
    probabilities = (found / temperature).softmax(1)
    right = (probabilities.argmax(1) == labels).float()
    digit = labels < 10
    log(f"fitting set: all {right.mean():.4f}, digits {right[digit].mean():.4f}, temperature {temperature:.3f}, "
        f"ECE {calibration_error(probabilities, labels):.4f}")
    export(net, path, temperature)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("kind", choices=KINDS)
    options.add_argument("data", help="folder with MNIST's training files and kanjivg.tar.xz")
    options.add_argument("model", help="the file to write")
    options.add_argument("--practice", nargs=2, metavar=("BEFORE", "CELLS"),
                         help="the model to go on from, and cells of composed lines to learn from beside those that are drawn")
    options.add_argument("--log", help="where to keep the log")
    arguments = options.parse_args()
    kind = KINDS[arguments.kind]
    seed, (steps, rate) = (kind.seed + 11, PRACTICE) if arguments.practice else (kind.seed, FIRST)
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    log = Log(arguments.log)
    pictures, labels = mnist(arguments.data)
    train, fit, _ = split(labels)
    drawn = bank(arguments.data, per_form=500, seed=SEED)
    log(f"{len(train)} MNIST digits, " + ", ".join(f"{len(v)} {k!r}" for k, v in drawn.items()) + " drawn")
    maker = CellMaker(pictures[train], labels[train], drawn, seed, strength=STRENGTH)
    fitting = CellMaker(
        pictures[fit], labels[fit], bank(arguments.data, per_form=60, seed=SEED + 1), SEED + 1, strength=STRENGTH)
    if arguments.practice:
        before, cells = arguments.practice
        net, _ = load(before, kind.dropout)
        practice = Practice(cells, net.side, seed)
        log(f"{len(practice.right)} characters of lines, {len(practice.wrong)} parts that are none")
        make = partial(mixed, maker, practice)
        settle(net, make()[0])
    else:
        net = CharacterNet(CLASSES, SIDE, kind.blocks, kind.hidden, kind.dropout)
        make = partial(maker.batch, CELLS, VIEWS)
    log(f"{arguments.kind} model: {sum(p.numel() for p in net.parameters())} parameters")
    trained(net.to(memory_format=torch.channels_last), made_beside([make]), steps, rate, torch.nn.CrossEntropyLoss(), log,
            every=500, finish=lambda mean: finished(mean, fitting, arguments.model, log), memory=0.99, brief=BRIEF)


if __name__ == "__main__":
    main()

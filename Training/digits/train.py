"""Trains the model for digits and signs: python -m digits.train DATA MODEL [--steps N]."""

import argparse

import torch

from digits.cells import CellMaker
from digits.sources import CLASSES, bank, mnist, split
from hand.network import CharacterNet, calibration_error, export, fitted_temperature
from hand.training import Log, logits, trained

# Cells drawn for a step, and how often each is cut out.
CELLS, VIEWS = 192, 2
SEED = 4
# How unsteady the hands are, and how gappy their ink.
STRENGTH = 0.85


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
    options.add_argument("data", help="folder with MNIST's training files and kanjivg.tar.xz")
    options.add_argument("model", help="the file to write")
    options.add_argument("--steps", type=int, default=5000)
    options.add_argument("--log", help="where to keep the log")
    arguments = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    log = Log(arguments.log)
    pictures, labels = mnist(arguments.data)
    train, fit, _ = split(labels)
    drawn = bank(arguments.data, per_form=500, seed=SEED)
    log(f"{len(train)} MNIST digits, " + ", ".join(f"{len(v)} {k!r}" for k, v in drawn.items()) + " drawn")
    maker = CellMaker(pictures[train], labels[train], drawn, SEED, strength=STRENGTH)
    fitting = CellMaker(
        pictures[fit], labels[fit], bank(arguments.data, per_form=60, seed=SEED + 1), SEED + 1, strength=STRENGTH)

    net = CharacterNet(CLASSES, side=32, widths=(24, 48, 96), hidden=128, dropout=0.1)
    net = net.to(memory_format=torch.channels_last)
    log(f"{sum(p.numel() for p in net.parameters())} parameters")
    batches = (
        (cells.contiguous(memory_format=torch.channels_last), classes)
        for cells, classes in iter(lambda: maker.batch(CELLS, VIEWS), None))
    trained(net, batches, arguments.steps, rate=3e-3, loss_of=torch.nn.CrossEntropyLoss(), log=log, every=250,
            finish=lambda mean: finished(mean, fitting, arguments.model, log), memory=0.99)


if __name__ == "__main__":
    main()

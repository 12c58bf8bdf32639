"""Trains the model for digits and signs: python -m digits.train DATA MODEL [--steps N] [--further].

The first run learns at a high rate, with dropout, from hands and scans worse than most. A further run goes on from
where the model's file stands, without dropout, from milder ones, its rate falling to nothing.
"""

import argparse

import torch

from digits.cells import CellMaker
from digits.sources import CLASSES, bank, mnist, split
from hand.network import CharacterNet, calibration_error, export, fitted_temperature, load, teach
from hand.training import Log, logits, trained

# Cells drawn for a step, and how often each is cut out.
CELLS, VIEWS = 192, 2
SEED = 4


def network(dropout):
    return CharacterNet(CLASSES, side=32, widths=(16, 32, 64), hidden=96, dropout=dropout)


def further(path):
    """The network in a model's file, for the classes of now; batch norm begins as doing nothing."""
    net = network(dropout=0)
    teach(net, load(path))
    return net


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
    options.add_argument("--steps", type=int, default=1500)
    options.add_argument("--further", action="store_true", help="go on from the model's file")
    options.add_argument("--log", help="where to keep the log")
    arguments = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    log = Log(arguments.log)
    pictures, labels = mnist(arguments.data)
    train, fit, _ = split(labels)
    drawn = bank(arguments.data, per_form=500, seed=SEED)
    log(f"{len(train)} MNIST digits, " + ", ".join(f"{len(v)} {k!r}" for k, v in drawn.items()) + " drawn")
    seed, strength = (SEED + 2, 0.75) if arguments.further else (SEED, 1.0)
    maker = CellMaker(pictures[train], labels[train], drawn, seed, strength=strength)
    fitting = CellMaker(
        pictures[fit], labels[fit], bank(arguments.data, per_form=60, seed=SEED + 1), SEED + 1, strength=strength)

    net = further(arguments.model) if arguments.further else network(dropout=0.3)
    log(f"{sum(p.numel() for p in net.parameters())} parameters")
    batches = iter(lambda: maker.batch(CELLS, VIEWS), None)
    # The first run ends in the middle of its cycle.
    rates = {"rate": 2e-3, "rising": 0.05, "memory": 0.99} if arguments.further else {
        "rate": 3e-3, "cycle": 2 * arguments.steps}
    loss_of = torch.nn.CrossEntropyLoss(label_smoothing=0 if arguments.further else 0.01)
    trained(net, batches, arguments.steps, loss_of=loss_of, log=log, every=250,
            finish=lambda mean: finished(mean, fitting, arguments.model, log), **rates)


if __name__ == "__main__":
    main()

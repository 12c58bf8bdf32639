"""Trains the model for kana, kanji and what stands beside them:
python -m kanji.train DATA WORK MODEL [--steps N] [--further].

Cells are made by a process of its own while the network learns. A further run goes on from where the model's file stands,
with pictures drawn anew and less dropout, its rate falling to nothing; classes that the file lacks are learnt anew.
"""

import argparse
import os

import torch
from torch import multiprocessing, nn

from hand.network import CharacterNet, calibration_error, export, fitted_temperature, load, teach
from hand.training import Log, logits, trained
from kanji.cells import CHARACTERS, CellMaker
from kanji.sources import CLASSES, bank, written_digits

# Cells drawn for a step, and how often each is cut out.
CELLS, VIEWS = 256, 2
SEED = 6
PICTURES = 96


def network(dropout):
    return CharacterNet(CLASSES, side=48, widths=(16, 32, 64, 128), hidden=512, dropout=dropout)


def further(path):
    """The network in a model's file, for the classes and the width of now; batch norm begins as doing nothing."""
    net = network(dropout=0.1)
    teach(net, load(path))
    return net


def make(pictures, digits, seed, queue):
    torch.set_num_threads(1)
    maker = CellMaker(pictures, digits, seed)
    while True:
        queue.put(maker.batch(CELLS, VIEWS))


def batches(pictures, digits, seed, makers):
    """Batches of cells, from each maker in turn: the same for the same number of makers."""
    queues = [multiprocessing.Queue(4) for _ in range(makers)]
    for index, queue in enumerate(queues):
        multiprocessing.Process(target=make, args=(pictures, digits, seed + index, queue), daemon=True).start()
    while True:
        for queue in queues:
            cells, classes = queue.get()
            yield cells.contiguous(memory_format=torch.channels_last), classes


def main():
    options = argparse.ArgumentParser()
    options.add_argument("data", help="folder with MNIST's training files and kanjivg.tar.xz")
    options.add_argument("work", help="folder for what is drawn once")
    options.add_argument("model", help="the file to write")
    options.add_argument("--steps", type=int, default=6000)
    options.add_argument("--further", action="store_true", help="go on from the model's file")
    options.add_argument("--makers", type=int, default=1, help="processes that make cells")
    options.add_argument("--etl", help="folder with files of the ETL Character Database")
    options.add_argument("--log", help="where to keep the log")
    arguments = options.parse_args()
    log = Log(arguments.log)
    os.makedirs(arguments.work, exist_ok=True)
    file = ("further" if arguments.further else "train") + ("-etl.bank" if arguments.etl else ".bank")
    seed = SEED + (2 if arguments.further else 0)
    pictures = bank(arguments.data, os.path.join(arguments.work, file), PICTURES, seed, arguments.etl)
    apart = bank(arguments.data, os.path.join(arguments.work, "fit.bank"), 16, SEED + 1)
    log(f"{CHARACTERS} characters, {PICTURES} pictures each")
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    digits = written_digits(arguments.data)
    fitting = CellMaker(apart, digits, SEED + 2)
    cells, labels = zip(*[fitting.batch(512) for _ in range(6)])
    cells, labels = torch.cat(cells), torch.cat(labels)

    def finish(net):
        found = logits(net, cells)
        temperature = fitted_temperature(found, labels)
        probabilities = (found / temperature).softmax(1)
        right = (probabilities.argmax(1) == labels).float()
        written = labels < CHARACTERS
        among = (probabilities.topk(10).indices == labels[:, None]).any(1).float()
        log(f"fitting set: all {right.mean():.4f}, characters {right[written].mean():.4f}, among ten "
            f"{among[written].mean():.4f}, temperature {temperature:.3f}, "
            f"ECE {calibration_error(probabilities, labels):.4f}")
        export(net, arguments.model, temperature)

    net = further(arguments.model) if arguments.further else network(dropout=0.2)
    net = net.to(memory_format=torch.channels_last)
    log(f"{sum(p.numel() for p in net.parameters())} parameters")
    drawn = batches(pictures, digits, SEED + (20 if arguments.further else 10), arguments.makers)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0 if arguments.further else 0.01)
    rate, memory = (1.5e-3, 0.99) if arguments.further else (3e-3, 0.998)
    trained(net, drawn, arguments.steps, rate, loss_of, log, every=500, finish=finish, memory=memory)


if __name__ == "__main__":
    main()

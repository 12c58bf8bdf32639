"""Trains a model for kana, kanji and what stands beside them:
python -m kanji.train DATA WORK MODEL [--careful].

Cells are made by processes of their own while the network learns. A first run begins anew with much dropout and its labels
smoothed; a further one goes on from there, with pictures drawn anew, more of the kanji that are still unsure, less dropout and
no smoothing. The model is the mean of what both end with. What a run ends with is kept in WORK: where it is there, the run
isn't made again, so that training goes on after a stop.
`--careful` trains the larger model that is asked where the other is unsure. A last run goes on from that mean, with the first
run's pictures, dropout and smoothing and more of the kanji that are unsure; the model is the mean of before and after.
"""

import argparse
import os
import shutil
from functools import partial

import torch
from torch import nn

from hand.average import average
from hand.network import CharacterNet, calibration_error, export, fitted_temperature, load, settle
from hand.training import BRIEF, Log, logits, made_beside, trained
from kanji.cells import CHARACTERS, FREQUENCY, CellMaker
from kanji.sources import CLASSES, bank, written_digits

# Cells drawn for a step, and how often each is cut out.
CELLS, VIEWS = 256, 2
SEED = 6
# Pictures of a character, and the seeds by which they are drawn for the first run and for the further one.
PICTURES = 128
BANKS = {"train": SEED, "further": SEED + 2}
# What the temperature is multiplied by: kana in fonts that no run knows are less sure than those that are drawn here.
FLATTER = 1.1
# How many times as often as others a kanji comes in the further run that the first leaves quite unsure of.
OFTENER = 4
# The convolutions of each model, and the steps of its first, its further and its last run.
FIRST = ((16,), (32,), (64,), (128,)), 10_000, 1_500, 0
CAREFUL = ((16,), (32, 32), (64, 64), (128,)), 5_200, 1_200, 3_000


class Training:
    """The runs that make one model."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.name = "careful" if arguments.careful else "first"
        self.source = "-etl" if arguments.etl else ""
        os.makedirs(arguments.work, exist_ok=True)
        if arguments.log and not os.path.exists(self.kept("train")):
            open(arguments.log, "w").close()
        self.log = Log(arguments.log)
        self.digits = written_digits(arguments.data)
        self.fitting = CellMaker(self.bank("fit.bank", 16, SEED + 1), self.digits, SEED + 2)
        self.cells, self.labels = self.cells_to_fit(6)

    def kept(self, part, kind="pt"):
        """Where the weights are with which a run ended, or the model (`kind` "model") that they make."""
        return os.path.join(self.arguments.work, f"{self.name}-{part}{self.source}.{kind}")

    def bank(self, file, count, seed, etl=None):
        return bank(self.arguments.data, os.path.join(self.arguments.work, file), count, seed, etl)

    def cells_to_fit(self, batches):
        return map(torch.cat, zip(*[self.fitting.batch(512) for _ in range(batches)]))

    def frequency(self, net):
        """How often characters are to come where the net goes on learning: kanji that it is unsure of, often because another
        looks nearly like it, up to `OFTENER` times as often as others; kanji as a whole no more often than before."""
        doubts, count = torch.zeros(CHARACTERS), torch.zeros(CHARACTERS)
        for _ in range(100):
            cells, labels = self.cells_to_fit(1)
            written = labels < CHARACTERS
            likely = logits(net, cells).softmax(1).gather(1, labels[:, None])[:, 0]
            doubts.index_add_(0, labels[written], 1 - likely[written])
            count.index_add_(0, labels[written], torch.ones(int(written.sum())))
        oftener = 1 + (OFTENER - 1) * (4 * doubts / count.clamp(min=1)).clamp(max=1)
        return torch.where(FREQUENCY == 1, oftener / oftener[FREQUENCY == 1].mean(), FREQUENCY)

    def begun(self, blocks, steps, further):
        """The model file that a first and a further run make."""
        mean = self.kept("mean", "model")
        if not os.path.exists(mean):
            net = CharacterNet(CLASSES, side=48, blocks=blocks, hidden=512).to(memory_format=torch.channels_last)
            self.run(net, "train", steps, SEED, rate=3e-3, dropout=0.2, smoothing=0.01, memory=0.998)
            self.run(net, "further", further, SEED + 2, rate=1e-3, dropout=0.1, smoothing=0, memory=0.99,
                     drawn_for="further", frequency=self.frequency)
            average(self.kept("train", "model"), self.kept("further", "model"), 0.5, mean)
        return mean

    def go_on(self, mean, steps):
        """A last run from a model file on; writes the mean of before and after."""
        net, _ = load(mean)
        net = net.to(memory_format=torch.channels_last)
        settle(net, self.cells)
        self.run(net, "last", steps, SEED + 4, rate=2e-3, dropout=0.2, smoothing=0.01, memory=0.998,
                 frequency=self.frequency)
        average(mean, self.kept("last", "model"), 0.5, self.arguments.model)

    def run(self, net, part, steps, seed, rate, dropout, smoothing, memory, drawn_for="train",
            frequency=lambda net: FREQUENCY):
        def finish(mean):
            self.finish(mean, self.kept(part, "model"))

        if os.path.exists(self.kept(part)):
            self.log(f"{self.kept(part)} is there: the {part} run isn't made again")
            net.load_state_dict(torch.load(self.kept(part)))
            finish(net)
            return
        for module in net.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout
        self.log(f"{self.name} model, {part} run: {sum(p.numel() for p in net.parameters())} parameters, "
                 f"{PICTURES} pictures of {CHARACTERS} characters each")
        pictures = self.bank(f"{drawn_for}{self.source}.bank", PICTURES, BANKS[drawn_for], self.arguments.etl)
        often = frequency(net)
        makers = [CellMaker(pictures, self.digits, seed + 10 + index, often) for index in range(self.arguments.makers)]
        drawn = made_beside([partial(maker.batch, CELLS, VIEWS) for maker in makers])
        loss_of = nn.CrossEntropyLoss(label_smoothing=smoothing)
        mean = trained(
            net, drawn, steps, rate, loss_of, self.log, every=1000, finish=finish, memory=memory, brief=BRIEF)
        torch.save(mean.state_dict(), self.kept(part))
        net.load_state_dict(mean.state_dict())

    def finish(self, net, path):
        """Fits the temperature on pictures drawn for it, and writes the model."""
        found = logits(net, self.cells)
        temperature = fitted_temperature(found, self.labels)
        probabilities = (found / temperature).softmax(1)
        right = (probabilities.argmax(1) == self.labels).float()
        written = self.labels < CHARACTERS
        among = (probabilities.topk(10).indices == self.labels[:, None]).any(1).float()
        self.log(f"fitting set: all {right.mean():.4f}, characters {right[written].mean():.4f}, among ten "
                 f"{among[written].mean():.4f}, temperature {temperature:.3f}, "
                 f"ECE {calibration_error(probabilities, self.labels):.4f}")
        export(net, path, temperature * FLATTER)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("data", help="folder with MNIST's training files and kanjivg.tar.xz")
    options.add_argument("work", help="folder for what is drawn once, and for what runs end with")
    options.add_argument("model", help="the file to write")
    options.add_argument("--careful", action="store_true", help="the model for what the other is unsure of")
    options.add_argument("--makers", type=int, default=1, help="processes that make cells")
    options.add_argument("--threads", type=int, default=os.cpu_count(), help="of the network")
    options.add_argument("--etl", help="folder with files of the ETL Character Database")
    options.add_argument("--log", help="where to keep the log")
    arguments = options.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(SEED)
    blocks, steps, further, last = CAREFUL if arguments.careful else FIRST
    training = Training(arguments)
    mean = training.begun(blocks, steps, further)
    if last:
        training.go_on(mean, last)
    else:
        shutil.copy(mean, arguments.model)


if __name__ == "__main__":
    main()

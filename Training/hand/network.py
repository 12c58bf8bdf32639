"""The character network: plain 3 x 3 convolutions, and its file as Sources/Recognition reads it."""

import struct

import numpy as np
import torch
from torch import nn

BLANK = ""
GARBAGE = "\ufffd"
# A character that another was written over.
OVERWRITTEN = "\ufffc"

MAGIC = b"TEMAHND2"
CONVOLUTION, POOL, DENSE_RELU, DENSE = 0, 1, 2, 3
# Weights of dense layers are whole numbers from -127 to 127 with a scale for each output.
GREATEST = 127


class CharacterNet(nn.Module):
    """Blocks of convolutions of the given widths, each block halved in size by a max-pool, one hidden layer, the classes.

    The max-pool stands before a block's last ReLU: the same numbers as behind it, at a quarter of the ReLU's work.
    """

    def __init__(self, classes, side, blocks, hidden, dropout=0.3, channels=1):
        super().__init__()
        self.classes, self.side = list(classes), side
        layers, size = [], side
        for block in blocks:
            for width in block:
                layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
                channels = width
            layers.insert(-1, nn.MaxPool2d(2))
            size //= 2
        layers += [nn.Flatten(), nn.Dropout(dropout), nn.Linear(channels * size * size, hidden)]
        layers += [nn.BatchNorm1d(hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, len(self.classes))]
        self.layers = nn.Sequential(*layers)

    def forward(self, cells):
        return self.layers(cells)

    def folded(self):
        """The layers as [kind, weight, bias], batch norm folded into what stands before it."""
        found, modules = [], list(self.layers)
        for index, module in enumerate(modules):
            following = modules[index + 1] if index + 1 < len(modules) else None
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                weight, bias = module.weight.detach().double(), module.bias.detach().double()
                if isinstance(following, (nn.BatchNorm2d, nn.BatchNorm1d)):
                    norm = following
                    scale = norm.weight.detach().double() / torch.sqrt(norm.running_var.double() + norm.eps)
                    weight = weight * scale.reshape(-1, *[1] * (weight.dim() - 1))
                    bias = (bias - norm.running_mean.double()) * scale + norm.bias.detach().double()
                kind = CONVOLUTION if isinstance(module, nn.Conv2d) else DENSE_RELU
                found.append([kind, weight.float(), bias.float()])
            elif isinstance(module, nn.MaxPool2d):
                found.append([POOL, None, None])
        found[-1][0] = DENSE
        return found


def export(net, path, temperature):
    """Writes the model's file; the layout is told in Training/README.md."""
    names = "\n".join(net.classes).encode()
    out = MAGIC + struct.pack("<II", net.side, len(names)) + names + struct.pack("<f", temperature)
    layers = net.folded()
    out += struct.pack("<I", len(layers))
    for kind, weight, bias in layers:
        if kind == POOL:
            out += struct.pack("<III", kind, 0, 0)
            continue
        outputs, inputs = weight.shape[:2]
        out += struct.pack("<III", kind, inputs, outputs) + bias.numpy().astype("<f4").tobytes()
        out += weight.half().numpy().astype("<f2").tobytes() if kind == CONVOLUTION else in_bytes(weight.numpy())
    with open(path, "wb") as file:
        file.write(out)


def in_bytes(weight):
    """A dense layer's weights: the scale of each output, then whole numbers, output by output."""
    scale = np.abs(weight).max(1, keepdims=True) / np.float32(GREATEST)
    scaled = weight / np.where(scale > 0, scale, 1)
    whole = np.sign(scaled) * np.floor(np.abs(scaled) + 0.5)
    return scale.astype("<f4").tobytes() + whole.astype("i1").tobytes()


class ModelFile:
    """What a model's file holds: the size of a cell, the classes, the temperature and where it stands, and the layers as
    (kind, weight, bias)."""

    def __init__(self, data):
        if data[:len(MAGIC)] != MAGIC:
            raise SystemExit(f"this is no file of a model as it is written now ({MAGIC.decode()})")
        self.side, length = struct.unpack_from("<II", data, len(MAGIC))
        self.at, self.data = len(MAGIC) + 8, data
        self.classes = data[self.at:self.at + length].decode().split("\n")
        self.temperature_at = self.at + length
        self.temperature, count = struct.unpack_from("<fI", data, self.temperature_at)
        self.at = self.temperature_at + 8
        self.layers = [self._layer() for _ in range(count)]

    def _layer(self):
        kind, inputs, outputs = struct.unpack_from("<III", self.data, self.at)
        self.at += 12
        if kind == POOL:
            return kind, None, None
        bias = self._numbers("<f4", outputs)
        if kind == CONVOLUTION:
            return kind, self._numbers("<f2", outputs * inputs * 9).reshape(outputs, inputs, 3, 3), bias
        scale = self._numbers("<f4", outputs)[:, None]
        return kind, self._numbers("i1", outputs * inputs).reshape(outputs, inputs) * scale, bias

    def _numbers(self, type, count):
        found = np.frombuffer(self.data, type, count, self.at)
        self.at += found.nbytes
        return found.astype("f4")

    def blocks(self):
        """The widths of the convolutions, block by block."""
        blocks = [[]]
        for kind, _, bias in self.layers:
            if kind == CONVOLUTION:
                blocks[-1].append(len(bias))
            elif kind == POOL:
                blocks.append([])
        return blocks[:-1]


def load(path, dropout=0.0):
    """The network in a model's file and its temperature, to be trained further: batch norm begins as doing nothing."""
    with open(path, "rb") as file:
        model = ModelFile(file.read())
    hidden = next(len(bias) for kind, _, bias in model.layers if kind == DENSE_RELU)
    channels = model.layers[0][1].shape[1]
    net = CharacterNet(model.classes, model.side, model.blocks(), hidden, dropout, channels)
    known = (layer for layer in model.layers if layer[0] != POOL)
    with torch.no_grad():
        for module in net.layers:
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                _, weight, bias = next(known)
                module.weight.copy_(torch.from_numpy(weight))
                module.bias.copy_(torch.from_numpy(bias))
            elif isinstance(module, (nn.BatchNorm2d, nn.BatchNorm1d)):
                module.running_var.fill_(1 - module.eps)
    return net, model.temperature


def settle(net, cells):
    """Lets batch norm that does nothing expect what it sees of cells: it still does nothing where the network learns on."""
    net.eval()
    with torch.no_grad():
        for module in net.layers:
            if isinstance(module, (nn.BatchNorm2d, nn.BatchNorm1d)):
                among = [axis for axis in range(cells.dim()) if axis != 1]
                mean, variance = cells.mean(among), cells.var(among, correction=0)
                module.running_mean.copy_(mean)
                module.running_var.copy_(variance)
                module.weight.copy_(torch.sqrt(variance + module.eps))
                module.bias.copy_(mean)
            cells = module(cells)
    net.train()


def fitted_temperature(logits, labels):
    """The one number that logits are divided by to make their likelihood greatest (Guo et al. 2017)."""
    log_temperature = torch.zeros(1, requires_grad=True)
    solver = torch.optim.LBFGS([log_temperature], lr=0.1, max_iter=60)

    def closure():
        solver.zero_grad()
        loss = nn.functional.cross_entropy(logits / log_temperature.exp(), labels)
        loss.backward()
        return loss

    solver.step(closure)
    return log_temperature.exp().item()


def calibration_error(probabilities, labels, bins=15):
    """Expected calibration error over equally wide bins of the best class's probability."""
    confidence, best = probabilities.max(1)
    right = (best == labels).float()
    error = 0.0
    for low in torch.arange(bins) / bins:
        inside = (confidence > low) & (confidence <= low + 1 / bins)
        if inside.any():
            error += inside.float().mean() * (confidence[inside].mean() - right[inside].mean()).abs()
    return float(error)

"""The character network: plain 3 x 3 convolutions, and its file as Sources/Recognition reads it."""

import math
import struct

import numpy as np
import torch
from torch import nn

BLANK = ""
GARBAGE = "\ufffd"
# A character that another was written over.
OVERWRITTEN = "\ufffc"

MAGIC = b"TEMAHND1"
CONVOLUTION, POOL, DENSE_RELU, DENSE = 0, 1, 2, 3


class CharacterNet(nn.Module):
    """Convolutions of the given widths, each halved in size by a max-pool, one hidden layer, the classes."""

    def __init__(self, classes, side, widths, hidden, dropout=0.3, channels=1):
        super().__init__()
        self.classes, self.side = list(classes), side
        layers, size = [], side
        for width in widths:
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(2)]
            channels = width
            size //= 2
        layers += [nn.Flatten(), nn.Dropout(dropout), nn.Linear(channels * size * size, hidden)]
        layers += [nn.BatchNorm1d(hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, len(self.classes))]
        self.layers = nn.Sequential(*layers)

    def forward(self, cells):
        return self.layers(cells)

    def folded(self):
        """The layers as (kind, weight, bias), batch norm folded into what stands before it."""
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
        out += struct.pack("<III", kind, inputs, outputs)
        out += bias.numpy().astype("<f4").tobytes() + weight.half().numpy().astype("<f2").tobytes()
    with open(path, "wb") as file:
        file.write(out)


class ModelFile:
    """Where what a model's file holds stands in its bytes."""

    def __init__(self, data):
        self.side, length = struct.unpack_from("<II", data, len(MAGIC))
        at = len(MAGIC) + 8
        self.classes = data[at:at + length].decode().split("\n")
        self.temperature_at = at + length
        self.temperature, count = struct.unpack_from("<fI", data, self.temperature_at)
        # Of each layer with weights: its kind, inputs and outputs, and where the bias and the weights stand.
        self.layers, at = [], self.temperature_at + 8
        for _ in range(count):
            kind, inputs, outputs = struct.unpack_from("<III", data, at)
            at += 12
            if kind == POOL:
                continue
            weights = at + 4 * outputs
            self.layers.append((kind, inputs, outputs, at, weights))
            at = weights + 2 * outputs * inputs * (9 if kind == CONVOLUTION else 1)

    def numbers(self):
        """Where the numbers stand that training finds: (place, count, type)."""
        yield self.temperature_at, 1, "<f4"
        for kind, inputs, outputs, bias, weights in self.layers:
            yield bias, outputs, "<f4"
            yield weights, outputs * inputs * (9 if kind == CONVOLUTION else 1), "<f2"


def load(path, dropout=0.0):
    """The network in a model's file, to be trained further: batch norm begins as doing nothing."""
    with open(path, "rb") as file:
        data = file.read()
    model = ModelFile(data)
    widths = [outputs for kind, _, outputs, _, _ in model.layers if kind == CONVOLUTION]
    hidden = [outputs for kind, _, outputs, _, _ in model.layers if kind == DENSE_RELU][-1]
    net = CharacterNet(model.classes, model.side, widths, hidden, dropout)
    trained = [module for module in net.layers if isinstance(module, (nn.Conv2d, nn.Linear))]
    with torch.no_grad():
        for module, (kind, inputs, outputs, bias, weights) in zip(trained, model.layers):
            shape = (outputs, inputs, 3, 3) if kind == CONVOLUTION else (outputs, inputs)
            values = np.frombuffer(data, "<f2", math.prod(shape), weights).astype("f4")
            module.weight.copy_(torch.from_numpy(values).reshape(shape))
            module.bias.copy_(torch.from_numpy(np.frombuffer(data, "<f4", outputs, bias).copy()))
    return net


def teach(net, old):
    """Gives a network what another of the same layers knows, whose classes and widths may be fewer.

    A unit that the other lacks begins without a say, a class that it lacks as an unlikely one.
    """
    *inner, (last, source) = [
        pair for pair in zip(net.layers, old.layers) if isinstance(pair[0], (nn.Conv2d, nn.Linear))]
    known = {name: index for index, name in enumerate(old.classes)}
    with torch.no_grad():
        for module, known_module in inner:
            module.weight[tuple(map(slice, known_module.weight.shape))] = known_module.weight
            module.bias[:len(known_module.bias)] = known_module.bias
        last.weight.zero_()
        for index, name in enumerate(net.classes):
            if name in known:
                last.weight[index, :source.in_features] = source.weight[known[name]]
                last.bias[index] = source.bias[known[name]]
            else:
                last.bias[index] = -5


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

"""The mean of two models of the same layers, weight by weight: python -m hand.average ONE OTHER SHARE MODEL.

`SHARE` is the other's. What was trained further knows the new and forgets some of the old; between the two lies a model that
knows both (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
"""

import struct
import sys

import numpy as np

from hand.network import CONVOLUTION, MAGIC, POOL


def parameters(data):
    """Where the temperature stands, and where the layers' numbers: (place, count, type)."""
    length = struct.unpack_from("<I", data, len(MAGIC) + 4)[0]
    temperature = len(MAGIC) + 8 + length
    at, found = temperature + 8, []
    for _ in range(struct.unpack_from("<I", data, temperature + 4)[0]):
        kind, inputs, outputs = struct.unpack_from("<III", data, at)
        at += 12
        if kind == POOL:
            continue
        weights = outputs * inputs * (9 if kind == CONVOLUTION else 1)
        found += [(at, outputs, "<f4"), (at + 4 * outputs, weights, "<f2")]
        at += 4 * outputs + 2 * weights
    return temperature, found


def main():
    one, other = (bytearray(open(path, "rb").read()) for path in sys.argv[1:3])
    share = float(sys.argv[3])
    temperature, layers = parameters(one)
    if parameters(other) != (temperature, layers):
        raise SystemExit(f"{sys.argv[1]} and {sys.argv[2]} have not the same classes and layers")
    for at, count, kind in [(temperature, 1, "<f4")] + layers:
        mean = (1 - share) * np.frombuffer(one, kind, count, at).astype("f8") + share * np.frombuffer(
            other, kind, count, at).astype("f8")
        one[at:at + mean.size * np.dtype(kind).itemsize] = mean.astype(kind).tobytes()
    with open(sys.argv[4], "wb") as file:
        file.write(one)


if __name__ == "__main__":
    main()

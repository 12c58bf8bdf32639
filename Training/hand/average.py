"""The mean of two models of the same layers, weight by weight: python -m hand.average ONE OTHER SHARE MODEL.

`SHARE` is the other's. What was trained further knows the new and forgets some of the old; between the two lies a model that
knows both (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
"""

import sys

import numpy as np

from hand.network import ModelFile


def main():
    one, other = (bytearray(open(path, "rb").read()) for path in sys.argv[1:3])
    share = float(sys.argv[3])
    numbers = list(ModelFile(one).numbers())
    if ModelFile(one).classes != ModelFile(other).classes or numbers != list(ModelFile(other).numbers()):
        raise SystemExit(f"{sys.argv[1]} and {sys.argv[2]} have not the same classes and layers")
    for at, count, kind in numbers:
        mean = (1 - share) * np.frombuffer(one, kind, count, at).astype("f8") + share * np.frombuffer(
            other, kind, count, at).astype("f8")
        one[at:at + mean.size * np.dtype(kind).itemsize] = mean.astype(kind).tobytes()
    with open(sys.argv[4], "wb") as file:
        file.write(one)


if __name__ == "__main__":
    main()

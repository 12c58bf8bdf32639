"""The mean of two models of the same layers, weight by weight: python -m hand.average ONE OTHER SHARE MODEL.

`SHARE` is the other's. What was trained further knows the new and forgets some of the old; between the two lies a model that
knows both (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
"""

import sys

import torch

from hand.network import export, load


def average(first, second, share, result):
    """Writes the model file `result`: the mean of two others, of which the second has that share."""
    (one, temperature), (other, others) = load(first), load(second)
    known, new = one.state_dict(), other.state_dict()
    if one.classes != other.classes or [v.shape for v in known.values()] != [v.shape for v in new.values()]:
        raise SystemExit(f"{first} and {second} have not the same classes and layers")
    one.load_state_dict(
        {name: torch.lerp(value, new[name], share) if value.is_floating_point() else value
         for name, value in known.items()})
    export(one, result, (1 - share) * temperature + share * others)


def main():
    average(sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4])


if __name__ == "__main__":
    main()

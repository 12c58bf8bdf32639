"""Adds mean glyphs to a model that `train.py` has made; what tells characters apart stays as it was learned.

    python3 Training/print/extend.py Sources/Recognition/Resources/glyphs.model

The seed is fixed. Run it once on each model.
"""

import struct
import sys

import numpy as np

import glyphs
import scan
from features import features, normalised

SEED = 20260402
ROUNDS = 24
HEAD = 28


def main(path):
    data = open(path, "rb").read()
    inputs, dimensions, count, text_length, scale = struct.unpack_from("<IIIIf", data, 8)
    parts = np.cumsum([HEAD, 4 * dimensions, 4 * dimensions, dimensions * inputs, count * dimensions, count * 3, 2 * count])
    row_scale, bias, whole, means, geometry, owner = (
        np.frombuffer(data[start:end], kind)
        for start, end, kind in zip(parts, parts[1:], ("<f4", "<f4", "i1", "i1", "i1", "<u2")))
    text = data[parts[-1]:parts[-1] + text_length]
    characters = text.decode().split("\n")
    projection = whole.reshape(dimensions, inputs) * row_scale[:, None]
    random = np.random.default_rng(SEED)
    for name, font, drawn, read in glyphs.additions():
        seen = {}
        for turn in range(ROUNDS):
            points = random.uniform(7.5, 12) if turn % 3 else random.uniform(7.5, 9.5)
            for place, density, where in scan.glyphs(font, drawn, points, random):
                seen.setdefault(place, []).append((features(normalised(density)[None])[0], where))
        for place, samples in seen.items():
            mean = projection @ np.mean([row for row, _ in samples], 0) + bias
            where = np.mean([where for _, where in samples], 0)
            means = np.append(means, np.clip(np.round(mean / scale), -127, 127).astype(np.int8))
            geometry = np.append(geometry, np.clip(np.round(where * 100), -127, 127).astype(np.int8))
            owner = np.append(owner, np.uint16(characters.index(read[place])))
        print(name, len(seen), flush=True)
    with open(path, "wb") as file:
        file.write(data[:8] + struct.pack("<IIIIf", inputs, dimensions, len(owner), text_length, scale))
        file.write(row_scale.tobytes() + bias.tobytes() + whole.tobytes() + means.tobytes())
        file.write(geometry.tobytes() + owner.astype("<u2").tobytes() + text)


if __name__ == "__main__":
    main(sys.argv[1])

"""Makes the glyph reader's model: linear discriminant analysis of edge directions, and mean glyphs per typeface.

    python3 Training/print/train.py Sources/Recognition/Resources/glyphs.model

Needs numpy, Pillow and the Debian packages that README.md names. The seed is fixed: the same fonts give the same file.
"""

import struct
import sys

import numpy as np

import glyphs
import scan
from features import features, normalised

SEED = 20260401
DIMENSIONS = 72
KANJI_ROUNDS = 5
OTHER_ROUNDS = 24


def samples(leave_out=()):
    """Features, class index, mean index and geometry of every sample, with the classes' characters."""
    random = np.random.default_rng(SEED)
    classes, means = {}, {}
    rows, labels, groups, places = [], [], [], []
    for name, font, drawn, read in glyphs.sets():
        if name in leave_out:
            continue
        is_kanji = name.endswith("-kanji")
        for turn in range(KANJI_ROUNDS if is_kanji else OTHER_ROUNDS):
            points = random.uniform(7.5, 12) if turn % 3 else random.uniform(7.5, 9.5)
            batch = []
            for place, density, geometry in scan.glyphs(font, drawn, points, random):
                character = read[place]
                label = classes.setdefault(character, len(classes))
                key = (character, drawn[place], name)
                batch.append(normalised(density))
                labels.append(label)
                groups.append(means.setdefault(key, len(means)))
                places.append(geometry)
            rows.append(features(np.stack(batch)).astype(np.float16))
        print(name, len(labels), flush=True)
    owner = np.array([classes[key[0]] for key in means])
    return (np.concatenate(rows).astype(np.float32), np.array(labels), np.array(groups), np.array(places, np.float32),
            list(classes), owner)


def discriminants(rows, groups, count):
    """The projection under which glyphs of one typeface and character scatter alike in all directions, and differing
    ones lie far apart."""
    sums = np.zeros((count, rows.shape[1]), np.float64)
    np.add.at(sums, groups, rows)
    sizes = np.bincount(groups, minlength=count)
    averages = sums / sizes[:, None]
    within = np.zeros((rows.shape[1],) * 2)
    for start in range(0, len(rows), 20000):
        part = rows[start:start + 20000] - averages[groups[start:start + 20000]]
        within += part.T.astype(np.float64) @ part
    within /= len(rows) - count
    within += np.eye(len(within)) * np.trace(within) / len(within) * 0.05
    values, vectors = np.linalg.eigh(within)
    whitening = vectors / np.sqrt(values)
    center = averages.mean(0)
    spread = (averages - center) @ whitening
    values, vectors = np.linalg.eigh(spread.T @ spread / count)
    projection = (whitening @ vectors[:, ::-1][:, :DIMENSIONS]).T
    return projection, center, averages


def write(path, projection, center, averages, owner, geometry, characters):
    """The model file: see `GlyphModel.swift`, which reads it."""
    row_scale = np.abs(projection).max(1) / 127
    whole = np.round(projection / row_scale[:, None]).astype(np.int8)
    rebuilt = whole * row_scale[:, None]
    bias = -(rebuilt @ center)
    means = averages @ rebuilt.T + bias
    scale = np.abs(means).max() / 127
    quantised = np.round(means / scale).astype(np.int8)
    text = "\n".join(characters).encode()
    with open(path, "wb") as file:
        file.write(b"TEMAGLY1")
        file.write(struct.pack("<IIIIf", projection.shape[1], len(projection), len(means), len(text), scale))
        file.write(row_scale.astype("<f4").tobytes() + bias.astype("<f4").tobytes())
        file.write(whole.tobytes() + quantised.tobytes())
        file.write(np.clip(np.round(geometry * 100), -127, 127).astype(np.int8).tobytes())
        file.write(owner.astype("<u2").tobytes() + text)
    return rebuilt, bias, quantised * scale


def main(path):
    rows, labels, groups, places, characters, owner = samples()
    count = len(owner)
    projection, center, averages = discriminants(rows, groups, count)
    geometry = np.stack([np.bincount(groups, places[:, k], count) for k in range(3)], 1)
    geometry /= np.bincount(groups, minlength=count)[:, None]
    rebuilt, bias, means = write(path, projection, center, averages, owner, geometry, characters)
    chosen = np.random.default_rng(SEED).permutation(len(rows))[:4000]
    points = rows[chosen] @ rebuilt.T + bias
    distances = (points ** 2).sum(1)[:, None] - 2 * points @ means.T + (means ** 2).sum(1)
    right = owner[distances.argmin(1)] == labels[chosen]
    print(f"{len(characters)} characters, {count} means, {len(rows)} samples")
    print(f"top 1 by shape alone, on the samples: {right.mean():.4%}; mean least distance {distances.min(1).mean():.1f}")
    wrong = chosen[~right]
    print(" ".join(f"{characters[labels[i]]}→{characters[owner[d]]}"
                   for i, d in zip(wrong, distances.argmin(1)[~right])))


if __name__ == "__main__":
    main(sys.argv[1])

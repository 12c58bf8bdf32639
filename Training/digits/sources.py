"""What the digits' model learns from: MNIST, handwriting fonts, KanjiVG's digits, and signs drawn with a pen."""

import gzip
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from hand.network import BLANK, GARBAGE, OVERWRITTEN
from hand.strokes import drawn, kanjivg, shaken

DIGITS = "0123456789"
SIGNS = ",.-/+¥()"
# The eras' letters: 明治 to 令和.
ERAS = "MTSHR"
CLASSES = list(DIGITS + SIGNS + ERAS) + [BLANK, GARBAGE, OVERWRITTEN]
SIDE = 40

FONTS = [
    "/usr/share/fonts/truetype/klee/KleeOne-Regular.ttf",
    "/usr/share/fonts/truetype/klee/KleeOne-SemiBold.ttf",
    "/usr/share/fonts/truetype/seto/setofont.ttf",
    "/usr/share/fonts/truetype/yusei-magic/YuseiMagic-Regular.ttf",
]
# Characters that no mask of digits and signs may take for one of its own.
FOREIGN = "円年月日万千百億電話号番地丁目様男女印明治大正昭和平成令元春夏秋木林森田中山川村本水火金土あかさたなはまやらわいきみすぬおけむ"
FOREIGN += "アカサタナマヤキシツネホモヲンヒムABDEFKNPQWXaehkmnwx@#%&?"


def mnist(folder):
    """The pictures and labels of MNIST's training set."""
    with gzip.open(os.path.join(folder, "train-images-idx3-ubyte.gz")) as file:
        pictures = np.frombuffer(file.read()[16:], np.uint8).reshape(-1, 28, 28)
    with gzip.open(os.path.join(folder, "train-labels-idx1-ubyte.gz")) as file:
        labels = np.frombuffer(file.read()[8:], np.uint8).astype(np.int64)
    return pictures, labels


def split(labels, seed=20260401):
    """Three shares of each class by a fixed seed: for training, for fitting the temperature, and kept for measuring.

    Every tenth picture is kept for measuring; every thirtieth of the rest is for fitting.
    """
    random = np.random.default_rng(seed)
    train, fit, kept = [], [], []
    for digit in range(10):
        order = random.permutation(np.flatnonzero(labels == digit))
        kept.append(order[::10])
        rest = np.delete(order, np.arange(0, len(order), 10))
        fit.append(rest[::30])
        train.append(np.delete(rest, np.arange(0, len(rest), 30)))
    return tuple(np.concatenate(part) for part in (train, fit, kept))


def curve(*points):
    return np.array(points, float)


def arc(x, y, rx, ry, start, end, steps=14):
    angles = np.radians(np.linspace(start, end, steps))
    return np.stack([x + rx * np.cos(angles), y + ry * np.sin(angles)], 1)


# How digits are written in Japan beside what KanjiVG and fonts have: a hooked 7, an open 4, a plain 1.
DIGIT_FORMS = {
    "1": [[curve((0.5, 0.12), (0.5, 0.5), (0.5, 0.88))], [curve((0.36, 0.28), (0.52, 0.12), (0.52, 0.88))]],
    "4": [
        [curve((0.42, 0.12), (0.3, 0.4), (0.2, 0.6), (0.5, 0.61), (0.82, 0.6)), curve((0.62, 0.35), (0.6, 0.88))],
        [curve((0.3, 0.14), (0.28, 0.4), (0.3, 0.52), (0.7, 0.5)), curve((0.66, 0.14), (0.66, 0.5), (0.64, 0.88))],
        [curve((0.6, 0.12), (0.2, 0.62), (0.84, 0.62)), curve((0.6, 0.12), (0.6, 0.88))],
    ],
    "7": [
        [curve((0.22, 0.34), (0.24, 0.14), (0.5, 0.14), (0.78, 0.14), (0.62, 0.45), (0.5, 0.88))],
        [curve((0.24, 0.36), (0.23, 0.15)), curve((0.23, 0.15), (0.76, 0.14), (0.66, 0.3), (0.46, 0.88))],
        [curve((0.22, 0.16), (0.78, 0.14), (0.58, 0.5), (0.46, 0.88))],
        [curve((0.22, 0.16), (0.78, 0.14), (0.46, 0.88)), curve((0.4, 0.5), (0.74, 0.49))],
    ],
    "9": [[arc(0.5, 0.34, 0.22, 0.2, -20, -380), curve((0.72, 0.3), (0.72, 0.6), (0.68, 0.88))]],
    "6": [[np.concatenate([curve((0.62, 0.12), (0.4, 0.35), (0.3, 0.6)), arc(0.5, 0.66, 0.21, 0.2, 200, -160)])]],
    "5": [[curve((0.36, 0.14), (0.32, 0.46), (0.4, 0.43)), arc(0.47, 0.64, 0.23, 0.22, -110, 130),
           curve((0.36, 0.14), (0.74, 0.13))]],
    "0": [[arc(0.5, 0.5, 0.26, 0.38, -80, 285)], [arc(0.5, 0.5, 0.3, 0.36, -100, 250)]],
    "2": [[np.concatenate([arc(0.48, 0.32, 0.24, 0.2, 180, 390), curve((0.26, 0.84), (0.5, 0.82), (0.78, 0.84))])]],
}


def sign_strokes(sign, random):
    """One way of writing a sign, in the unit square, at its size beside a digit of height 0.75."""
    u = random.uniform
    if sign == ",":
        bend = u(-0.03, 0.03)
        return [curve((0.5 + u(0, 0.05), 0.42), (0.5 + bend, 0.5 + u(0, 0.05)), (0.46 - u(0, 0.1), 0.58 + u(0, 0.1)))]
    if sign == ".":
        reach = u(0, 0.03)
        return [curve((0.5 - reach, 0.5), (0.5 + reach, 0.5 + u(0, 0.03)))]
    if sign == "-":
        reach, tilt = u(0.1, 0.32), u(-0.06, 0.06)
        return [curve((0.5 - reach, 0.5 - tilt), (0.5, 0.5 + u(-0.03, 0.03)), (0.5 + reach, 0.5 + tilt))]
    if sign == "/":
        lean, tall = u(0.1, 0.34), u(0.34, 0.47)
        return [curve((0.5 + lean, 0.5 - tall), (0.5 + u(-0.03, 0.03), 0.5), (0.5 - lean, 0.5 + tall))]
    if sign == "+":
        a, b = u(0.16, 0.34), u(0.16, 0.34)
        return [curve((0.5 - a, 0.5), (0.5 + a, 0.5 + u(-0.04, 0.04))), curve((0.5, 0.5 - b), (0.5, 0.5 + b))]
    if sign in "()":
        bow, tall = u(0.08, 0.24), u(0.36, 0.5)
        side = -1 if sign == "(" else 1
        return [arc(0.5 - side * bow / 2, 0.5, side * bow, tall, -90, 90)]
    fork, bars = u(0.46, 0.56), sorted([u(0.5, 0.6), u(0.64, 0.76)])
    return [curve((0.22, 0.14), (0.5, fork)), curve((0.78, 0.14), (0.5, fork)), curve((0.5, fork), (0.5, 0.88))] + [
        curve((0.28, y), (0.72, y)) for y in bars[: 2 if u(0, 1) < 0.85 else 1]]


def lettered(character, font, random):
    """A character of a font, as a picture with ink 255."""
    face = ImageFont.truetype(font, 120)
    picture = Image.new("L", (160, 160))
    ImageDraw.Draw(picture).text((80, 80), character, fill=255, font=face, anchor="mm",
                                 stroke_width=int(random.integers(0, 4)))
    box = picture.getbbox()
    if not box:
        return None
    if character in SIGNS:
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        cut = picture.transform((160, 160), Image.AFFINE, (1, 0, middle[0] - 80, 0, 1, middle[1] - 80))
    else:
        side = max(box[2] - box[0], box[3] - box[1]) / 0.72
        middle = ((box[0] + box[2] - side) / 2, (box[1] + box[3] - side) / 2)
        cut = picture.transform((160, 160), Image.AFFINE, (side / 160, 0, middle[0], 0, side / 160, middle[1]))
    return np.asarray(cut.resize((SIDE, SIDE), Image.BOX))


def bank(folder, per_form, seed):
    """Pictures drawn once, and their classes: {class: array of pictures}, GARBAGE holding foreign characters."""
    random = np.random.default_rng(seed)
    strokes = kanjivg(os.path.join(folder, "kanjivg.tar.xz"), DIGITS + ERAS + FOREIGN)
    pictures = {name: [] for name in list(DIGITS + SIGNS + ERAS) + [GARBAGE]}

    def draw(forms, name, count):
        for index in range(count):
            form = forms[index % len(forms)]
            written = shaken(form, random, random.uniform(0.4, 1.5))
            pictures[name].append(drawn(written, SIDE, random.uniform(0.03, 0.1), random, random.choice([0, 0, 0.04])))

    for digit in DIGITS:
        draw([strokes[digit]] + DIGIT_FORMS.get(digit, []), digit, per_form)
    for letter in ERAS:
        draw([strokes[letter]], letter, per_form)
    for sign in SIGNS:
        for _ in range(per_form):
            draw([sign_strokes(sign, random)], sign, 1)
    for character in FOREIGN:
        if character in strokes:
            draw([strokes[character]], GARBAGE, max(1, per_form // 60))
    for font in FONTS:
        for character in DIGITS + SIGNS + ERAS + FOREIGN:
            for _ in range(max(1, per_form // 40) if character not in FOREIGN else 1):
                found = lettered(character, font, random)
                if found is not None:
                    pictures[character if character not in FOREIGN else GARBAGE].append(found)
    return {name: np.stack(found) for name, found in pictures.items()}

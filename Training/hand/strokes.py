"""Characters drawn with a pen: the strokes of KanjiVG, or strokes given as points."""

import math
import re
import tarfile

import numpy as np
from PIL import Image, ImageDraw

TOKEN = re.compile(r"[MmCcSsLlHhVvZz]|-?\d*\.?\d+(?:e-?\d+)?")


def path_points(path, steps=8):
    """The points along an SVG path of moves, lines and cubic curves."""
    tokens, at, previous, points, command = TOKEN.findall(path), np.zeros(2), None, [], "M"
    index = 0

    def take(count):
        nonlocal index
        values = np.array([float(v) for v in tokens[index:index + count]])
        index += count
        return values

    while index < len(tokens):
        if tokens[index].isalpha():
            command = tokens[index]
            index += 1
        base = at if command.islower() else np.zeros(2)
        kind = command.upper()
        if kind in "ML":
            at, previous = base + take(2), None
            points.append(at)
        elif kind in "CS":
            first = base + take(2) if kind == "C" else (2 * at - previous if previous is not None else at)
            second, end = base + take(2), base + take(2)
            for t in np.linspace(0, 1, steps + 1)[1:]:
                u = 1 - t
                points.append(u**3 * at + 3 * u * u * t * first + 3 * u * t * t * second + t**3 * end)
            at, previous = end, second
        else:
            break
    return np.array(points)


TAG = re.compile(r'<(g)\b|</(g)>|<path[^>]*? d="([^"]+)"')


def kanjivg(archive, wanted):
    """The strokes of the wanted characters, each stroke an array of points between 0 and 1."""
    return {
        character: [path_points(path) / 109 for _, _, path in TAG.findall(text) if path]
        for character, text in _pictures(archive, wanted)}


def kanjivg_parts(archive, wanted):
    """Of which strokes the parts of the wanted characters are made, each part as a list of strokes' numbers; a part stands
    before the larger one that it belongs to."""
    return {character: _parts(text) for character, text in _pictures(archive, wanted)}


def _parts(text):
    parts, open_groups, stroke = [], [], 0
    for opens, closes, path in TAG.findall(text):
        if opens:
            open_groups.append([])
        elif closes:
            parts.append(open_groups.pop())
        else:
            for group in open_groups:
                group.append(stroke)
            stroke += 1
    return [part for part in parts if 0 < len(part) < stroke]


def _pictures(archive, wanted):
    """The wanted characters with the text of their picture."""
    names = {f"{ord(c):05x}": c for c in wanted}
    with tarfile.open(archive) as tar:
        for member in tar:
            stem = member.name.rsplit("/", 1)[-1]
            if stem.endswith(".svg") and stem[:-4] in names:
                yield names[stem[:-4]], tar.extractfile(member).read().decode()


def shaken(strokes, random, amount=1.0):
    """The strokes as an unsteady hand follows them: moved, turned, longer or shorter, and bent."""
    shaken = []
    for stroke in strokes:
        center = stroke.mean(0)
        angle = random.normal(0, 0.05) * amount
        turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        length = 1 + random.normal(0, 0.06) * amount
        bend = np.cumsum(random.normal(0, 0.004 * amount, stroke.shape), 0)
        bend -= bend.mean(0)
        shaken.append((stroke - center) @ turn * length + center + random.normal(0, 0.018, 2) * amount + bend)
    return shaken


def drawn(strokes, side, pen, random, gap=0.0):
    """A grey picture (255 is ink) of strokes in the unit square; the pen's width is a share of the side."""
    scale = 4
    picture = Image.new("L", (side * scale, side * scale))
    draw = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = stroke * side * scale
        width = max(1.0, pen * side * scale * random.uniform(0.85, 1.15))
        for a, b in zip(points[:-1], points[1:]):
            if random.random() < gap:
                continue
            w = width * random.uniform(0.9, 1.1)
            draw.line([tuple(a), tuple(b)], fill=255, width=max(1, round(w)))
            r = w / 2
            for p in (a, b):
                draw.ellipse([p[0] - r, p[1] - r, p[0] + r, p[1] + r], fill=255)
    return np.asarray(picture.resize((side, side), Image.BOX))

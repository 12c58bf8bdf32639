"""A character as people write it: strokes moved, its parts and the whole bent and squeezed, drawn with pens and markers."""

import numpy as np
from PIL import Image, ImageDraw

from hand.strokes import shaken

# Of a picture, in pixels.
SIDE = 48


def written(strokes, parts, random):
    """A grey picture (255 is ink) of a character's strokes in the unit square; `parts` as `kanjivg_parts` gives them."""
    amount = random.uniform(0.5, 1.7)
    strokes = shaken(strokes, random, amount)
    if random.random() < 0.4:
        strokes = straightened(strokes, random.uniform(0.02, 0.06))
    return penned(warped(proportioned(strokes, parts, random, amount), random), random)


def straightened(strokes, tolerance):
    """Bends of less than `tolerance` drawn as straight lines, as in block letters and with markers."""
    return [
        _simplified(stroke, min(tolerance, 0.15 * float(np.ptp(stroke, 0).max()))) for stroke in strokes]


def _simplified(points, tolerance):
    """Fewer points, none of those left out further than `tolerance` from the line through the others (Douglas and Peucker
    1973)."""
    along = points[-1] - points[0]
    length = np.hypot(*along)
    away = points - points[0]
    if length > 1e-6:
        away = np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length
    else:
        away = np.hypot(*away.T)
    furthest = int(away.argmax())
    if away[furthest] <= tolerance:
        return points[[0, -1]]
    first, second = _simplified(points[: furthest + 1], tolerance), _simplified(points[furthest:], tolerance)
    return np.concatenate([first[:-1], second])


def proportioned(strokes, parts, random, amount):
    """Each part made wider or narrower, taller or lower, and moved, as hands differ in how large they write a radical."""
    strokes = list(strokes)
    for part in parts:
        points = np.concatenate([strokes[index] for index in part])
        center = (points.min(0) + points.max(0)) / 2
        size = np.exp(random.normal(0, 0.07, 2) * amount)
        move = random.normal(0, 0.012, 2) * amount
        for index in part:
            strokes[index] = (strokes[index] - center) * size + center + move
    return strokes


def warped(strokes, random):
    """The whole character bent and squeezed, as a hand's habit does it."""
    a, b = random.normal(0, 0.05, 2)
    phase = random.uniform(0, 6, 2)
    wide, tall = 1 + random.normal(0, 0.07, 2)
    lean = random.normal(0, 0.06)
    bent = []
    for stroke in strokes:
        x, y = stroke[:, 0] - 0.5, stroke[:, 1] - 0.5
        u = x * wide + lean * y + a * np.sin(3 * y + phase[0]) * 0.5
        v = y * tall + b * np.sin(3 * x + phase[1]) * 0.5 + random.normal(0, 0.03) * x
        bent.append(np.stack([u, v], 1) + 0.5)
    return bent


def penned(strokes, random):
    """A grey picture (255 is ink) of strokes in the unit square, which fills most of it; strokes may be left out of the
    pen's attention: joined to the next, or shortened. A marker's tip may be broad: what it draws to the side is then
    thicker or thinner than what it draws down, and ends square."""
    pictured = 3 * SIDE
    widest = 0.085 if len(strokes) < 8 else 0.06 if len(strokes) < 14 else 0.045
    is_marker = random.random() < 0.35
    is_broad = is_marker and random.random() < 0.6
    pen = (random.uniform(1, 1.7) * widest if is_marker else random.uniform(0.02, widest)) * pictured
    tip = np.exp(random.normal(0, 0.2, 2)) if is_broad else np.ones(2)
    frame = np.round(pictured / tip).astype(int)
    picture = Image.new("L", tuple(frame))
    draw = ImageDraw.Draw(picture)
    stretch, margin = 0.92, 0.04
    points_of = [(stroke * stretch + margin) * frame for stroke in strokes]
    for index, points in enumerate(points_of):
        width = max(2, round(pen * random.uniform(0.85, 1.15)))
        line = [tuple(point) for point in points]
        if random.random() < 0.06 and len(line) > 6:
            line = line[: -max(1, len(line) // 6)]
        if random.random() < 0.05 and index + 1 < len(points_of):
            line.append(tuple(points_of[index + 1][0]))
        draw.line(line, fill=255, width=width, joint="curve")
        radius = width / 2
        for x, y in () if is_broad else (line[0], line[-1]):
            draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=255)
    return np.asarray(picture.resize((SIDE, SIDE), Image.BOX))

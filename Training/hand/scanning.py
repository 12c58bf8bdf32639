"""Cells as forms and scanners leave them, many at a time: ink is 1, paper 0, a cell is 64 x 64.

`normalised` is the twin of `CellPicture` in Sources/Recognition/Handwriting: the two must stay the same.
"""

import io
import math

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

CANVAS = 64
# The window around a character: this much wider than it.
MARGIN = 1.2


def spreading(points, mode):
    """The matrix that stretches `points` values over the canvas."""
    return F.interpolate(torch.eye(points)[None], CANVAS, mode="linear", align_corners=False)[0].T if mode == "linear" \
        else F.interpolate(torch.eye(points)[None, :, None], (1, CANVAS), mode="bicubic", align_corners=True)[0, :, 0].T


class Scanner:
    """Draws, spoils and normalises batches of cells; all randomness comes from one seed."""

    def __init__(self, seed, side, strength=1.0, smallest=0.55, threshold=(0.25, 0.68),
                 blurs=((0.6, 3), (0.35, 5), (0.04, 9))):
        """`strength` weakens the unsteadiness of the hand and the gaps in its ink where it is below 1; `smallest` is the
        window around a character at least, as a share of the cell's height; `threshold` is between the widest and the
        thinnest pen; `blurs` are how often ink is blurred over how many pixels."""
        self.strength, self.smallest, self.threshold, self.blurs = strength, smallest, threshold, blurs
        self.random = torch.Generator().manual_seed(seed)
        self.side = side
        line = (torch.arange(CANVAS) + 0.5) / CANVAS
        self.y, self.x = torch.meshgrid(line, line, indexing="ij")
        self.spread = {points: spreading(points, "linear" if points > 9 else "cubic") for points in (4, 7, 9, 20)}

    def field(self, values):
        """Values (…, k, k) stretched smoothly over the canvas."""
        matrix = self.spread[values.shape[-1]]
        return matrix @ values @ matrix.T

    def uniform(self, low, high, *shape):
        return low + (high - low) * torch.rand(*shape, generator=self.random)

    def normal(self, spread, *shape):
        return spread * torch.randn(*shape, generator=self.random)

    def chance(self, share, *shape):
        return torch.rand(*shape, generator=self.random) < share

    def written(self, pictures, size, center, spread=1.0, stretch=0.0):
        """Pictures (n, s, s) put on cells: `size` (n, 2) of the whole picture as shares of the cell, around `center`.
        `stretch` is how much wider and narrower, taller and lower than others some of its columns and rows are."""
        n, spread = len(pictures), spread * self.strength
        slant, turn = self.normal(0.13 * spread, n), self.normal(0.07 * spread, n)
        a = torch.stack([torch.cos(turn), -torch.sin(turn) + slant], 1) / size[:, :1]
        b = torch.stack([torch.sin(turn), torch.cos(turn)], 1) / size[:, 1:]
        x = self.x[None] - center[:, 0, None, None]
        y = self.y[None] - center[:, 1, None, None]
        bend = self.field(self.normal(0.05 * spread, n, 2, 4, 4))
        gx = 2 * (a[:, 0, None, None] * x + a[:, 1, None, None] * y) + bend[:, 0]
        gy = 2 * (b[:, 0, None, None] * x + b[:, 1, None, None] * y) + bend[:, 1]
        if stretch:
            gx, gy = self.stretched(gx, stretch), self.stretched(gy, stretch)
        ink = F.grid_sample(
            pictures[:, None].float() / 255, torch.stack([gx, gy], -1), mode="bilinear", align_corners=False)[:, 0]
        threshold = self.uniform(*self.threshold, n)[:, None, None]
        return torch.sigmoid((ink - threshold) * self.uniform(7, 20, n)[:, None, None])

    def stretched(self, place, amount):
        """Places (n, …) between -1 and 1 moved along their axis by two waves whose slope is `amount` for the most part."""
        n = len(place)
        for wave in (1, 2):
            slope, phase = self.normal(amount, n)[:, None, None], self.uniform(0, 2 * math.pi, n)[:, None, None]
            place = place + slope * torch.sin(wave * math.pi * place + phase) / (wave * math.pi)
        return place

    def boxes(self, n, whole=0.3):
        """What is left of combs' boxes: ticks, broken sides, and whole ones as that share of all; and where the box is (left,
        top, right, bottom)."""
        edges = torch.stack(
            [self.uniform(0.0, 0.08, n), self.uniform(0.0, 0.08, n), self.uniform(0.92, 1.0, n),
             self.uniform(0.92, 1.0, n)], 1)
        ink = torch.zeros(n, CANVAS, CANVAS)
        along = torch.arange(CANVAS) / CANVAS
        for side in range(4):
            across = self.x if side in (0, 2) else self.y
            width = self.uniform(0.006, 0.024, n)[:, None, None]
            place = edges[:, side, None, None] + self.normal(0.012, n)[:, None, None]
            line = torch.sigmoid((width - (across[None] - place).abs()) * 120)
            kind = torch.rand(n, generator=self.random)[:, None]
            reach = self.uniform(0.05, 0.35, n)[:, None]
            tick = ((along[None] < reach) | (along[None] > 1 - reach)).float()
            rough = F.interpolate(self.uniform(0, 1, n, 1, 14), CANVAS, mode="linear")[:, 0]
            broken = (rough > self.uniform(0.3, 0.75, n)[:, None]).float()
            mask = torch.where(kind < 0.3, tick, torch.where(kind < 1 - whole, broken, torch.ones(())))
            mask = mask * self.chance(0.6, n)[:, None]
            mask = mask[:, :, None] if side in (0, 2) else mask[:, None, :]
            ink = torch.maximum(ink, line * mask * self.uniform(0.35, 1, n)[:, None, None])
        return ink, edges

    def spoilt(self, ink):
        """Ink as it comes off a scanner: uneven, broken, blurred, noisy, thresholded, in JPEG blocks."""
        n = len(ink)
        uneven = self.field(self.uniform(0, 1, n, 9, 9)).clamp(0, 1)
        depth = self.uniform(0, 0.75 * self.strength, n)[:, None, None] * self.chance(0.5, n)[:, None, None]
        ink = ink * (1 - depth * uneven)
        broken = self.chance(0.3 * self.strength, n)
        gaps = self.field(self.uniform(0, 1, int(broken.sum()), 20, 20))
        ink[broken] *= torch.sigmoid((self.uniform(0.75, 0.95, len(gaps))[:, None, None] - gaps) * 30)
        specked = self.chance(0.35, n)
        specks = (torch.rand(int(specked.sum()), CANVAS, CANVAS, generator=self.random) > 0.998).float()
        ink[specked] = torch.maximum(ink[specked], specks * self.uniform(0.3, 1, len(specks))[:, None, None])
        for share, kernel in self.blurs:
            chosen = self.chance(share, n)
            if chosen.any():
                ink[chosen] = F.avg_pool2d(ink[chosen][:, None], kernel, 1, kernel // 2)[:, 0]
        ink = ink + self.normal(1, n, CANVAS, CANVAS) * self.uniform(0, 0.07, n)[:, None, None]
        bitonal = self.chance(0.18, n)
        if bitonal.any():
            level = self.uniform(0.22, 0.55, int(bitonal.sum()))[:, None, None]
            ink[bitonal] = torch.sigmoid((ink[bitonal] - level) * 40)
        return self.compressed(ink.clamp(0, 1))

    def struck(self, glyph):
        """Struck through by two lines, or crossed out."""
        n = len(glyph)
        lines = torch.zeros_like(glyph)
        first = self.uniform(0.32, 0.5, n)[:, None, None]
        gap = self.uniform(0.08, 0.2, n)[:, None, None]
        tilt = self.normal(0.12, n)[:, None, None]
        width = self.uniform(0.008, 0.028, n)[:, None, None]
        crossing = self.chance(0.3, n)[:, None, None]
        for place in (first, first + gap):
            slope = torch.where(crossing, (1.0 if place is first else -1.0) + tilt, tilt)
            at = torch.where(crossing, torch.full_like(place, 0.5), place)
            away = (self.y[None] - at - slope * (self.x[None] - 0.5)).abs() / (1 + slope**2).sqrt()
            lines = torch.maximum(lines, torch.sigmoid((width - away) * 120))
        return torch.maximum(glyph, lines)

    def scribble(self, n):
        """Strokes to and fro, and blots."""
        waves = torch.zeros(n, CANVAS, CANVAS)
        for _ in range(2):
            pitch = self.uniform(8, 30, n)[:, None, None]
            turn = self.uniform(-1.5, 1.5, n)[:, None, None]
            phase = self.uniform(0, 6, n)[:, None, None]
            along = self.x[None] * torch.cos(turn) + self.y[None] * torch.sin(turn)
            waves = torch.maximum(waves, torch.sigmoid((torch.sin(along * pitch * 2 + phase) - 0.4) * 9))
        rough = self.field(self.uniform(0, 1, n, 7, 7))
        blot = torch.sigmoid((rough - self.uniform(0.3, 0.7, n)[:, None, None]) * 14)
        return torch.where(self.chance(0.5, n)[:, None, None], blot, waves * (rough > 0.35))

    def inverted(self, glyph):
        """White on black, or shadow."""
        n = len(glyph)
        depth = self.uniform(0.55, 1, n)[:, None, None]
        ramp = torch.sigmoid((self.x[None] - self.uniform(0.2, 0.8, n)[:, None, None]) * 12)
        return torch.where(self.chance(0.6, n)[:, None, None], (1 - glyph) * depth, torch.maximum(glyph, ramp))

    def compressed(self, ink):
        """Half of the cells through JPEG, in one picture."""
        n = len(ink) // 2
        across = 16
        rows = -(-n // across)
        sheet = torch.zeros(rows * across, CANVAS, CANVAS)
        sheet[:n] = ink[:n]
        sheet = sheet.reshape(rows, across, CANVAS, CANVAS).permute(0, 2, 1, 3).reshape(rows * CANVAS, -1)
        kept = io.BytesIO()
        quality = int(torch.randint(35, 92, (1,), generator=self.random))
        picture = Image.fromarray(((1 - sheet) * 215 + 20).clamp(0, 255).byte().numpy())
        picture.save(kept, "JPEG", quality=quality)
        back = 1 - (torch.from_numpy(np.asarray(Image.open(kept)).copy()).float() - 20) / 215
        back = back.reshape(rows, CANVAS, across, CANVAS).permute(0, 2, 1, 3).reshape(-1, CANVAS, CANVAS)
        return torch.cat([back[:n].clamp(0, 1), ink[n:]])

    def normalised(self, ink, extent, height, jitter=0.04):
        """Cells (n, side, side) around `extent` (left, top, right, bottom), `height` being that of the box or line."""
        n = len(ink)
        wide = torch.maximum(extent[:, 2] - extent[:, 0], extent[:, 3] - extent[:, 1])
        window = torch.maximum(MARGIN * wide, self.smallest * height) * (1 + self.normal(jitter, n))
        window = torch.maximum(window, torch.full_like(window, 0.1))
        center = (extent[:, :2] + extent[:, 2:]) / 2 + self.normal(jitter, n, 2) * window[:, None]
        middles = (torch.arange(2 * self.side) + 0.5) / self.side - 1
        x, y = (window[:, None] * middles + 2 * center[:, axis, None] - 1 for axis in (0, 1))
        fine = torch.stack(torch.broadcast_tensors(x[:, None, :], y[:, :, None]), -1)
        cells = F.avg_pool2d(F.grid_sample(ink[:, None], fine, align_corners=False), 2)
        gain = self.uniform(0.8, 1.25, n)[:, None, None, None]
        return (cells * gain).clamp(0, 1)


def extents(ink, level=0.4):
    """The rectangles around ink (left, top, right, bottom) as shares of the cell; the whole cell where there is none."""
    dark = ink > level
    rows, columns = dark.any(2), dark.any(1)
    size = ink.shape[1]

    def ends(line):
        first = line.float().argmax(1)
        last = size - line.flip(1).float().argmax(1)
        return first / size, last / size

    top, bottom = ends(rows)
    left, right = ends(columns)
    found = torch.stack([left, top, right, bottom], 1)
    whole = torch.tensor([0.0, 0.0, 1.0, 1.0]).expand_as(found)
    return torch.where(rows.any(1)[:, None], found, whole)

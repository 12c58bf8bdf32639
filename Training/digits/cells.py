"""Batches of cells with digits, signs, nothing, or what no digit is."""

import torch

from digits.sources import CLASSES, ERAS, SIDE, SIGNS
from hand.network import BLANK, GARBAGE, OVERWRITTEN
from hand.scanning import Scanner, extents

BLANK_INDEX, GARBAGE_INDEX, OVERWRITTEN_INDEX = (CLASSES.index(name) for name in (BLANK, GARBAGE, OVERWRITTEN))


class CellMaker:
    """Makes batches for training from MNIST pictures (28 x 28) and a bank of drawn pictures."""

    def __init__(self, pictures, labels, bank, seed, side=32, strength=1.0):
        self.scanner = Scanner(seed, side, strength)
        small = torch.from_numpy(pictures.copy())
        grown = [
            torch.nn.functional.interpolate(part[:, None].float(), (SIDE, SIDE), mode="bicubic").clamp(0, 255)[:, 0].byte()
            for part in small.split(4096)]
        self.mnist = torch.cat(grown)
        labels = torch.from_numpy(labels.copy())
        self.by_digit = [torch.nonzero(labels == digit)[:, 0] for digit in range(10)]
        self.bank = {name: torch.from_numpy(found.copy()) for name, found in bank.items()}

    def index(self, count, n):
        return torch.randint(0, count, (n,), generator=self.scanner.random)

    def pictures(self, classes, mnist_share=0.72):
        """A picture (40 x 40) for each class index; digits come from MNIST with that share."""
        found = torch.zeros(len(classes), SIDE, SIDE, dtype=torch.uint8)
        from_mnist = self.scanner.chance(mnist_share, len(classes)) & (classes < 10)
        for index in classes.unique().tolist():
            chosen = (classes == index) & ~from_mnist
            n = int(chosen.sum())
            if n:
                kept = self.bank[CLASSES[index]]
                found[chosen] = kept[self.index(len(kept), n)]
            chosen = (classes == index) & from_mnist
            n = int(chosen.sum())
            if n:
                members = self.by_digit[index]
                found[chosen] = self.mnist[members[self.index(len(members), n)]]
        return found

    def batch(self, n, views=1):
        """Cells (n · views, 1, side, side) and their classes: each of n cells is cut out `views` times."""
        scanner = self.scanner
        kinds = torch.rand(n, generator=scanner.random)
        classes = self.index(10, n)
        others = torch.randint(10, 10 + len(SIGNS + ERAS), (n,), generator=scanner.random)
        classes = torch.where((kinds > 0.66) & (kinds <= 0.82), others, classes)
        blank, garbage = (kinds > 0.82) & (kinds <= 0.84), kinds > 0.84

        tall = scanner.uniform(0.42, 0.98, n)
        size = torch.stack([tall * torch.exp(scanner.normal(0.12, n)), tall], 1) / 0.72
        center = 0.5 + scanner.normal(0.05, n, 2)
        glyph = scanner.written(self.pictures(classes), size, center)
        glyph[blank] = 0
        spoiling = torch.nonzero(garbage)[:, 0]
        if len(spoiling):
            glyph[spoiling], overwritten = self.rubbish(glyph[spoiling], classes[spoiling], size[spoiling])

        box, edges = scanner.boxes(n)
        boxed, intruded = scanner.chance(0.55, n), scanner.chance(0.18, n)
        ink = torch.where(boxed[:, None, None], torch.maximum(glyph, box), glyph)
        ink[intruded] = torch.maximum(ink[intruded], self.intruders(size[intruded]))
        ink = scanner.spoilt(ink)

        extent = extents(glyph)
        whole = scanner.chance(0.25, n) | blank
        extent[whole] = extents(ink[whole] * self.inside(edges[whole]))
        height = (edges[:, 3] - edges[:, 1]) * torch.where(
            scanner.chance(0.3, n), scanner.uniform(0.5, 1.0, n), torch.ones(n))
        classes = torch.where(blank, torch.tensor(BLANK_INDEX), classes)
        classes = torch.where(garbage, torch.tensor(GARBAGE_INDEX), classes)
        if len(spoiling):
            classes[spoiling[overwritten]] = OVERWRITTEN_INDEX
        cells = [scanner.normalised(ink, extent, height) for _ in range(views)]
        return torch.cat(cells), classes.repeat(views)

    def inside(self, edges):
        e = edges[:, :, None, None]
        x, y = self.scanner.x[None], self.scanner.y[None]
        return ((x > e[:, 0] + 0.04) & (x < e[:, 2] - 0.04) & (y > e[:, 1] + 0.04) & (y < e[:, 3] - 0.04)).float()

    def intruders(self, size):
        """Parts of a neighbour's strokes at the left or right edge."""
        scanner, n = self.scanner, len(size)
        side = torch.where(scanner.chance(0.5, n), 1.0, -1.0)
        center = torch.stack([0.5 + side * scanner.uniform(0.62, 0.85, n), 0.5 + scanner.normal(0.08, n)], 1)
        return scanner.written(self.pictures(self.index(10, n)), size, center)

    def rubbish(self, glyph, classes, size):
        """What no class is: two characters, parts of one, foreign ones, struck through, turned, inverted, sealed; and which
        of these a digit was written over."""
        scanner, n = self.scanner, len(glyph)
        kind = torch.randint(-6, 9, (n,), generator=scanner.random).clamp(min=0)
        other = self.pictures(self.index(10, n))
        middle = torch.full((n, 2), 0.5)
        shift = scanner.uniform(0.22, 0.45, n)
        left = torch.stack([0.5 - shift, 0.5 + scanner.normal(0.05, n)], 1)
        right = torch.stack([0.5 + shift, 0.5 + scanner.normal(0.05, n)], 1)
        again = self.pictures(self.index(10, n))
        pair = torch.maximum(scanner.written(other, size * 0.8, left), scanner.written(again, size * 0.8, right))
        over = self.overwritten(glyph, classes, size)
        foreign = scanner.written(
            self.pictures(torch.full((n,), GARBAGE_INDEX)), size * 1.05, middle)
        cut = scanner.uniform(0.35, 0.65, n)[:, None, None]
        straddling = torch.where(self.scanner.x[None] < cut, scanner.written(other, size, left - 0.15),
                                 scanner.written(again, size, right + 0.15))
        made = [over, pair, foreign, straddling, scanner.struck(glyph), self.turned(size), scanner.scribble(n),
                self.sealed(glyph), scanner.inverted(glyph)]
        result = glyph.clone()
        for index, ink in enumerate(made):
            result[kind == index] = ink[kind == index]
        return result, kind == 0

    def overwritten(self, glyph, classes, size):
        """A digit over another character, two in five of them pressed on or traced again."""
        scanner, n = self.scanner, len(glyph)
        digits = self.index(10, n)
        digits = torch.where(digits == classes, (digits + 1) % 10, digits)
        pictures, middle = self.pictures(digits), 0.5 + scanner.normal(0.05, n, 2)
        first = scanner.written(pictures, size, middle)
        again = scanner.written(pictures, size, middle + scanner.normal(0.015, n, 2))
        traced = scanner.chance(0.4, n)[:, None, None]
        return torch.maximum(glyph, torch.where(traced, torch.maximum(first, again), first))

    def turned(self, size):
        """Digits on their side that no upright digit is like."""
        classes = torch.tensor([2, 3, 4, 5, 6, 7, 9])[self.index(7, len(size))]
        ink = self.scanner.written(self.pictures(classes), size, torch.full((len(size), 2), 0.5))
        return torch.rot90(ink, 1 if self.scanner.chance(0.5, 1) else 3, (1, 2))

    def sealed(self, glyph):
        """A seal's ring, with its name, over the cell."""
        scanner, n = self.scanner, len(glyph)
        radius = scanner.uniform(0.24, 0.5, n)[:, None, None]
        x = scanner.x[None] - 0.5 - scanner.normal(0.1, n)[:, None, None]
        y = scanner.y[None] - 0.5 - scanner.normal(0.1, n)[:, None, None]
        ring = torch.sigmoid((0.022 - ((x * x + y * y).sqrt() - radius).abs()) * 120)
        name = scanner.written(
            self.pictures(torch.full((n,), GARBAGE_INDEX)), radius[:, 0].expand(n, 2) * 1.6, torch.full((n, 2), 0.5))
        return torch.maximum(glyph, torch.maximum(ring, name) * scanner.uniform(0.5, 1, n)[:, None, None])

"""Batches of cells with a character, nothing, or what no character is."""

import torch
import torch.nn.functional as F

from hand.network import BLANK, GARBAGE
from hand.scanning import Scanner, extents
from kanji.sources import CLASSES, DIGITS, ERAS, HIRAGANA, KATAKANA, SIGNS

BLANK_INDEX, GARBAGE_INDEX = CLASSES.index(BLANK), CLASSES.index(GARBAGE)
CHARACTERS = len(CLASSES) - 2
# Kana that only a ring or two dots tell apart.
MARKED = "ばびぶべぼぱぴぷぺぽバビブベボパピプペポ"
# Kana come six times as often as a kanji, signs four times, digits eight times, kana like ぱ twelve times: writers use them
# more, and more of them look alike but for their size, a ring or a dot.
FREQUENCY = torch.tensor([
    12.0 if character in MARKED else 8.0 if character in DIGITS else 6.0 if character in HIRAGANA + KATAKANA else
    4.0 if character in SIGNS + ERAS else 1.0
    for character in CLASSES[:CHARACTERS]])
# How unsteady the hands are, and how gappy their ink.
STRENGTH = 0.85
# How much wider or narrower than others parts of a character are.
STRETCH = 0.12
# The tallest characters that have something of their box left around them, as a share of its height: of taller ones a stroke
# might be taken for it, the upper one of 王.
BOXED = 0.78
# The window around a character is at least this share of the line's height: a small kana stays small.
SMALLEST = 0.8


class CellMaker:
    """Makes batches for training from the bank (class, picture, row, column) and written digits."""

    def __init__(self, bank, digits, seed, frequency=FREQUENCY, side=48):
        self.frequency = frequency
        self.scanner = Scanner(
            seed, side, STRENGTH, SMALLEST, threshold=(0.36, 0.7), blurs=((0.55, 3), (0.06, 5)))
        self.bank = torch.from_numpy(bank)
        self.digits = {CLASSES.index(str(digit)): torch.from_numpy(found) for digit, found in enumerate(digits)}

    def index(self, count, n):
        return torch.randint(0, count, (n,), generator=self.scanner.random)

    def pictures(self, classes):
        found = self.bank[classes, self.index(self.bank.shape[1], len(classes))]
        for index, kept in self.digits.items():
            chosen = torch.nonzero((classes == index) & self.scanner.chance(0.75, len(classes)))[:, 0]
            if len(chosen):
                found[chosen] = kept[self.index(len(kept), len(chosen))]
        inked = torch.nonzero(self.scanner.chance(0.35, len(classes)))[:, 0]
        found[inked] = self.thickened(found[inked])
        return found

    def thickened(self, pictures):
        """The same written with a thicker pen: each stroke up to a twelfth of the picture wider, less where ink fills a
        fifth of the picture, and not at all where it fills a third."""
        thin = pictures[:, None].float()
        thick = F.max_pool2d(thin, 3, 1, 1)
        thicker = F.max_pool2d(thick, 3, 1, 1)
        room = ((1 / 3 - thin.mean((1, 2, 3)) / 255) / (1 / 3 - 1 / 5)).clamp(0, 1)
        amount = (room * self.scanner.uniform(0, 2, len(pictures)))[:, None, None, None]
        found = thin + amount.clamp(0, 1) * (thick - thin) + (amount - 1).clamp(0, 1) * (thicker - thick)
        return found[:, 0].byte()

    def batch(self, n, views=1):
        """Cells (n · views, 1, side, side) and their classes: each of n cells is cut out `views` times."""
        scanner = self.scanner
        classes = torch.multinomial(self.frequency, n, replacement=True, generator=scanner.random)
        kinds = torch.rand(n, generator=scanner.random)
        blank, garbage = kinds > 0.99, (kinds > 0.92) & (kinds <= 0.99)

        tall = scanner.uniform(0.6, 1.0, n)
        size = torch.stack([tall * torch.exp(scanner.normal(0.09, n)), tall], 1)
        center = 0.5 + scanner.normal(0.03, n, 2)
        glyph = scanner.written(self.pictures(classes), size, center, spread=0.6, stretch=STRETCH)
        glyph[blank] = 0
        spoiling = torch.nonzero(garbage)[:, 0]
        if len(spoiling):
            glyph[spoiling] = self.rubbish(glyph[spoiling], size[spoiling])

        box, _ = scanner.boxes(n, whole=0)
        boxed, intruded = scanner.chance(0.2, n) & (tall < BOXED), scanner.chance(0.05, n)
        ink = torch.where(boxed[:, None, None], torch.maximum(glyph, box), glyph)
        ink[intruded] = torch.maximum(ink[intruded], self.intruders(size[intruded]))
        ink = scanner.spoilt(ink)

        extent = extents(glyph)
        height = tall * scanner.uniform(0.85, 1.45, n)
        classes = torch.where(blank, torch.tensor(BLANK_INDEX), classes)
        classes = torch.where(garbage, torch.tensor(GARBAGE_INDEX), classes)
        cells = [scanner.normalised(ink, extent, height) for _ in range(views)]
        return torch.cat(cells), classes.repeat(views)

    def intruders(self, size):
        """Parts of a neighbour's strokes at the left or right edge."""
        scanner, n = self.scanner, len(size)
        side = torch.where(scanner.chance(0.5, n), 1.0, -1.0)
        away = size[:, 0] * scanner.uniform(0.85, 1.1, n)
        center = torch.stack([0.5 + side * away, 0.5 + scanner.normal(0.05, n)], 1)
        return scanner.written(self.pictures(self.index(CHARACTERS, n)), size, center)

    def rubbish(self, glyph, size):
        """What no class is: two characters, halves of two, struck through, written over, scribbled, inverted."""
        scanner, n = self.scanner, len(glyph)
        kind = torch.randint(0, 6, (n,), generator=scanner.random)
        shift = scanner.uniform(0.22, 0.45, n)
        left = torch.stack([0.5 - shift, 0.5 + scanner.normal(0.04, n)], 1)
        right = torch.stack([0.5 + shift, 0.5 + scanner.normal(0.04, n)], 1)
        one, other = self.pictures(self.index(CHARACTERS, n)), self.pictures(self.index(CHARACTERS, n))
        pair = torch.maximum(scanner.written(one, size * 0.75, left), scanner.written(other, size * 0.75, right))
        over = torch.maximum(glyph, scanner.written(other, size, torch.full((n, 2), 0.5)))
        cut = scanner.uniform(0.4, 0.6, n)[:, None, None]
        halves = torch.where(scanner.x[None] < cut, scanner.written(one, size, left), scanner.written(other, size, right))
        made = [pair, over, halves, scanner.struck(glyph), scanner.scribble(n), scanner.inverted(glyph)]
        result = glyph.clone()
        for index, ink in enumerate(made):
            result[kind == index] = ink[kind == index]
        return result

"""Prints the table of Sources/Recognition/Handwriting/HandKana.swift: python -m kanji.kana_sizes.

For each kana that has a small twin, what lies halfway between the two in ems, as a mean over fonts: the greater of width and
height, and how far the middle of the ink is below the middle of the line.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from kanji.sources import DEBIAN

FONTS = [
    "truetype/klee/KleeOne-Regular.ttf", "truetype/seto/setofont.ttf", "truetype/yozvox-yozfont/YOzRS_.ttf",
    "truetype/yozvox-yozfont/YOzRC_.ttf", "truetype/motoya-l-maruberi/MTLmr3m.ttf", "truetype/motoya-l-cedar/MTLc3m.ttf",
    "opentype/noto/NotoSansCJK-Regular.ttc",
]
LARGE = "アイウエオツヤユヨワカケあいうえおつやゆよわ"
SMALL = "ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ"
EM = 400


def place(character, face):
    """Size and drop of a character in ems."""
    picture = Image.new("L", (2 * EM, 2 * EM))
    ImageDraw.Draw(picture).text((EM, EM), character, fill=255, font=face, anchor="mm")
    left, top, right, bottom = picture.getbbox()
    return np.array([max(right - left, bottom - top), (top + bottom) / 2 - EM]) / EM


def main():
    faces = [ImageFont.truetype(DEBIAN + font, EM) for font in FONTS]
    for large, small in zip(LARGE, SMALL):
        size, drop = np.mean([(place(large, face) + place(small, face)) / 2 for face in faces], axis=0)
        print(f'"{large}": ({size:.3f}, {drop:.3f}),')


if __name__ == "__main__":
    main()

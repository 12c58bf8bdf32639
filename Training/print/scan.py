"""Draws characters and scans them badly: skew, blur, noise, JPEG, and the way back to the form's grid."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from glyphs import SLASHED_ZERO

OVERSAMPLING = 2
DPI = 300


def office_scan(drawing, random):
    """A drawing at OVERSAMPLING × 300 dpi as an office scanner gives it, set upright again; 300 dpi."""
    width, height = drawing.width // OVERSAMPLING, drawing.height // OVERSAMPLING
    angle = np.deg2rad(random.uniform(-1.5, 1.5))
    scale = random.uniform(0.985, 1.015)
    margin = int(10 + abs(np.tan(angle)) * max(width, height))
    outer = (width + 2 * margin, height + 2 * margin)
    shift = random.uniform(-0.5, 0.5, 2)
    k = OVERSAMPLING / scale
    scan = drawing.filter(ImageFilter.BoxBlur(OVERSAMPLING / 2 - 0.5)).transform(
        outer, Image.AFFINE, turn(angle, k, outer, shift, drawing.size), Image.BILINEAR, fillcolor=255)
    scan = scan.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.1)))
    ink, paper = random.uniform(5, 80), random.uniform(230, 255)
    levels = ink + (paper - ink) * np.asarray(scan, float) / 255
    levels += random.normal(0, random.uniform(1, 8), levels.shape)
    scan = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
    file = io.BytesIO()
    scan.save(file, "JPEG", quality=int(random.integers(65, 90)))
    scan = Image.open(io.BytesIO(file.getvalue())).convert("L")
    upright = scan.transform(
        (width, height), Image.AFFINE, turn(-angle, scale, (width, height), (0, 0), outer, shift), Image.BICUBIC)
    return upright, ink, paper


def turn(angle, scale, size, shift, source, source_shift=(0, 0)):
    """PIL's coefficients for a turn about the middle of both pictures."""
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    x, y = size[0] / 2 + shift[0], size[1] / 2 + shift[1]
    left, top = source[0] / 2 + source_shift[0], source[1] / 2 + source_shift[1]
    return (c, -s, left - c * x + s * y, s, c, top - s * x - c * y)


def shape(character):
    return "0" if character == SLASHED_ZERO else character


def ink_box(font, character, place):
    """The rectangle around a character's ink: left, top, right, bottom."""
    left, top = font.getbbox(character, anchor="ls")[:2]
    inner = font.getmask(character).getbbox()
    return [place[k % 2] + (left, top)[k % 2] + inner[k] for k in range(4)]


def slash(draw, box, em, random):
    """The stroke from bottom left to top right that tells 0 from O."""
    left, top, right, bottom = box
    x, y = random.uniform(0.05, 0.18) * (right - left), random.uniform(0.05, 0.18) * (bottom - top)
    draw.line((left + x, bottom - y, right - x, top + y), fill=0, width=max(1, round(random.uniform(0.04, 0.07) * em)))


def glyphs(font_file, drawn, points, random):
    """For each character of `drawn`: its place in it, its picture cut to its ink, with (top, bottom, width) in em
    above the baseline. Characters that the typeface lacks are left out."""
    pixels = points * DPI / 72
    font = ImageFont.truetype(str(font_file[0]), round(pixels * OVERSAMPLING), index=font_file[1])
    pixels = round(pixels * OVERSAMPLING) / OVERSAMPLING
    missing = bytes(font.getmask("\uffff"))
    cell = int(pixels * 1.7)
    columns = 24
    for start in range(0, len(drawn), 240):
        part = drawn[start:start + 240]
        rows = -(-len(part) // columns)
        sheet = Image.new("L", (columns * cell * OVERSAMPLING, rows * cell * OVERSAMPLING), 255)
        draw = ImageDraw.Draw(sheet)
        origins = {}
        for index, character in enumerate(part):
            mask = font.getmask(shape(character))
            if not mask.size[0] or bytes(mask) == missing:
                continue
            x, y = index % columns * cell + 0.35 * pixels, index // columns * cell + 1.2 * pixels
            place = (x * OVERSAMPLING, y * OVERSAMPLING)
            draw.text(place, shape(character), font=font, fill=0, anchor="ls")
            if character == SLASHED_ZERO:
                slash(draw, ink_box(font, "0", place), pixels * OVERSAMPLING, random)
            origins[index] = y
        scan, ink, paper = office_scan(sheet, random)
        levels = np.asarray(scan)
        threshold = ink + (paper - ink) * random.uniform(0.42, 0.62)
        for index, baseline in origins.items():
            x, y = index % columns * cell, index // columns * cell
            picture = levels[y:y + cell, x:x + cell]
            dark = picture <= threshold
            across, down = np.flatnonzero(dark.any(0)), np.flatnonzero(dark.any(1))
            if not len(across):
                continue
            left, right, top, bottom = across[0], across[-1] + 1, down[0], down[-1] + 1
            geometry = ((baseline - y - top) / pixels, (baseline - y - bottom) / pixels, (right - left) / pixels)
            density = (paper - picture[top:bottom, left:right].astype(np.float32)) / (paper - ink)
            yield start + index, np.clip(density, 0, 1), geometry

"""The features of a glyph: directions of its edges, cell by cell. `GlyphFeatures.swift` computes the same."""

import numpy as np
from PIL import Image

SIDE = 32
INNER = 28
CELLS = 8
DIRECTIONS = 8


def normalised(density):
    """The glyph's picture (0 paper, 1 ink) with its longer side at INNER pixels, centred on SIDE × SIDE."""
    height, width = density.shape
    scale = INNER / max(height, width)
    new = (max(1, round(width * scale)), max(1, round(height * scale)))
    method = Image.BICUBIC if scale > 1 else Image.BILINEAR
    resized = np.asarray(Image.fromarray(density).resize(new, method))
    square = np.zeros((SIDE, SIDE), np.float32)
    left, top = (SIDE - new[0]) // 2, (SIDE - new[1]) // 2
    square[top:top + new[1], left:left + new[0]] = np.clip(resized, 0, 1)
    return square


def weights():
    """CELLS × SIDE: how much each row (column) of pixels counts for each row (column) of cells."""
    step = SIDE / CELLS
    centers = (np.arange(CELLS) + 0.5) * step - 0.5
    return np.clip(1 - np.abs(np.arange(SIDE) - centers[:, None]) / step, 0, None).astype(np.float32)


def features(squares):
    """N × SIDE × SIDE pictures → N × (DIRECTIONS · CELLS · CELLS) features, whose squares add up to 1."""
    padded = np.pad(squares, ((0, 0), (1, 1), (1, 1)))
    a, b, c = padded[:, :-2, :-2], padded[:, :-2, 1:-1], padded[:, :-2, 2:]
    d, f = padded[:, 1:-1, :-2], padded[:, 1:-1, 2:]
    g, h, i = padded[:, 2:, :-2], padded[:, 2:, 1:-1], padded[:, 2:, 2:]
    across = c + 2 * f + i - a - 2 * d - g
    down = g + 2 * h + i - a - 2 * b - c
    strength = np.hypot(across, down)
    direction = np.mod(np.arctan2(down, across) / (2 * np.pi) * DIRECTIONS, DIRECTIONS)
    lower = np.floor(direction).astype(int) % DIRECTIONS
    share = direction - np.floor(direction)
    w = weights()
    parts = []
    for k in range(DIRECTIONS):
        plane = strength * ((lower == k) * (1 - share) + ((lower + 1) % DIRECTIONS == k) * share)
        parts.append(np.einsum("cy,nyx,dx->ncd", w, plane.astype(np.float32), w, optimize=True))
    values = np.stack(parts, 1).reshape(len(squares), -1)
    return np.sqrt(values / np.maximum(values.sum(1, keepdims=True), 1e-6))

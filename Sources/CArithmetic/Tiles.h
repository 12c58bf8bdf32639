#pragma once

#include "CArithmetic.h"

/// The tiles of as many pictures as are transformed at once: their inputs at each point, and behind them their sums.
typedef struct {
    /// Along each side of a picture.
    ptrdiff_t across;
    ptrdiff_t side;
    ptrdiff_t channels;
    ptrdiff_t pictures;
    /// Tiles of so many pictures, filled up to a multiple of four.
    ptrdiff_t count;
    /// Of sixteen outputs.
    ptrdiff_t pairs;
} tiles;

static inline ptrdiff_t filled(ptrdiff_t tiles) { return (tiles + 3) / 4 * 4; }

static inline tiles tiles_of(ptrdiff_t side, ptrdiff_t channels, ptrdiff_t outputs) {
    // As many at once as the processor's second cache holds.
    enum { most = 144 };
    tiles it = {.across = side / 2, .side = side, .channels = channels, .pairs = (outputs + 15) / 16};
    const ptrdiff_t each = it.across * it.across;
    it.pictures = each > 0 && each < most ? most / each : 1;
    it.count = filled(it.pictures * each);
    return it;
}

/// Where the tiles' sums begin.
static inline float *tile_sums(const tiles *it, float *workspace) {
    return workspace + tema_tile_points * it->count * it->channels;
}

#pragma STDC FP_CONTRACT OFF

#include "CArithmetic.h"

void tema_fill(
    float *plane, ptrdiff_t row_length, const uint8_t *bytes, ptrdiff_t rows, ptrdiff_t width, float scale, float shift) {
    const ptrdiff_t copied = width < row_length ? width : row_length;
    for (ptrdiff_t row = 0; row < rows; row++)
        for (ptrdiff_t x = 0; x < copied; x++)
            plane[row * row_length + x] = (float)bytes[row * width + x] * scale + shift;
}

ptrdiff_t tema_next(const float *values, ptrdiff_t count, ptrdiff_t start, float least) {
    while (start < count && !(values[start] >= least)) start++;
    return start;
}

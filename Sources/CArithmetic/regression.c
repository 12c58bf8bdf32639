// Multinomial logistic regression.
#pragma STDC FP_CONTRACT OFF

#include "CArithmetic.h"

#include <math.h>

static void softmax(const tema_regression *it, const float *row, float *chances) {
    float greatest = -INFINITY, all = 0;
    for (ptrdiff_t kind = 0; kind < it->classes; kind++) {
        float sum = 0;
        for (ptrdiff_t input = 0; input < it->inputs; input++) sum += it->weights[kind * it->inputs + input] * row[input];
        chances[kind] = sum / it->temperature;
        if (chances[kind] > greatest) greatest = chances[kind];
    }
    for (ptrdiff_t kind = 0; kind < it->classes; kind++) {
        chances[kind] = expf(chances[kind] - greatest);
        all += chances[kind];
    }
    for (ptrdiff_t kind = 0; kind < it->classes; kind++) chances[kind] /= all;
}

void tema_add_slope(const tema_regression *it, float *chances, float *slope) {
    for (ptrdiff_t index = 0; index < it->count; index++) {
        const float *row = it->rows + index * it->inputs;
        softmax(it, row, chances);
        for (ptrdiff_t kind = 0; kind < it->classes; kind++) {
            const float wanted = kind == it->wanted[index] ? 1 : 0;
            const float excess = (chances[kind] - wanted) / (float)it->count;
            float *target = slope + kind * it->inputs;
            for (ptrdiff_t input = 0; input < it->inputs; input++) target[input] += excess * row[input];
        }
    }
}

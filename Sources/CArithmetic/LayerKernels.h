// The innermost loops: sixteen outputs at four places at once. This file is included once for each kind of processor, under
// names that `KERNEL` makes; `MULTIPLY_ADD(sum, weights, input)` is what the kinds differ in.
//
// No other product and sum may become one instruction: results would differ from processor to processor.
#pragma STDC FP_CONTRACT OFF
// Whatever takes or gives a vector is inlined: how vectors are handed over doesn't matter.
#pragma clang diagnostic ignored "-Wpsabi"

#include "CArithmetic.h"
#include "Tiles.h"

#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/// Eight outputs side by side; Swift aligns no vector to more than 16 bytes.
typedef float eight __attribute__((ext_vector_type(8), aligned(16)));
/// Whole weights of eight outputs side by side.
typedef signed char eight_bytes __attribute__((ext_vector_type(8)));

enum { width = 16 };

/// Sixteen outputs at one place.
typedef struct {
    eight low, high;
} sixteen;

/// Sixteen outputs at each of four places.
typedef struct {
    sixteen first, second, third, fourth;
} four_places;

INLINE eight greater(eight one, eight other) { return one < other ? other : one; }

INLINE eight positive(eight values) { return values < 0 ? (eight)0 : values; }

INLINE eight load(const float *place) {
    eight values;
    memcpy(&values, place, sizeof values);
    return values;
}

INLINE void store(eight values, float *place) { memcpy(place, &values, sizeof values); }

INLINE void store_sixteen(const sixteen *values, float *place) {
    store(values->low, place);
    store(values->high, place + 8);
}

INLINE void add(sixteen *sum, eight low, eight high, float input) {
    const eight all = input;
    MULTIPLY_ADD(sum->low, low, all);
    MULTIPLY_ADD(sum->high, high, all);
}

/// The inputs of one place are `segments` runs of `length` numbers that stand `stride` apart; the second, third and fourth
/// place stand so many steps after the first.
INLINE four_places products(
    const float *input, ptrdiff_t segments, ptrdiff_t length, ptrdiff_t stride, ptrdiff_t second, ptrdiff_t third,
    ptrdiff_t fourth, const eight *weight, sixteen bias) {
    four_places sums = {bias, bias, bias, bias};
    for (ptrdiff_t segment = 0; segment < segments; segment++) {
        const float *place = input + segment * stride;
        for (ptrdiff_t count = 0; count < length; count++) {
            const eight low = weight[0], high = weight[1];
            add(&sums.first, low, high, place[0]);
            add(&sums.second, low, high, place[second]);
            add(&sums.third, low, high, place[third]);
            add(&sums.fourth, low, high, place[fourth]);
            place += 1;
            weight += 2;
        }
    }
    return sums;
}

/// Where a pixel is among pictures with frames, one picture after the other.
INLINE float *pixel(const tema_convolution *to, ptrdiff_t side, ptrdiff_t picture, ptrdiff_t x, ptrdiff_t y) {
    const ptrdiff_t whole = side + 2 * to->frame;
    return to->result + ((picture * whole + y + to->frame) * whole + x + to->frame) * to->outputs;
}

INLINE eight greatest_low(const four_places *sums) {
    return greater(greater(sums->first.low, sums->second.low), greater(sums->third.low, sums->fourth.low));
}

INLINE eight greatest_high(const four_places *sums) {
    return greater(greater(sums->first.high, sums->second.high), greater(sums->third.high, sums->fourth.high));
}

INLINE void convolve(const tema_convolution *it, ptrdiff_t channels) {
    const ptrdiff_t row = (it->side + 2) * channels, half = it->side / 2;
    for (ptrdiff_t picture = 0; picture < it->pictures; picture++) {
        const float *input = it->framed + picture * (it->side + 2) * row;
        for (ptrdiff_t pair = 0; pair * width < it->outputs; pair++) {
            const eight *weights = (const eight *)it->weights + pair * 18 * channels;
            const eight *own_bias = (const eight *)it->bias + 2 * pair;
            const sixteen bias = {own_bias[0], own_bias[1]};
            for (ptrdiff_t y = 0; y < half; y++) {
                for (ptrdiff_t x = 0; x < half; x++) {
                    const four_places sums = products(
                        input + 2 * (y * row + x * channels), 3, 3 * channels, row, channels, row, row + channels,
                        weights, bias);
                    float *place = pixel(it, half, picture, x, y) + pair * width;
                    store(positive(greatest_low(&sums)), place);
                    if (it->outputs - pair * width > 8) store(positive(greatest_high(&sums)), place + 8);
                }
            }
        }
    }
}

void KERNEL(convolve)(const tema_convolution *convolution) {
    // What is written may be anything but this.
    const tema_convolution it = *convolution;
    convolve(&it, it.channels);
}

/// One column of d B, which is the sum or the difference of two of d, times Bᵀ.
INLINE void store_column(
    const float *one, const float *other, ptrdiff_t row, float *target, ptrdiff_t step, int sign) {
    eight values[4];
    for (ptrdiff_t line = 0; line < 4; line++) {
        const eight a = load(one + line * row), b = load(other + line * row);
        values[line] = sign > 0 ? a + b : a - b;
    }
    store(values[0] - values[2], target);
    store(values[1] + values[2], target + 4 * step);
    store(values[2] - values[1], target + 8 * step);
    store(values[1] - values[3], target + 12 * step);
}

/// The tiles of a picture, 4 × 4 pixels each, two apart: Bᵀ d B.
INLINE void transform(const tiles *it, const float *framed, ptrdiff_t picture, float *workspace) {
    const ptrdiff_t channels = it->channels, row = (it->side + 2) * channels, step = it->count * channels;
    for (ptrdiff_t y = 0; y < it->across; y++) {
        for (ptrdiff_t x = 0; x < it->across; x++) {
            const float *corner = framed + 2 * (y * row + x * channels);
            float *place = workspace + ((picture * it->across + y) * it->across + x) * channels;
            for (ptrdiff_t channel = 0; channel < channels; channel += 8) {
                const float *first = corner + channel;
                float *target = place + channel;
                // Column by column of d B; its rows are combined where they are stored.
                store_column(first, first + 2 * channels, row, target, step, -1);
                store_column(first + channels, first + 2 * channels, row, target + step, step, 1);
                store_column(first + 2 * channels, first + channels, row, target + 2 * step, step, -1);
                store_column(first + channels, first + 3 * channels, row, target + 3 * step, step, -1);
            }
        }
    }
}

/// The sums of all tiles at each point.
INLINE void multiply_tiles(const tiles *it, float *workspace, ptrdiff_t pictures, const eight *weights) {
    const ptrdiff_t used = filled(pictures * it->across * it->across), channels = it->channels;
    const sixteen zero = {0, 0};
    float *sums = tile_sums(it, workspace);
    for (ptrdiff_t point = 0; point < tema_tile_points; point++) {
        for (ptrdiff_t pair = 0; pair < it->pairs; pair++) {
            const eight *own = weights + (point * it->pairs + pair) * 2 * channels;
            for (ptrdiff_t tile = 0; tile < used; tile += 4) {
                const four_places four = products(
                    workspace + (point * it->count + tile) * channels, 1, channels, 0, channels, 2 * channels,
                    3 * channels, own, zero);
                const ptrdiff_t step = it->pairs * width;
                float *place = sums + (point * it->count + tile) * step + pair * width;
                store_sixteen(&four.first, place);
                store_sixteen(&four.second, place + step);
                store_sixteen(&four.third, place + 2 * step);
                store_sixteen(&four.fourth, place + 3 * step);
            }
        }
    }
}

/// What comes of each tile's sums at its points, Aᵀ m A, or the greatest of it.
INLINE void store_tiles(
    const tiles *it, const tema_convolution *to, float *workspace, ptrdiff_t in_workspace, ptrdiff_t picture, _Bool pooled) {
    const ptrdiff_t across = it->across, sum_width = it->pairs * width, step = it->count * sum_width;
    const ptrdiff_t side = pooled ? across : it->side;
    for (ptrdiff_t y = 0; y < across; y++) {
        for (ptrdiff_t x = 0; x < across; x++) {
            const float *tile =
                tile_sums(it, workspace) + ((in_workspace * across + y) * across + x) * sum_width;
            for (ptrdiff_t of = 0; of < to->outputs / 8; of++) {
                eight top[4], bottom[4];
                for (ptrdiff_t column = 0; column < 4; column++) {
                    const float *sum = tile + of * 8 + column * step;
                    const eight a = load(sum), b = load(sum + 4 * step);
                    const eight c = load(sum + 8 * step), d = load(sum + 12 * step);
                    top[column] = a + b + c;
                    bottom[column] = b - c - d;
                }
                const eight bias = ((const eight *)to->bias)[of];
                const eight top_left = top[0] + top[1] + top[2], top_right = top[1] - top[2] - top[3];
                const eight bottom_left = bottom[0] + bottom[1] + bottom[2];
                const eight bottom_right = bottom[1] - bottom[2] - bottom[3];
                if (pooled) {
                    const eight greatest = greater(greater(top_left, top_right), greater(bottom_left, bottom_right));
                    store(positive(greatest + bias), pixel(to, side, picture, x, y) + of * 8);
                } else {
                    store(positive(top_left + bias), pixel(to, side, picture, 2 * x, 2 * y) + of * 8);
                    store(positive(top_right + bias), pixel(to, side, picture, 2 * x + 1, 2 * y) + of * 8);
                    store(positive(bottom_left + bias), pixel(to, side, picture, 2 * x, 2 * y + 1) + of * 8);
                    store(positive(bottom_right + bias), pixel(to, side, picture, 2 * x + 1, 2 * y + 1) + of * 8);
                }
            }
        }
    }
}

/// F(2 × 2, 3 × 3) of Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016: less than half of the
/// products.
void KERNEL(convolve_tiles)(const tema_convolution *convolution, _Bool pooled, float *workspace) {
    const tema_convolution it = *convolution;
    const tiles tiles = tiles_of(it.side, it.channels, it.outputs);
    const ptrdiff_t size = (it.side + 2) * (it.side + 2) * it.channels;
    for (ptrdiff_t first = 0; first < it.pictures; first += tiles.pictures) {
        const ptrdiff_t rest = it.pictures - first, count = rest < tiles.pictures ? rest : tiles.pictures;
        for (ptrdiff_t picture = 0; picture < count; picture++)
            transform(&tiles, it.framed + (first + picture) * size, picture, workspace);
        multiply_tiles(&tiles, workspace, count, it.weights);
        for (ptrdiff_t picture = 0; picture < count; picture++)
            store_tiles(&tiles, &it, workspace, picture, first + picture, pooled);
    }
}

/// So many of sixteen numbers.
INLINE void store_some(const sixteen *values, ptrdiff_t count, float *place) {
    typedef float four __attribute__((ext_vector_type(4)));
    typedef float two __attribute__((ext_vector_type(2)));
    eight next = values->low;
    if (count & 8) {
        store(next, place);
        place += 8;
        next = values->high;
    }
    four halves = next.lo;
    if (count & 4) {
        memcpy(place, &halves, sizeof halves);
        place += 4;
        halves = next.hi;
    }
    two quarters = halves.lo;
    if (count & 2) {
        memcpy(place, &quarters, sizeof quarters);
        place += 2;
        quarters = halves.hi;
    }
    if (count & 1) *place = quarters.lo;
}

/// What becomes of the sums of sixteen outputs, so many as there are of the pair.
INLINE void finish(const tema_dense_layer *layer, ptrdiff_t pair, const sixteen *sums, float *place) {
    const eight least = layer->least;
    const ptrdiff_t lanes = layer->outputs - pair * width;
    const eight *scales = (const eight *)layer->scales + 2 * pair, *bias = (const eight *)layer->bias + 2 * pair;
    const sixteen values = {
        greater(sums->low * scales[0] + bias[0], least), greater(sums->high * scales[1] + bias[1], least)};
    if (lanes >= width)
        store_sixteen(&values, place);
    else
        store_some(&values, lanes, place);
}

/// Four rows at once, so that each weight is made a fraction once for all of them.
INLINE void multiply_fours(
    const tema_dense_layer *layer, const float *vectors, ptrdiff_t rows, eight *workspace, float *result) {
    const ptrdiff_t inputs = layer->inputs, outputs = layer->outputs;
    const sixteen zero = {0, 0};
    for (ptrdiff_t pair = 0; pair * width < outputs; pair++) {
        const eight_bytes *own = (const eight_bytes *)layer->weights + pair * 2 * inputs;
        for (ptrdiff_t place = 0; place < 2 * inputs; place++)
            workspace[place] = __builtin_convertvector(own[place], eight);
        for (ptrdiff_t row = 0; row < rows; row += 4) {
            const four_places sums =
                products(vectors + row * inputs, 1, inputs, 0, inputs, 2 * inputs, 3 * inputs, workspace, zero);
            float *place = result + row * outputs + pair * width;
            finish(layer, pair, &sums.first, place);
            finish(layer, pair, &sums.second, place + outputs);
            finish(layer, pair, &sums.third, place + 2 * outputs);
            finish(layer, pair, &sums.fourth, place + 3 * outputs);
        }
    }
}

INLINE void add_whole(sixteen *sum, const eight_bytes *weights, float input) {
    add(sum, __builtin_convertvector(weights[0], eight), __builtin_convertvector(weights[1], eight), input);
}

/// A single row: of its inputs, which are often zero, only the others count. Four sums each of every fourth of them, so that
/// none waits for the one before it.
INLINE void multiply_one(const tema_dense_layer *layer, const float *vector, ptrdiff_t *active, float *result) {
    ptrdiff_t count = 0;
    for (ptrdiff_t input = 0; input < layer->inputs; input++)
        if (vector[input] != 0) active[count++] = input;
    for (ptrdiff_t pair = 0; pair * width < layer->outputs; pair++) {
        const eight_bytes *own = (const eight_bytes *)layer->weights + pair * 2 * layer->inputs;
        sixteen first = {0, 0}, second = {0, 0}, third = {0, 0}, fourth = {0, 0};
        ptrdiff_t place = 0;
        for (; place + 4 <= count; place += 4) {
            add_whole(&first, own + 2 * active[place], vector[active[place]]);
            add_whole(&second, own + 2 * active[place + 1], vector[active[place + 1]]);
            add_whole(&third, own + 2 * active[place + 2], vector[active[place + 2]]);
            add_whole(&fourth, own + 2 * active[place + 3], vector[active[place + 3]]);
        }
        for (; place < count; place++) add_whole(&first, own + 2 * active[place], vector[active[place]]);
        const sixteen sums = {
            (first.low + second.low) + (third.low + fourth.low), (first.high + second.high) + (third.high + fourth.high)};
        finish(layer, pair, &sums, result + pair * width);
    }
}

void KERNEL(multiply)(
    const tema_dense_layer *layer, const float *vectors, ptrdiff_t rows, void *workspace, ptrdiff_t *active,
    float *result) {
    const tema_dense_layer it = *layer;
    const ptrdiff_t fours = rows / 4 * 4;
    if (fours > 0) multiply_fours(&it, vectors, fours, workspace, result);
    for (ptrdiff_t row = fours; row < rows; row++)
        multiply_one(&it, vectors + row * it.inputs, active, result + row * it.outputs);
}

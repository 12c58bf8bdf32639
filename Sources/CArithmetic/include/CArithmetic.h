#pragma once

#include <stddef.h>
#include <stdint.h>

// What the networks compute. `Arithmetic` is its face in Swift; nobody else calls it.
//
// Pictures are row by row, the channels of a pixel side by side. Weights are in pairs of eight outputs: input by input, the
// sixteen weights side by side. Outputs are filled up to whole pairs with zeros. Where a vector is meant, it is eight numbers
// side by side, aligned to 16 bytes: a type that Swift doesn't take from here.

/// For which processors the same functions are compiled.
typedef enum {
    tema_every_processor = 0,
    /// Those with AVX2 and FMA, which multiply and add in one instruction.
    tema_avx2 = 1,
} tema_version;

/// Whether this machine's processor can run it.
_Bool tema_can_run(tema_version version);

/// Pictures and what a 3 × 3 convolution makes of them.
typedef struct {
    /// Each with a frame of zeros one pixel wide, one after the other.
    const float *framed;
    ptrdiff_t pictures;
    /// Pixels along each side of a picture without its frame, an even number.
    ptrdiff_t side;
    ptrdiff_t channels;
    /// Vectors.
    const void *weights;
    /// Vectors.
    const void *bias;
    /// A multiple of eight.
    ptrdiff_t outputs;
    /// Pixels of the frame that is left free around each picture of the result.
    ptrdiff_t frame;
    float *result;
} tema_convolution;

/// Of each 2 × 2 pixels the greatest is kept; what is below zero becomes zero.
void tema_convolve(tema_version version, const tema_convolution *convolution);

/// The same for channels that are a multiple of eight, with the weights of `tema_transform_kernel` point by point.
///
/// `workspace` has room for `tema_tiles_workspace` numbers; `pooled` tells whether the greatest of each 2 × 2 pixels is kept.
void tema_convolve_tiles(tema_version version, const tema_convolution *convolution, _Bool pooled, float *workspace);

/// Points of a transformed tile.
enum { tema_tile_points = 16 };

ptrdiff_t tema_tiles_workspace(ptrdiff_t side, ptrdiff_t channels, ptrdiff_t outputs);

/// A 3 × 3 kernel, row by row, at the sixteen points: G g Gᵀ.
void tema_transform_kernel(const float *kernel, float *points);

/// A layer that makes every output of every input.
typedef struct {
    ptrdiff_t inputs;
    ptrdiff_t outputs;
    /// Pair by pair, input by input: sixteen bytes from -127 to 127, aligned to 16.
    const void *weights;
    /// Vectors: what each output's sum is multiplied by.
    const void *scales;
    /// Vectors: what is added then.
    const void *bias;
    /// What is below it becomes it.
    float least;
} tema_dense_layer;

/// `rows` times `inputs` numbers become `rows` times `outputs`.
///
/// `workspace` has room for twice `inputs` vectors and `active` for `inputs` places.
void tema_multiply(
    tema_version version, const tema_dense_layer *layer, const float *vectors, ptrdiff_t rows, void *workspace,
    ptrdiff_t *active, float *result);

/// Weighted sums of rows of `inputs` numbers, and the class that is wanted of each.
typedef struct {
    /// `classes` times `inputs` numbers.
    const float *weights;
    ptrdiff_t classes;
    ptrdiff_t inputs;
    const float *rows;
    const ptrdiff_t *wanted;
    ptrdiff_t count;
    /// What the sums are divided by.
    float temperature;
} tema_regression;

/// Adds the derivative of the mean negative log-likelihood by each weight to `slope`; `chances` has room for each class.
void tema_add_slope(const tema_regression *regression, float *chances, float *slope);

/// Writes bytes, each times `scale` plus `shift`, in rows of `width` to places `row_length` apart; so many of each row as fit.
void tema_fill(
    float *plane, ptrdiff_t row_length, const uint8_t *bytes, ptrdiff_t rows, ptrdiff_t width, float scale, float shift);

/// The first place from `start` on whose value is not below `least`; `count` if there is none.
ptrdiff_t tema_next(const float *values, ptrdiff_t count, ptrdiff_t start, float least);

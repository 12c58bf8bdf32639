#pragma STDC FP_CONTRACT OFF

#include "Tiles.h"

#if defined(__x86_64__)
#define DECLARE(name, ...)            \
    void tema_##name##_every(__VA_ARGS__); \
    void tema_##name##_avx2(__VA_ARGS__);
/// Calls the version that is meant.
#define CALL(name, ...) \
    (version == tema_avx2 ? tema_##name##_avx2(__VA_ARGS__) : tema_##name##_every(__VA_ARGS__))
#else
#define DECLARE(name, ...) void tema_##name##_every(__VA_ARGS__);
#define CALL(name, ...) ((void)version, tema_##name##_every(__VA_ARGS__))
#endif

DECLARE(convolve, const tema_convolution *)
DECLARE(convolve_tiles, const tema_convolution *, _Bool, float *)
DECLARE(multiply, const tema_dense_layer *, const float *, ptrdiff_t, void *, ptrdiff_t *, float *)

_Bool tema_can_run(tema_version version) {
    if (version == tema_every_processor) return 1;
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return 0;
#endif
}

void tema_convolve(tema_version version, const tema_convolution *convolution) { CALL(convolve, convolution); }

void tema_convolve_tiles(tema_version version, const tema_convolution *convolution, _Bool pooled, float *workspace) {
    CALL(convolve_tiles, convolution, pooled, workspace);
}

void tema_multiply(
    tema_version version, const tema_dense_layer *layer, const float *vectors, ptrdiff_t rows, void *workspace,
    ptrdiff_t *active, float *result) {
    CALL(multiply, layer, vectors, rows, workspace, active, result);
}

ptrdiff_t tema_tiles_workspace(ptrdiff_t side, ptrdiff_t channels, ptrdiff_t outputs) {
    const tiles it = tiles_of(side, channels, outputs);
    return tema_tile_points * it.count * (channels + 16 * it.pairs);
}

void tema_transform_kernel(const float *kernel, float *points) {
    static const float g[4][3] = {{1, 0, 0}, {0.5f, 0.5f, 0.5f}, {0.5f, -0.5f, 0.5f}, {0, 0, 1}};
    for (int point = 0; point < tema_tile_points; point++) {
        points[point] = 0;
        for (int tap = 0; tap < 9; tap++)
            points[point] += g[point / 4][tap / 3] * kernel[tap] * g[point % 4][tap % 3];
    }
}

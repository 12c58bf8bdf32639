// For processors with AVX2 and FMA; only what is in `LayerKernels.h` is compiled so.
#if defined(__x86_64__)
#include "CArithmetic.h"
#include "Tiles.h"
#include <string.h>

#define KERNEL(name) tema_##name##_avx2
#define MULTIPLY_ADD(sum, weights, input) ((sum) = __builtin_elementwise_fma((weights), (input), (sum)))

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "LayerKernels.h"
#pragma clang attribute pop
#endif

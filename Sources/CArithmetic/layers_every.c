// For every processor.
#define KERNEL(name) tema_##name##_every
#define MULTIPLY_ADD(sum, weights, input) ((sum) += (weights) * (input))

#include "LayerKernels.h"

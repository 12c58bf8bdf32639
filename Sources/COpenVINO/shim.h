// The types of OpenVINO's C API. Its functions are looked up when the program runs, so that it starts where the library is
// missing; where even the headers are missing at build time, these few declarations of the same layout stand for them.
#pragma once

#if __has_include(<openvino/c/openvino.h>)
#include <openvino/c/openvino.h>
#else
#include <stddef.h>
#include <stdint.h>
typedef struct ov_core ov_core_t;
typedef struct ov_model ov_model_t;
typedef struct ov_compiled_model ov_compiled_model_t;
typedef struct ov_infer_request ov_infer_request_t;
typedef struct ov_tensor ov_tensor_t;
typedef struct {
    int64_t rank;
    int64_t* dims;
} ov_shape_t;
typedef struct {
    const char* key;
    const void* value;
} ov_property_t;
#endif

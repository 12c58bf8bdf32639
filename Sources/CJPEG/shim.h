#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <jpeglib.h>
#include <jerror.h>

/// What became of a JPEG file's pixels.
typedef enum {
    CJPEG_whole,
    /// The decoder filled in what it did not find.
    CJPEG_partsMissing,
    /// Nothing could be decoded.
    CJPEG_failed,
} CJPEG_Outcome;

typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf jump;
    int lost;
} CJPEG_Errors;

static inline void CJPEG_giveUp(j_common_ptr info) { longjmp(((CJPEG_Errors *)info->err)->jump, 1); }

/// Counts the warnings after which pixels are not those of the file. Others are passed over: bytes that belong to
/// nothing, an unknown revision, a file that ends right behind its last pixel.
static inline void CJPEG_weigh(j_common_ptr info, int level) {
    if (level >= 0) return;
    switch (info->err->msg_code) {
    case JWRN_EXTRANEOUS_DATA: case JWRN_JFIF_MAJOR: case JWRN_ADOBE_XFORM: case JWRN_BOGUS_ICC: return;
    case JWRN_JPEG_EOF:
        // A scan that comes later is missing; within one, the entropy decoder says itself when its bits run out.
        if (((j_decompress_ptr)info)->progressive_mode) ((CJPEG_Errors *)info->err)->lost = 1;
        return;
    default: ((CJPEG_Errors *)info->err)->lost = 1;
    }
}

static inline void CJPEG_sayNothing(j_common_ptr info) { (void)info; }

/// Decodes into one grey byte a pixel, line by line: `pixels` has room for `width` × `height` of the file's header.
/// Colour is brought to its luminance; ink of four-colour files is mixed with its black.
static inline CJPEG_Outcome CJPEG_decodeGray(
    const uint8_t *bytes, size_t count, uint8_t *pixels, uint32_t width, uint32_t height) {
    struct jpeg_decompress_struct info;
    CJPEG_Errors errors;
    uint8_t *volatile inks = NULL;
    memset(&info, 0, sizeof info);
    errors.lost = 0;
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = CJPEG_giveUp;
    errors.base.emit_message = CJPEG_weigh;
    errors.base.output_message = CJPEG_sayNothing;
    if (setjmp(errors.jump)) {
        jpeg_destroy_decompress(&info);
        free(inks);
        return CJPEG_failed;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    const int isInk = info.num_components == 4;
    info.out_color_space = isInk ? JCS_CMYK : JCS_GRAYSCALE;
    jpeg_start_decompress(&info);
    if (info.output_width != width || info.output_height != height) CJPEG_giveUp((j_common_ptr)&info);
    if (isInk) inks = malloc((size_t)width * 4);
    if (isInk && inks == NULL) CJPEG_giveUp((j_common_ptr)&info);
    while (info.output_scanline < height) {
        uint8_t *line = pixels + (size_t)info.output_scanline * width;
        JSAMPROW row = isInk ? inks : line;
        if (jpeg_read_scanlines(&info, &row, 1) != 1) CJPEG_giveUp((j_common_ptr)&info);
        if (!isInk) continue;
        for (uint32_t x = 0; x < width; x++) {
            uint32_t c = inks[4 * x], m = inks[4 * x + 1], y = inks[4 * x + 2], k = inks[4 * x + 3];
            // Adobe's programs store how much ink is missing.
            if (!info.saw_Adobe_marker) { c = 255 - c; m = 255 - m; y = 255 - y; k = 255 - k; }
            line[x] = (uint8_t)(((c * 77 + m * 150 + y * 29) / 256 * k + 127) / 255);
        }
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    free(inks);
    return errors.lost ? CJPEG_partsMissing : CJPEG_whole;
}

#include <leptonica/allheaders.h>

#include <bits/types/cookie_io_functions_t.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <tiffio.h>
#include <unistd.h>

/// GNU C's, which its header hides without `_GNU_SOURCE`.
extern FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);

/// Drops what is written, but for the last words of a program that ends by a fault of its own.
static inline ssize_t CLeptonica_dropChatter(void *cookie, const char *bytes, size_t count) {
    static const char *const lastWords[] = {"Fatal ", "Could not cast", "terminate called", "  what():"};
    (void)cookie;
    for (size_t word = 0; word < sizeof lastWords / sizeof *lastWords; word++) {
        size_t length = strlen(lastWords[word]);
        for (size_t start = 0; start + length <= count; start++) {
            if (memcmp(bytes + start, lastWords[word], length) == 0) return write(STDERR_FILENO, bytes, count);
        }
    }
    return (ssize_t)count;
}

/// From now on, or no more, what C code writes to by the name `stderr` is dropped; the file descriptor stays as it is.
static inline void CLeptonica_silenceStream(int isSilent) {
    static FILE *speaking = NULL;
    if (isSilent && speaking == NULL) {
        cookie_io_functions_t functions = {NULL, CLeptonica_dropChatter, NULL, NULL};
        FILE *silent = fopencookie(NULL, "w", functions);
        if (silent == NULL) return;
        setvbuf(silent, NULL, _IONBF, 0);
        speaking = stderr;
        stderr = silent;
    } else if (!isSilent && speaking != NULL) {
        stderr = speaking;
        speaking = NULL;
    }
}

/// Keeps libtiff from writing to standard error.
static inline void CLeptonica_silenceTIFF(void) {
    TIFFSetErrorHandler(NULL);
    TIFFSetWarningHandler(NULL);
}

/// A TIFF file in memory, as libtiff reads it.
typedef struct {
    const uint8_t *bytes;
    uint64_t count;
    uint64_t place;
} CLeptonica_TIFFMemory;

static inline tmsize_t CLeptonica_readTIFF(thandle_t handle, void *target, tmsize_t count) {
    CLeptonica_TIFFMemory *memory = (CLeptonica_TIFFMemory *)handle;
    uint64_t left = memory->place < memory->count ? memory->count - memory->place : 0;
    uint64_t taken = count < 0 ? 0 : (uint64_t)count < left ? (uint64_t)count : left;
    memcpy(target, memory->bytes + memory->place, taken);
    memory->place += taken;
    return (tmsize_t)taken;
}

static inline tmsize_t CLeptonica_writeTIFF(thandle_t handle, void *source, tmsize_t count) {
    (void)handle; (void)source; (void)count;
    return 0;
}

static inline toff_t CLeptonica_seekTIFF(thandle_t handle, toff_t offset, int whence) {
    CLeptonica_TIFFMemory *memory = (CLeptonica_TIFFMemory *)handle;
    memory->place = offset + (whence == SEEK_CUR ? memory->place : whence == SEEK_END ? memory->count : 0);
    if (memory->place > memory->count) memory->place = memory->count;
    return memory->place;
}

static inline int CLeptonica_closeTIFF(thandle_t handle) { (void)handle; return 0; }

static inline toff_t CLeptonica_sizeOfTIFF(thandle_t handle) { return ((CLeptonica_TIFFMemory *)handle)->count; }

typedef enum {
    CLeptonica_pictureDecoded,
    CLeptonica_pictureDamaged,
    /// Sound, but of a kind that libtiff does not turn into pixels.
    CLeptonica_pictureUnsupported,
} CLeptonica_TIFFOutcome;

/// Decodes the directory at `offset` into `width` × `height` pixels, row by row as they lie in the file, whatever its
/// orientation says. In each, from the lowest byte: red, green, blue, opacity; colours weighed with it.
static inline CLeptonica_TIFFOutcome CLeptonica_decodeTIFF(
    const uint8_t *bytes, uint64_t count, uint64_t offset, uint32_t width, uint32_t height, uint32_t *pixels) {
    CLeptonica_TIFFMemory memory = {bytes, count, 0};
    TIFF *file = TIFFClientOpen(
        "page", "rm", (thandle_t)&memory, CLeptonica_readTIFF, CLeptonica_writeTIFF, CLeptonica_seekTIFF,
        CLeptonica_closeTIFF, CLeptonica_sizeOfTIFF, NULL, NULL);
    if (file == NULL) return CLeptonica_pictureDamaged;
    CLeptonica_TIFFOutcome outcome = CLeptonica_pictureDamaged;
    uint32_t actualWidth = 0, actualHeight = 0;
    uint16_t compression = COMPRESSION_NONE;
    char reason[1024];
    if (TIFFSetSubDirectory(file, offset) && TIFFGetField(file, TIFFTAG_IMAGEWIDTH, &actualWidth)
        && TIFFGetField(file, TIFFTAG_IMAGELENGTH, &actualHeight) && actualWidth == width && actualHeight == height) {
        TIFFGetFieldDefaulted(file, TIFFTAG_COMPRESSION, &compression);
        TIFFSetField(file, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
        if (!TIFFIsCODECConfigured(compression) || !TIFFRGBAImageOK(file, reason)) {
            outcome = CLeptonica_pictureUnsupported;
        } else if (TIFFReadRGBAImageOriented(file, width, height, pixels, ORIENTATION_TOPLEFT, 1)) {
            outcome = CLeptonica_pictureDecoded;
        }
    }
    TIFFClose(file);
    return outcome;
}

#include <leptonica/allheaders.h>

#include <stdarg.h>

// libtiff is under Leptonica and brings no header of its own with it; this is the part of `tiffio.h` that silences it.
typedef void (*CLeptonica_TIFFHandler)(const char *module, const char *format, va_list arguments);
CLeptonica_TIFFHandler TIFFSetErrorHandler(CLeptonica_TIFFHandler handler);
CLeptonica_TIFFHandler TIFFSetWarningHandler(CLeptonica_TIFFHandler handler);

/// Keeps libtiff from writing to standard error.
static inline void CLeptonica_silenceTIFF(void) {
    TIFFSetErrorHandler(NULL);
    TIFFSetWarningHandler(NULL);
}

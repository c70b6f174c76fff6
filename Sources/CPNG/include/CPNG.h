#ifndef CPNG_H
#define CPNG_H

#include <stddef.h>

// Writes PNG files. libpng reports errors with longjmp, which Swift cannot catch, so the whole of an
// encoding happens in one C function, in which no Swift code is called.

/// What a pixel is: its number is that of the file format.
enum { cpng_rgb = 2, cpng_palette = 3, cpng_rgb_alpha = 6 };

/// What to encode. Rows are `row_bytes` apart and hold 1, 3 or 4 bytes a pixel.
typedef struct {
    const unsigned char *pixels;
    size_t row_bytes;
    unsigned int width, height;
    /// `cpng_palette`, `cpng_rgb` or `cpng_rgb_alpha`.
    int color_type;
    /// For a palette: red, green, blue, alpha of each entry.
    const unsigned char *palette;
    int palette_count;
    unsigned int pixels_per_metre;
    /// Keyword and text in turn, UTF-8, NUL-terminated.
    const char *const *texts;
    int text_count;
} cpng_image;

/// An encoded file, or the reason why there is none.
typedef struct {
    /// To be released with free(); NULL after an error.
    unsigned char *bytes;
    size_t count;
    char error[160];
} cpng_file;

/// Encodes an image. Returns 1, or 0 with `error` set and nothing to release.
int cpng_encode(const cpng_image *image, cpng_file *file);

/// The same for a program that was compiled against another libpng, `version` as in "1.6.39": the
/// library refuses it before it has set anything up. For tests.
int cpng_encode_for_version(const char *version, const cpng_image *image, cpng_file *file);

#endif

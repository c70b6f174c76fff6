#ifndef CPNG_SHIM_H
#define CPNG_SHIM_H

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// libpng reports errors with longjmp, which Swift cannot catch. The whole of an encoding therefore
// happens in this one function, in which no Swift code is called.

/// What to encode. Rows are `row_bytes` apart and hold 1, 3 or 4 bytes a pixel.
typedef struct {
    const unsigned char *pixels;
    size_t row_bytes;
    unsigned int width, height;
    /// PNG_COLOR_TYPE_PALETTE, PNG_COLOR_TYPE_RGB or PNG_COLOR_TYPE_RGB_ALPHA.
    int color_type;
    /// For a palette: red, green, blue, alpha of each entry.
    const unsigned char *palette;
    int palette_count;
    unsigned int pixels_per_metre;
    int compression_level;
    int filters;
    /// Keyword and text in turn, UTF-8, NUL-terminated.
    const char *const *texts;
    int text_count;
} cpng_image;

/// An encoded file, or the reason why there is none.
typedef struct {
    /// To be released with free(); NULL after an error.
    unsigned char *bytes;
    size_t count, capacity;
    char error[160];
    jmp_buf jump;
} cpng_file;

static void cpng_fail(png_structp png, png_const_charp message) {
    cpng_file *file = (cpng_file *)png_get_error_ptr(png);
    strncpy(file->error, message, sizeof file->error - 1);
    longjmp(file->jump, 1);
}

static void cpng_ignore(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void cpng_append(png_structp png, png_bytep data, size_t count) {
    cpng_file *file = (cpng_file *)png_get_io_ptr(png);
    if (file->capacity - file->count < count) {
        size_t capacity = 2 * file->capacity + count + 4096;
        unsigned char *bytes = (unsigned char *)realloc(file->bytes, capacity);
        if (!bytes) png_error(png, "out of memory");
        file->bytes = bytes;
        file->capacity = capacity;
    }
    memcpy(file->bytes + file->count, data, count);
    file->count += count;
}

static void cpng_flush(png_structp png) { (void)png; }

static void cpng_write(png_structp png, png_infop info, const cpng_image *image) {
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_IHDR(png, info, image->width, image->height, 8, image->color_type,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_RELATIVE);
    png_set_pHYs(png, info, image->pixels_per_metre, image->pixels_per_metre,
                 PNG_RESOLUTION_METER);
    if (image->color_type == PNG_COLOR_TYPE_PALETTE) {
        png_color colors[256];
        png_byte alpha[256];
        int last_translucent = 0;
        for (int i = 0; i < image->palette_count && i < 256; i++) {
            const unsigned char *entry = image->palette + 4 * i;
            colors[i].red = entry[0];
            colors[i].green = entry[1];
            colors[i].blue = entry[2];
            alpha[i] = entry[3];
            if (entry[3] != 255) last_translucent = i + 1;
        }
        png_set_PLTE(png, info, colors, image->palette_count);
        if (last_translucent) png_set_tRNS(png, info, alpha, last_translucent, NULL);
    }
    for (int i = 0; i < image->text_count; i++) {
        png_text text;
        memset(&text, 0, sizeof text);
        text.key = (char *)image->texts[2 * i];
        text.text = (char *)image->texts[2 * i + 1];
        text.compression = PNG_TEXT_COMPRESSION_NONE;
        for (const char *c = text.text; *c; c++) {
            if (*c & 0x80) text.compression = PNG_ITXT_COMPRESSION_NONE;
        }
        png_set_text(png, info, &text, 1);
    }
    // Every index comes from the palette; checking each pixel again takes 10 % of the time.
    png_set_check_for_invalid_index(png, -1);
    png_set_compression_level(png, image->compression_level);
    // A smaller hash table is moved along with the window in less time: 8 % less in all, and the
    // files do not grow.
    png_set_compression_mem_level(png, 6);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, image->filters);
    png_write_info(png, info);
    for (unsigned int y = 0; y < image->height; y++) {
        png_write_row(png, image->pixels + y * image->row_bytes);
    }
    png_write_end(png, info);
}

/// Encodes an image. Returns 1, or 0 with `error` set.
static inline int cpng_encode(const cpng_image *image, cpng_file *file) {
    memset(file, 0, sizeof *file);
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, file, cpng_fail, cpng_ignore);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (!info) {
        png_destroy_write_struct(&png, NULL);
        strcpy(file->error, "out of memory");
        return 0;
    }
    png_set_write_fn(png, file, cpng_append, cpng_flush);
    if (setjmp(file->jump)) {
        png_destroy_write_struct(&png, &info);
        free(file->bytes);
        file->bytes = NULL;
        return 0;
    }
    cpng_write(png, info, image);
    png_destroy_write_struct(&png, &info);
    return 1;
}

#endif

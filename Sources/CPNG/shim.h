#ifndef CPNG_SHIM_H
#define CPNG_SHIM_H

#include <isa-l/igzip_lib.h>
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
    /// Keyword and text in turn, UTF-8, NUL-terminated.
    const char *const *texts;
    int text_count;
} cpng_image;

/// An encoded file, or the reason why there is none.
typedef struct {
    /// To be released with free(); NULL after an error.
    unsigned char *bytes;
    size_t count, capacity;
    /// Memory of the packing.
    void *scratch;
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

#define CPNG_BAND (1 << 20)
#define CPNG_CHUNK (1 << 18)

/// What packing needs besides the rows themselves.
typedef struct {
    struct isal_zstream stream;
    unsigned char level[ISAL_DEF_LVL2_DEFAULT];
    unsigned char packed[CPNG_CHUNK];
    /// A band of rows, each behind a byte that names its filter: none. Filters gain nothing on
    /// the flat areas of charts.
    unsigned char rows[];
} cpng_packing;

/// Writes what has been packed, and makes room.
static void cpng_write_packed(png_structp png, cpng_packing *packing) {
    struct isal_zstream *stream = &packing->stream;
    size_t written = CPNG_CHUNK - stream->avail_out;
    if (written) png_write_chunk(png, (png_const_bytep)"IDAT", packing->packed, written);
    stream->next_out = packing->packed;
    stream->avail_out = CPNG_CHUNK;
}

/// Packs what the stream has been given.
static void cpng_pack(png_structp png, cpng_packing *packing) {
    for (;;) {
        if (isal_deflate(&packing->stream) != COMP_OK) png_error(png, "the pixels cannot be packed");
        if (packing->stream.avail_out) return;
        cpng_write_packed(png, packing);
    }
}

/// So many bytes are packed on their own before the rest.
///
/// ISA-L (2.30 to 2.32 at least) takes one hash of the third byte from a register that still holds
/// the address of its stream (`.write_first_byte` in igzip_icf_body_h1_gr_bt.asm). Once in some
/// thousand files that address meets a hash that the picture uses, and the same pixels become other
/// bytes. Up to 16 bytes go another way, which is free of it, and what follows is no first byte.
#define CPNG_START 16

/// Packs the pixels with ISA-L, a band of rows at a time.
///
/// Measured on charts: a tenth of the time that zlib needs at its level 3, for files of the same
/// size. Level 2 gives the same bytes on every x86-64 processor with SSE 4.2; level 3 does not.
static void cpng_write_pixels(png_structp png, const cpng_image *image) {
    size_t row = image->row_bytes + 1;
    unsigned int band = CPNG_BAND / row ? (unsigned int)(CPNG_BAND / row) : 1;
    if (band > image->height) band = image->height;
    cpng_packing *packing = (cpng_packing *)malloc(sizeof *packing + band * row);
    if (!packing) png_error(png, "out of memory");
    ((cpng_file *)png_get_io_ptr(png))->scratch = packing;

    struct isal_zstream *stream = &packing->stream;
    isal_deflate_init(stream);
    stream->level = 2;
    stream->level_buf = packing->level;
    stream->level_buf_size = sizeof packing->level;
    stream->gzip_flag = IGZIP_ZLIB;
    stream->next_out = packing->packed;
    stream->avail_out = CPNG_CHUNK;
    for (unsigned int y = 0; y < image->height; y += band) {
        unsigned int count = image->height - y < band ? image->height - y : band;
        for (unsigned int i = 0; i < count; i++) {
            packing->rows[i * row] = PNG_FILTER_VALUE_NONE;
            memcpy(packing->rows + i * row + 1, image->pixels + (y + i) * image->row_bytes,
                   image->row_bytes);
        }
        stream->next_in = packing->rows;
        size_t size = count * row;
        if (y == 0 && size > CPNG_START) {
            stream->avail_in = CPNG_START;
            stream->flush = SYNC_FLUSH;
            cpng_pack(png, packing);
            stream->flush = NO_FLUSH;
            size -= CPNG_START;
        }
        stream->avail_in = (uint32_t)size;
        stream->end_of_stream = y + count == image->height;
        cpng_pack(png, packing);
    }
    cpng_write_packed(png, packing);
}

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
    png_write_info(png, info);
    cpng_write_pixels(png, image);
    png_write_chunk(png, (png_const_bytep)"IEND", NULL, 0);
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
        free(file->scratch);
        free(file->bytes);
        file->bytes = NULL;
        return 0;
    }
    cpng_write(png, info, image);
    png_destroy_write_struct(&png, &info);
    free(file->scratch);
    return 1;
}

#endif

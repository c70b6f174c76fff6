#include "CPNG.h"

#include <isa-l/igzip_lib.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(cpng_rgb == PNG_COLOR_TYPE_RGB && cpng_palette == PNG_COLOR_TYPE_PALETTE
                   && cpng_rgb_alpha == PNG_COLOR_TYPE_RGB_ALPHA,
               "the numbers of the file format");

/// An encoding under way.
typedef struct {
    cpng_file *file;
    size_t capacity;
    /// Memory of the packing.
    void *scratch;
    jmp_buf jump;
} encoding;

static void fail(png_structp png, png_const_charp message) {
    encoding *state = (encoding *)png_get_error_ptr(png);
    strncpy(state->file->error, message, sizeof state->file->error - 1);
    longjmp(state->jump, 1);
}

/// Keeps a warning for the case that nothing else says why there is no file: libpng tells of another
/// version than it was compiled for with a warning, and then makes nothing.
static void warn(png_structp png, png_const_charp message) {
    encoding *state = (encoding *)png_get_error_ptr(png);
    strncpy(state->file->error, message, sizeof state->file->error - 1);
}

static void append(png_structp png, png_bytep data, size_t count) {
    encoding *state = (encoding *)png_get_io_ptr(png);
    cpng_file *file = state->file;
    if (state->capacity - file->count < count) {
        size_t capacity = 2 * state->capacity + count + 4096;
        unsigned char *bytes = (unsigned char *)realloc(file->bytes, capacity);
        if (!bytes) png_error(png, "out of memory");
        file->bytes = bytes;
        state->capacity = capacity;
    }
    memcpy(file->bytes + file->count, data, count);
    file->count += count;
}

static void flush(png_structp png) { (void)png; }

#define BAND (1 << 20)
#define CHUNK (1 << 18)

/// How hard ISA-L packs. On x86-64, level 2 gives the same bytes on every processor with SSE 4.2; level 3 does
/// not. On arm64, level 2 is another algorithm, whose files are up to 17 % larger than those on x86-64, while
/// level 3's are 1 to 7 % smaller (ten pictures of the gallery, ISA-L 2.31).
#if defined(__x86_64__)
enum { packing_level = 2, packing_memory = ISAL_DEF_LVL2_DEFAULT };
#else
enum { packing_level = 3, packing_memory = ISAL_DEF_LVL3_DEFAULT };
#endif

/// What packing needs besides the rows themselves.
typedef struct {
    struct isal_zstream stream;
    unsigned char level[packing_memory];
    unsigned char packed[CHUNK];
    /// A band of rows, each behind a byte that names its filter: none. Filters gain nothing on
    /// the flat areas of charts.
    unsigned char rows[];
} packing_state;

/// Writes what has been packed, and makes room.
static void write_packed(png_structp png, packing_state *packing) {
    struct isal_zstream *stream = &packing->stream;
    size_t written = CHUNK - stream->avail_out;
    if (written) png_write_chunk(png, (png_const_bytep)"IDAT", packing->packed, written);
    stream->next_out = packing->packed;
    stream->avail_out = CHUNK;
}

/// Packs what the stream has been given.
static void pack(png_structp png, packing_state *packing) {
    for (;;) {
        if (isal_deflate(&packing->stream) != COMP_OK) png_error(png, "the pixels cannot be packed");
        if (packing->stream.avail_out) return;
        write_packed(png, packing);
    }
}

/// So many bytes are packed on their own before the rest.
///
/// ISA-L (2.30 to 2.32 at least) takes one hash of the third byte from a register that still holds
/// the address of its stream (`.write_first_byte` in igzip_icf_body_h1_gr_bt.asm). Once in some
/// thousand files that address meets a hash that the picture uses, and the same pixels become other
/// bytes. Up to 16 bytes go another way, which is free of it, and what follows is no first byte.
#define START 16

/// Packs the pixels with ISA-L, a band of rows at a time.
///
/// Measured on charts: a tenth of the time that zlib needs at its level 3, for files of the same size.
static void write_pixels(png_structp png, const cpng_image *image) {
    size_t row = image->row_bytes + 1;
    unsigned int band = BAND / row ? (unsigned int)(BAND / row) : 1;
    if (band > image->height) band = image->height;
    packing_state *packing = (packing_state *)malloc(sizeof *packing + band * row);
    if (!packing) png_error(png, "out of memory");
    ((encoding *)png_get_io_ptr(png))->scratch = packing;

    struct isal_zstream *stream = &packing->stream;
    isal_deflate_init(stream);
    stream->level = packing_level;
    stream->level_buf = packing->level;
    stream->level_buf_size = sizeof packing->level;
    stream->gzip_flag = IGZIP_ZLIB;
    stream->next_out = packing->packed;
    stream->avail_out = CHUNK;
    for (unsigned int y = 0; y < image->height; y += band) {
        unsigned int count = image->height - y < band ? image->height - y : band;
        for (unsigned int i = 0; i < count; i++) {
            packing->rows[i * row] = PNG_FILTER_VALUE_NONE;
            memcpy(packing->rows + i * row + 1, image->pixels + (y + i) * image->row_bytes,
                   image->row_bytes);
        }
        stream->next_in = packing->rows;
        size_t size = count * row;
        if (y == 0 && size > START) {
            stream->avail_in = START;
            stream->flush = SYNC_FLUSH;
            pack(png, packing);
            stream->flush = NO_FLUSH;
            size -= START;
        }
        stream->avail_in = (uint32_t)size;
        stream->end_of_stream = y + count == image->height;
        pack(png, packing);
    }
    write_packed(png, packing);
}

static void write_file(png_structp png, png_infop info, const cpng_image *image) {
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
    write_pixels(png, image);
    png_write_chunk(png, (png_const_bytep)"IEND", NULL, 0);
}

int cpng_encode_for_version(const char *version, const cpng_image *image, cpng_file *file) {
    memset(file, 0, sizeof *file);
    encoding state = {.file = file};
    // What is set between setjmp and longjmp has to be volatile to be known afterwards.
    png_structp volatile png = NULL;
    png_infop volatile info = NULL;
    // Before libpng is called for the first time: it may report an error from any of its functions.
    int failed = setjmp(state.jump);
    if (!failed) {
        png = png_create_write_struct(version, &state, fail, warn);
        info = png ? png_create_info_struct(png) : NULL;
        if (info) {
            png_set_write_fn(png, &state, append, flush);
            write_file(png, info, image);
        } else {
            if (!file->error[0]) strcpy(file->error, "out of memory");
            failed = 1;
        }
    }
    png_structp written = png;
    png_infop described = info;
    png_destroy_write_struct(&written, &described);
    free(state.scratch);
    if (!failed) {
        file->error[0] = 0;
        return 1;
    }
    free(file->bytes);
    file->bytes = NULL;
    file->count = 0;
    return 0;
}

int cpng_encode(const cpng_image *image, cpng_file *file) {
    return cpng_encode_for_version(PNG_LIBPNG_VER_STRING, image, file);
}

#include <string.h>

#include "CKernels.h"
#include "processors.h"
#include "tiles.h"

/// Inputs whose weights stay in the first cache while all tiles of a block of rows use them.
enum { stretch = 64 };

/// Rows whose sums and inputs stay in the second cache while all panels go by.
enum { block_rows = 72 };

/// Rows of y from the finished sums.
FOR_EACH_PROCESSOR(
    void, ck_product_finish,
    (size_t rows, size_t columns, size_t stride, ck_product_epilogue epilogue, const float *sums,
     const float *bias, float *y),
    (rows, columns, stride, epilogue, sums, bias, y)) {
    for (size_t row = 0; row < rows; row++, sums += panel_columns, y += stride) {
        size_t column = 0;
        for (; column + lane_count <= columns; column += lane_count) {
            lanes value = LANES(sums + column) + LANES(bias + column);
            if (epilogue == ck_product_accumulate) value += LANES(y + column);
            LANES(y + column) = value;
        }
        for (; column < columns; column++) {
            const float value = sums[column] + bias[column];
            y[column] = epilogue == ck_product_accumulate ? value + y[column] : value;
        }
        if (epilogue == ck_product_gelu) ck_gelu(y, columns);
    }
}

static ck_tile *const *tiles_of_this_processor(void) {
#if defined(__x86_64__)
    const ck_processor_kind kind = ck_processor();
    if (kind >= ck_processor_avx512) return ck_tiles_avx512;
    if (kind == ck_processor_avx2) return ck_tiles_avx2;
#endif
    return ck_tiles_any;
}

/// At most `block_rows` rows.
static void multiply_block(
    ck_tile *const *tiles, ck_product_shape shape, size_t rows, ck_product_epilogue epilogue, const float *x,
    const float *weights, const float *bias, float *y) {
    float sums[block_rows * panel_columns] __attribute__((aligned(64)));
    const size_t tile_count = (rows + tile_rows - 1) / tile_rows;
    // The next stretch is fetched by the tiles of this one, each a part; one tile alone fetches half.
    const size_t ahead_step = tile_count < 4 ? 128 : 64;
    for (size_t column = 0; column < shape.outputs; column += panel_columns) {
        const size_t left = shape.outputs - column;
        memset(sums, 0, rows * panel_columns * sizeof *sums);
        for (size_t input = 0; input < shape.inputs; input += stretch) {
            const size_t inputs = shape.inputs - input < stretch ? shape.inputs - input : stretch;
            const float *from = weights + input * panel_columns;
            const char *ahead = (const char *)(from + inputs * panel_columns);
            const char *end = ahead + inputs * panel_columns * sizeof *weights;
            for (size_t index = 0; index < tile_count; index++) {
                const size_t first = rows * index / tile_count;
                const size_t count = rows * (index + 1) / tile_count - first;
                const size_t step = ahead < end ? ahead_step : 0;
                tiles[count - 1](
                    x + first * shape.inputs + input, shape.inputs * sizeof *x, from, inputs,
                    sums + first * panel_columns, ahead, step);
                ahead += inputs * step;
            }
        }
        ck_product_finish(
            rows, left < panel_columns ? left : panel_columns, shape.stride, epilogue, sums,
            bias + column, y + column);
        weights += shape.panel_stride;
    }
}

void ck_product(
    ck_product_shape shape, ck_product_epilogue epilogue, const float *x, const float *panels,
    const float *bias, float *y) {
    ck_tile *const *tiles = tiles_of_this_processor();
    const size_t blocks = (shape.rows + block_rows - 1) / block_rows;
    for (size_t block = 0; block < blocks; block++) {
        const size_t first = shape.rows * block / blocks;
        const size_t rows = shape.rows * (block + 1) / blocks - first;
        multiply_block(
            tiles, shape, rows, epilogue, x + first * shape.inputs, panels, bias, y + first * shape.stride);
    }
}

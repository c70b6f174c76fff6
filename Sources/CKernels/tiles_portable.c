#include "processors.h"
#include "tiles.h"

#if !defined(__x86_64__)

// Tiles for other processors than x86-64, in the compiler's own vectors. Sixteen columns take turns: on arm64,
// six rows of them are 24 of its 32 registers, and their weights four.

#define TILE(rows)                                                                              \
    static void rows_##rows(                                                                    \
        const float *x, size_t row_bytes, const float *weights, size_t inputs, float *sums,     \
        const char *ahead, size_t ahead_step) {                                                 \
        const size_t stride = row_bytes / sizeof *x;                                            \
        const size_t step = ahead_step * lane_count / panel_columns;                            \
        for (size_t column = 0; column < panel_columns; column += lane_count) {                 \
            lanes totals[rows] = {{0}};                                                         \
            for (size_t input = 0; input < inputs; input++, ahead += step) {                    \
                const lanes from = LANES(weights + input * panel_columns + column);             \
                __builtin_prefetch(ahead);                                                      \
                for (size_t row = 0; row < rows; row++) {                                       \
                    totals[row] += from * x[row * stride + input];                              \
                }                                                                               \
            }                                                                                   \
            for (size_t row = 0; row < rows; row++) {                                           \
                LANES(sums + row * panel_columns + column) += totals[row];                      \
            }                                                                                   \
        }                                                                                       \
    }

TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6)

ck_tile *const ck_tiles_any[tile_rows] = {rows_1, rows_2, rows_3, rows_4, rows_5, rows_6};

#endif

#include "tiles.h"

#if defined(__x86_64__)

// Tiles for processors without AVX-512. They have sixteen registers: two of the columns' weights, twelve of
// the sums of six rows, and two for products. The columns of a panel take turns, two registers at a time;
// their weights stay in the first cache.

// Each row with its input and the registers of its sums.
#define ROWS_1(DO) DO(0, "(%[x])", 4, 5)
#define ROWS_2(DO) ROWS_1(DO) DO(1, "(%[x],%[row])", 6, 7)
#define ROWS_3(DO) ROWS_2(DO) DO(2, "(%[x],%[row],2)", 8, 9)
#define ROWS_4(DO) ROWS_3(DO) DO(3, "(%[x3])", 10, 11)
#define ROWS_5(DO) ROWS_4(DO) DO(4, "(%[x3],%[row])", 12, 13)
#define ROWS_6(DO) ROWS_5(DO) DO(5, "(%[x3],%[row],2)", 14, 15)

#define avx2_TARGET target("avx2,fma")
#define avx2_COLUMNS 16
#define avx2_LOAD "vmovaps (%[weights]), %%ymm0\n\t" "vmovaps 32(%[weights]), %%ymm1\n\t"
#define avx2_CLEAR(row, input, a, b)                        \
    "vxorps %%ymm" #a ", %%ymm" #a ", %%ymm" #a "\n\t"      \
    "vxorps %%ymm" #b ", %%ymm" #b ", %%ymm" #b "\n\t"
#define avx2_MULTIPLY(row, input, a, b)                     \
    "vbroadcastss " input ", %%ymm2\n\t"                    \
    "vfmadd231ps %%ymm0, %%ymm2, %%ymm" #a "\n\t"           \
    "vfmadd231ps %%ymm1, %%ymm2, %%ymm" #b "\n\t"
#define avx2_ADD(row, input, a, b)                          \
    "vaddps " #row "*256(%[sums]), %%ymm" #a ", %%ymm" #a "\n\t"    \
    "vaddps " #row "*256+32(%[sums]), %%ymm" #b ", %%ymm" #b "\n\t" \
    "vmovaps %%ymm" #a ", " #row "*256(%[sums])\n\t"        \
    "vmovaps %%ymm" #b ", " #row "*256+32(%[sums])\n\t"

#define any_TARGET
#define any_COLUMNS 8
#define any_LOAD "movaps (%[weights]), %%xmm0\n\t" "movaps 16(%[weights]), %%xmm1\n\t"
#define any_CLEAR(row, input, a, b)                         \
    "xorps %%xmm" #a ", %%xmm" #a "\n\t"                    \
    "xorps %%xmm" #b ", %%xmm" #b "\n\t"
#define any_MULTIPLY(row, input, a, b)                      \
    "movss " input ", %%xmm2\n\t"                           \
    "shufps $0, %%xmm2, %%xmm2\n\t"                         \
    "movaps %%xmm2, %%xmm3\n\t"                             \
    "mulps %%xmm0, %%xmm2\n\t"                              \
    "mulps %%xmm1, %%xmm3\n\t"                              \
    "addps %%xmm2, %%xmm" #a "\n\t"                         \
    "addps %%xmm3, %%xmm" #b "\n\t"
#define any_ADD(row, input, a, b)                           \
    "addps " #row "*256(%[sums]), %%xmm" #a "\n\t"          \
    "addps " #row "*256+16(%[sums]), %%xmm" #b "\n\t"       \
    "movaps %%xmm" #a ", " #row "*256(%[sums])\n\t"         \
    "movaps %%xmm" #b ", " #row "*256+16(%[sums])\n\t"

/// Defines the tile of a kind of processor for so many rows.
#define TILE(kind, rows)                                                                        \
    __attribute__((kind##_TARGET)) static void kind##_##rows(                                   \
        const float *x, size_t row_bytes, const float *weights, size_t inputs, float *sums,     \
        const char *ahead, size_t ahead_step) {                                                 \
        for (size_t column = 0; column < panel_columns; column += kind##_COLUMNS) {             \
            const float *from = weights + column;                                               \
            const char *x0 = (const char *)x, *x3 = x0 + 3 * row_bytes;                         \
            size_t left = inputs;                                                               \
            __asm__ volatile(                                                                   \
                ROWS_##rows(kind##_CLEAR)                                                       \
                "1:\n\t"                                                                        \
                kind##_LOAD                                                                     \
                "prefetcht1 (%[ahead])\n\t"                                                     \
                ROWS_##rows(kind##_MULTIPLY)                                                    \
                NEXT_INPUT                                                                      \
                ROWS_##rows(kind##_ADD)                                                         \
                : [x] "+r"(x0), [x3] "+r"(x3), [weights] "+r"(from), [inputs] "+r"(left),       \
                  [ahead] "+r"(ahead)                                                           \
                : [row] "r"(row_bytes), [sums] "r"(sums + column),                              \
                  [step] "r"(ahead_step * kind##_COLUMNS / panel_columns)                       \
                : "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6",       \
                  "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14",          \
                  "xmm15");                                                                     \
        }                                                                                       \
        kind##_END                                                                              \
    }

// Else the processor keeps the upper halves of registers, and code that knows them not is slow.
#define avx2_END __asm__ volatile("vzeroupper");
#define any_END

#define TILES(kind)                                                                             \
    TILE(kind, 1) TILE(kind, 2) TILE(kind, 3) TILE(kind, 4) TILE(kind, 5) TILE(kind, 6)         \
    ck_tile *const ck_tiles_##kind[tile_rows] = {                                               \
        kind##_1, kind##_2, kind##_3, kind##_4, kind##_5, kind##_6};

TILES(avx2)
TILES(any)

#endif

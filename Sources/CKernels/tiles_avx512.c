#include "tiles.h"

#if defined(__x86_64__)

// zmm0 to zmm3 hold one input's weights, zmm8 + 4·row and the three behind it the sums of a row.
#define VECTORS(instruction_0, instruction_1, instruction_2, instruction_3) \
    instruction_0 "\n\t" instruction_1 "\n\t" instruction_2 "\n\t" instruction_3 "\n\t"
#define CLEAR(a, b, c, d)                                           \
    VECTORS("vpxord %%zmm" #a ", %%zmm" #a ", %%zmm" #a,            \
            "vpxord %%zmm" #b ", %%zmm" #b ", %%zmm" #b,            \
            "vpxord %%zmm" #c ", %%zmm" #c ", %%zmm" #c,            \
            "vpxord %%zmm" #d ", %%zmm" #d ", %%zmm" #d)
#define ADD(row, a, b, c, d)                                        \
    VECTORS("vaddps " #row "*256(%[sums]), %%zmm" #a ", %%zmm" #a,  \
            "vaddps " #row "*256+64(%[sums]), %%zmm" #b ", %%zmm" #b, \
            "vaddps " #row "*256+128(%[sums]), %%zmm" #c ", %%zmm" #c, \
            "vaddps " #row "*256+192(%[sums]), %%zmm" #d ", %%zmm" #d) \
    VECTORS("vmovaps %%zmm" #a ", " #row "*256(%[sums])",           \
            "vmovaps %%zmm" #b ", " #row "*256+64(%[sums])",        \
            "vmovaps %%zmm" #c ", " #row "*256+128(%[sums])",       \
            "vmovaps %%zmm" #d ", " #row "*256+192(%[sums])")
// The row's input in all lanes of one of two registers, in turns.
#define MULTIPLY(input, register, a, b, c, d)                       \
    "vbroadcastss " input ", %%" register "\n\t"                    \
    VECTORS("vfmadd231ps %%zmm0, %%" register ", %%zmm" #a,         \
            "vfmadd231ps %%zmm1, %%" register ", %%zmm" #b,         \
            "vfmadd231ps %%zmm2, %%" register ", %%zmm" #c,         \
            "vfmadd231ps %%zmm3, %%" register ", %%zmm" #d)

#define CLEAR_1 CLEAR(8, 9, 10, 11)
#define CLEAR_2 CLEAR_1 CLEAR(12, 13, 14, 15)
#define CLEAR_3 CLEAR_2 CLEAR(16, 17, 18, 19)
#define CLEAR_4 CLEAR_3 CLEAR(20, 21, 22, 23)
#define CLEAR_5 CLEAR_4 CLEAR(24, 25, 26, 27)
#define CLEAR_6 CLEAR_5 CLEAR(28, 29, 30, 31)
#define ADD_1 ADD(0, 8, 9, 10, 11)
#define ADD_2 ADD_1 ADD(1, 12, 13, 14, 15)
#define ADD_3 ADD_2 ADD(2, 16, 17, 18, 19)
#define ADD_4 ADD_3 ADD(3, 20, 21, 22, 23)
#define ADD_5 ADD_4 ADD(4, 24, 25, 26, 27)
#define ADD_6 ADD_5 ADD(5, 28, 29, 30, 31)
#define MULTIPLY_1 MULTIPLY("(%[x])", "zmm4", 8, 9, 10, 11)
#define MULTIPLY_2 MULTIPLY_1 MULTIPLY("(%[x],%[row])", "zmm5", 12, 13, 14, 15)
#define MULTIPLY_3 MULTIPLY_2 MULTIPLY("(%[x],%[row],2)", "zmm4", 16, 17, 18, 19)
#define MULTIPLY_4 MULTIPLY_3 MULTIPLY("(%[x3])", "zmm5", 20, 21, 22, 23)
#define MULTIPLY_5 MULTIPLY_4 MULTIPLY("(%[x3],%[row])", "zmm4", 24, 25, 26, 27)
#define MULTIPLY_6 MULTIPLY_5 MULTIPLY("(%[x3],%[row],2)", "zmm5", 28, 29, 30, 31)

/// Defines a tile of so many rows.
#define TILE(rows)                                                                                   \
    __attribute__((target("avx512f"))) static void tile_##rows(                                      \
        const float *x, size_t row_bytes, const float *weights, size_t inputs, float *sums,          \
        const char *ahead, size_t ahead_step) {                                                      \
        const char *x3 = (const char *)x + 3 * row_bytes;                                            \
        __asm__ volatile(                                                                            \
            CLEAR_##rows                                                                             \
            "1:\n\t"                                                                                 \
            VECTORS("vmovaps (%[weights]), %%zmm0", "vmovaps 64(%[weights]), %%zmm1",                \
                    "vmovaps 128(%[weights]), %%zmm2", "vmovaps 192(%[weights]), %%zmm3")            \
            "prefetcht1 (%[ahead])\n\t"                                                              \
            "prefetcht1 64(%[ahead])\n\t"                                                            \
            MULTIPLY_##rows                                                                          \
            NEXT_INPUT                                                                       \
            ADD_##rows                                                                               \
            : [x] "+r"(x), [x3] "+r"(x3), [weights] "+r"(weights), [inputs] "+r"(inputs),            \
              [ahead] "+r"(ahead)                                                                    \
            : [row] "r"(row_bytes), [sums] "r"(sums), [step] "r"(ahead_step)                         \
            : "memory", "cc", "zmm0", "zmm1", "zmm2", "zmm3", "zmm4", "zmm5", "zmm8", "zmm9",        \
              "zmm10", "zmm11", "zmm12", "zmm13", "zmm14", "zmm15", "zmm16", "zmm17", "zmm18",       \
              "zmm19", "zmm20", "zmm21", "zmm22", "zmm23", "zmm24", "zmm25", "zmm26", "zmm27",       \
              "zmm28", "zmm29", "zmm30", "zmm31");                                                   \
    }

TILE(1)
TILE(2)
TILE(3)
TILE(4)
TILE(5)
TILE(6)

ck_tile *const ck_tiles_avx512[tile_rows] = {tile_1, tile_2, tile_3, tile_4, tile_5, tile_6};

#endif

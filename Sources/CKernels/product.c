#include <string.h>

#include "CKernels.h"
#include "processors.h"

#if defined(__x86_64__)

// A tile is up to six rows of y and one panel, 64 columns wide: 24 vectors that stay in registers while
// a stretch of the inputs is summed up. The sums of stretches are then added one after the other, which
// is more exact than a single long sum. Where a stretch begins depends on nothing but the input, so
// that each number is the same whatever rows and panels are computed with it.
//
// In assembly, because compilers spill some of 30 registers in use, and because unoptimised builds need
// the speed as well: whoever runs the tests in debug mode runs models.
enum { tile_rows = 6, panel_columns = ck_product_panel };

/// Inputs whose weights stay in the first cache while all tiles of a block of rows use them.
enum { stretch = 64 };

/// Rows whose sums and inputs stay in the second cache while all panels go by.
enum { block_rows = 72 };

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

/// One tile: sums[rows][64] += x[rows][inputs] · weights[inputs][64].
typedef void tile(
    const float *x, size_t row_bytes, const float *weights, size_t inputs, float *sums,
    const char *ahead, size_t ahead_step);

/// Defines a tile of so many rows. For each input, two lines of 64 bytes are fetched from `ahead`, which
/// then moves by `ahead_step` bytes: memory is read while the processor multiplies.
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
            "addq $256, %[weights]\n\t"                                                              \
            "addq $4, %[x]\n\t"                                                                      \
            "addq $4, %[x3]\n\t"                                                                     \
            "addq %[step], %[ahead]\n\t"                                                             \
            "decq %[inputs]\n\t"                                                                     \
            "jnz 1b\n\t"                                                                             \
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

static tile *const tiles[tile_rows] = {tile_1, tile_2, tile_3, tile_4, tile_5, tile_6};

/// Rows of y from the finished sums.
__attribute__((target("arch=x86-64-v4"))) static void finish(
    size_t rows, size_t columns, size_t stride, ck_product_epilogue epilogue, const float *sums,
    const float *bias, float *y) {
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

/// At most `block_rows` rows.
static void multiply_block(
    ck_product_shape shape, size_t rows, ck_product_epilogue epilogue, const float *x,
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
        finish(
            rows, left < panel_columns ? left : panel_columns, shape.stride, epilogue, sums,
            bias + column, y + column);
        weights += shape.panel_stride;
    }
}

int ck_has_product(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("x86-64-v4") != 0;
}

void ck_product(
    ck_product_shape shape, ck_product_epilogue epilogue, const float *x, const float *panels,
    const float *bias, float *y) {
    const size_t blocks = (shape.rows + block_rows - 1) / block_rows;
    for (size_t block = 0; block < blocks; block++) {
        const size_t first = shape.rows * block / blocks;
        const size_t rows = shape.rows * (block + 1) / blocks - first;
        multiply_block(
            shape, rows, epilogue, x + first * shape.inputs, panels, bias, y + first * shape.stride);
    }
}

#else

int ck_has_product(void) { return 0; }

void ck_product(
    ck_product_shape shape, ck_product_epilogue epilogue, const float *x, const float *panels,
    const float *bias, float *y) {
    (void)shape, (void)epilogue, (void)x, (void)panels, (void)bias, (void)y;
}

#endif

#ifndef TILES_H
#define TILES_H

#include "CKernels.h"

// A tile is up to six rows of y and one panel, 64 columns wide. Its sums, or those of a part of its columns
// after the other, stay in registers while a stretch of the inputs is summed up. The sums of stretches are
// then added one after the other, which is more exact than a single long sum. Where a stretch begins depends
// on nothing but the input, so that each number is the same whatever rows and panels are computed with it.
//
// On x86-64 in assembly, because compilers spill some of 30 registers in use, and because unoptimised builds
// need the speed as well: whoever runs the tests in debug mode runs models.
enum { tile_rows = 6, panel_columns = ck_product_panel };

/// The end of a loop over inputs that began at "1:".
#define NEXT_INPUT                  \
    "addq $256, %[weights]\n\t"     \
    "addq $4, %[x]\n\t"             \
    "addq $4, %[x3]\n\t"            \
    "addq %[step], %[ahead]\n\t"    \
    "decq %[inputs]\n\t"            \
    "jnz 1b\n\t"

/// sums[rows][64] += x[rows][inputs] · weights[inputs][64]. For each input, `ahead_step` bytes more are
/// fetched from `ahead` on, 64 or 128: memory is read while the processor multiplies.
typedef void ck_tile(
    const float *x, size_t row_bytes, const float *weights, size_t inputs, float *sums,
    const char *ahead, size_t ahead_step);

/// The tiles of one row, two rows, and so on, for each kind of processor.
extern ck_tile *const ck_tiles_avx512[tile_rows];
extern ck_tile *const ck_tiles_avx2[tile_rows];
extern ck_tile *const ck_tiles_any[tile_rows];

#endif

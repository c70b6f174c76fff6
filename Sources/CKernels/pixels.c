#include <string.h>

#include "CKernels.h"
#include "processors.h"

/// The bits of sixteen pixels, and a bit for each of them.
typedef uint32_t pixels __attribute__((vector_size(64), aligned(4), may_alias));
typedef _Bool answers __attribute__((ext_vector_type(16)));

FOR_EACH_PROCESSOR(
    size_t, ck_differences,
    (const uint32_t *row, const uint32_t *above, size_t width, uint32_t ignored, uint32_t *places),
    (row, above, width, ignored, places)) {
    size_t count = 0, x = 0;
    // Most of a chart is flat, and hardly anything differs.
    for (; x + lane_count <= width; x += lane_count) {
        const pixels these = *(const pixels *)(row + x) | ignored;
        const pixels those = *(const pixels *)(above + x) | ignored;
        const answers differ = __builtin_convertvector(these != those, answers);
        uint16_t bits;
        memcpy(&bits, &differ, sizeof bits);
        for (uint32_t left = bits; left != 0; left &= left - 1) {
            places[count++] = (uint32_t)(x + (size_t)__builtin_ctz(left));
        }
    }
    for (; x < width; x++) {
        if ((row[x] | ignored) != (above[x] | ignored)) places[count++] = (uint32_t)x;
    }
    return count;
}

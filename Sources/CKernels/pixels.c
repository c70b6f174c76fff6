#include <string.h>

#include "CKernels.h"
#include "processors.h"

/// The bits of sixteen pixels, and a bit for each of them.
typedef uint32_t pixels __attribute__((vector_size(64), aligned(4), may_alias));
typedef _Bool answers __attribute__((ext_vector_type(16)));

FOR_EACH_PROCESSOR(
    size_t, ck_runs,
    (const uint32_t *row, size_t width, uint32_t ignored, uint32_t *colors, uint32_t *ends),
    (row, width, ignored, colors, ends)) {
    size_t count = 0, x = 0;
    // Each pixel of sixteen beside the one behind it: most of a chart is flat, and has no ends.
    for (; x + lane_count < width; x += lane_count) {
        const pixels these = *(const pixels *)(row + x) | ignored;
        const pixels next = *(const pixels *)(row + x + 1) | ignored;
        const answers differ = __builtin_convertvector(these != next, answers);
        uint16_t bits;
        memcpy(&bits, &differ, sizeof bits);
        for (uint32_t left = bits; left != 0; left &= left - 1) {
            const size_t end = x + (size_t)__builtin_ctz(left);
            colors[count] = row[end] | ignored;
            ends[count++] = (uint32_t)end + 1;
        }
    }
    for (; x < width; x++) {
        if (x + 1 < width && (row[x] | ignored) == (row[x + 1] | ignored)) continue;
        colors[count] = row[x] | ignored;
        ends[count++] = (uint32_t)x + 1;
    }
    return count;
}

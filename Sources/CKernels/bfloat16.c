#include <stdint.h>
#include <string.h>

#include "CKernels.h"
#include "processors.h"

FOR_EACH_PROCESSOR(
    void, ck_round_to_bfloat16,
    (const float *values, uint16_t *rounded, size_t count),
    (values, rounded, count)) {
    for (size_t index = 0; index < count; index++) {
        uint32_t bits;
        memcpy(&bits, values + index, sizeof bits);
        // To the nearest, and of two equally near ones to the even one. NaN stays NaN.
        const uint32_t nearest = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
        const uint32_t quiet = (bits >> 16) | 0x40;
        rounded[index] = (uint16_t)((bits & 0x7fffffff) > 0x7f800000 ? quiet : nearest);
    }
}

int ck_has_bfloat16_products(void) { return ck_processor() == ck_processor_avx512_bfloat16; }

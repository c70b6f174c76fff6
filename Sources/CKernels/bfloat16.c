#include <stdint.h>
#include <string.h>

#include "CKernels.h"
#include "processors.h"

FOR_EACH_PROCESSOR
void ck_round_to_bfloat16(const float *values, uint16_t *rounded, size_t count) {
    for (size_t index = 0; index < count; index++) {
        uint32_t bits;
        memcpy(&bits, values + index, sizeof bits);
        // To the nearest, and of two equally near ones to the even one. NaN stays NaN.
        const uint32_t nearest = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
        const uint32_t quiet = (bits >> 16) | 0x40;
        rounded[index] = (uint16_t)((bits & 0x7fffffff) > 0x7f800000 ? quiet : nearest);
    }
}

int ck_has_bfloat16_products(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512bf16") != 0;
#else
    return 0;
#endif
}

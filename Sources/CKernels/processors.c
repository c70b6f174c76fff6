#include "processors.h"

#include <ctype.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

ck_processor_kind ck_processor_limit(const char *name) {
    static const struct {
        const char *name;
        ck_processor_kind kind;
    } limits[] = {
        {"sse41", ck_processor_any},           {"avx", ck_processor_any},
        {"avx2", ck_processor_avx2},           {"avx2_vnni", ck_processor_avx2},
        {"avx2_vnni_2", ck_processor_avx2},    {"avx512_mic", ck_processor_avx2},
        {"avx512_mic_4ops", ck_processor_avx2}, {"avx512_core", ck_processor_avx512},
        {"avx512_core_vnni", ck_processor_avx512},
    };
    char lower[32] = "";
    const size_t length = strlen(name);
    if (length < sizeof lower) {
        for (size_t i = 0; i < length; i++) lower[i] = (char)tolower((unsigned char)name[i]);
    }
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (strcmp(lower, limits[i].name) == 0) return limits[i].kind;
    }
    return ck_processor_avx512_bfloat16;
}

/// What the processor has.
static ck_processor_kind own_kind(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) {
        return __builtin_cpu_supports("avx512bf16") ? ck_processor_avx512_bfloat16
                                                    : ck_processor_avx512;
    }
    if (__builtin_cpu_supports("x86-64-v3")) return ck_processor_avx2;
#endif
    return ck_processor_any;
}

ck_processor_kind ck_processor(void) {
    // One more than the kind, once it is known. Threads that come at the same time find the same.
    static atomic_int known;
    const int found = atomic_load_explicit(&known, memory_order_relaxed);
    if (found > 0) return (ck_processor_kind)(found - 1);
    const char *name = getenv("ONEDNN_MAX_CPU_ISA");
    if (name == NULL || *name == 0) name = getenv("DNNL_MAX_CPU_ISA");
    const ck_processor_kind own = own_kind(), limit = ck_processor_limit(name == NULL ? "" : name);
    const ck_processor_kind kind = own < limit ? own : limit;
    atomic_store_explicit(&known, (int)kind + 1, memory_order_relaxed);
    return kind;
}

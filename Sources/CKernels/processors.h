#ifndef PROCESSORS_H
#define PROCESSORS_H

#include "CKernels.h"

/// Sixteen floats at any address; the compiler makes of them what the processor has.
typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));
enum { lane_count = 16 };

/// The vector that begins at an address. A macro: how a function takes vectors depends on the
/// processor.
#define LANES(address) (*(lanes *)(address))

/// Begins the definition of a function that is compiled for several kinds of processor, and that runs as
/// the one for `ck_processor()`. Its body follows, as in
///
///     FOR_EACH_PROCESSOR(float, twice, (float x), (x)) { return 2 * x; }
///
/// The compiler's own attribute for this, `target_clones`, asks the processor alone and knows no limit.
#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR(result, name, parameters, arguments)                         \
    static inline __attribute__((always_inline)) result name##_body parameters;         \
    __attribute__((target("arch=x86-64-v4,no-prefer-256-bit"))) static result           \
        name##_avx512 parameters {                                                      \
        return name##_body arguments;                                                   \
    }                                                                                   \
    __attribute__((target("arch=x86-64-v3"))) static result name##_avx2 parameters {    \
        return name##_body arguments;                                                   \
    }                                                                                   \
    static result name##_any parameters { return name##_body arguments; }               \
    result name parameters {                                                            \
        const ck_processor_kind kind = ck_processor();                                  \
        if (kind >= ck_processor_avx512) return name##_avx512 arguments;                \
        return kind == ck_processor_avx2 ? name##_avx2 arguments : name##_any arguments; \
    }                                                                                   \
    static inline __attribute__((always_inline)) result name##_body parameters
#else
#define FOR_EACH_PROCESSOR(result, name, parameters, arguments) result name parameters
#endif

#endif

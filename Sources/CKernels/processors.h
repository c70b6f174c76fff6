#ifndef PROCESSORS_H
#define PROCESSORS_H

/// Sixteen floats at any address; the compiler makes of them what the processor has.
typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));
enum { lane_count = 16 };

/// The vector that begins at an address. A macro: how a function takes vectors depends on the
/// processor.
#define LANES(address) (*(lanes *)(address))

#ifndef __has_feature
#define __has_feature(name) 0
#endif

/// Compiles a function for each of these kinds of processor; the loader takes the best one. It asks
/// before the thread sanitizer is ready to be called.
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
#define FOR_EACH_PROCESSOR \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

#endif

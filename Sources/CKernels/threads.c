#define _GNU_SOURCE

#include "CKernels.h"

#include <pthread.h>
#include <sched.h>

void ck_avoid_this_processor(void *attributes) {
    enum { most = 8192 };
    cpu_set_t *const allowed = CPU_ALLOC(most);
    if (allowed == NULL) return;
    const size_t size = CPU_ALLOC_SIZE(most);
    const int here = sched_getcpu();
    if (here >= 0 && here < most && sched_getaffinity(0, size, allowed) == 0) {
        CPU_CLR_S(here, size, allowed);
        if (CPU_COUNT_S(size, allowed) > 0) {
            // Where the system refuses, the thread begins anywhere.
            (void)pthread_attr_setaffinity_np(attributes, size, allowed);
        }
    }
    CPU_FREE(allowed);
}

#ifndef CONEDNN_SHIM_H
#define CONEDNN_SHIM_H

#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>

/// From the OpenMP runtime that oneDNN is linked against: the number of threads that a parallel
/// region started by the calling thread may use.
void omp_set_num_threads(int count);

/// The number of threads that such a region would use now.
int omp_get_max_threads(void);

#endif

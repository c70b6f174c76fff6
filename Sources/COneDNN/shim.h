#ifndef CONEDNN_SHIM_H
#define CONEDNN_SHIM_H

#include <oneapi/dnnl/dnnl.h>

/// From the OpenMP runtime that oneDNN is linked against: the number of threads that a parallel
/// region started by the calling thread may use.
void omp_set_num_threads(int count);

#endif

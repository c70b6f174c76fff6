#ifndef CONEDNN_VERSIONS_H
#define CONEDNN_VERSIONS_H

#include "COneDNN.h"

#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>

// What differs between oneDNN's versions, of which version2.h and version3.h each have all.

/// How an array lies in memory: a value in version 2, a pointer to one in version 3.
typedef dnnl_memory_desc_t description;

/// A description as oneDNN's functions take it.
#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t reference;
#define REFERENCE(description) (description)
#else
typedef const dnnl_memory_desc_t *reference;
#define REFERENCE(description) (&(description))
#endif

enum { most_arguments = 4 };

/// A primitive that is being made. After a failure nothing more is done than to release it.
typedef struct {
    dnnl_status_t status;
    dnnl_engine_t engine;
    dnnl_primitive_attr_t attributes;
    dnnl_primitive_desc_t primitive;
    int count;
    /// oneDNN's numbers of the arguments.
    int numbers[most_arguments];
    description arguments[most_arguments];
} plan;

static dnnl_status_t describe(
    description *array, int rank, const dnnl_dims_t sizes, dnnl_data_type_t type, dnnl_format_tag_t tag);
static dnnl_status_t describe_strided(
    description *array, int rank, const dnnl_dims_t sizes, dnnl_data_type_t type, const dnnl_dims_t strides);
/// The first `sizes` of an array.
static dnnl_status_t describe_part(description *part, reference whole, const dnnl_dims_t sizes);
static dnnl_status_t copy(description *array, reference original);
static void release(description *array);
/// The blocks in which a matrix's rows follow one another.
static co_blocks blocks_of_rows(reference matrix);

static dnnl_status_t append_sum(dnnl_post_ops_t operations);
static dnnl_status_t append_activation(
    dnnl_post_ops_t operations, dnnl_alg_kind_t activation, float alpha);
/// Multiplies by a number before all else.
static dnnl_status_t set_scale(dnnl_primitive_attr_t attributes, dnnl_post_ops_t operations, float scale);

// Each makes the plan's primitive from its arguments and attributes.

/// Source, destination, weights, bias.
static dnnl_status_t plan_linear(plan *plan);
/// Left, right, destination.
static dnnl_status_t plan_product(plan *plan);
/// Source, destination.
static dnnl_status_t plan_layer_norm(plan *plan, float epsilon);
static dnnl_status_t plan_softmax(plan *plan);
static dnnl_status_t plan_activation(plan *plan, dnnl_alg_kind_t activation, float alpha);

static dnnl_status_t set_address(dnnl_memory_t memory, void *address, dnnl_stream_t stream);

#if DNNL_VERSION_MAJOR >= 3
#include "version3.h"
#else
#include "version2.h"
#endif

#endif

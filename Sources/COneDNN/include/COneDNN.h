#ifndef CONEDNN_H
#define CONEDNN_H

#include <stddef.h>

// What the encoder uses of oneDNN, whose versions 2 and 3 have other functions for it.
//
// A function that may fail returns a status: 0, or a number that `co_status_name` names. After a failure
// there is nothing to destroy.

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/// oneDNN's own name of a status, as "out_of_memory".
const char *co_status_name(int status);

/// The processor. Immutable; outlives what was created with it.
typedef struct dnnl_engine co_engine;

int co_engine_create(co_engine *_Nullable *_Nonnull engine);
void co_engine_destroy(co_engine *engine);

/// Where primitives run; for one thread at a time.
typedef struct dnnl_stream co_stream;

int co_stream_create(co_engine *engine, co_stream *_Nullable *_Nonnull stream);
void co_stream_destroy(co_stream *stream);

/// The numbers of a layer's source and weights.
typedef enum { co_float32, co_bfloat16 } co_precision;

/// What follows a product before it is stored.
typedef enum {
    /// Nothing.
    co_plain,
    /// What the destination held is added.
    co_accumulate,
    /// An activation function.
    co_gelu_tanh,
    co_relu,
    co_silu,
    co_tanh,
    co_sigmoid,
} co_epilogue;

/// A linear layer: destination[rows][outputs] ← epilogue(source[rows][inputs] · Wᵀ + bias[outputs]).
typedef struct {
    size_t rows;
    size_t inputs;
    size_t outputs;
    co_precision precision;
    co_epilogue epilogue;
} co_linear;

/// How the weights W[outputs][inputs] of a linear layer lie in memory. Immutable.
typedef struct co_layout co_layout;

/// The layout that oneDNN prefers for a layer.
int co_layout_create(co_engine *engine, co_linear linear, co_layout *_Nullable *_Nonnull layout);

/// The panels of `ck_product`, which is not oneDNN's.
int co_layout_create_panels(size_t inputs, size_t outputs, co_layout *_Nullable *_Nonnull layout);

void co_layout_destroy(co_layout *layout);

size_t co_layout_byte_count(const co_layout *layout);

/// The blocks in which outputs follow one another.
typedef struct {
    /// Outputs of a block; 0 where neighbouring outputs lie side by side for each input.
    size_t outputs;
    /// Scalars from one block to the next one.
    size_t stride;
} co_blocks;

co_blocks co_layout_blocks(const co_layout *layout);

/// Writes dense 32-bit weights [outputs][inputs] in a layout.
int co_pack(co_engine *engine, const float *weights, const co_layout *layout, void *packed);

/// An operation on arrays of a certain shape, for one thread at a time. Arrays are dense but in a product.
typedef struct co_primitive co_primitive;

/// A linear layer, or some whole blocks of its outputs: `linear.outputs` counts those alone.
/// Arguments: source, destination, weights, bias.
int co_linear_create(
    co_engine *engine, co_linear linear, const co_layout *layout, co_primitive *_Nullable *_Nonnull primitive);

/// Matrices of one size: how far apart, in scalars, neighbours lie in memory.
typedef struct {
    size_t batch;
    size_t row;
    size_t column;
} co_strides;

/// destination[b] ← scale · left[b] · right[b], with left[b] [m][k] and right[b] [k][n].
typedef struct {
    size_t batch;
    size_t m, n, k;
    co_strides left, right, destination;
    float scale;
    /// `co_plain` or `co_accumulate`.
    co_epilogue epilogue;
} co_product;

/// Arguments: left, right, destination.
int co_product_create(co_engine *engine, const co_product *product, co_primitive *_Nullable *_Nonnull primitive);

/// (x − mean) / √(variance + epsilon) · scale + shift for each row.
/// Arguments: source [rows][width], destination, which may be the source, scale [width], shift [width].
int co_layer_norm_create(
    co_engine *engine, size_t rows, size_t width, float epsilon, co_primitive *_Nullable *_Nonnull primitive);

/// Arguments: source [rows][columns], destination, which may be the source.
int co_softmax_create(co_engine *engine, size_t rows, size_t columns, co_primitive *_Nullable *_Nonnull primitive);

/// An activation function alone.
/// Arguments: source [count], destination, which may be the source.
int co_activation_create(
    co_engine *engine, co_epilogue activation, size_t count, co_primitive *_Nullable *_Nonnull primitive);

void co_primitive_destroy(co_primitive *primitive);

/// The size of the memory to which the primitive writes while it runs.
size_t co_primitive_scratchpad(const co_primitive *primitive);

/// Gives the primitive that memory.
int co_primitive_set_scratchpad(co_primitive *primitive, void *scratchpad);

/// Runs a primitive on its arguments.
int co_primitive_run(co_primitive *primitive, co_stream *stream, void *_Nonnull const *_Nonnull arguments);

/// From the OpenMP runtime that oneDNN is linked against: the number of threads that a parallel
/// region started by the calling thread may use.
void omp_set_num_threads(int count);

/// The number of threads that such a region would use now.
int omp_get_max_threads(void);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif

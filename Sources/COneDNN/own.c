#ifdef CO_OWN_KERNELS

#include "COneDNN.h"

#include "CKernels.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// The same interface without oneDNN, on the kernels of CKernels: for packages that hold everything that the
// program needs, of which oneDNN would be the largest part.

enum { success, out_of_memory, invalid_arguments };

const char *co_status_name(int status) {
    switch (status) {
    case success: return "success";
    case out_of_memory: return "out_of_memory";
    case invalid_arguments: return "invalid_arguments";
    default: return "an unknown status";
    }
}

/// Neither has anything of its own.
struct dnnl_engine { char nothing; };
struct dnnl_stream { char nothing; };

static struct dnnl_engine engine_of_all;
static struct dnnl_stream stream_of_all;

int co_engine_create(co_engine **engine) {
    *engine = &engine_of_all;
    return success;
}

void co_engine_destroy(co_engine *engine) { (void)engine; }

int co_stream_create(co_engine *engine, co_stream **stream) {
    (void)engine;
    *stream = &stream_of_all;
    return success;
}

void co_stream_destroy(co_stream *stream) { (void)stream; }

/// There is no OpenMP here.
void omp_set_num_threads(int count) { (void)count; }

int omp_get_max_threads(void) { return 1; }

// MARK: Sizes

enum { panel = ck_product_panel, alignment = 64 };

/// A product of sizes; `SIZE_MAX` if it is too large for memory.
static size_t times(size_t a, size_t b) {
    size_t result;
    return __builtin_mul_overflow(a, b, &result) || result > SIZE_MAX / 4 ? SIZE_MAX : result;
}

static size_t up_to(size_t count, size_t unit) { return count > SIZE_MAX / 4 ? SIZE_MAX : (count + unit - 1) / unit * unit; }

static int is_possible(size_t size) { return size <= SIZE_MAX / 64; }

// MARK: Layouts of weights

/// Panels, as `ck_product` reads them, with inputs filled up to a multiple of 16; in bfloat16, their upper halves.
struct co_layout {
    size_t inputs, outputs;
    co_precision precision;
};

static size_t scalar_size(co_precision precision) { return precision == co_bfloat16 ? 2 : 4; }

static size_t panel_stride(const co_layout *layout) { return up_to(layout->inputs, 16) * panel; }

static int create_layout(size_t inputs, size_t outputs, co_precision precision, co_layout **made) {
    *made = NULL;
    if (inputs == 0 || outputs == 0 || !is_possible(times(up_to(inputs, 16), up_to(outputs, panel)))) {
        return invalid_arguments;
    }
    co_layout *layout = malloc(sizeof *layout);
    if (!layout) return out_of_memory;
    *layout = (co_layout){inputs, outputs, precision};
    *made = layout;
    return success;
}

int co_layout_create(co_engine *engine, co_linear linear, co_layout **layout) {
    (void)engine;
    return create_layout(linear.inputs, linear.outputs, linear.precision, layout);
}

int co_layout_create_panels(size_t inputs, size_t outputs, co_layout **layout) {
    return create_layout(inputs, outputs, co_float32, layout);
}

void co_layout_destroy(co_layout *layout) { free(layout); }

size_t co_layout_byte_count(const co_layout *layout) {
    return up_to(layout->outputs, panel) / panel * panel_stride(layout) * scalar_size(layout->precision);
}

co_blocks co_layout_blocks(const co_layout *layout) { return (co_blocks){panel, panel_stride(layout)}; }

/// A matrix in panels, from one whose scalars lie some strides apart.
static void fill_panels(
    const float *matrix, size_t inputs, size_t outputs, size_t input_step, size_t output_step,
    size_t stride, float *panels) {
    for (size_t first = 0; first < outputs; first += panel, panels += stride) {
        const size_t count = outputs - first < panel ? outputs - first : panel;
        memset(panels, 0, stride * sizeof *panels);
        // In squares, which stay in the cache in either direction.
        for (size_t begin = 0; begin < inputs; begin += 16) {
            const size_t end = begin + 16 < inputs ? begin + 16 : inputs;
            if (input_step <= output_step) {
                for (size_t output = 0; output < count; output++) {
                    const float *from = matrix + (first + output) * output_step;
                    for (size_t input = begin; input < end; input++) {
                        panels[input * panel + output] = from[input * input_step];
                    }
                }
            } else {
                for (size_t input = begin; input < end; input++) {
                    const float *from = matrix + input * input_step + first * output_step;
                    for (size_t output = 0; output < count; output++) {
                        panels[input * panel + output] = from[output * output_step];
                    }
                }
            }
        }
    }
}

int co_pack(co_engine *engine, const float *weights, const co_layout *layout, void *packed) {
    (void)engine;
    const size_t inputs = layout->inputs, stride = panel_stride(layout);
    if (layout->precision == co_float32) {
        fill_panels(weights, inputs, layout->outputs, 1, inputs, stride, packed);
        return success;
    }
    float *one = malloc(stride * sizeof *one);
    if (!one) return out_of_memory;
    uint16_t *halves = packed;
    for (size_t first = 0; first < layout->outputs; first += panel, halves += stride) {
        const size_t left = layout->outputs - first;
        fill_panels(weights + first * inputs, inputs, left < panel ? left : panel, 1, inputs, stride, one);
        ck_round_to_bfloat16(one, halves, stride);
    }
    free(one);
    return success;
}

// MARK: Kernels

typedef enum { linear_kind, product_kind, layer_norm_kind, softmax_kind, activation_kind } primitive_kind;

struct co_primitive {
    primitive_kind kind;
    size_t scratchpad;
    /// On a boundary of 64 bytes inside the caller's.
    float *memory;
    union {
        struct {
            co_linear shape;
            size_t stride;
        } linear;
        co_product product;
        struct {
            size_t count, width;
            float epsilon;
        } rows;
        struct {
            co_epilogue function;
            size_t count;
        } activation;
    };
};

/// A primitive that needs room for so many floats while it runs.
static int create(co_primitive primitive, size_t floats, co_primitive **made) {
    *made = NULL;
    if (!is_possible(floats)) return invalid_arguments;
    co_primitive *copy = malloc(sizeof *copy);
    if (!copy) return out_of_memory;
    *copy = primitive;
    copy->scratchpad = floats ? floats * sizeof(float) + alignment : 0;
    *made = copy;
    return success;
}

void co_primitive_destroy(co_primitive *primitive) { free(primitive); }

size_t co_primitive_scratchpad(const co_primitive *primitive) { return primitive->scratchpad; }

int co_primitive_set_scratchpad(co_primitive *primitive, void *scratchpad) {
    const uintptr_t start = (uintptr_t)scratchpad;
    primitive->memory = (float *)((start + alignment - 1) / alignment * alignment);
    return success;
}

static int activation_of(co_epilogue epilogue, ck_activation *activation) {
    switch (epilogue) {
    case co_gelu_tanh: *activation = ck_gelu_tanh; return 1;
    case co_relu: *activation = ck_relu; return 1;
    case co_silu: *activation = ck_silu; return 1;
    case co_tanh: *activation = ck_tanh; return 1;
    case co_sigmoid: *activation = ck_sigmoid; return 1;
    default: return 0;
    }
}

int co_linear_create(co_engine *engine, co_linear linear, const co_layout *layout, co_primitive **primitive) {
    (void)engine;
    const size_t stride = panel_stride(layout);
    // Of bfloat16: the source, and one panel after the other, as floats.
    const size_t source = up_to(times(linear.rows, linear.inputs), alignment / sizeof(float));
    *primitive = NULL;
    if (linear.inputs != layout->inputs || linear.outputs > layout->outputs || !is_possible(source)) {
        return invalid_arguments;
    }
    return create(
        (co_primitive){.kind = linear_kind, .linear = {linear, stride}},
        linear.precision == co_bfloat16 ? source + stride : 0, primitive);
}

/// The upper halves of floats, as floats.
static void widen(const uint16_t *halves, size_t count, float *values) {
    for (size_t i = 0; i < count; i++) {
        const uint32_t bits = (uint32_t)halves[i] << 16;
        memcpy(values + i, &bits, sizeof bits);
    }
}

static void run_linear(const co_primitive *primitive, void *const *arguments) {
    const co_linear linear = primitive->linear.shape;
    const size_t stride = primitive->linear.stride;
    float *y = arguments[1];
    const float *bias = arguments[3];
    ck_product_shape shape = {linear.rows, linear.inputs, linear.outputs, stride, linear.outputs};
    const ck_product_epilogue epilogue =
        linear.epilogue == co_accumulate ? ck_product_accumulate : ck_product_plain;
    if (linear.precision == co_float32) {
        ck_product(shape, epilogue, arguments[0], arguments[2], bias, y);
    } else {
        const size_t count = linear.rows * linear.inputs;
        float *source = primitive->memory, *one = source + up_to(count, alignment / sizeof(float));
        widen(arguments[0], count, source);
        const uint16_t *halves = arguments[2];
        for (size_t first = 0; first < linear.outputs; first += panel, halves += stride) {
            widen(halves, stride, one);
            shape.outputs = linear.outputs - first < panel ? linear.outputs - first : panel;
            ck_product(shape, epilogue, source, one, bias + first, y + first);
        }
    }
    ck_activation activation;
    if (activation_of(linear.epilogue, &activation)) {
        ck_activate(activation, y, linear.rows * linear.outputs, y);
    }
}

/// Whether `ck_product` can read a matrix where it lies.
static int is_dense(co_strides strides, size_t columns) { return strides.column == 1 && strides.row == columns; }

/// Floats for the matrices on the left of one product, on the right, and for a bias of nothing.
static void product_room(const co_product *product, size_t rooms[3]) {
    rooms[0] = up_to(times(product->m, product->k), alignment / sizeof(float));
    rooms[1] = times(up_to(product->n, panel), up_to(product->k, 16));
    rooms[2] = up_to(product->n, panel);
}

int co_product_create(co_engine *engine, const co_product *product, co_primitive **primitive) {
    (void)engine;
    *primitive = NULL;
    size_t rooms[3], all = 0;
    product_room(product, rooms);
    for (int i = 0; i < 3; i++) {
        if (!is_possible(rooms[i])) return invalid_arguments;
        all += rooms[i];
    }
    if (!is_possible(product->batch) || product->destination.column != 1) return invalid_arguments;
    return create((co_primitive){.kind = product_kind, .product = *product}, all, primitive);
}

static void run_product(const co_primitive *primitive, void *const *arguments) {
    const co_product product = primitive->product;
    const size_t m = product.m, n = product.n, k = product.k, stride = up_to(k, 16) * panel;
    size_t rooms[3];
    product_room(&product, rooms);
    float *dense = primitive->memory, *panels = dense + rooms[0], *bias = panels + rooms[1];
    memset(bias, 0, rooms[2] * sizeof *bias);
    const ck_product_shape shape = {m, k, n, stride, product.destination.row};
    for (size_t b = 0; b < product.batch; b++) {
        const float *left = (const float *)arguments[0] + b * product.left.batch;
        if (product.scale != 1 || !is_dense(product.left, k)) {
            for (size_t row = 0; row < m; row++) {
                const float *from = left + row * product.left.row;
                for (size_t i = 0; i < k; i++) dense[row * k + i] = product.scale * from[i * product.left.column];
            }
            left = dense;
        }
        fill_panels(
            (const float *)arguments[1] + b * product.right.batch, k, n, product.right.row,
            product.right.column, stride, panels);
        ck_product(
            shape, product.epilogue == co_accumulate ? ck_product_accumulate : ck_product_plain, left,
            panels, bias, (float *)arguments[2] + b * product.destination.batch);
    }
}

int co_layer_norm_create(co_engine *engine, size_t rows, size_t width, float epsilon, co_primitive **primitive) {
    (void)engine;
    *primitive = NULL;
    if (!is_possible(times(rows, width))) return invalid_arguments;
    return create((co_primitive){.kind = layer_norm_kind, .rows = {rows, width, epsilon}}, 0, primitive);
}

int co_softmax_create(co_engine *engine, size_t rows, size_t columns, co_primitive **primitive) {
    (void)engine;
    *primitive = NULL;
    if (!is_possible(times(rows, columns))) return invalid_arguments;
    return create((co_primitive){.kind = softmax_kind, .rows = {rows, columns, 0}}, 0, primitive);
}

static void run_softmax(const co_primitive *primitive, void *const *arguments) {
    const size_t count = primitive->rows.count, width = primitive->rows.width;
    float *y = arguments[1];
    if (y != arguments[0]) memcpy(y, arguments[0], count * width * sizeof *y);
    for (size_t row = 0; row < count; row++) ck_softmax(y + row * width, width);
}

int co_activation_create(co_engine *engine, co_epilogue activation, size_t count, co_primitive **primitive) {
    (void)engine;
    *primitive = NULL;
    ck_activation known;
    if (!activation_of(activation, &known) || !is_possible(count)) return invalid_arguments;
    return create((co_primitive){.kind = activation_kind, .activation = {activation, count}}, 0, primitive);
}

static void run_activation(const co_primitive *primitive, void *const *arguments) {
    ck_activation activation;
    if (activation_of(primitive->activation.function, &activation)) {
        ck_activate(activation, arguments[0], primitive->activation.count, arguments[1]);
    }
}

int co_primitive_run(co_primitive *primitive, co_stream *stream, void *const *arguments) {
    (void)stream;
    switch (primitive->kind) {
    case linear_kind: run_linear(primitive, arguments); break;
    case product_kind: run_product(primitive, arguments); break;
    case layer_norm_kind:
        ck_layer_norm(
            arguments[0], primitive->rows.count, primitive->rows.width, primitive->rows.epsilon, arguments[2],
            arguments[3], arguments[1]);
        break;
    case softmax_kind: run_softmax(primitive, arguments); break;
    case activation_kind: run_activation(primitive, arguments); break;
    }
    return success;
}

#endif

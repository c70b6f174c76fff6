#include "COneDNN.h"
#include "versions.h"

#include <stdlib.h>

const char *co_status_name(int status) {
    const char *name = dnnl_status2str((dnnl_status_t)status);
    return name ? name : "an unknown status";
}

int co_engine_create(co_engine **engine) { return dnnl_engine_create(engine, dnnl_cpu, 0); }

void co_engine_destroy(co_engine *engine) { dnnl_engine_destroy(engine); }

int co_stream_create(co_engine *engine, co_stream **stream) {
    return dnnl_stream_create(stream, engine, dnnl_stream_default_flags);
}

void co_stream_destroy(co_stream *stream) { dnnl_stream_destroy(stream); }

// MARK: Plans

/// An activation function as oneDNN names it, with its first parameter: swish's steepness, relu's slope
/// below zero.
static dnnl_alg_kind_t algorithm(co_epilogue activation, float *alpha) {
    *alpha = activation == co_silu ? 1 : 0;
    switch (activation) {
    case co_gelu_tanh: return dnnl_eltwise_gelu_tanh;
    case co_relu: return dnnl_eltwise_relu;
    case co_silu: return dnnl_eltwise_swish;
    case co_tanh: return dnnl_eltwise_tanh;
    case co_sigmoid: return dnnl_eltwise_logistic;
    default: return dnnl_alg_kind_undef;
    }
}

static dnnl_status_t append(dnnl_post_ops_t operations, co_epilogue epilogue) {
    if (epilogue == co_plain) return dnnl_success;
    if (epilogue == co_accumulate) return append_sum(operations);
    float alpha;
    const dnnl_alg_kind_t kind = algorithm(epilogue, &alpha);
    return append_activation(operations, kind, alpha);
}

/// A plan for a primitive whose result is multiplied by a number, before the epilogue.
static plan begin(co_engine *engine, float scale, co_epilogue epilogue) {
    plan plan = {.engine = engine};
    plan.status = dnnl_primitive_attr_create(&plan.attributes);
    // The caller provides the scratchpad, so that one layer can serve several threads.
    if (!plan.status) {
        plan.status =
            dnnl_primitive_attr_set_scratchpad_mode(plan.attributes, dnnl_scratchpad_mode_user);
    }
    if (plan.status || (scale == 1 && epilogue == co_plain)) return plan;
    dnnl_post_ops_t operations;
    plan.status = dnnl_post_ops_create(&operations);
    if (plan.status) return plan;
    if (scale != 1) plan.status = set_scale(plan.attributes, operations, scale);
    if (!plan.status) plan.status = append(operations, epilogue);
    if (!plan.status) plan.status = dnnl_primitive_attr_set_post_ops(plan.attributes, operations);
    dnnl_post_ops_destroy(operations);
    return plan;
}

/// The place of one more argument, if all went well so far.
static description *next(plan *plan, int number) {
    if (plan->status) return NULL;
    plan->numbers[plan->count] = number;
    return &plan->arguments[plan->count++];
}

static void add_vector(plan *plan, int number, size_t count) {
    const dnnl_dims_t sizes = {(dnnl_dim_t)count};
    description *array = next(plan, number);
    if (array) plan->status = describe(array, 1, sizes, dnnl_f32, dnnl_a);
}

static void add_matrix(
    plan *plan, int number, dnnl_data_type_t type, size_t rows, size_t columns, dnnl_format_tag_t tag) {
    const dnnl_dims_t sizes = {(dnnl_dim_t)rows, (dnnl_dim_t)columns};
    description *array = next(plan, number);
    if (array) plan->status = describe(array, 2, sizes, type, tag);
}

static void add_matrices(
    plan *plan, int number, size_t batch, size_t rows, size_t columns, co_strides strides) {
    const dnnl_dims_t sizes = {(dnnl_dim_t)batch, (dnnl_dim_t)rows, (dnnl_dim_t)columns};
    const dnnl_dims_t steps = {
        (dnnl_dim_t)strides.batch, (dnnl_dim_t)strides.row, (dnnl_dim_t)strides.column};
    description *array = next(plan, number);
    if (array) plan->status = describe_strided(array, 3, sizes, dnnl_f32, steps);
}

static void abandon(plan *plan) {
    for (int i = 0; i < plan->count; i++) release(&plan->arguments[i]);
    if (plan->primitive) dnnl_primitive_desc_destroy(plan->primitive);
    if (plan->attributes) dnnl_primitive_attr_destroy(plan->attributes);
}

// MARK: Primitives

struct co_primitive {
    dnnl_primitive_t handle;
    size_t scratchpad;
    /// The caller's arguments, and behind them the scratchpad, if there is one.
    int callers, count;
    dnnl_exec_arg_t arguments[most_arguments + 1];
};

void co_primitive_destroy(co_primitive *primitive) {
    for (int i = 0; i < primitive->count; i++) dnnl_memory_destroy(primitive->arguments[i].memory);
    if (primitive->handle) dnnl_primitive_destroy(primitive->handle);
    free(primitive);
}

static dnnl_status_t add_argument(
    co_primitive *primitive, int number, reference layout, dnnl_engine_t engine) {
    dnnl_exec_arg_t *argument = &primitive->arguments[primitive->count];
    argument->arg = number;
    const dnnl_status_t status =
        dnnl_memory_create(&argument->memory, layout, engine, DNNL_MEMORY_NONE);
    if (!status) primitive->count++;
    return status;
}

/// The primitive of a plan, which is released.
static int finish(plan *plan, co_primitive **made) {
    co_primitive *primitive = NULL;
    dnnl_status_t status = plan->status;
    if (!status) {
        primitive = calloc(1, sizeof *primitive);
        status = primitive ? dnnl_primitive_create(&primitive->handle, plan->primitive)
                        : dnnl_out_of_memory;
    }
    for (int i = 0; i < plan->count && !status; i++) {
        status = add_argument(primitive, plan->numbers[i], REFERENCE(plan->arguments[i]), plan->engine);
    }
    if (!status) {
        primitive->callers = primitive->count;
        reference scratchpad =
            dnnl_primitive_desc_query_md(plan->primitive, dnnl_query_scratchpad_md, 0);
        primitive->scratchpad = scratchpad ? dnnl_memory_desc_get_size(scratchpad) : 0;
        if (primitive->scratchpad) {
            status = add_argument(primitive, DNNL_ARG_SCRATCHPAD, scratchpad, plan->engine);
        }
    }
    abandon(plan);
    if (status && primitive) co_primitive_destroy(primitive);
    *made = status ? NULL : primitive;
    return status;
}

size_t co_primitive_scratchpad(const co_primitive *primitive) { return primitive->scratchpad; }

int co_primitive_set_scratchpad(co_primitive *primitive, void *scratchpad) {
    if (!primitive->scratchpad) return dnnl_success;
    return dnnl_memory_set_data_handle(primitive->arguments[primitive->callers].memory, scratchpad);
}

int co_primitive_run(co_primitive *primitive, co_stream *stream, void *const *arguments) {
    for (int i = 0; i < primitive->callers; i++) {
        const dnnl_status_t status = set_address(primitive->arguments[i].memory, arguments[i], stream);
        if (status) return status;
    }
    const dnnl_status_t status =
        dnnl_primitive_execute(primitive->handle, stream, primitive->count, primitive->arguments);
    return status ? status : dnnl_stream_wait(stream);
}

// MARK: Layouts of weights

struct co_layout {
    size_t inputs, outputs;
    description weights;
};

/// A layout from a description, which it keeps.
static int keep(
    dnnl_status_t status, size_t inputs, size_t outputs, description weights, co_layout **made) {
    co_layout *layout = status ? NULL : malloc(sizeof *layout);
    if (layout) *layout = (co_layout){inputs, outputs, weights};
    *made = layout;
    if (layout || status) return status;
    release(&weights);
    return dnnl_out_of_memory;
}

int co_layout_create_panels(size_t inputs, size_t outputs, co_layout **layout) {
    const dnnl_dims_t sizes = {(dnnl_dim_t)outputs, (dnnl_dim_t)inputs};
    description weights;
    const dnnl_status_t status = describe(&weights, 2, sizes, dnnl_f32, dnnl_AB16b64a);
    return keep(status, inputs, outputs, weights, layout);
}

/// The plan of a linear layer; without a layout of its weights, oneDNN chooses one.
static plan begin_linear(co_engine *engine, co_linear linear, const co_layout *layout) {
    const dnnl_data_type_t type = linear.precision == co_bfloat16 ? dnnl_bf16 : dnnl_f32;
    plan plan = begin(engine, 1, linear.epilogue);
    add_matrix(&plan, DNNL_ARG_SRC, type, linear.rows, linear.inputs, dnnl_ab);
    add_matrix(&plan, DNNL_ARG_DST, dnnl_f32, linear.rows, linear.outputs, dnnl_ab);
    if (layout) {
        const dnnl_dims_t sizes = {(dnnl_dim_t)linear.outputs, (dnnl_dim_t)linear.inputs};
        description *weights = next(&plan, DNNL_ARG_WEIGHTS);
        if (weights) plan.status = describe_part(weights, REFERENCE(layout->weights), sizes);
    } else {
        add_matrix(
            &plan, DNNL_ARG_WEIGHTS, type, linear.outputs, linear.inputs, dnnl_format_tag_any);
    }
    add_vector(&plan, DNNL_ARG_BIAS, linear.outputs);
    if (!plan.status) plan.status = plan_linear(&plan);
    return plan;
}

int co_layout_create(co_engine *engine, co_linear linear, co_layout **layout) {
    plan plan = begin_linear(engine, linear, NULL);
    description weights = {0};
    if (!plan.status) {
        plan.status = copy(
            &weights, dnnl_primitive_desc_query_md(plan.primitive, dnnl_query_weights_md, 0));
    }
    abandon(&plan);
    return keep(plan.status, linear.inputs, linear.outputs, weights, layout);
}

void co_layout_destroy(co_layout *layout) {
    release(&layout->weights);
    free(layout);
}

size_t co_layout_byte_count(const co_layout *layout) {
    return dnnl_memory_desc_get_size(REFERENCE(layout->weights));
}

co_blocks co_layout_blocks(const co_layout *layout) {
    return blocks_of_rows(REFERENCE(layout->weights));
}

int co_pack(co_engine *engine, const float *weights, const co_layout *layout, void *packed) {
    plan plan = begin(engine, 1, co_plain);
    add_matrix(&plan, DNNL_ARG_FROM, dnnl_f32, layout->outputs, layout->inputs, dnnl_ab);
    description *target = next(&plan, DNNL_ARG_TO);
    if (target) plan.status = copy(target, REFERENCE(layout->weights));
    if (!plan.status) {
        // Without the plan's attributes: oneDNN has a scratchpad of its own here.
        plan.status = dnnl_reorder_primitive_desc_create(
            &plan.primitive, REFERENCE(plan.arguments[0]), engine, REFERENCE(plan.arguments[1]),
            engine, NULL);
    }
    co_primitive *primitive;
    int status = finish(&plan, &primitive);
    if (status) return status;
    co_stream *stream;
    status = co_stream_create(engine, &stream);
    if (!status) {
        status = co_primitive_run(primitive, stream, (void *const[]){(void *)weights, packed});
        co_stream_destroy(stream);
    }
    co_primitive_destroy(primitive);
    return status;
}

// MARK: Operations

int co_linear_create(
    co_engine *engine, co_linear linear, const co_layout *layout, co_primitive **primitive) {
    plan plan = begin_linear(engine, linear, layout);
    return finish(&plan, primitive);
}

int co_product_create(co_engine *engine, const co_product *product, co_primitive **primitive) {
    const size_t batch = product->batch, m = product->m, n = product->n, k = product->k;
    plan plan = begin(engine, product->scale, product->epilogue);
    add_matrices(&plan, DNNL_ARG_SRC, batch, m, k, product->left);
    add_matrices(&plan, DNNL_ARG_WEIGHTS, batch, k, n, product->right);
    add_matrices(&plan, DNNL_ARG_DST, batch, m, n, product->destination);
    if (!plan.status) plan.status = plan_product(&plan);
    return finish(&plan, primitive);
}

int co_layer_norm_create(
    co_engine *engine, size_t rows, size_t width, float epsilon, co_primitive **primitive) {
    plan plan = begin(engine, 1, co_plain);
    add_matrix(&plan, DNNL_ARG_SRC, dnnl_f32, rows, width, dnnl_ab);
    add_matrix(&plan, DNNL_ARG_DST, dnnl_f32, rows, width, dnnl_ab);
    add_vector(&plan, DNNL_ARG_SCALE, width);
    add_vector(&plan, DNNL_ARG_SHIFT, width);
    if (!plan.status) plan.status = plan_layer_norm(&plan, epsilon);
    return finish(&plan, primitive);
}

int co_softmax_create(co_engine *engine, size_t rows, size_t columns, co_primitive **primitive) {
    plan plan = begin(engine, 1, co_plain);
    add_matrix(&plan, DNNL_ARG_SRC, dnnl_f32, rows, columns, dnnl_ab);
    add_matrix(&plan, DNNL_ARG_DST, dnnl_f32, rows, columns, dnnl_ab);
    if (!plan.status) plan.status = plan_softmax(&plan);
    return finish(&plan, primitive);
}

int co_activation_create(
    co_engine *engine, co_epilogue activation, size_t count, co_primitive **primitive) {
    float alpha;
    const dnnl_alg_kind_t kind = algorithm(activation, &alpha);
    plan plan = begin(engine, 1, co_plain);
    add_vector(&plan, DNNL_ARG_SRC, count);
    add_vector(&plan, DNNL_ARG_DST, count);
    if (!plan.status) plan.status = plan_activation(&plan, kind, alpha);
    return finish(&plan, primitive);
}

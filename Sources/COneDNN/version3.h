// What is declared in versions.h, for version 3.

static dnnl_status_t describe(
    description *array, int rank, const dnnl_dims_t sizes, dnnl_data_type_t type, dnnl_format_tag_t tag) {
    return dnnl_memory_desc_create_with_tag(array, rank, sizes, type, tag);
}

static dnnl_status_t describe_strided(
    description *array, int rank, const dnnl_dims_t sizes, dnnl_data_type_t type, const dnnl_dims_t strides) {
    return dnnl_memory_desc_create_with_strides(array, rank, sizes, type, strides);
}

static dnnl_status_t describe_part(description *part, reference whole, const dnnl_dims_t sizes) {
    const dnnl_dims_t start = {0};
    return dnnl_memory_desc_create_submemory(part, whole, sizes, start);
}

static dnnl_status_t copy(description *array, reference original) {
    return dnnl_memory_desc_clone(array, original);
}

static void release(description *array) {
    if (*array) dnnl_memory_desc_destroy(*array);
    *array = NULL;
}

static co_blocks blocks_of_rows(reference matrix) {
    const dnnl_dims_t *strides, *sizes, *dimensions;
    int count;
    // No blocks where the layout is of another kind.
    co_blocks blocks = {.outputs = 0, .stride = 0};
    if (dnnl_memory_desc_query(matrix, dnnl_query_strides, &strides)
        || dnnl_memory_desc_query(matrix, dnnl_query_inner_nblks_s32, &count)
        || dnnl_memory_desc_query(matrix, dnnl_query_inner_blks, &sizes)
        || dnnl_memory_desc_query(matrix, dnnl_query_inner_idxs, &dimensions)) {
        return blocks;
    }
    blocks.stride = (size_t)(*strides)[0];
    if ((*strides)[0] < (*strides)[1]) return blocks;
    blocks.outputs = 1;
    for (int i = 0; i < count; i++) {
        if ((*dimensions)[i] == 0) blocks.outputs *= (size_t)(*sizes)[i];
    }
    return blocks;
}

static dnnl_status_t append_sum(dnnl_post_ops_t operations) {
    return dnnl_post_ops_append_sum(operations, 1, 0, dnnl_data_type_undef);
}

static dnnl_status_t append_activation(dnnl_post_ops_t operations, dnnl_alg_kind_t activation, float alpha) {
    return dnnl_post_ops_append_eltwise(operations, activation, alpha, 0);
}

static dnnl_status_t set_scale(dnnl_primitive_attr_t attributes, dnnl_post_ops_t operations, float scale) {
    (void)attributes;
    return dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_linear, scale, 0);
}

static dnnl_status_t plan_linear(plan *plan) {
    const description *arrays = plan->arguments;
    return dnnl_inner_product_forward_primitive_desc_create(
        &plan->primitive, plan->engine, dnnl_forward_inference, arrays[0], arrays[2], arrays[3],
        arrays[1], plan->attributes);
}

static dnnl_status_t plan_product(plan *plan) {
    const description *arrays = plan->arguments;
    return dnnl_matmul_primitive_desc_create(
        &plan->primitive, plan->engine, arrays[0], arrays[1], NULL, arrays[2], plan->attributes);
}

static dnnl_status_t plan_layer_norm(plan *plan, float epsilon) {
    return dnnl_layer_normalization_forward_primitive_desc_create(
        &plan->primitive, plan->engine, dnnl_forward_inference, plan->arguments[0],
        plan->arguments[1], NULL, epsilon, dnnl_use_scale | dnnl_use_shift, plan->attributes);
}

static dnnl_status_t plan_softmax(plan *plan) {
    return dnnl_softmax_forward_primitive_desc_create(
        &plan->primitive, plan->engine, dnnl_forward_inference, dnnl_softmax_accurate,
        plan->arguments[0], plan->arguments[1], 1, plan->attributes);
}

static dnnl_status_t plan_activation(plan *plan, dnnl_alg_kind_t activation, float alpha) {
    return dnnl_eltwise_forward_primitive_desc_create(
        &plan->primitive, plan->engine, dnnl_forward_inference, activation, plan->arguments[0],
        plan->arguments[1], alpha, 0, plan->attributes);
}

static dnnl_status_t set_address(dnnl_memory_t memory, void *address, dnnl_stream_t stream) {
    (void)stream;
    return dnnl_memory_set_data_handle(memory, address);
}

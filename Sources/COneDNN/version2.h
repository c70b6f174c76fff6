// What is declared in versions.h, for version 2.

static dnnl_status_t describe(
    description *array, int rank, const dnnl_dims_t sizes, dnnl_data_type_t type, dnnl_format_tag_t tag) {
    return dnnl_memory_desc_init_by_tag(array, rank, sizes, type, tag);
}

static dnnl_status_t describe_strided(
    description *array, int rank, const dnnl_dims_t sizes, dnnl_data_type_t type, const dnnl_dims_t strides) {
    return dnnl_memory_desc_init_by_strides(array, rank, sizes, type, strides);
}

static dnnl_status_t describe_part(description *part, reference whole, const dnnl_dims_t sizes) {
    const dnnl_dims_t start = {0};
    return dnnl_memory_desc_init_submemory(part, whole, sizes, start);
}

static dnnl_status_t copy(description *array, reference original) {
    *array = *original;
    return dnnl_success;
}

static void release(description *array) { (void)array; }

static co_blocks blocks_of_rows(reference matrix) {
    const dnnl_blocking_desc_t *blocking = &matrix->format_desc.blocking;
    co_blocks blocks = {.outputs = 1, .stride = (size_t)blocking->strides[0]};
    for (int i = 0; i < blocking->inner_nblks; i++) {
        if (blocking->inner_idxs[i] == 0) blocks.outputs *= (size_t)blocking->inner_blks[i];
    }
    if (blocking->strides[0] < blocking->strides[1]) blocks.outputs = 0;
    return blocks;
}

static dnnl_status_t append_sum(dnnl_post_ops_t operations) { return dnnl_post_ops_append_sum(operations, 1); }

static dnnl_status_t append_activation(dnnl_post_ops_t operations, dnnl_alg_kind_t activation, float alpha) {
    return dnnl_post_ops_append_eltwise(operations, 1, activation, alpha, 0);
}

static dnnl_status_t set_scale(dnnl_primitive_attr_t attributes, dnnl_post_ops_t operations, float scale) {
    (void)operations;
    return dnnl_primitive_attr_set_output_scales(attributes, 1, 0, &scale);
}

static dnnl_status_t make(plan *plan, const_dnnl_op_desc_t operation) {
    return dnnl_primitive_desc_create(&plan->primitive, operation, plan->attributes, plan->engine, NULL);
}

static dnnl_status_t plan_linear(plan *plan) {
    const description *arrays = plan->arguments;
    dnnl_inner_product_desc_t operation;
    const dnnl_status_t status = dnnl_inner_product_forward_desc_init(
        &operation, dnnl_forward_inference, &arrays[0], &arrays[2], &arrays[3], &arrays[1]);
    return status ? status : make(plan, &operation);
}

static dnnl_status_t plan_product(plan *plan) {
    const description *arrays = plan->arguments;
    dnnl_matmul_desc_t operation;
    const dnnl_status_t status =
        dnnl_matmul_desc_init(&operation, &arrays[0], &arrays[1], NULL, &arrays[2]);
    return status ? status : make(plan, &operation);
}

static dnnl_status_t plan_layer_norm(plan *plan, float epsilon) {
    dnnl_layer_normalization_desc_t operation;
    const dnnl_status_t status = dnnl_layer_normalization_forward_desc_init(
        &operation, dnnl_forward_inference, &plan->arguments[0], NULL, epsilon,
        dnnl_use_scale | dnnl_use_shift);
    return status ? status : make(plan, &operation);
}

static dnnl_status_t plan_softmax(plan *plan) {
    dnnl_softmax_desc_t operation;
    const dnnl_status_t status =
        dnnl_softmax_forward_desc_init(&operation, dnnl_forward_inference, &plan->arguments[0], 1);
    return status ? status : make(plan, &operation);
}

static dnnl_status_t plan_activation(plan *plan, dnnl_alg_kind_t activation, float alpha) {
    dnnl_eltwise_desc_t operation;
    const dnnl_status_t status = dnnl_eltwise_forward_desc_init(
        &operation, dnnl_forward_inference, activation, &plan->arguments[0], alpha, 0);
    return status ? status : make(plan, &operation);
}

static dnnl_status_t set_address(dnnl_memory_t memory, void *address, dnnl_stream_t stream) {
    return dnnl_memory_set_data_handle_v2(memory, address, stream);
}

// Runs one operation so many times, for a count of its instructions. See arm64.sh.
//
// Usage: count OPERATION TIMES
//   OPERATION  product (20 rows with weights [128, 128]) or attention (the scores of 80 tokens, heads of 32)

#include "COneDNN.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { rows = 20, size = 128, tokens = 80, head = 32 };

static void need(int status) {
    if (status == 0) return;
    printf("the kernels reported %s\n", co_status_name(status));
    exit(1);
}

static void *room(size_t bytes) {
    void *memory = aligned_alloc(64, (bytes + 127) / 64 * 64);
    if (!memory) exit(1);
    return memset(memory, 0, (bytes + 127) / 64 * 64);
}

int main(int count, char **arguments) {
    if (count != 3) return 64;
    const int is_product = strcmp(arguments[1], "product") == 0, times = atoi(arguments[2]);
    co_engine *engine;
    co_stream *stream;
    co_layout *layout;
    co_primitive *kernel;
    need(co_engine_create(&engine));
    need(co_stream_create(engine, &stream));
    float *x = room(tokens * size * 4), *y = room(tokens * tokens * 4), *weights = room(size * size * 4);
    float *bias = room(size * 4);
    const co_linear linear = {rows, size, size, co_float32, co_plain};
    need(co_layout_create(engine, linear, &layout));
    void *packed = room(co_layout_byte_count(layout));
    need(co_pack(engine, weights, layout, packed));
    const co_product scores = {1, tokens, tokens, head, {0, head, 1}, {0, 1, head}, {0, tokens, 1}, 0.125f, co_plain};
    need(is_product ? co_linear_create(engine, linear, layout, &kernel) : co_product_create(engine, &scores, &kernel));
    need(co_primitive_set_scratchpad(kernel, room(co_primitive_scratchpad(kernel))));
    void *const addresses[] = {x, is_product ? y : weights, is_product ? packed : y, bias};
    for (int i = 0; i < times; i++) need(co_primitive_run(kernel, stream, addresses));
    return 0;
}

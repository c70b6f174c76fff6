#include <string.h>

#include "CKernels.h"
#include "processors.h"

FOR_EACH_PROCESSOR(
    void, ck_attention_scores,
    (ck_attention_shape shape, float scale, int accumulates, const float *queries, const float *keys,
     float *scores),
    (shape, scale, accumulates, queries, keys, scores)) {
    const size_t tokens = shape.tokens, groups = (tokens + lane_count - 1) / lane_count;
    // Keys as columns, so that a vector holds one scalar of many keys.
    float columns[ck_attention_head_size][ck_attention_tokens];
    memset(columns, 0, sizeof columns);
    for (size_t head = 0; head < shape.heads; head++) {
        for (size_t token = 0; token < tokens; token++) {
            const float *key = keys + token * shape.stride + head * shape.head_size;
            for (size_t i = 0; i < shape.head_size; i++) columns[i][token] = key[i];
        }
        for (size_t token = 0; token < tokens; token++) {
            const float *query = queries + token * shape.stride + head * shape.head_size;
            float *row = scores + (head * tokens + token) * tokens;
            for (size_t group = 0; group < groups; group++) {
                // Four sums, because one alone would wait for each addition.
                lanes sums[4] = {{0}, {0}, {0}, {0}};
                size_t i = 0;
                for (; i + 4 <= shape.head_size; i += 4) {
                    for (size_t k = 0; k < 4; k++) {
                        sums[k] += query[i + k] * LANES(&columns[i + k][group * lane_count]);
                    }
                }
                for (; i < shape.head_size; i++) {
                    sums[0] += query[i] * LANES(&columns[i][group * lane_count]);
                }
                float products[lane_count];
                LANES(products) = scale * ((sums[0] + sums[1]) + (sums[2] + sums[3]));
                const size_t first = group * lane_count;
                const size_t count = tokens - first < lane_count ? tokens - first : lane_count;
                for (size_t j = 0; j < count; j++) {
                    row[first + j] = products[j] + (accumulates ? row[first + j] : 0);
                }
            }
        }
    }
}

/// One token's sums for `vectors` · 16 neighbouring scalars, which stay in registers: `vectors` is a
/// constant where this is called.
static inline __attribute__((always_inline)) void sum_values(
    size_t vectors, size_t tokens, size_t stride, const float *row, const float *value,
    float *output) {
    lanes sums[4] = {{0}, {0}, {0}, {0}};
    for (size_t j = 0; j < tokens; j++) {
        for (size_t k = 0; k < vectors; k++) {
            sums[k] += row[j] * LANES(value + j * stride + k * lane_count);
        }
    }
    for (size_t k = 0; k < vectors; k++) LANES(output + k * lane_count) = sums[k];
}

FOR_EACH_PROCESSOR(
    void, ck_attention_context,
    (ck_attention_shape shape, const float *weights, const float *values, float *context),
    (shape, weights, values, context)) {
    const size_t tokens = shape.tokens, size = shape.head_size, stride = shape.stride;
    for (size_t head = 0; head < shape.heads; head++) {
        const float *value = values + head * size;
        for (size_t token = 0; token < tokens; token++) {
            const float *row = weights + (head * tokens + token) * tokens;
            float *output = context + token * shape.context_stride + head * size;
            size_t i = 0;
            for (; i + 4 * lane_count <= size; i += 4 * lane_count) {
                sum_values(4, tokens, stride, row, value + i, output + i);
            }
            for (; i + 2 * lane_count <= size; i += 2 * lane_count) {
                sum_values(2, tokens, stride, row, value + i, output + i);
            }
            for (; i < size; i++) {
                float sum = 0;
                for (size_t j = 0; j < tokens; j++) sum += row[j] * value[j * stride + i];
                output[i] = sum;
            }
        }
    }
}

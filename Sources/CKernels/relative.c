#include "CKernels.h"
#include "processors.h"

/// Adds a · b to sums of products, sixteen at a time; the rest of a vector goes to `rest`.
static inline __attribute__((always_inline)) void add_products(
    const float *a, const float *b, size_t size, lanes *sums, float *rest) {
    size_t i = 0;
    for (; i + 2 * lane_count <= size; i += 2 * lane_count) {
        sums[0] += LANES(a + i) * LANES(b + i);
        sums[1] += LANES(a + i + lane_count) * LANES(b + i + lane_count);
    }
    for (; i + lane_count <= size; i += lane_count) sums[0] += LANES(a + i) * LANES(b + i);
    for (; i < size; i++) *rest += a[i] * b[i];
}

FOR_EACH_PROCESSOR(
    void, ck_relative_scores,
    (ck_relative_shape shape, float scale, const float *queries, const float *keys,
     const float *position_keys, const float *position_queries, const int32_t *places, float *scores),
    (shape, scale, queries, keys, position_keys, position_queries, places, scores)) {
    const size_t tokens = shape.tokens, size = shape.head_size;
    for (size_t head = 0; head < shape.heads; head++) {
        for (size_t r = 0; r < shape.rows; r++) {
            const size_t i = shape.first_row + r;
            const float *query = queries + i * shape.stride + head * size;
            float *row = scores + (head * shape.rows + r) * tokens;
            for (size_t j = 0; j < tokens; j++) {
                const int32_t place = places[(ptrdiff_t)i - (ptrdiff_t)j] - shape.first_place;
                const size_t start = (size_t)place * shape.position_stride + head * size;
                lanes sums[2] = {{0}, {0}};
                float rest = 0;
                if (position_keys) add_products(query, position_keys + start, size, sums, &rest);
                if (position_queries) {
                    const float *key = keys + j * shape.stride + head * size;
                    add_products(key, position_queries + start, size, sums, &rest);
                }
                float parts[lane_count];
                LANES(parts) = sums[0] + sums[1];
                for (size_t width = lane_count / 2; width > 0; width /= 2) {
                    for (size_t k = 0; k < width; k++) parts[k] += parts[k + width];
                }
                row[j] = scale * (parts[0] + rest);
            }
        }
    }
}

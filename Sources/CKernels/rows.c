#include "CKernels.h"
#include "processors.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static inline __attribute__((always_inline)) float lane_sum(lanes *values) {
    float sums[lane_count];
    memcpy(sums, values, sizeof sums);
    for (size_t width = lane_count / 2; width > 0; width /= 2) {
        for (size_t i = 0; i < width; i++) sums[i] += sums[i + width];
    }
    return sums[0];
}

FOR_EACH_PROCESSOR(
    void, ck_layer_norm,
    (const float *x, size_t rows, size_t width, float epsilon, const float *scale, const float *shift, float *y),
    (x, rows, width, epsilon, scale, shift, y)) {
    for (size_t row = 0; row < rows; row++, x += width, y += width) {
        lanes sums = {0};
        size_t i = 0;
        for (; i + lane_count <= width; i += lane_count) sums += LANES(x + i);
        float total = lane_sum(&sums);
        for (; i < width; i++) total += x[i];
        const float mean = total / (float)width;

        lanes squares = {0};
        for (i = 0; i + lane_count <= width; i += lane_count) {
            const lanes distance = LANES(x + i) - mean;
            squares += distance * distance;
        }
        total = lane_sum(&squares);
        for (; i < width; i++) total += (x[i] - mean) * (x[i] - mean);
        const float factor = 1 / sqrtf(total / (float)width + epsilon);

        for (i = 0; i < width; i++) y[i] = (x[i] - mean) * factor * scale[i] + shift[i];
    }
}

/// eˣ − 1, and eˣ in `power`; x is taken as 87 or −87 where it lies beyond.
static inline __attribute__((always_inline)) float exponential(float x, float *power) {
    x = x > 87 ? 87 : x;
    x = x < -87 ? -87 : x;
    // As in `ck_softmax`: eˣ = 2ⁿ·eʳ. What is 1 smaller is exact for a small x, whose n is 0.
    const float shifted = x * 1.44269504f + 12582912.0f;
    const float n = shifted - 12582912.0f;
    const float r = (x - n * 0.693359375f) + n * 2.1219444e-4f;
    float series = r * (1.0f / 5040) + 1.0f / 720;
    series = r * series + 1.0f / 120;
    series = r * series + 1.0f / 24;
    series = r * series + 1.0f / 6;
    series = r * series + 0.5f;
    series = r * series + 1.0f;
    uint32_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits - 0x4B400000 + 127) << 23;
    float two;
    memcpy(&two, &bits, sizeof two);
    *power = two + two * (r * series);
    return two * (r * series) + (two - 1);
}

static inline __attribute__((always_inline)) float sigmoid(float x) {
    float power;
    exponential(-x, &power);
    return 1 / (1 + power);
}

static inline __attribute__((always_inline)) float tangent(float x) {
    float power;
    const float less = exponential(2 * x, &power);
    return less / (less + 2);
}

FOR_EACH_PROCESSOR(
    void, ck_activate, (ck_activation activation, const float *x, size_t count, float *y),
    (activation, x, count, y)) {
    switch (activation) {
    case ck_gelu_tanh:
        // x/2 · (1 + tanh u) = x · σ(2u), with u = √(2/π) · (x + 0.044715·x³).
        for (size_t i = 0; i < count; i++) {
            y[i] = x[i] * sigmoid(1.5957691216057308f * (x[i] + 0.044715f * x[i] * x[i] * x[i]));
        }
        return;
    case ck_relu:
        // NaN stays NaN.
        for (size_t i = 0; i < count; i++) y[i] = x[i] < 0 ? 0 : x[i];
        return;
    case ck_silu:
        for (size_t i = 0; i < count; i++) y[i] = x[i] * sigmoid(x[i]);
        return;
    case ck_tanh:
        for (size_t i = 0; i < count; i++) y[i] = tangent(x[i]);
        return;
    case ck_sigmoid:
        for (size_t i = 0; i < count; i++) y[i] = sigmoid(x[i]);
        return;
    }
}

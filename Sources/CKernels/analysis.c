#include <math.h>
#include <stdint.h>
#include <string.h>

#include "CKernels.h"
#include "processors.h"

/// The bits of sixteen floats, and what comparing them gives: all ones for yes.
typedef int32_t words __attribute__((vector_size(64), aligned(4), may_alias));

#define BITS(vector) ((words)(vector))

/// The sum of sixteen floats, in pairs.
#define TOTAL(vector) total((const float *)&(vector))

static inline __attribute__((always_inline)) float total(const float *values) {
    float sums[lane_count];
    memcpy(sums, values, sizeof sums);
    for (size_t width = lane_count / 2; width > 0; width /= 2) {
        for (size_t i = 0; i < width; i++) sums[i] += sums[i + width];
    }
    return sums[0];
}

/// Where sixteen numbers are: at an address that has so many, else copied and filled up.
static inline __attribute__((always_inline)) const float *whole(
    const float *values, size_t count, float filling, float *copy) {
    if (count >= lane_count) return values;
    for (size_t i = 0; i < lane_count; i++) copy[i] = i < count ? values[i] : filling;
    return copy;
}

FOR_EACH_PROCESSOR(
    double, ck_dot_product,
    (const float *a, const float *b, size_t count),
    (a, b, count)) {
    // Four sums, because one alone would wait for each addition.
    lanes sums[4] = {{0}, {0}, {0}, {0}};
    size_t i = 0;
    for (; i + 4 * lane_count <= count; i += 4 * lane_count) {
        for (size_t k = 0; k < 4; k++) {
            sums[k] += LANES(a + i + k * lane_count) * LANES(b + i + k * lane_count);
        }
    }
    for (; i + lane_count <= count; i += lane_count) sums[0] += LANES(a + i) * LANES(b + i);
    const lanes all = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    double sum = 0;
    for (size_t lane = 0; lane < lane_count; lane++) sum += (double)all[lane];
    for (; i < count; i++) sum += (double)a[i] * b[i];
    return sum;
}

FOR_EACH_PROCESSOR(
    double, ck_bilinear_form,
    (const float *matrix, const float *a, const float *b, size_t size),
    (matrix, a, b, size)) {
    double result = 0;
    size_t column = 0;
    for (; column + lane_count <= size; column += lane_count) {
        lanes sums[4] = {{0}, {0}, {0}, {0}};
        size_t row = 0;
        for (; row + 4 <= size; row += 4) {
            for (size_t k = 0; k < 4; k++) {
                sums[k] += a[row + k] * LANES(matrix + (row + k) * size + column);
            }
        }
        for (; row < size; row++) sums[0] += a[row] * LANES(matrix + row * size + column);
        const lanes all = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        for (size_t lane = 0; lane < lane_count; lane++) {
            result += (double)all[lane] * b[column + lane];
        }
    }
    for (; column < size; column++) {
        float sum = 0;
        for (size_t row = 0; row < size; row++) sum += a[row] * matrix[row * size + column];
        result += (double)sum * b[column];
    }
    return result;
}

/// Eight numbers of 64 bits.
typedef double block __attribute__((vector_size(64), aligned(8), may_alias));
enum { block_count = 8 };

FOR_EACH_PROCESSOR(
    void, ck_block_product,
    (const double *matrix, const double *vectors, double *images, size_t size),
    (matrix, vectors, images, size)) {
    size_t row = 0;
    for (; row + 4 <= size; row += 4) {
        block sums[4] = {{0}, {0}, {0}, {0}};
        for (size_t column = 0; column < size; column++) {
            const block vector = *(const block *)(vectors + column * block_count);
            for (size_t k = 0; k < 4; k++) sums[k] += matrix[(row + k) * size + column] * vector;
        }
        for (size_t k = 0; k < 4; k++) *(block *)(images + (row + k) * block_count) = sums[k];
    }
    for (; row < size; row++) {
        block sum = {0};
        for (size_t column = 0; column < size; column++) {
            sum += matrix[row * size + column] * *(const block *)(vectors + column * block_count);
        }
        *(block *)(images + row * block_count) = sum;
    }
}

FOR_EACH_PROCESSOR(
    double, ck_sum_of_minima,
    (const float *a, const float *b, size_t count),
    (a, b, count)) {
    double sum = 0;
    for (size_t i = 0; i < count; i += lane_count) {
        float copies[2][lane_count];
        const lanes x = LANES(whole(a + i, count - i, 0, copies[0]));
        const lanes y = LANES(whole(b + i, count - i, 0, copies[1]));
        const words smaller = x < y;
        const lanes minima = (lanes)((BITS(x) & smaller) | (BITS(y) & ~smaller));
        sum += TOTAL(minima);
    }
    return sum;
}

FOR_EACH_PROCESSOR(void, ck_softmax, (float *logits, size_t count), (logits, count)) {
    if (count == 0) return;
    float largest = logits[0];
    size_t i = 0;
    if (count >= lane_count) {
        lanes maxima = LANES(logits);
        for (; i + lane_count <= count; i += lane_count) {
            const lanes x = LANES(logits + i);
            const words larger = x > maxima;
            maxima = (lanes)((BITS(x) & larger) | (BITS(maxima) & ~larger));
        }
        for (size_t lane = 0; lane < lane_count; lane++) {
            largest = maxima[lane] > largest ? maxima[lane] : largest;
        }
    }
    for (; i < count; i++) largest = logits[i] > largest ? logits[i] : largest;

    double sum = 0;
    for (i = 0; i < count; i += lane_count) {
        float copy[lane_count];
        const size_t here = count - i < lane_count ? count - i : lane_count;
        // What fills a vector up has no share.
        const lanes x = LANES(whole(logits + i, here, -INFINITY, copy)) - largest;
        // eˣ = 2ⁿ·eʳ with n = round(x / ln 2), of which the rest r, at most ln 2 / 2, is left to a
        // polynomial. 1.5·2²³ holds a small integer in its last bits.
        const lanes shifted = x * 1.44269504f + 12582912.0f;
        const lanes n = shifted - 12582912.0f;
        // ln 2 in two parts, of which n times the first is exact.
        const lanes r = (x - n * 0.693359375f) + n * 2.1219444e-4f;
        lanes series = r * (1.0f / 5040) + 1.0f / 720;
        series = r * series + 1.0f / 120;
        series = r * series + 1.0f / 24;
        series = r * series + 1.0f / 6;
        series = r * series + 0.5f;
        series = r * series + 1.0f;
        series = r * series + 1.0f;
        const words exponent = (BITS(shifted) - 0x4B400000 + 127) << 23;
        const words nothing = x < -87.0f;
        const lanes powers = (lanes)(BITS(series * (lanes)exponent) & ~nothing);
        sum += TOTAL(powers);
        if (here == lane_count) LANES(logits + i) = powers;
        else memcpy(logits + i, &powers, here * sizeof *logits);
    }
    const double scale = 1 / sum;
    for (i = 0; i < count; i++) logits[i] = (float)(logits[i] * scale);
}

FOR_EACH_PROCESSOR(
    double, ck_mixture_entropy,
    (const float *p, const float *q, size_t count),
    (p, q, count)) {
    lanes sums = {0};
    for (size_t i = 0; i < count; i += lane_count) {
        // Ones have no entropy.
        float copies[2][lane_count];
        const lanes x = 0.5f * (LANES(whole(p + i, count - i, 1, copies[0]))
                                + LANES(whole(q + i, count - i, 1, copies[1])));
        // The logarithm is that of the exponent and ln m = 2 (s + s³/3 + s⁵/5 + …),
        // s = (m − 1) / (m + 1), of a mantissa between √½ and √2.
        const words exponent = (BITS(x) - 0x3F3504F3) >> 23;
        const lanes mantissa = (lanes)(BITS(x) - (exponent << 23));
        const lanes scale = (lanes)(exponent + 0x4B400000) - 12582912.0f;
        const lanes s = (mantissa - 1.0f) / (mantissa + 1.0f), t = s * s;
        lanes series = t * (1.0f / 9) + 1.0f / 7;
        series = t * series + 1.0f / 5;
        series = t * series + 1.0f / 3;
        series = t * series + 1.0f;
        sums -= x * (scale * 0.69314718f + 2.0f * s * series);
    }
    return TOTAL(sums);
}

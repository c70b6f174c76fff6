// Compares the C targets with plain loops in 64 bits, for processors on which Swift cannot be run here.
// See arm64.sh.

#include "CKernels.h"
#include "COneDNN.h"
#include "CPNG.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void expect(const char *name, double difference, double tolerance) {
    const int good = difference <= tolerance;
    printf("%s %s: %.2g away, at most %.2g allowed\n", good ? "ok    " : "FAILED", name, difference, tolerance);
    failures += !good;
}

static void need(int status) {
    if (status == 0) return;
    printf("FAILED the kernels reported %s\n", co_status_name(status));
    exit(1);
}

/// Numbers between -1 and 1, the same in every run, on a boundary of 64 bytes.
static float *numbers(size_t count) {
    static unsigned state = 1;
    float *values = aligned_alloc(64, (count * sizeof *values + 127) / 64 * 64);
    if (!values) exit(1);
    for (size_t i = 0; i < count; i++) {
        state = state * 1664525u + 1013904223u;
        values[i] = (float)(state >> 8) / 8388608.f - 1;
    }
    return values;
}

/// Makes a primitive's scratchpad, runs it, and destroys it.
static void run(co_primitive *primitive, co_stream *stream, void *const *arguments) {
    need(co_primitive_set_scratchpad(primitive, numbers(co_primitive_scratchpad(primitive) / 4 + 1)));
    need(co_primitive_run(primitive, stream, arguments));
    co_primitive_destroy(primitive);
}

static double gelu(double x) { return x / 2 * (1 + erf(x / sqrt(2))); }

static double larger(double a, double b) { return !(a <= b) ? a : b; }

/// `ck_product`, and COneDNN's, of every count of rows: whole tiles and broken ones.
static void test_products(co_engine *engine, co_stream *stream) {
    enum { most_rows = 80, inputs = 130, outputs = 150 };
    float *x = numbers(most_rows * inputs), *w = numbers(outputs * inputs), *bias = numbers(outputs);
    float *before = numbers(most_rows * outputs), *y = numbers(most_rows * outputs);
    float *whole = numbers(most_rows * outputs);
    double *sums = malloc(most_rows * outputs * sizeof *sums);
    if (!sums) exit(1);
    for (size_t row = 0; row < most_rows; row++) {
        for (size_t output = 0; output < outputs; output++) {
            double sum = bias[output];
            for (size_t i = 0; i < inputs; i++) sum += (double)x[row * inputs + i] * w[output * inputs + i];
            sums[row * outputs + output] = sum;
        }
    }
    co_layout *panels, *preferred;
    need(co_layout_create_panels(inputs, outputs, &panels));
    const co_linear linear = {.rows = 64, .inputs = inputs, .outputs = outputs, .epilogue = co_accumulate};
    need(co_layout_create(engine, linear, &preferred));
    void *packed = numbers(co_layout_byte_count(panels) / 4);
    need(co_pack(engine, w, panels, packed));
    double plain = 0, added = 0, activated = 0;
    int dependent = 0;
    for (size_t rows = most_rows; rows > 0; rows--) {
        const ck_product_shape shape = {rows, inputs, outputs, co_layout_blocks(panels).stride, outputs};
        ck_product(shape, ck_product_plain, x, packed, bias, y);
        if (rows == most_rows) memcpy(whole, y, rows * outputs * sizeof *y);
        dependent |= memcmp(whole, y, rows * outputs * sizeof *y) != 0;
        for (size_t i = 0; i < rows * outputs; i++) plain = larger(fabs(y[i] - sums[i]), plain);
        memcpy(y, before, rows * outputs * sizeof *y);
        ck_product(shape, ck_product_accumulate, x, packed, bias, y);
        for (size_t i = 0; i < rows * outputs; i++) added = larger(fabs(y[i] - sums[i] - before[i]), added);
        ck_product(shape, ck_product_gelu, x, packed, bias, y);
        for (size_t i = 0; i < rows * outputs; i++) activated = larger(fabs(y[i] - gelu(sums[i])), activated);
    }
    expect("a product", plain, 2e-5);
    expect("a product that is added", added, 2e-5);
    expect("a product with GELU", activated, 2e-5);
    expect("a product's dependence on the rows around", dependent, 0);

    packed = numbers(co_layout_byte_count(preferred) / 4);
    need(co_pack(engine, w, preferred, packed));
    co_primitive *primitive;
    need(co_linear_create(engine, linear, preferred, &primitive));
    memcpy(y, before, most_rows * outputs * sizeof *y);
    run(primitive, stream, (void *const[]){x, y, packed, bias});
    added = 0;
    for (size_t i = 0; i < linear.rows * outputs; i++) added = larger(fabs(y[i] - sums[i] - before[i]), added);
    expect("COneDNN's product", added, 2e-5);
    co_layout_destroy(panels);
    co_layout_destroy(preferred);
    free(sums);
}

/// How far scores of attention are from the scaled products of queries and keys.
static double scores_difference(
    const ck_attention_shape *shape, double scale, const float *qkv, const float *scores) {
    const size_t tokens = shape->tokens, size = shape->head_size, stride = shape->stride;
    double difference = 0;
    for (size_t h = 0; h < shape->heads; h++) {
        for (size_t i = 0; i < tokens; i++) {
            for (size_t j = 0; j < tokens; j++) {
                double sum = 0;
                for (size_t k = 0; k < size; k++) {
                    sum += (double)qkv[i * stride + h * size + k] * qkv[j * stride + (shape->heads + h) * size + k];
                }
                difference = larger(fabs(scores[(h * tokens + i) * tokens + j] - sum * scale), difference);
            }
        }
    }
    return difference;
}

static void test_attention(void) {
    enum { heads = 3, tokens = 41, size = 40, stride = 3 * heads * size };
    const float *qkv = numbers(tokens * stride);
    float *scores = numbers(heads * tokens * tokens), *context = numbers(tokens * heads * size);
    const ck_attention_shape shape = {heads, tokens, size, stride, heads * size};
    ck_attention_scores(shape, 0.25f, 0, qkv, qkv + heads * size, scores);
    expect("scores of attention", scores_difference(&shape, 0.25, qkv, scores), 1e-5);
    for (size_t row = 0; row < heads * tokens; row++) ck_softmax(scores + row * tokens, tokens);
    ck_attention_context(shape, scores, qkv + 2 * heads * size, context);
    double difference = 0;
    for (size_t h = 0; h < heads; h++) {
        for (size_t i = 0; i < tokens; i++) {
            for (size_t k = 0; k < size; k++) {
                double sum = 0;
                for (size_t j = 0; j < tokens; j++) {
                    sum += (double)scores[(h * tokens + i) * tokens + j] * qkv[j * stride + (2 * heads + h) * size + k];
                }
                difference = larger(fabs(context[i * heads * size + h * size + k] - sum), difference);
            }
        }
    }
    expect("context of attention", difference, 1e-6);
}

/// Scores of a long text: scaled, and added to what is there.
static void test_batch(co_engine *engine, co_stream *stream) {
    enum { batch = 2, m = 70, n = 66, k = 40 };
    float *left = numbers(batch * m * k), *right = numbers(batch * k * n), *y = numbers(batch * m * n);
    double *expected = malloc(batch * m * n * sizeof *expected);
    if (!expected) exit(1);
    for (size_t b = 0; b < batch; b++) {
        for (size_t row = 0; row < m; row++) {
            for (size_t column = 0; column < n; column++) {
                const size_t place = (b * m + row) * n + column;
                double sum = 0;
                for (size_t i = 0; i < k; i++) {
                    sum += (double)left[(b * m + row) * k + i] * right[(b * k + i) * n + column];
                }
                expected[place] = sum / 4 + y[place];
            }
        }
    }
    const co_product product = {
        batch, m, n, k, {m * k, k, 1}, {k * n, n, 1}, {m * n, n, 1}, 0.25f, co_accumulate};
    co_primitive *primitive;
    need(co_product_create(engine, &product, &primitive));
    run(primitive, stream, (void *const[]){left, right, y});
    double difference = 0;
    for (size_t i = 0; i < batch * m * n; i++) difference = larger(fabs(y[i] - expected[i]), difference);
    expect("COneDNN's products of a batch", difference, 1e-5);
    free(expected);
}

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }
static double gelu_tanh(double x) { return x / 2 * (1 + tanh(sqrt(2 / acos(-1)) * (x + 0.044715 * x * x * x))); }
static double relu(double x) { return x > 0 ? x : 0; }
static double silu(double x) { return x * sigmoid(x); }

/// The activation functions, from what is nearly 0 to where they are flat.
static void test_activations(co_engine *engine, co_stream *stream) {
    static const struct {
        const char *name;
        co_epilogue function;
        double (*formula)(double);
    } all[] = {
        {"tanh", co_tanh, tanh},     {"sigmoid", co_sigmoid, sigmoid}, {"GELU with tanh", co_gelu_tanh, gelu_tanh},
        {"ReLU", co_relu, relu},     {"SiLU", co_silu, silu},
    };
    enum { count = 4001 };
    float *x = numbers(count), *y = numbers(count);
    for (size_t i = 0; i < count; i++) x[i] = (float)(((double)i - 2000) / 20) * (i % 2 ? 1 : 1e-4f);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        co_primitive *primitive;
        need(co_activation_create(engine, all[i].function, count, &primitive));
        run(primitive, stream, (void *const[]){x, y});
        double difference = 0;
        for (size_t j = 0; j < count; j++) {
            const double expected = all[i].formula(x[j]);
            difference = larger(fabs(y[j] - expected) / larger(fabs(x[j]), larger(fabs(expected), 1e-30)), difference);
        }
        expect(all[i].name, difference, 2e-6);
    }
    // Of almost nothing, relatively.
    double difference = 0;
    co_primitive *primitive;
    need(co_activation_create(engine, co_tanh, count, &primitive));
    run(primitive, stream, (void *const[]){x, y});
    for (size_t j = 0; j < count; j += 2) {
        if (x[j] != 0) difference = larger(fabs(y[j] / tanh(x[j]) - 1), difference);
    }
    expect("tanh of small numbers", difference, 1e-6);
}

/// Queries times keys of two heads, where they lie in a layer's output.
static void test_strided_batch(co_engine *engine, co_stream *stream) {
    enum { heads = 2, tokens = 71, size = 24, stride = 3 * heads * size };
    float *qkv = numbers(tokens * stride), *scores = numbers(heads * tokens * tokens);
    const co_product product = {
        heads, tokens, tokens, size, {size, stride, 1}, {size, 1, stride}, {tokens * tokens, tokens, 1}, 0.5f, co_plain};
    co_primitive *primitive;
    need(co_product_create(engine, &product, &primitive));
    run(primitive, stream, (void *const[]){qkv, qkv + heads * size, scores});
    const ck_attention_shape shape = {heads, tokens, size, stride, heads * size};
    expect("scores of a long text", scores_difference(&shape, 0.5, qkv, scores), 1e-5);
}

/// A layer of bfloat16 numbers, in two parts.
static void test_halves(co_engine *engine, co_stream *stream) {
    enum { rows = 7, inputs = 48, outputs = 192, part = 64 };
    if (!ck_has_bfloat16_products()) return;
    float *x = numbers(rows * inputs), *w = numbers(outputs * inputs), *bias = numbers(outputs);
    float *y = numbers(rows * outputs);
    uint16_t halves[rows * inputs];
    ck_round_to_bfloat16(x, halves, rows * inputs);
    co_linear linear = {rows, inputs, outputs, co_bfloat16, co_plain};
    co_layout *layout;
    need(co_layout_create(engine, linear, &layout));
    char *packed = (char *)numbers(co_layout_byte_count(layout) / 4);
    need(co_pack(engine, w, layout, packed));
    const co_blocks blocks = co_layout_blocks(layout);
    const size_t first = blocks.outputs == part ? part : 0;
    linear.outputs -= first;
    co_primitive *primitive;
    need(co_linear_create(engine, linear, layout, &primitive));
    run(primitive, stream, (void *const[]){halves, y, packed + 2 * first / part * blocks.stride, bias + first});
    double difference = 0;
    for (size_t row = 0; row < rows; row++) {
        for (size_t output = 0; output < linear.outputs; output++) {
            double sum = bias[first + output];
            for (size_t i = 0; i < inputs; i++) sum += (double)x[row * inputs + i] * w[(first + output) * inputs + i];
            difference = larger(fabs(y[row * linear.outputs + output] - sum), difference);
        }
    }
    expect("a product of bfloat16 numbers", difference, 0.05);
    co_layout_destroy(layout);
}

/// One row for each operation, beside its formula.
static void test_rows(co_engine *engine, co_stream *stream) {
    enum { count = 77 };
    float *x = numbers(count), *y = numbers(count), *scale = numbers(count), *shift = numbers(count);
    double difference = 0, total = 0, mean = 0, variance = 0;
    memcpy(y, x, count * sizeof *x);
    ck_gelu(y, count);
    for (size_t i = 0; i < count; i++) difference = larger(fabs(y[i] - gelu(x[i])), difference);
    expect("GELU", difference, 1e-6);

    for (size_t i = 0; i < count; i++) {
        total += exp(x[i]);
        mean += x[i] / (double)count;
    }
    memcpy(y, x, count * sizeof *x);
    ck_softmax(y, count);
    difference = 0;
    for (size_t i = 0; i < count; i++) difference = larger(fabs(y[i] - exp(x[i]) / total), difference);
    expect("softmax", difference, 1e-7);

    // Beside a number so large that none is added to it.
    float large[3] = {1e30f, 1e30f, -1e30f};
    ck_softmax(large, 3);
    expect("softmax of large numbers", fabs(large[0] - 0.5) + fabs(large[1] - 0.5) + fabs(large[2]), 1e-7);

    co_primitive *primitive;
    need(co_softmax_create(engine, 1, count, &primitive));
    memcpy(y, x, count * sizeof *x);
    run(primitive, stream, (void *const[]){y, y});
    difference = 0;
    for (size_t i = 0; i < count; i++) difference = larger(fabs(y[i] - exp(x[i]) / total), difference);
    expect("COneDNN's softmax", difference, 1e-7);

    need(co_layer_norm_create(engine, 1, count, 1e-5f, &primitive));
    run(primitive, stream, (void *const[]){x, y, scale, shift});
    for (size_t i = 0; i < count; i++) variance += (x[i] - mean) * (x[i] - mean) / count;
    difference = 0;
    for (size_t i = 0; i < count; i++) {
        const double normal = (x[i] - mean) / sqrt(variance + 1e-5f) * scale[i] + shift[i];
        difference = larger(fabs(y[i] - normal), difference);
    }
    expect("COneDNN's layer norm", difference, 1e-5);

    double dot = 0, minima = 0;
    for (size_t i = 0; i < count; i++) {
        dot += (double)x[i] * scale[i];
        minima += x[i] < scale[i] ? x[i] : scale[i];
    }
    expect("a dot product", fabs(ck_dot_product(x, scale, count) - dot), 1e-5);
    expect("a sum of minima", fabs(ck_sum_of_minima(x, scale, count) - minima), 1e-5);
    uint16_t halves[count];
    ck_round_to_bfloat16(x, halves, count);
    difference = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t bits = (uint32_t)halves[i] << 16;
        float value;
        memcpy(&value, &bits, sizeof value);
        difference = larger(fabs(value - x[i]) / fabs(x[i]), difference);
    }
    expect("bfloat16", difference, 1.0 / 256);
}

/// Writes a picture of bars, for another program to read.
static void write_picture(const char *path) {
    enum { width = 640, height = 400 };
    unsigned char *pixels = malloc(3 * width * height);
    if (!pixels) exit(1);
    for (size_t y = 0; y < height; y++) {
        for (size_t x = 0; x < width; x++) {
            const int bar = height - y < 40 + (x / 64) * 30 && x % 64 > 12;
            memcpy(pixels + 3 * (y * width + x), bar ? "\x1f\x77\xb4" : "\xff\xff\xff", 3);
        }
    }
    const char *texts[] = {"Title", "Bars"};
    const cpng_image image = {
        pixels, 3 * width, width, height, cpng_rgb, NULL, 0, 5906, texts, 1};
    cpng_file file;
    if (!cpng_encode(&image, &file)) {
        printf("FAILED %s\n", file.error);
        exit(1);
    }
    FILE *output = fopen(path, "wb");
    if (!output || fwrite(file.bytes, 1, file.count, output) != file.count || fclose(output)) exit(1);
    printf("       %s: %zu bytes\n", path, file.count);
    free(file.bytes);
    free(pixels);
}

int main(int count, char **arguments) {
    co_engine *engine;
    co_stream *stream;
    need(co_engine_create(&engine));
    need(co_stream_create(engine, &stream));
    test_products(engine, stream);
    test_attention();
    test_batch(engine, stream);
    test_strided_batch(engine, stream);
    test_halves(engine, stream);
    test_activations(engine, stream);
    test_rows(engine, stream);
    if (count > 1) write_picture(arguments[1]);
    co_stream_destroy(stream);
    co_engine_destroy(engine);
    printf("%d failed\n", failures);
    return failures != 0;
}

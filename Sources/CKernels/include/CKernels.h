#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

// Loops that need the processor's widest vectors, chosen when they are called. Swift compiles for the
// oldest processor of an architecture only; a C function may be compiled for several.

/// The kinds of processor for which functions are compiled; each has what those before it have.
typedef enum {
    ck_processor_any,
    ck_processor_avx2,
    ck_processor_avx512,
    ck_processor_avx512_bfloat16
} ck_processor_kind;

/// The kind that functions run for: that of the processor, or the one that the environment's
/// ONEDNN_MAX_CPU_ISA (DNNL_MAX_CPU_ISA) limits it to. oneDNN follows the same variables, so that one of
/// them makes all of the program run as it does on an older processor.
ck_processor_kind ck_processor(void);

/// The last kind that such a limit allows. Any case will do; a name that oneDNN does not know is no limit.
ck_processor_kind ck_processor_limit(const char *name);

/// x ← x/2 · (1 + erf(x/√2)) for `count` numbers in place.
void ck_gelu(float *values, size_t count);

/// y ← (x − mean) / √(variance + epsilon) · scale + shift for each of some rows [width]; y may be x.
void ck_layer_norm(
    const float *x, size_t rows, size_t width, float epsilon, const float *scale, const float *shift, float *y);

/// The activation functions besides `ck_gelu`: GELU with Φ approximated through tanh, max(x, 0), x·σ(x), tanh, and
/// σ(x) = 1 / (1 + e⁻ˣ).
typedef enum { ck_gelu_tanh, ck_relu, ck_silu, ck_tanh, ck_sigmoid } ck_activation;

/// y ← activation(x) for `count` numbers; y may be x.
void ck_activate(ck_activation activation, const float *x, size_t count, float *y);

/// The products of the attention of one short sentence, one for each of some neighbouring heads.
typedef struct {
    size_t heads;
    size_t tokens;
    /// Scalars of a head's query, key or value.
    size_t head_size;
    /// Scalars from one token's query to the next one's; keys and values lie as far apart.
    size_t stride;
    /// Scalars from one token's context to the next one's.
    size_t context_stride;
} ck_attention_shape;

/// The most tokens, and the largest heads, that the two functions below take.
enum { ck_attention_tokens = 64, ck_attention_head_size = 128 };

/// scores[h][i][j] ← scale · query(i, h) · key(j, h), or that added to what is there.
///
/// `queries` and `keys` point to the first token's first head; heads follow one another.
/// `scores` is [heads][tokens][tokens].
void ck_attention_scores(
    ck_attention_shape shape, float scale, int accumulates, const float *queries, const float *keys,
    float *scores);

/// context(i, h) ← Σ_j weights[h][i][j] · value(j, h); a token's heads follow one another.
void ck_attention_context(
    ck_attention_shape shape, const float *weights, const float *values, float *context);

typedef struct {
    size_t heads;
    size_t tokens;
    /// The tokens whose scores are wanted: so many, from the first one on.
    size_t first_row;
    size_t rows;
    /// Scalars of a head's query or key.
    size_t head_size;
    /// Scalars from one token's query, or key, to the next one's.
    size_t stride;
    /// Scalars from one position's key, or query, to the next one's.
    size_t position_stride;
    /// The place of the first position that there is a key or query of.
    int32_t first_place;
} ck_relative_shape;

/// scores[h][i][j] ← scale · (query(i, h) · position_key(p, h) + key(j, h) · position_query(p, h)), where p is
/// the place of the distance i − j.
///
/// i is one of the rows, j any token; `scores` is [heads][rows][tokens]. `queries` and `keys` point to those of
/// token 0, and they and the positions' own to the first of the heads; heads follow one another. Either
/// of the positions' may be null, which leaves its products out. `places` points to the place of distance 0.
void ck_relative_scores(
    ck_relative_shape shape, float scale, const float *queries, const float *keys,
    const float *position_keys, const float *position_queries, const int32_t *places, float *scores);

/// The columns of a panel: a matrix W[inputs][outputs] in panels is, for each 64 outputs, their weights
/// [inputs][64], filled up with zeros in the last one.
enum { ck_product_panel = 64 };

/// What follows a product before it is stored.
typedef enum { ck_product_plain, ck_product_accumulate, ck_product_gelu } ck_product_epilogue;

typedef struct {
    size_t rows;
    size_t inputs;
    size_t outputs;
    /// Scalars from one panel to the next one.
    size_t panel_stride;
    /// Scalars from one row of y to the next one.
    size_t stride;
} ck_product_shape;

/// y ← epilogue(x · W + bias), with x[rows][inputs] and W in panels on a boundary of 64 bytes.
///
/// Reads memory ahead of the multiplications. A number does not depend on the other rows, nor on which
/// panels a call gets.
void ck_product(
    ck_product_shape shape, ck_product_epilogue epilogue, const float *x, const float *panels,
    const float *bias, float *y);

/// Tells the processor that this thread waits in a loop.
static inline void ck_relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}

/// Keeps a thread that is to be created with some attributes (a `pthread_attr_t`) off the processor on which the
/// caller runs, if there is another one that it may use.
///
/// Linux (6.18) begins a thread beside its creator although another processor is idle, if that one was busy a
/// moment before, and moves it only after milliseconds.
void ck_avoid_this_processor(void *attributes);

/// Σ aᵢbᵢ: sums of 32 bits, which are added in 64.
double ck_dot_product(const float *a, const float *b, size_t count);

/// aᵀ·M·b with a symmetric matrix M[size][size]; the last sum is in 64 bits.
double ck_bilinear_form(const float *matrix, const float *a, const float *b, size_t size);

/// images[size][8] ← matrix[size][size] · vectors[size][8]
void ck_block_product(const double *matrix, const double *vectors, double *images, size_t size);

/// Σ min(aᵢ, bᵢ).
double ck_sum_of_minima(const float *a, const float *b, size_t count);

/// Makes probabilities of logits, in place: eˣ / Σ eˣ. What is more than 87 below the largest has none.
void ck_softmax(float *logits, size_t count);

/// The entropy of (p + q) / 2 in nats, for positive numbers.
double ck_mixture_entropy(const float *p, const float *q, size_t count);

/// Where two rows of pixels differ.
///
/// - `ignored`: bits that do not count.
/// - `places`: room for `width` numbers, which rise.
/// Returns how many there are.
size_t ck_differences(
    const uint32_t *row, const uint32_t *above, size_t width, uint32_t ignored, uint32_t *places);

/// Rounds floats to bfloat16: the upper half of a float's bits.
void ck_round_to_bfloat16(const float *values, uint16_t *rounded, size_t count);

/// Whether the processor multiplies bfloat16 numbers, and no limit forbids it.
int ck_has_bfloat16_products(void);

#endif

#include "CKernels.h"
#include "processors.h"

// erf(z) = z · P(z²)/Q(z²) for |z| ≤ 3.95, where it differs from 1 by less than a float can tell. The
// coefficients are a least-squares fit, reweighted until the largest relative error, 5.7e-8, was as
// small as it gets: Tests/Reference/fit_erf.py.
static const float numerator[] = {
    1.1283791065216064f,    0.20258262753486633f,   0.05092322826385498f,  0.0038078264333307743f,
    0.0001438086328562349f, -1.9508936475176597e-6f, 1.9603749734642406e-8f,
};
static const float denominator[] = {
    1.0f, 0.5128656625747681f, 0.11609439551830292f, 0.014575725421309471f, 0.000979841686785221f,
};

FOR_EACH_PROCESSOR(void, ck_gelu, (float *values, size_t count), (values, count)) {
    for (size_t index = 0; index < count; index++) {
        const float x = values[index];
        float z = x * 0.70710678118654752f;
        z = z > 3.95f ? 3.95f : z;
        z = z < -3.95f ? -3.95f : z;
        const float square = z * z;
        float p = numerator[6];
        for (int i = 5; i >= 0; i--) p = p * square + numerator[i];
        float q = denominator[4];
        for (int i = 3; i >= 0; i--) q = q * square + denominator[i];
        float erf = z * p / q;
        // Exactly, because what rounding leaves would be multiplied by a large x.
        erf = z >= 3.95f ? 1.0f : erf;
        erf = z <= -3.95f ? -1.0f : erf;
        values[index] = 0.5f * x * (1.0f + erf);
    }
}

"""Fits the rational function that Sources/CKernels/gelu.c uses for erf(z)/z, in t = z^2.

Least squares on 4,000 points of |z| <= 3.95, the weights raised where the relative error is large
until it is nearly even. Prints the coefficients of numerator and denominator and the largest error.
"""

import numpy
from scipy.special import erf

LIMIT, NUMERATOR, DENOMINATOR = 3.95, 6, 4

points = LIMIT * numpy.sin(numpy.pi / 2 * (numpy.arange(4000) + 0.5) / 4000)
points = points[points > 1e-4]
t = (points / LIMIT) ** 2
target = erf(points) / points
weights, bottom = numpy.ones_like(t), numpy.ones_like(t)
for _ in range(60):
    columns = [t**i for i in range(NUMERATOR + 1)]
    columns += [-target * t**i for i in range(1, DENOMINATOR + 1)]
    scale = weights / (bottom * target)
    solution, *_ = numpy.linalg.lstsq(
        numpy.stack(columns, 1) * scale[:, None], target * scale, rcond=None)
    top = sum(solution[i] * t**i for i in range(NUMERATOR + 1))
    bottom = 1 + sum(solution[NUMERATOR + i] * t**i for i in range(1, DENOMINATOR + 1))
    error = numpy.abs(top / bottom / target - 1)
    weights *= (0.2 + error / error.max()) ** 0.5
    weights /= weights.max()
powers = LIMIT**-2.0
print([float(numpy.float32(solution[i] * powers**i)) for i in range(NUMERATOR + 1)])
print([1.0] + [float(numpy.float32(solution[NUMERATOR + i] * powers**i))
               for i in range(1, DENOMINATOR + 1)])
print("largest relative error", error.max())

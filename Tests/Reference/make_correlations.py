#!/usr/bin/env python3
"""Writes the reference data for Spearman's correlation: make_correlations.py FILE.json

Rows of numbers with and without ties, from a fixed seed; `value` is SciPy's `spearmanr`, `low` and `high` are the 95 %
interval of Fisher's transformation with the variance of Bonett and Wright (2000), computed here with NumPy.
Versions are those of requirements.txt.
"""

import json
import sys

import numpy as np
from scipy.stats import norm, spearmanr


def case(first, second):
    value = float(spearmanr(first, second).statistic)
    spread = norm.ppf(0.975) * np.sqrt((1 + value**2 / 2) / (len(first) - 3))
    center = np.arctanh(value)
    return {
        "first": [float(x) for x in first],
        "second": [float(x) for x in second],
        "value": value,
        "low": float(np.tanh(center - spread)),
        "high": float(np.tanh(center + spread)),
    }


def main():
    generator = np.random.default_rng(19)
    cases = []
    for count in (4, 7, 30, 200):
        noise = generator.normal(size=count)
        first = generator.normal(size=count)
        cases.append(case(first, first + noise))
        cases.append(case(first, generator.integers(1, 5, size=count)))
        cases.append(case(np.round(first, 1), np.round(-first + noise, 0)))
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(cases, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()

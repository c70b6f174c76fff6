#!/usr/bin/env python3
"""Writes the reference data for calibration: make_calibration.py FILE.json

Synthetic similarities of labelled pairs from a fixed seed: of one list that tells the labels apart and one that does
not. Densities are SciPy's `gaussian_kde` with the bandwidth given, the area under the ROC curve is its
`mannwhitneyu`, quantiles are NumPy's. Draws follow SplitMix64 with seed 1, the remainder of each number. Versions are
those of requirements.txt.
"""

import json
import sys

import numpy as np
from scipy.stats import gaussian_kde, mannwhitneyu

POINTS = [-0.5, 0.0, 0.2, 0.35, 0.5, 0.62, 0.8, 0.95]
FOLDS, RESAMPLES, SHUFFLES = 5, 2000, 9999


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def below(self, count):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        value = self.state
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & mask
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & mask
        return (value ^ (value >> 31)) % count


def silverman(values):
    low, high = np.quantile(values, [0.25, 0.75])
    return 0.9 * min(np.std(values, ddof=1), (high - low) / 1.34) * len(values) ** -0.2


def log_odds(same, different, x):
    bandwidth = (silverman(same) + silverman(different)) / 2

    def density(values):
        kernel = gaussian_kde(values, bw_method=bandwidth / np.std(values, ddof=1))
        # One pair in n + 1 is taken to lie anywhere from -1 to 1.
        return (len(values) * kernel(x)[0] + 0.5) / (len(values) + 1)

    return float(np.log(density(same)) - np.log(density(different)))


def auc(same, different):
    return float(mannwhitneyu(same, different).statistic) / (len(same) * len(different))


def best_layer(cosines, labels):
    same, different = cosines[labels], cosines[~labels]
    return int(np.argmax([auc(same[:, k], different[:, k]) for k in range(cosines.shape[1])]))


def held_out_answers(cosines, labels, groups):
    """Right and all answers by group and label, different senses first."""
    count = int(groups.max()) + 1
    tallies = np.zeros((count, 2, 2))  # group, label, right and all
    for fold in range(FOLDS):
        train, test = groups % FOLDS != fold, groups % FOLDS == fold
        same, different = cosines[train & labels], cosines[train & ~labels]
        best = best_layer(cosines[train], labels[train])
        for pair in np.flatnonzero(test):
            odds = log_odds(same[:, best], different[:, best], cosines[pair, best])
            right = (odds >= 0) == labels[pair]
            tallies[groups[pair], int(labels[pair])] += [right, 1]
    return tallies


def accuracy(tallies, chosen):
    """The mean over labels; one without pairs counts as a coin."""
    sums = tallies[chosen].sum(axis=0)
    return float(np.mean([right / all if all else 0.5 for right, all in sums]))


def draws(count):
    random = SplitMix64(1)
    return [[random.below(count) for _ in range(count)] for _ in range(RESAMPLES)]


def held_out(cosines, labels, groups):
    tallies = held_out_answers(cosines, labels, groups)
    count = len(tallies)
    low, high = np.quantile([accuracy(tallies, chosen) for chosen in draws(count)], [0.025, 0.975])
    return {
        "accuracy": accuracy(tallies, range(count)), "low": float(low), "high": float(high), "words": count,
    }


def permutation(cosines, labels):
    count, same = len(labels), int(labels.sum())

    def difference(chosen):
        mask = np.zeros(count, dtype=bool)
        mask[chosen] = True
        return cosines[mask].mean(axis=0) - cosines[~mask].mean(axis=0)

    found = difference(np.flatnonzero(labels))
    at_least = np.ones(cosines.shape[1])
    random, order = SplitMix64(1), list(range(count))
    for _ in range(SHUFFLES):
        for place in range(same):
            other = place + random.below(count - place)
            order[place], order[other] = order[other], order[place]
        at_least += np.abs(difference(order[:same])) >= np.abs(found) - 1e-12
    return [
        {"difference": float(d), "p": float(a) / (SHUFFLES + 1)} for d, a in zip(found, at_least)
    ]


def case(generator, gap):
    groups = np.repeat(np.arange(24), 5)
    labels = np.tile([True, False, True, False, False], 24)
    word = generator.normal(0, 0.04, size=24)[groups]
    noise = generator.normal(0, 1, size=(len(groups), 3)) * [0.05, 0.12, 0.1]
    level = np.array([0.9, 0.5, 0.4]) + np.outer(labels, [0, gap, gap / 2])
    # As they are kept: 32 bits.
    cosines = np.clip(level + word[:, None] + noise, -1, 1).astype(np.float32).astype(float)
    layers = []
    for k in range(cosines.shape[1]):
        same, different = cosines[labels, k], cosines[~labels, k]
        layers.append(
            {
                "auc": auc(same, different),
                "same": [float(q) for q in np.quantile(same, [0.1, 0.9])],
                "different": [float(q) for q in np.quantile(different, [0.1, 0.9])],
                "log_odds": [log_odds(same, different, x) for x in POINTS],
            }
        )
    return {
        "words": [f"w{group}" for group in groups],
        "labels": labels.tolist(),
        "cosines": cosines.tolist(),
        "layers": layers,
        "held_out": held_out(cosines, labels, groups),
        "permutation": permutation(cosines, labels),
    }


def main():
    generator = np.random.default_rng(29)
    document = {"points": POINTS, "cases": [case(generator, 0.25), case(generator, 0)]}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(document, file)
        file.write("\n")


if __name__ == "__main__":
    main()

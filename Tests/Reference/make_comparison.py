#!/usr/bin/env python3
"""Writes the reference data for models side by side: make_comparison.py FILE.json

Synthetic similarities of labelled pairs in three models of different depth, from a fixed seed: of a list of many words,
and of one of three words, whose pairs are drawn singly. Areas under the ROC curve are SciPy's `mannwhitneyu` of the
pairs of each draw, quantiles NumPy's. Draws are those of make_calibration.py, the same for all models. Versions are
those of requirements.txt.
"""

import json
import sys

import numpy as np
from make_calibration import FOLDS, accuracy, auc, best_layer, draws, held_out_answers, log_odds


def estimate(value, drawn):
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {"value": float(value), "low": float(low), "high": float(high)}


def ranking(models, labels, words):
    names = sorted(set(words), key=words.index)
    groups = np.array([names.index(word) for word in words])
    unit = "words"
    if len(names) < FOLDS:
        groups, unit = np.arange(len(words)), "pairs"
    count = int(groups.max()) + 1
    members = [np.flatnonzero(groups == group) for group in range(count)]
    drawn = draws(count)

    def area(values, chosen):
        pairs = np.concatenate([members[group] for group in chosen])
        same, different = values[pairs][labels[pairs]], values[pairs][~labels[pairs]]
        return auc(same, different) if len(same) and len(different) else 0.5

    measured = []
    for cosines in models:
        tallies = held_out_answers(cosines, labels, groups)
        best = best_layer(cosines, labels)
        measured.append({
            "best": best,
            "by_layer": [auc(cosines[labels, k], cosines[~labels, k]) for k in range(cosines.shape[1])],
            "accuracy": accuracy(tallies, range(count)),
            "accuracies": np.array([accuracy(tallies, chosen) for chosen in drawn]),
            "areas": np.array([area(cosines[:, best], chosen) for chosen in drawn]),
        })
    order = sorted(range(len(models)), key=lambda m: (
        -measured[m]["accuracy"], -measured[m]["by_layer"][measured[m]["best"]], m))
    lead = measured[order[0]]
    lead_area = lead["by_layer"][lead["best"]]
    entries = []
    for index in order:
        model = measured[index]
        own = model["by_layer"][model["best"]]
        entries.append({
            "model": index, "best": model["best"], "auc_by_layer": model["by_layer"],
            "accuracy": estimate(model["accuracy"], model["accuracies"]),
            "auc": estimate(own, model["areas"]),
            "accuracy_behind": estimate(lead["accuracy"] - model["accuracy"], lead["accuracies"] - model["accuracies"]),
            "auc_behind": estimate(lead_area - own, lead["areas"] - model["areas"]),
        })
    return {"unit": unit, "units": count, "entries": entries}


def opinions(cosines, labels, words):
    """Each pair judged by the pairs of other words: log-odds at their best layer, which may differ."""
    found = []
    for pair, word in enumerate(words):
        others = np.array([other != word for other in words])
        known, kinds = cosines[others], labels[others]
        best = best_layer(known, kinds)
        found.append(log_odds(known[kinds, best], known[~kinds, best], cosines[pair, best]))
    return found


def case(generator, count, size, gaps, levels):
    words = [f"w{word}" for word in range(count) for _ in range(size)]
    labels = np.array([pair % 2 == 0 for _ in range(count) for pair in range(size)])
    sense = np.where(labels, 1.0, 0.0) + generator.normal(0, 0.8, size=len(words))
    models = []
    for gap, states in zip(gaps, levels):
        noise = generator.normal(0, 0.1, size=(len(words), states))
        weights = np.linspace(0, gap, states)
        # As they are kept: 32 bits. Two decimals, so that some are equal.
        cosines = np.clip(0.6 + np.outer(sense - 0.5, weights) + noise, -1, 1)
        models.append(np.round(cosines, 2).astype(np.float32).astype(float))
    odds = [opinions(cosines, labels, words) for cosines in models]
    chances = 1 / (1 + np.exp(-np.array(odds)))
    spreads = chances.max(axis=0) - chances.min(axis=0)
    return {
        "words": words,
        "labels": labels.tolist(),
        "models": [cosines.tolist() for cosines in models],
        "depths": [(np.arange(states) / (states - 1)).tolist() for states in levels],
        "log_odds": odds,
        "spreads": spreads.tolist(),
        "ranking": ranking(models, labels, words),
    }


def main():
    generator = np.random.default_rng(31)
    document = {
        "cases": [
            case(generator, 20, 6, [0.25, 0.05, 0.12], [3, 7, 4]),
            case(generator, 3, 12, [0.1, 0.3], [2, 5]),
        ]
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(document, file)
        file.write("\n")


if __name__ == "__main__":
    main()

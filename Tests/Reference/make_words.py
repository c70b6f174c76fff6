#!/usr/bin/env python3
"""Writes the reference data for `report word` and `report wic`.

    python make_words.py MODEL_DIR EXAMPLES_DIR OUT_FILE

MODEL_DIR holds a model: all-MiniLM-L6-v2, or the random distilbert-tiny of make_fixtures.py. EXAMPLES_DIR
holds bank.csv, wic.data.txt and wic.gold.txt. Hidden states come from Hugging Face transformers in fp32;
everything else is computed from them in fp64 with numpy, straight from its definition, and the trees of
clustering with scipy: silhouettes by the mean distances of each sentence, adjusted Rand by counting pairs, the plane
by a singular value decomposition, thresholds by trying each.

OUT_FILE is one JSON object. `baseline`: the mean cosine of one token of each of SENTENCES, by layer. `word`: for
each layer the means of the cosines of all pairs of sentences and of those with the same and with different
labels; for the last layer the matrix and points, and for each linkage the heights of the tree (of Ward's, half the
squares of scipy's), groups (three of them, from 0, by first member) with the silhouette of each sentence, purity
beside the majority's share, and adjusted_rand; the number of groups from 2 to 8 with the largest mean silhouette, and
the share of a thousand normally distributed heaps whose best silhouette is lower. `wic`: the cosines of every pair by
layer, and for five folds (pair i of a label in part i mod 5) the
accuracy and mean threshold of each layer, its accuracy with one threshold for all layers, raw and less the
baseline, the accuracy of the layer chosen on the other parts, and how often each layer was chosen.
"""

import csv
import itertools
import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from make_analyses import Recorder, baseline
from make_fixtures import without_limits
from scipy.cluster.hierarchy import cut_tree, linkage
from scipy.spatial.distance import squareform
from transformers import AutoModel, AutoTokenizer

# For the baseline.
SENTENCES = ["The bank of the river.", "She went home.", "It was a dark day."]


def vector(tokenizer, model, text, start, end):
    """The word's states: [layers+1, hidden]."""
    encoded = tokenizer(text, return_tensors="pt", return_offsets_mapping=True)
    offsets = encoded.pop("offset_mapping")[0].tolist()
    tokens = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
    with torch.no_grad():
        states = torch.stack(model(**encoded, output_hidden_states=True).hidden_states)[:, 0]
    return states[:, tokens].double().mean(1).numpy()


def cosines(vectors):
    unit = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return unit @ unit.T


def tree(vectors, method):
    """scipy's merges of the vectors at length 1."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    if method == "ward":
        return linkage(unit, "ward")
    return linkage(squareform(1 - cosines(vectors), checks=False), method)


def cut(merges, count):
    """The group of each thing, from 0, by first member."""
    numbers = {}
    return [numbers.setdefault(int(group), len(numbers)) for group in cut_tree(merges, count)[:, 0]]


def best_count(vectors, method):
    """The number of groups with the largest mean silhouette, and that."""
    merges, distances = tree(vectors, method), 1 - cosines(vectors)
    fits = {k: np.mean(silhouettes(cut(merges, k), distances)) for k in range(2, 9)}
    best = max(fits, key=fits.get)
    return best, fits[best]


def lower_share(vectors, method, heaps=1000):
    """Of random heaps with the mean and covariance of the vectors at length 1, those divided less clearly."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    mean, random = unit.mean(0), np.random.default_rng(7)
    centred = (unit - mean) / np.sqrt(len(unit) - 1)
    found = best_count(vectors, method)[1]
    draws = (random.standard_normal((len(unit),) * 2) @ centred + mean for _ in range(heaps))
    return np.mean([best_count(draw, method)[1] < found for draw in draws])


def clustering(vectors, labels, method):
    merges, distances = tree(vectors, method), 1 - cosines(vectors)
    groups = cut(merges, 3)
    majorities = [
        Counter(label for label, g in zip(labels, groups) if g == k).most_common(1)[0][1] for k in range(3)
    ]
    heights = merges[:, 2] ** 2 / 2 if method == "ward" else merges[:, 2]
    return {
        "heights": heights.tolist(),
        "groups": groups,
        "silhouettes": silhouettes(groups, distances),
        "best_count": best_count(vectors, method)[0],
        "lower_share": lower_share(vectors, method),
        "purity": sum(majorities) / len(labels),
        "majority": Counter(labels).most_common(1)[0][1] / len(labels),
        "adjusted_rand": adjusted_rand(groups, labels),
    }


def silhouettes(groups, distances):
    """Of each thing (b − a) / max(a, b) (Rousseeuw 1987); 0 for one that is alone."""
    values = []
    for thing, group in enumerate(groups):
        means = {
            other: np.mean([distances[thing][i] for i, g in enumerate(groups) if g == other and i != thing])
            for other in set(groups)
            if other != group or groups.count(group) > 1
        }
        a = means.pop(group, None)
        values.append(0.0 if a is None else (min(means.values()) - a) / max(a, min(means.values())))
    return values


def adjusted_rand(groups, labels):
    pairs = list(itertools.combinations(range(len(groups)), 2))
    same_group = np.array([groups[i] == groups[j] for i, j in pairs])
    same_label = np.array([labels[i] == labels[j] for i, j in pairs])
    expected = same_group.sum() * same_label.sum() / len(pairs)
    return ((same_group & same_label).sum() - expected) / (
        (same_group.sum() + same_label.sum()) / 2 - expected
    )


def plane(vectors):
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = unit - unit.mean(0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:2]
    axes = [axis * np.sign(axis[np.abs(axis).argmax()]) for axis in axes]
    return centred @ np.array(axes).T


def word(tokenizer, model, examples):
    rows = list(csv.DictReader((examples / "bank.csv").open()))
    spans = [re.search(r"\bbank\b", row["sentence"]).span() for row in rows]
    states = np.array(
        [vector(tokenizer, model, row["sentence"], *span) for row, span in zip(rows, spans)]
    )
    labels = [row["label"] for row in rows]
    different = np.array([[a != b for b in labels] for a in labels])
    upper = np.triu(np.ones_like(different), 1)
    matrices = [cosines(states[:, layer]) for layer in range(states.shape[1])]
    return {
        "all": [m[upper].mean() for m in matrices],
        "same_label": [m[upper & ~different].mean() for m in matrices],
        "different_label": [m[upper & different].mean() for m in matrices],
        "matrix": matrices[-1].tolist(),
        "clusterings": {
            method: clustering(states[:, -1], labels, method) for method in ["ward", "average", "complete"]
        },
        "points": plane(states[:, -1]).tolist(),
    }


def best_threshold(values, same):
    values, same = np.array(values), np.array(same)
    ordered = np.unique(values)
    tried = [ordered[0] - 1, *((ordered[1:] + ordered[:-1]) / 2), ordered[-1] + 1]
    right = [((values >= t) == same).mean() for t in tried]
    return tried[int(np.argmax(right))], max(right)


def wic(tokenizer, model, examples, base):
    same, pairs = [], []
    data = (examples / "wic.data.txt").read_text().splitlines()
    gold = (examples / "wic.gold.txt").read_text().splitlines()
    for line, label in zip(data, gold):
        _, _, places, *texts = line.split("\t")
        vectors = []
        for place, text in zip(places.split("-"), texts):
            span = list(re.finditer(r"\S+", text))[int(place)].span()
            vectors.append(vector(tokenizer, model, text, *span))
        pairs.append([cosines(np.array([a, b]))[0, 1] for a, b in zip(*vectors)])
        same.append(label == "T")
    seen = Counter()
    parts = []
    for label in same:
        parts.append(seen[label] % 5)
        seen[label] += 1
    layers = len(pairs[0])
    right, chosen_right, choices = np.zeros(layers), 0, [0] * layers
    thresholds, shared = np.zeros(layers), {"raw": np.zeros(layers), "corrected": np.zeros(layers)}
    for part in range(5):
        train = [i for i, p in enumerate(parts) if p != part]
        test = [i for i, p in enumerate(parts) if p == part]
        rules = [
            best_threshold([pairs[i][layer] for i in train], [same[i] for i in train])
            for layer in range(layers)
        ]
        hits = np.array([[(pairs[i][layer] >= rules[layer][0]) == same[i] for i in test] for layer in range(layers)])
        right += hits.sum(1)
        thresholds += [threshold / 5 for threshold, _ in rules]
        for kind, subtracted in [("raw", np.zeros(layers)), ("corrected", base)]:
            values = np.array(pairs) - subtracted
            one, _ = best_threshold(values[train].ravel(), np.repeat(np.array(same)[train], layers))
            shared[kind] += [sum((values[i][layer] >= one) == same[i] for i in test) for layer in range(layers)]
        chosen = int(np.argmax([accuracy for _, accuracy in rules]))
        chosen_right += hits[chosen].sum()
        choices[chosen] += 1
    return {
        "cosines": pairs,
        "accuracy": (right / len(pairs)).tolist(),
        "thresholds": thresholds.tolist(),
        "shared_accuracy": (shared["raw"] / len(pairs)).tolist(),
        "shared_corrected_accuracy": (shared["corrected"] / len(pairs)).tolist(),
        "best_accuracy": chosen_right / len(pairs),
        "choices": choices,
    }


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: make_words.py MODEL_DIR EXAMPLES_DIR OUT_FILE")
    directory, examples, out = map(Path, sys.argv[1:])
    tokenizer = AutoTokenizer.from_pretrained(directory)
    model = AutoModel.from_pretrained(directory, attn_implementation="eager").eval()
    fast = without_limits(tokenizer.backend_tokenizer)
    base = baseline(Recorder(model), fast, SENTENCES)[0].numpy()
    reference = {
        "baseline": base.tolist(),
        "word": word(tokenizer, model, examples),
        "wic": wic(tokenizer, model, examples, base),
    }
    rounded = json.loads(json.dumps(reference), parse_float=lambda text: round(float(text), 9))
    out.write_text(json.dumps(rounded, indent=None, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

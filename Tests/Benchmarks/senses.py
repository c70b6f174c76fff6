"""Compares ways of grouping a word's sentences, on lists whose labels say which sense is meant.

    python Tests/Benchmarks/senses.py PROGRAM MODEL_DIR [LIST ...]

PROGRAM is `report`, MODEL_DIR holds a model, each LIST is a CSV file named after its word, with the columns `sentence`,
`label` and, where the word has other forms, `word`; without one, bank.csv and those of Examples/Senses. The hidden
states come from the program. Prints the tables of Documentation/Words.md: mean adjusted Rand indices over the lists.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from scipy.cluster.hierarchy import cut_tree, linkage
from scipy.spatial.distance import squareform
from sklearn.cluster import KMeans, SpectralClustering
from sklearn.metrics import adjusted_rand_score, silhouette_score

ROOT = Path(__file__).resolve().parents[2]
COUNTS = range(2, 9)
LINKAGES = ["average", "complete", "ward"]
METHODS = [*LINKAGES, "spectral", "k-medoids", "k-means"]


# The word's states.


def encoded(program, model, texts, folder):
    """The states [layers+1, tokens, hidden] of each text, and its tokens' offsets."""
    lines = folder / "texts.jsonl"
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    common = ["--model", str(model), "--quiet", "--jsonl", str(lines)]
    tokens = subprocess.run([program, "tokenize", *common], check=True, capture_output=True, text=True).stdout
    arrays = folder / "states.safetensors"
    arrays.unlink(missing_ok=True)
    subprocess.run([program, "encode", *common, "-o", str(arrays)], check=True)
    states = load_file(arrays)
    arrays.unlink()
    return [
        (states[f"{index}.hidden_states"], json.loads(line)["offsets"])
        for index, line in enumerate(tokens.splitlines())
    ]


def read(path):
    """Sentences, places and labels."""
    rows = list(csv.DictReader(path.open(newline="")))
    spans = [
        re.search(rf"\b{row.get('word') or path.stem}\b", row["sentence"], re.IGNORECASE).span()
        for row in rows
    ]
    return [row["sentence"] for row in rows], spans, [row["label"] for row in rows]


def word_states(encodings, spans):
    """[layers+1, sentences, hidden]: means over the word's tokens."""
    vectors = []
    for (states, offsets), (start, end) in zip(encodings, spans):
        tokens = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
        vectors.append(states[:, tokens].astype(float).mean(1))
    return np.array(vectors).swapaxes(0, 1)


def mean_state(encodings):
    """[layers+1, hidden]: the mean over the ordinary tokens of other sentences."""
    return np.mean([states[:, 1:-1].astype(float).mean(1) for states, _ in encodings], 0)


# Groups.


def units(vectors):
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths == 0, 1, lengths)


def cosine_distances(unit):
    distances = np.clip(1 - unit @ unit.T, 0, 2)
    np.fill_diagonal(distances, 0)
    return distances


def affinity(distances):
    """exp(−d²/(σᵢσⱼ)), σ the distance of the seventh neighbour (Zelnik-Manor and Perona 2004)."""
    reach = np.sort(np.sqrt(distances), 1)[:, min(7, len(distances) - 1)]
    return np.exp(-distances / np.maximum(np.outer(reach, reach), 1e-12))


def medoids(distances, count, seed=0):
    """Partitioning around medoids (Kaufman and Rousseeuw 1990): build, then swap."""
    chosen = [int(distances.sum(1).argmin())]
    while len(chosen) < count:
        nearest = distances[:, chosen].min(1)
        gains = np.maximum(nearest[:, None] - distances, 0).sum(0)
        gains[chosen] = -1
        chosen.append(int(gains.argmax()))
    best = distances[:, chosen].min(1).sum()
    improved = True
    while improved:
        improved = False
        for place in range(count):
            for other in range(len(distances)):
                trial = [*chosen[:place], other, *chosen[place + 1 :]]
                cost = distances[:, trial].min(1).sum()
                if cost < best - 1e-12:
                    chosen, best, improved = trial, cost, True
    return distances[:, chosen].argmin(1)


def tree(unit, method):
    if method == "ward":
        return linkage(unit, "ward")
    return linkage(squareform(cosine_distances(unit), checks=False), method)


def divisions(unit, method, counts=COUNTS):
    """The groups of each sentence by number of groups."""
    counts = [k for k in counts if k < len(unit)]
    if method in LINKAGES:
        cuts = cut_tree(tree(unit, method), counts)
        return {k: cuts[:, i] for i, k in enumerate(counts)}
    distances = cosine_distances(unit)
    if method == "k-medoids":
        return {k: medoids(distances, k) for k in counts}
    if method == "spectral":
        similar = affinity(distances)
        return {
            k: SpectralClustering(k, affinity="precomputed", random_state=0).fit_predict(similar) for k in counts
        }
    return {k: KMeans(k, n_init=10, random_state=0).fit_predict(unit) for k in counts}


# The number of groups.


def by_silhouette(unit, cuts, **_):
    distances = cosine_distances(unit)
    return max(cuts, key=lambda k: silhouette_score(distances, cuts[k], metric="precomputed"))


def log_dispersion(unit, groups):
    return np.log(sum(((unit[groups == g] - unit[groups == g].mean(0)) ** 2).sum() for g in set(groups)) + 1e-12)


def by_gap(unit, cuts, method, references=10):
    """Tibshirani, Walther and Hastie 2001, with a uniform box along the principal axes; may find one group."""
    random = np.random.default_rng(0)
    centred = unit - unit.mean(0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    turned = centred @ axes.T
    low, high = turned.min(0), turned.max(0)
    counts = [1, *cuts]
    whole = np.zeros(len(unit), int)
    samples = []
    for _ in range(references):
        points = random.uniform(low, high, turned.shape)
        other = {1: whole, **divisions(points, "ward" if method in LINKAGES else "k-means")}
        samples.append([log_dispersion(points, other[k]) for k in counts])
    own = {1: whole, **cuts}
    gaps = np.mean(samples, 0) - [log_dispersion(unit, own[k]) for k in counts]
    errors = np.std(samples, 0) * np.sqrt(1 + 1 / references)
    for i in range(len(counts) - 1):
        if gaps[i] >= gaps[i + 1] - errors[i + 1]:
            return counts[i]
    return counts[-1]


def by_eigengap(unit, cuts, **_):
    """The largest gap of the normalised Laplacian's eigenvalues (von Luxburg 2007)."""
    similar = affinity(cosine_distances(unit))
    degree = 1 / np.sqrt(similar.sum(1))
    values = np.linalg.eigvalsh(np.eye(len(unit)) - degree[:, None] * similar * degree)
    return max(cuts, key=lambda k: values[k] - values[k - 1] if k < len(values) else -1)


RULES = {"silhouette": by_silhouette, "gap": by_gap, "eigengap": by_eigengap}


# The tables.


def centrings(states, means):
    """The states of a layer: raw, less the mean state of other sentences, less their own mean."""
    return {
        "raw": states,
        "less the mean of other words": states - means,
        "less their own mean": states - states.mean(0),
    }


def indices(lists, layer, method, rule="silhouette", centring="raw"):
    """The adjusted Rand index of each list."""
    found = []
    for states, means, labels in lists:
        unit = units(centrings(states[layer], means[layer])[centring])
        if rule == "true":
            groups = divisions(unit, method, [len(set(labels))])[len(set(labels))]
        else:
            cuts = divisions(unit, method)
            count = RULES[rule](unit, cuts, method=method)
            groups = cuts.get(count, np.zeros(len(unit), int))
        found.append(adjusted_rand_score(labels, groups))
    return found


def table(heading, columns, rows):
    print(f"\n| {heading} | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    for name, cells in rows:
        print(f"| {name} | " + " | ".join(f"{np.mean(cell):.2f}" for cell in cells) + " |", flush=True)


def main():
    program, model, *paths = sys.argv[1:]
    examples = ROOT / "Examples"
    paths = [Path(path) for path in paths] or [examples / "bank.csv", *sorted((examples / "Senses").glob("*.csv"))]
    read_lists = [read(path) for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        all_encodings = [encoded(program, model, texts, Path(folder)) for texts, _, _ in read_lists]
    means = [mean_state(encodings) for encodings in all_encodings]
    # Each list less the mean of the others' words.
    lists = [
        (word_states(encodings, spans), np.mean([m for k, m in enumerate(means) if k != i], 0), labels)
        for i, (encodings, (_, spans, labels)) in enumerate(zip(all_encodings, read_lists))
    ]
    last = len(means[0]) - 1
    print(f"{len(lists)} lists, {sum(len(labels) for _, _, labels in lists)} sentences")
    layers = range(last - 2, last + 1)
    table("layer", METHODS, [(f"L{k - 1}", [indices(lists, k, m) for m in METHODS]) for k in layers])
    table("number of groups", METHODS, [(r, [indices(lists, last, m, r) for m in METHODS]) for r in [*RULES, "true"]])
    kinds = centrings(lists[0][0][last], lists[0][1][last])
    table("vectors", LINKAGES, [(c, [indices(lists, last, m, centring=c) for m in LINKAGES]) for c in kinds])


if __name__ == "__main__":
    main()

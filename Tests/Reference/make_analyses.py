#!/usr/bin/env python3
"""Writes the reference data that the tests of Encoder's analyses compare with.

    python make_analyses.py MODEL_DIR OUT_DIR

MODEL_DIR holds all-MiniLM-L6-v2; OUT_DIR the checkpoints that make_fixtures.py, make_checkpoints.py and
make_families.py write. Hidden states, attentions and the outputs of attention blocks come from Hugging Face
transformers in fp32 with eager attention; every analysis is computed from them in fp64, straight from its formula.

Files in OUT_DIR:

    analyses.json                     the reference sentences, and the words that are compared
    analyses-minilm.safetensors       the notebook's pair through the real model
    analyses-distilbert.safetensors   a pair with a word of several pieces through a random model
    analyses-families.safetensors     norm-based attention of one model of each family
    analyses-lenses.safetensors       NAME [layers+1,vocabulary]: logits that the head of a model with a last
                                      layer norm reads from every state of one token

All arrays are F32. Those of sentence K (0 or 1) of a pair: K.rollout [layers,T], K.head_norms
[layers,heads,T], K.layer_norms [layers,T], K.attention_output [layers,dim], K.entropy [layers,heads],
K.mean_entropy [layers,heads], K.intra_similarity and K.corrected_intra_similarity [layers+1],
K.sinks [layers,4], K.neighbors [layers+1,5] with K.neighbor_cosines, K.points [layers+1,T,2],
K.path [layers+1,2], K.substitutes [layers+1,10] (token ids) with K.substitute_probabilities. Those of a
pair: baseline, baseline_picks, token_similarity [T,T] (last layer), mean_similarity [layers+1], profile
[layers,heads,7], head_distance [layers·heads,layers·heads], head_plane [layers·heads,2] with
head_plane_explained [2], places_1 and places_2 [layers,heads,8], contrast and head_similarity [layers,heads],
explained [2], jaccard and shared_probability [layers+1].
"""

import hashlib
import json
import string
import sys
from pathlib import Path

import torch
from make_checkpoints import LENGTHS, sequences
from make_fixtures import NOTEBOOK_PAIR, PARAMETERS_SEED, SENTENCES, describe, pieces_of, without_limits
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import AutoModel, AutoModelForMaskedLM, AutoTokenizer, DistilBertForMaskedLM
from transformers.utils import logging

# For the baseline: some of the words are one piece, some several; one sentence is there twice.
REFERENCE_SENTENCES = [
    *NOTEBOOK_PAIR,
    "Bank",
    "Nobody answered the telephone.",
    "In 1912 the expedition reached the southern ice.",
    "Enzymes speed up reactions without being used up.",
    "“Are you coming?” he asked; she shook her head.",
    "The council postponed its decision until Thursday.",
    "Snowboarders queued, unbelievably, for three hours!",
    "Bank",
    "Add the onions when the butter foams.",
    "",
]

FAMILIES = ["bert-bf16-sharded", "distilbert-sinusoidal", "electra-tiny", "mpnet-tiny", "roberta-tiny"]
LENSES = ["modernbert-tiny", "modernbert-untied", "xlm-roberta-xl-tiny"]


class Recorder:
    """Runs a model and keeps what its attention blocks take in and give out, in fp64."""

    def __init__(self, model):
        self.model = model
        base = getattr(model, "distilbert", model)
        layers = base.transformer.layer if hasattr(base, "transformer") else base.encoder.layer
        self.heads = base.config.num_attention_heads
        self.blocks = [self.linears(layer.attention) for layer in layers]
        self.taken, self.given = {}, {}
        for number, (value, output) in enumerate(self.blocks):
            value.register_forward_hook(self.keep(self.taken, number, 0))
            output.register_forward_hook(self.keep(self.given, number, 1))

    @staticmethod
    def linears(attention):
        """The value and the output projection of an attention block, whatever the family calls them."""
        if hasattr(attention, "v_lin"):
            return attention.v_lin, attention.out_lin
        if hasattr(attention, "attn"):
            return attention.attn.v, attention.attn.o
        return attention.self.value, attention.output.dense

    @staticmethod
    def keep(store, number, side):
        def hook(module, inputs, output):
            store[number] = (inputs[0] if side == 0 else output)[0].double()

        return hook

    def run(self, ids):
        with torch.no_grad():
            output = self.model(
                torch.tensor([ids]), output_hidden_states=True, output_attentions=True
            )
        self.states = torch.cat(output.hidden_states).double()  # [layers+1, T, dim]
        self.attentions = torch.cat(output.attentions).double()  # [layers, heads, T, T]
        return self

    def transformed(self, layer):
        """f_h(x) of every head and token, [heads, T, dim]."""
        value, output = self.blocks[layer]
        x = self.taken[layer]
        v = x @ value.weight.double().T + value.bias.double()  # [T, dim]
        v = v.view(len(x), self.heads, -1).transpose(0, 1)  # [heads, T, size]
        w = output.weight.double().T.reshape(self.heads, -1, output.out_features)  # [heads, size, dim]
        return v @ w


def norms(run, target):
    """Norm-based attention of the mean of the target's rows (Kobayashi et al. 2020)."""
    head_norms, layer_norms, outputs, head_outputs = [], [], [], []
    for layer, attention in enumerate(run.attentions):
        alpha = attention[:, target].mean(dim=1)  # [heads, T]
        parts = alpha[:, :, None] * run.transformed(layer)  # [heads, T, dim]
        output = run.given[layer][target].mean(dim=0)  # [dim]
        bias = run.blocks[layer][1].bias.double()
        assert torch.allclose(parts.sum(dim=(0, 1)) + bias, output, atol=1e-4)
        head_norms.append(parts.norm(dim=-1))
        layer_norms.append(parts.sum(dim=0).norm(dim=-1))
        head_outputs.append(parts.sum(dim=1))
        outputs.append(output)
    return [torch.stack(x) for x in (head_norms, layer_norms, outputs, head_outputs)]


def rollout(run, target):
    """Attention rollout of the target's rows (Abnar and Zuidema 2020), by full matrix products."""
    joint, rows = None, []
    for attention in run.attentions:
        mixed = attention.mean(dim=0) + torch.eye(attention.shape[-1])
        mixed = mixed / mixed.sum(dim=-1, keepdim=True)
        joint = mixed if joint is None else mixed @ joint
        rows.append(joint[target].mean(dim=0))
    return torch.stack(rows)


def entropy(rows):
    """Smoothed as by Clark et al. (2019)."""
    smoothed = 0.9999 * rows + 0.0001 / rows.shape[-1]
    return -(smoothed * smoothed.log()).sum(dim=-1)


def divergence(p, q):
    """Jensen and Shannon's, as the mean of two relative entropies, of smoothed distributions."""
    p, q = (0.999 * x + 0.001 / x.shape[-1] for x in (p, q))
    m = (p + q) / 2
    return ((p * (p / m).log()).sum(dim=-1) + (q * (q / m).log()).sum(dim=-1)) / 2


def head_distance(runs):
    """The mean divergence of all rows of both sentences."""
    rows = [run.attentions.flatten(0, 1) for run in runs]  # [layers·heads, T, T]
    sums = sum(divergence(r[:, None], r[None, :]).sum(dim=-1) for r in rows)
    return sums / sum(r.shape[-1] for r in rows)


def classical_scaling(squares):
    """Points whose squared distances are given (Torgerson 1952; Gower 1966), by all eigenvectors."""
    centring = torch.eye(len(squares), dtype=torch.double) - 1 / len(squares)
    values, vectors = torch.linalg.eigh(-centring @ squares @ centring / 2)
    values, vectors = values.flip(0), vectors.flip(1)
    # Divergences are squared distances in a Euclidean space, and so is their mean.
    assert values[-1] > -1e-9
    points = vectors[:, :2] * values[:2].sqrt()
    points = points * points.gather(0, points.abs().argmax(dim=0, keepdim=True)).sign()
    return points, values[:2] / values.sum()


def words_of(sentence):
    """For each token the text of its word, or None."""
    groups = {}
    for word, (start, end) in zip(sentence["word_ids"], sentence["offsets"]):
        if word is not None:
            first, last = groups.get(word, (start, end))
            groups[word] = (min(first, start), max(last, end))
    return [
        None if word is None else sentence["text"][groups[word][0] : groups[word][1]].lower()
        for word in sentence["word_ids"]
    ]


def is_punctuation(word):
    return word is not None and all(c in string.punctuation for c in word)


def profile(run, sentence):
    """The mean weight on next, previous, start, end, punctuation, same word; mean normalised entropy."""
    words = words_of(sentence)
    count = len(words)
    masks = torch.zeros(6, count, count, dtype=torch.double)
    for row in range(count):
        for column in range(count):
            same = row == column or (words[row] is not None and words[row] == words[column])
            flags = [
                column == row + 1, column == row - 1, column == 0, column == count - 1,
                is_punctuation(words[column]), same,
            ]
            masks[:, row, column] = torch.tensor(flags).double()
    sums = torch.einsum("lhij,kij->lhk", run.attentions, masks) / count
    spread = entropy(run.attentions).mean(dim=-1) / torch.log(torch.tensor(float(count)).double())
    return torch.cat([sums, spread[..., None]], dim=-1)


def places(run, sentence, target):
    """Attention from the target by what tokens are to it: [layers, heads, 8]."""
    words, numbers = words_of(sentence), sentence["word_ids"]
    before, behind = numbers[min(target) - 1], numbers[max(target) + 1]
    kinds = []
    for token, word in enumerate(words):
        if token == 0:
            kinds.append(0)
        elif token == len(words) - 1:
            kinds.append(1)
        elif token in target:
            kinds.append(2)
        elif word in {words[t] for t in target}:
            kinds.append(3)
        elif numbers[token] == before:
            kinds.append(4)
        elif numbers[token] == behind:
            kinds.append(5)
        else:
            kinds.append(6 if is_punctuation(word) else 7)
    indicator = torch.nn.functional.one_hot(torch.tensor(kinds), 8).double()
    return run.attentions[:, :, target].mean(dim=2) @ indicator


def sinks(run, sentence, target):
    """Shares of the target's attention to special tokens, punctuation, itself, the rest: [layers, 4]."""
    kinds = []
    for token, word in enumerate(words_of(sentence)):
        if word is None:
            kinds.append(0)
        elif token in target:
            kinds.append(2)
        else:
            kinds.append(1 if is_punctuation(word) else 3)
    indicator = torch.nn.functional.one_hot(torch.tensor(kinds), 4).double()
    return run.attentions[:, :, target].mean(dim=(1, 2)) @ indicator


def cosine(a, b):
    return torch.nn.functional.cosine_similarity(a, b, dim=-1)


def intra_similarity(run, sentence):
    """The mean cosine of a sentence's tokens with their mean (Ethayarajh 2019), special ones left out."""
    own = run.states[:, [t for t, word in enumerate(sentence["word_ids"]) if word is not None]]
    return cosine(own, own.mean(dim=1, keepdim=True)).mean(dim=1)


def baseline(recorder, tokenizer, sentences):
    """The mean cosine of all pairs of one token of each sentence, pair by pair."""
    picks, vectors = [], []
    for text in sorted(set(sentences), key=lambda s: s.encode()):
        encoding = tokenizer.encode(text)
        candidates = [t for t, word in enumerate(encoding.word_ids) if word is not None]
        if not candidates:
            continue
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        picks.append(candidates[number % len(candidates)])
        vectors.append(recorder.run(encoding.ids).states[:, picks[-1]])
    pairs = [(a, b) for a in range(len(vectors)) for b in range(a)]
    mean = sum(cosine(vectors[a], vectors[b]) for a, b in pairs) / len(pairs)
    return mean, torch.tensor(picks)


def geometry(runs, targets):
    """The first two principal components of all states, by a singular value decomposition."""
    states = torch.cat([run.states.flatten(0, 1) for run in runs])
    mean = states.mean(dim=0)
    _, singular, axes = torch.linalg.svd(states - mean, full_matrices=False)
    axes = axes[:2]
    axes = axes * axes.gather(1, axes.abs().argmax(dim=1, keepdim=True)).sign()
    explained = (singular**2 / (singular**2).sum())[:2]
    points = [(run.states - mean) @ axes.T for run in runs]
    paths = [p[:, target].mean(dim=1) for p, target in zip(points, targets)]
    return explained, points, paths


def substitutes(model, tokenizer, sentences, targets, count=10):
    """The head on the state of the mask at every layer; the likeliest whole words."""
    vocabulary = tokenizer.get_vocab()
    mask = vocabulary["[MASK]"]
    special = {vocabulary[f"[{name}]"] for name in ("PAD", "UNK", "CLS", "SEP", "MASK")}
    pieces = {i for token, i in vocabulary.items() if token.startswith("##") and len(token) > 2}
    allowed = torch.tensor([i not in special | pieces for i in range(model.config.vocab_size)])
    results, everything = {}, []
    for number, (sentence, target) in enumerate(zip(sentences, targets)):
        ids = sentence["ids"][: target[0]] + [mask] + sentence["ids"][target[-1] + 1 :]
        with torch.no_grad():
            output = model(torch.tensor([ids]), output_hidden_states=True)
            hidden = torch.cat(output.hidden_states)[:, target[0]]
            hidden = model.vocab_layer_norm(model.activation(model.vocab_transform(hidden)))
            logits = model.vocab_projector(hidden)
        assert torch.allclose(logits[-1], output.logits[0, target[0]], atol=1e-5)
        probabilities = logits.double().softmax(dim=-1)
        everything.append(probabilities)
        best = probabilities.masked_fill(~allowed, -1).topk(count)
        results[f"{number}.substitutes"] = best.indices
        results[f"{number}.substitute_probabilities"] = best.values
    lists = [results[f"{number}.substitutes"].tolist() for number in (0, 1)]
    results["jaccard"] = torch.tensor(
        [len(set(a) & set(b)) / len(set(a) | set(b)) for a, b in zip(*lists)]
    )
    results["shared_probability"] = torch.minimum(*everything).sum(dim=-1)
    return results


def analyse(model, tokenizer, texts, words):
    """All arrays of one pair, and its description."""
    recorder = Recorder(model)
    result = {}
    result["baseline"], result["baseline_picks"] = baseline(recorder, tokenizer, REFERENCE_SENTENCES)
    sentences = [describe(text, tokenizer.encode(text)) for text in texts]
    targets = [pieces_of(sentence, word) for sentence, word in zip(sentences, words)]
    runs, head_outputs, by_place = [], [], []
    for number, (sentence, target) in enumerate(zip(sentences, targets)):
        run = recorder.run(sentence["ids"])
        norm = norms(run, target)
        result[f"{number}.head_norms"], result[f"{number}.layer_norms"] = norm[:2]
        result[f"{number}.attention_output"] = norm[2]
        head_outputs.append(norm[3])
        result[f"{number}.rollout"] = rollout(run, target)
        result[f"{number}.entropy"] = entropy(run.attentions[:, :, target].mean(dim=2))
        result[f"{number}.mean_entropy"] = entropy(run.attentions).mean(dim=-1)
        intra = intra_similarity(run, sentence)
        result[f"{number}.intra_similarity"] = intra
        result[f"{number}.corrected_intra_similarity"] = intra - result["baseline"]
        result[f"{number}.sinks"] = sinks(run, sentence, target)
        by_place.append(places(run, sentence, target))
        result[f"places_{number + 1}"] = by_place[-1]
        kept = type("Run", (), {"states": run.states, "attentions": run.attentions})()
        runs.append(kept)
    result["profile"] = sum(profile(r, s) for r, s in zip(runs, sentences)) / 2
    result["head_distance"] = head_distance(runs)
    result["head_plane"], result["head_plane_explained"] = classical_scaling(result["head_distance"])
    result["contrast"] = divergence(*by_place)
    result["head_similarity"] = cosine(*head_outputs)
    result["token_similarity"] = cosine(runs[0].states[-1][:, None], runs[1].states[-1][None])
    result["mean_similarity"] = cosine(*(run.states.mean(dim=1) for run in runs))
    for number in (0, 1):
        word = runs[number].states[:, targets[number]].mean(dim=1)  # [layers+1, dim]
        other = 1 - number
        cosines = cosine(word[:, None], runs[other].states)  # [layers+1, T]
        special = [w is None for w in sentences[other]["word_ids"]]
        best = cosines.masked_fill(torch.tensor(special), -2).topk(5)
        result[f"{number}.neighbors"], result[f"{number}.neighbor_cosines"] = best.indices, best.values
    result["explained"], points, paths = geometry(runs, targets)
    for number in (0, 1):
        result[f"{number}.points"], result[f"{number}.path"] = points[number], paths[number]
    if isinstance(model, DistilBertForMaskedLM):
        result |= substitutes(model, tokenizer, sentences, targets)
    description = {"texts": texts, "words": words, "targets": targets}
    return {name: array.float().contiguous() for name, array in result.items()}, description


def families(out):
    """Norm-based attention of token 3 of one sequence, through every family."""
    result = {}
    for name in FAMILIES:
        model = AutoModel.from_pretrained(
            out / name, dtype=torch.float32, attn_implementation="eager"
        ).eval()
        ids = sequences(LENGTHS, model.config.vocab_size, PARAMETERS_SEED)[2]
        norm = norms(Recorder(model).run(ids), [3])
        for kind, array in zip(("head_norms", "layer_norms", "attention_output"), norm):
            result[f"{name}.{kind}"] = array.float().contiguous()
    save_file(result, out / "analyses-families.safetensors")


def lenses(out):
    """What the head reads from every state of models whose last states alone have passed a last norm."""
    result = {}
    for name in LENSES:
        model = AutoModelForMaskedLM.from_pretrained(
            out / name, dtype=torch.float32, attn_implementation="eager"
        ).eval()
        if name.startswith("modernbert"):
            norm = model.model.final_norm
            head = torch.nn.Sequential(model.head, model.decoder)
        else:
            norm, head = model.roberta.encoder.LayerNorm, model.lm_head
        ids = sequences(LENGTHS, model.config.vocab_size, PARAMETERS_SEED)[2]
        with torch.no_grad():
            output = model(torch.tensor([ids]), output_hidden_states=True)
            states = torch.cat(output.hidden_states)[:, 3]
            logits = head(torch.cat([norm(states[:-1]), states[-1:]]))
        assert torch.allclose(logits[-1], output.logits[0, 3], atol=1e-5)
        result[name] = logits.contiguous()
    save_file(result, out / "analyses-lenses.safetensors")


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: make_analyses.py MODEL_DIR OUT_DIR")
    model_dir, out = map(Path, sys.argv[1:])
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)

    options = {"dtype": torch.float32, "attn_implementation": "eager"}
    minilm = AutoModel.from_pretrained(model_dir, **options).eval()
    tokenizer = without_limits(Tokenizer.from_file(str(model_dir / "tokenizer.json")))
    arrays, pair = analyse(minilm, tokenizer, NOTEBOOK_PAIR, ["bank", "bank"])
    save_file(arrays, out / "analyses-minilm.safetensors")

    folder = out / "distilbert-tiny"
    distilbert = DistilBertForMaskedLM.from_pretrained(folder, **options).eval()
    tokenizer = without_limits(AutoTokenizer.from_pretrained(folder).backend_tokenizer)
    texts, words = [SENTENCES[3], SENTENCES[2]], ["riverbanks", "bank"]
    arrays, pieces = analyse(distilbert, tokenizer, texts, words)
    save_file(arrays, out / "analyses-distilbert.safetensors")

    families(out)
    lenses(out)
    document = {"sentences": REFERENCE_SENTENCES, "pairs": [pair, pieces]}
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (out / "analyses.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

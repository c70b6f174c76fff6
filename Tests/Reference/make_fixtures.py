#!/usr/bin/env python3
"""Writes the reference data that the Encoder tests compare with.

    python make_fixtures.py MODEL_DIR OUT_DIR

MODEL_DIR holds all-MiniLM-L6-v2. Every number comes from Hugging Face transformers in fp32 with
eager attention, one sentence at a time, without padding. requirements.txt pins the versions.

Files in OUT_DIR:

    minilm-pair.{safetensors,json}         the real model on the notebook's two sentences
    distilbert-tiny/                       random-weight checkpoints in the layout that the model
    bert-tiny/                             hub uses: config.json, model.safetensors, vocab.txt,
    bert-tiny-gelu-new/                    tokenizer_config.json
    <checkpoint>.{safetensors,json}        each of them on SENTENCES

and what make_tokenizer_cases.py writes.

Arrays of sentence K: K.input_ids I64 [T], K.hidden_states F32 [layers+1,T,dim],
K.attentions F32 [layers,heads,T,T]; for the tiny checkpoints also K.logits F32 [T,vocabulary].
"""

import json
import string
import sys
from pathlib import Path

import torch
from make_tokenizer_cases import make_tokenizer_cases
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertForMaskedLM,
    BertModel,
    DistilBertConfig,
    DistilBertForMaskedLM,
)
from transformers.utils import logging

NOTEBOOK_PAIR = [
    "The bank of the river was calm.",
    "She went to the bank to deposit money.",
]

# The notebook's pair is sentences 1 and 2; between them they have one word, split words, a literal
# [MASK], letters that the tiny vocabulary lacks, and up to 47 tokens.
SENTENCES = [
    "Bank",
    *NOTEBOOK_PAIR,
    "The riverbanks of the [MASK] weren't calm, but the BANKER'S café was!",
    "銀行 is the bank; ☃ and Δ are unknown, x[SEP]y is not.",
    "In the early morning, before the streets filled with traders, the river rose over its bank, "
    "and the banker who had walked there for 27 years stopped, watched the water, and went home.",
]

# What a tiny vocabulary holds besides the special tokens, ASCII signs, and single letters.
WORDS = """
    an and are as at back bank banker be before but by calm count dark day deposit ear every fill
    flow for from had he her his home in into is it its king long man model money morning near new
    not of old on out over queen river rock rose sea she sky slow so stone stop stopped street that
    the their there they this to town trad up walk was water watched we went were when who will
    with word year years you ##bank ##banks ##ble ##day ##ed ##er ##ers ##es ##est ##ing ##ly ##ng
    ##ou ##th ##tre ##un ##wn
""".split()

PARAMETERS_SEED = 20240601


# Encodings


def describe(text, encoding):
    """The tokenizer's result for `text` as plain values; offsets count Unicode code points."""
    return {
        "text": text,
        "tokens": encoding.tokens,
        "ids": encoding.ids,
        "offsets": [list(offset) for offset in encoding.offsets],
        "word_ids": encoding.word_ids,
    }


def without_limits(tokenizer):
    """Switches the truncation and the padding of a `tokenizers.Tokenizer` off."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(model, tokenizer, texts):
    """Runs `model` on each text alone; returns the arrays by name and the texts' descriptions."""
    arrays, sentences = {}, []
    for number, text in enumerate(texts):
        encoding = tokenizer.encode(text)
        ids = torch.tensor([encoding.ids])
        with torch.no_grad():
            output = model(ids, output_hidden_states=True, output_attentions=True)
        arrays[f"{number}.input_ids"] = ids[0]
        arrays[f"{number}.hidden_states"] = torch.cat(output.hidden_states)  # [layers+1, T, dim]
        arrays[f"{number}.attentions"] = torch.cat(output.attentions)  # [layers, heads, T, T]
        if "logits" in output:
            arrays[f"{number}.logits"] = output.logits[0]  # [T, vocabulary]
        sentences.append(describe(text, encoding))
    return arrays, sentences


def pieces_of(sentence, word):
    """The positions of the tokens of the first occurrence of `word`."""
    start = sentence["text"].index(word)
    end = start + len(word)
    return [
        position
        for position, (first, last) in enumerate(sentence["offsets"])
        if first < last and start <= first and last <= end
    ]


def similarity(arrays, sentences, first, second):
    """The cosine, layer by layer, of two words, each a (sentence number, word) pair.

    A word of several pieces is the mean of their states. Computed in fp64 from the fp32 states.
    """
    targets = [pieces_of(sentences[number], word) for number, word in (first, second)]
    vectors = [
        arrays[f"{number}.hidden_states"][:, target].double().mean(dim=1)  # [layers+1, dim]
        for (number, _), target in zip((first, second), targets)
    ]
    dots = (vectors[0] * vectors[1]).sum(dim=1)
    cosine = dots / (vectors[0].norm(dim=1) * vectors[1].norm(dim=1))
    return {
        "sentences": [first[0], second[0]],
        "words": [first[1], second[1]],
        "targets": targets,
        "layers": ["emb"] + [f"L{layer}" for layer in range(len(cosine) - 1)],
        "cosine": cosine.tolist(),
    }


def write_encodings(path, arrays, sentences, similarities):
    """Writes `path`.safetensors and `path`.json."""
    save_file({name: array.contiguous() for name, array in arrays.items()}, f"{path}.safetensors")
    document = {"sentences": sentences, "similarities": similarities}
    text = json.dumps(document, indent=1, ensure_ascii=False)
    Path(f"{path}.json").write_text(text + "\n", encoding="utf-8")


def make_pair(model_dir, out):
    """The notebook's pair through the real model."""
    model = BertModel.from_pretrained(
        model_dir, dtype=torch.float32, attn_implementation="eager", add_pooling_layer=False
    ).eval()
    tokenizer = without_limits(Tokenizer.from_file(str(model_dir / "tokenizer.json")))
    arrays, sentences = encode(model, tokenizer, NOTEBOOK_PAIR)
    bank = similarity(arrays, sentences, (0, "bank"), (1, "bank"))
    write_encodings(out / "minilm-pair", arrays, sentences, [bank])


# Tiny checkpoints


def tiny_vocabulary():
    """The special tokens, ASCII signs, digits, letters, word-internal ones, then WORDS."""
    alphabet = string.digits + string.ascii_lowercase
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    signs = sorted(string.punctuation)
    return special + signs + list(alphabet) + ["##" + c for c in alphabet] + WORDS


def randomise(model, seed):
    """Draws every parameter at the scale that trained ones have, so that each of them matters."""
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in sorted(model.named_parameters()):
        noise = torch.randn(parameter.shape, generator=generator)
        if "embeddings.weight" in name:
            noise *= 0.02 if "position" in name or "token_type" in name else 0.05
        elif parameter.dim() == 2:  # a product keeps the size of its input
            noise *= 1.1 / parameter.shape[1] ** 0.5
        elif name.endswith("weight"):  # layer norm
            noise = 1 + 0.2 * noise
        else:
            noise *= 0.1
        parameter.data.copy_(noise)


def make_checkpoint(model, out, seed):
    """Saves `model` with random parameters in folder `out`, and its encodings beside the folder."""
    model.set_attn_implementation("eager")
    model.eval()
    randomise(model, seed)
    model.save_pretrained(out)
    (out / "vocab.txt").write_text("\n".join(tiny_vocabulary()) + "\n", encoding="utf-8")
    limit = model.config.max_position_embeddings
    settings = json.dumps({"do_lower_case": True, "model_max_length": limit})
    (out / "tokenizer_config.json").write_text(settings + "\n", encoding="utf-8")

    tokenizer = without_limits(AutoTokenizer.from_pretrained(out).backend_tokenizer)
    arrays, sentences = encode(model, tokenizer, SENTENCES)
    similarities = [
        similarity(arrays, sentences, (1, "bank"), (2, "bank")),
        similarity(arrays, sentences, (3, "riverbanks"), (2, "bank")),
        similarity(arrays, sentences, (3, "riverbanks"), (5, "streets")),
    ]
    write_encodings(out, arrays, sentences, similarities)


def make_checkpoints(out):
    """DistilBERT and BERT with a masked-language-model head; BERT with both kinds of GELU."""
    size = len(tiny_vocabulary())
    distilbert = DistilBertConfig(
        vocab_size=size, dim=64, n_layers=3, n_heads=4, hidden_dim=128, max_position_embeddings=64
    )
    make_checkpoint(DistilBertForMaskedLM(distilbert), out / "distilbert-tiny", PARAMETERS_SEED)

    bert = {
        "vocab_size": size,
        "hidden_size": 48,
        "num_hidden_layers": 2,
        "num_attention_heads": 3,
        "intermediate_size": 96,
        "max_position_embeddings": 64,
        "layer_norm_eps": 1e-5,
    }
    for folder, activation in [("bert-tiny", "gelu"), ("bert-tiny-gelu-new", "gelu_new")]:
        model = BertForMaskedLM(BertConfig(**bert, hidden_act=activation))
        make_checkpoint(model, out / folder, PARAMETERS_SEED + 1)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: make_fixtures.py MODEL_DIR OUT_DIR")
    model_dir, out = map(Path, sys.argv[1:])
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    out.mkdir(parents=True, exist_ok=True)
    make_pair(model_dir, out)
    make_checkpoints(out)
    make_tokenizer_cases(model_dir, out)


if __name__ == "__main__":
    main()

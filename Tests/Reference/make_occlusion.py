#!/usr/bin/env python3
"""Writes the reference data that the tests of occlusion compare with.

    python make_occlusion.py MODEL_DIR OUT_DIR

MODEL_DIR holds all-MiniLM-L6-v2; OUT_DIR the checkpoints that make_fixtures.py writes and analyses.json of
make_analyses.py, whose pairs are used. Hidden states come from Hugging Face transformers in fp32 with eager
attention. OUT_DIR/occlusion.json gets, for each pair and sentence, the word's tokens, and for every other token
that is no special one the distances 1 - cos(h, h') by layer, h' with that token masked; and the same for all
of them masked together. `attended` is the token with most of the word's attention in the last layer.
"""

import json
import sys
from pathlib import Path

import torch
from make_fixtures import describe, without_limits
from tokenizers import Tokenizer
from transformers import AutoModel, AutoTokenizer


def states(model, ids, target):
    """The mean of the word's states, [layers+1, dim], and its attention in the last layer, [T]."""
    with torch.no_grad():
        output = model(torch.tensor([ids]), output_hidden_states=True, output_attentions=True)
    vectors = torch.cat(output.hidden_states).double()[:, target].mean(dim=1)
    return vectors, output.attentions[-1][0].double()[:, target].mean(dim=(0, 1))


def trials(model, tokenizer, text, target):
    sentence = describe(text, tokenizer.encode(text))
    mask = tokenizer.token_to_id("[MASK]")
    whole, attention = states(model, sentence["ids"], target)
    others = [t for t, w in enumerate(sentence["word_ids"]) if w is not None and t not in target]

    def distance(masked):
        ids = [mask if token in masked else i for token, i in enumerate(sentence["ids"])]
        changed, _ = states(model, ids, target)
        return (1 - torch.nn.functional.cosine_similarity(whole, changed, dim=-1)).tolist()

    return {
        "text": text,
        "target": target,
        "attended": max(others, key=lambda t: attention[t].item()),
        "trials": [{"masked": m, "distances": distance(m)} for m in [[t] for t in others] + [others]],
    }


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: make_occlusion.py MODEL_DIR OUT_DIR")
    model_dir, out = map(Path, sys.argv[1:])
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    options = {"dtype": torch.float32, "attn_implementation": "eager"}
    pairs = json.loads((out / "analyses.json").read_text(encoding="utf-8"))["pairs"]
    tiny = out / "distilbert-tiny"
    models = [
        (model_dir, Tokenizer.from_file(str(model_dir / "tokenizer.json"))),
        (tiny, AutoTokenizer.from_pretrained(tiny).backend_tokenizer),
    ]
    document = []
    for (folder, tokenizer), pair in zip(models, pairs):
        model = AutoModel.from_pretrained(folder, **options).eval()
        tokenizer = without_limits(tokenizer)
        document.append(
            [trials(model, tokenizer, t, w) for t, w in zip(pair["texts"], pair["targets"])]
        )
    (out / "occlusion.json").write_text(json.dumps(document) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

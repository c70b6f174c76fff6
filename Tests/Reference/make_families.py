#!/usr/bin/env python3
"""Writes random-weight checkpoints of BERT's further relations, with the reference's arrays.

    python make_families.py OUT_DIR

As make_checkpoints.py does for the families nearest to BERT, and in the same layout. Of long sequences the
first and last states are kept, and as K.attention_rows F32 [layers,heads,T] the attention of the token in the
middle.
"""

import sys
from pathlib import Path

import torch
from make_checkpoints import arrays, prepare, sequences, write_vocabulary
from make_fixtures import PARAMETERS_SEED, tiny_vocabulary
from make_unigram_cases import pipelines, trained_model
from safetensors.torch import save_file
from transformers import (
    AlbertConfig,
    AlbertForMaskedLM,
    CamembertConfig,
    CamembertForMaskedLM,
    DebertaConfig,
    DebertaForMaskedLM,
    DebertaV2Config,
    DebertaV2ForMaskedLM,
    ModernBertConfig,
    ModernBertForMaskedLM,
    RoFormerConfig,
    RoFormerForMaskedLM,
    XLMRobertaConfig,
    XLMRobertaForMaskedLM,
    XLMRobertaXLConfig,
    XLMRobertaXLForMaskedLM,
)
from transformers.utils import logging

LENGTHS = [3, 4, 11, 29]
LONG = [3, 64, 127, 300, 512]
SIZES = {
    "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 72,
    "max_position_embeddings": 66, "vocab_size": len(tiny_vocabulary()),
}
SMALL = {"hidden_size": 16, "num_attention_heads": 2, "intermediate_size": 24, "max_position_embeddings": 514}
UNTIED = {"tie_word_embeddings": False}


def long_arrays(model, lengths):
    """The first and last states, and a row of each head's attention."""
    collected = {}
    for number, ids in enumerate(sequences(lengths, model.config.vocab_size, PARAMETERS_SEED)):
        with torch.no_grad():
            output = model(torch.tensor([ids]), output_hidden_states=True, output_attentions=True)
        collected[f"{number}.input_ids"] = torch.tensor(ids)
        collected[f"{number}.first_states"] = output.hidden_states[0][0]
        collected[f"{number}.last_states"] = output.hidden_states[-1][0]
        rows = torch.cat(output.attentions)[:, :, len(ids) // 2]
        collected[f"{number}.attention_rows"] = rows
    return {name: array.contiguous() for name, array in collected.items()}


def make(out, name, kind, configuration, seed, lengths=None, dtype=torch.float32, **saving):
    """Saves a checkpoint with random parameters, and its arrays."""
    model = prepare(kind(configuration), seed, dtype)
    results = long_arrays(model, lengths) if lengths else arrays(model, LENGTHS)
    model.to(dtype).save_pretrained(out / name, **saving)
    write_vocabulary(out / name)
    save_file(results, out / f"{name}.safetensors")


def make_all(out, name, kind, configuration, seed, variants, long=None, lengths=LONG):
    """A family: each variant's changes, then a model for long sequences."""
    for number, (suffix, changes, saving) in enumerate(variants):
        values = SIZES | changes
        make(out, f"{name}-{suffix}", kind, configuration(**values), seed + number, **saving)
    values = SIZES | SMALL | (long or {})
    make(out, f"{name}-long", kind, configuration(**values), seed + 9, lengths=lengths)


def make_sentencepiece(out):
    """A model with a tokenizer of SentencePiece's kind."""
    name = "xlm-roberta-sentencepiece"
    tokenizer = pipelines(trained_model())["xlm-roberta"]
    values = SIZES | SMALL | {"vocab_size": tokenizer.get_vocab_size(), "max_position_embeddings": 66}
    make(out, name, XLMRobertaForMaskedLM, XLMRobertaConfig(**values), 180)
    for file in ("vocab.txt", "tokenizer_config.json"):
        (out / name / file).unlink()
    tokenizer.save(str(out / name / "tokenizer.json"), pretty=False)


HALF = {"dtype": torch.half}
SHARDED = {"dtype": torch.bfloat16, "max_shard_size": "20KB"}


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_families.py OUT_DIR")
    out = Path(sys.argv[1])
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    out.mkdir(parents=True, exist_ok=True)
    roberta = [
        ("tiny", {"type_vocab_size": 1, "layer_norm_eps": 1e-5}, {}),
        ("untied", UNTIED | {"num_attention_heads": 2, "hidden_act": "relu"}, {}),
        ("sharded", {"num_hidden_layers": 3}, SHARDED),
    ]
    make_all(out, "xlm-roberta", XLMRobertaForMaskedLM, XLMRobertaConfig, 100, roberta)
    make_sentencepiece(out)
    make_all(out, "camembert", CamembertForMaskedLM, CamembertConfig, 110, roberta)
    make_all(out, "xlm-roberta-xl", XLMRobertaXLForMaskedLM, XLMRobertaXLConfig, 120, roberta)
    make_all(
        out, "albert", AlbertForMaskedLM, AlbertConfig, 130,
        [
            ("tiny", {"embedding_size": 12}, {}),
            ("untied", UNTIED | {"embedding_size": 32, "hidden_act": "gelu", "num_hidden_layers": 3}, {}),
            (
                "groups",
                {
                    "embedding_size": 12, "num_hidden_layers": 5, "num_hidden_groups": 2,
                    "inner_group_num": 2, "hidden_act": "relu",
                },
                HALF,
            ),
        ],
        {"embedding_size": 8},
    )
    parts = {"layer_types": ["sliding_attention", "full_attention", "sliding_attention"]}
    make_all(
        out, "modernbert", ModernBertForMaskedLM, ModernBertConfig, 140,
        [
            ("tiny", {"num_hidden_layers": 4, "local_attention": 8, "pad_token_id": 0}, {}),
            (
                "untied",
                UNTIED | parts
                | {
                    "num_hidden_layers": 3, "local_attention": 5, "norm_bias": True, "attention_bias": True,
                    "mlp_bias": True, "classifier_bias": True, "classifier_activation": "silu",
                    "hidden_activation": "gelu_pytorch_tanh", "pad_token_id": 0,
                    "rope_parameters": {
                        "full_attention": {"rope_type": "default", "rope_theta": 5000.0},
                        "sliding_attention": {"rope_type": "default", "rope_theta": 300.0},
                    },
                },
                {},
            ),
            ("sharded", {"num_hidden_layers": 3, "decoder_bias": False, "pad_token_id": 0}, SHARDED),
        ],
        {"num_hidden_layers": 3, "max_position_embeddings": 2048, "pad_token_id": 0},
        [3, 64, 127, 512, 2048],
    )
    make_all(
        out, "deberta-v2", DebertaV2ForMaskedLM, DebertaV2Config, 150,
        [
            (
                # Version 3's switches.
                "v3",
                {
                    "relative_attention": True, "position_buckets": 8, "norm_rel_ebd": "layer_norm",
                    "share_att_key": True, "pos_att_type": "p2c|c2p", "position_biased_input": False,
                    "legacy": False,
                },
                {},
            ),
            (
                # Version 2's, with a convolution.
                "conv",
                {
                    "relative_attention": True, "position_buckets": 16, "norm_rel_ebd": "layer_norm",
                    "share_att_key": True, "pos_att_type": ["p2c", "c2p"], "position_biased_input": False,
                    "conv_kernel_size": 3, "conv_act": "gelu", "hidden_size": 48, "conv_groups": 2,
                },
                {},
            ),
            (
                "own",
                UNTIED
                | {
                    "relative_attention": True, "pos_att_type": ["c2p", "p2c"], "type_vocab_size": 2,
                    "embedding_size": 20, "max_relative_positions": 9,
                },
                SHARDED,
            ),
            ("c2p", {"relative_attention": True, "pos_att_type": ["c2p"], "hidden_size": 40}, HALF),
            ("plain", {"pos_att_type": ["p2c"]}, {}),
        ],
        {
            "relative_attention": True, "position_buckets": 32, "norm_rel_ebd": "layer_norm",
            "share_att_key": True, "pos_att_type": ["p2c", "c2p"], "position_biased_input": False,
        },
    )
    make_all(
        out, "deberta", DebertaForMaskedLM, DebertaConfig, 160,
        [
            (
                "tiny",
                {
                    "relative_attention": True, "pos_att_type": ["c2p", "p2c"],
                    "position_biased_input": False,
                },
                {},
            ),
            (
                "untied",
                UNTIED
                | {
                    "relative_attention": True, "pos_att_type": "p2c", "max_relative_positions": 7,
                    "type_vocab_size": 2, "embedding_size": 20,
                },
                HALF,
            ),
            ("plain", {"hidden_act": "gelu_new", "legacy": False}, SHARDED),
        ],
        {
            "relative_attention": True, "pos_att_type": "c2p|p2c", "position_biased_input": False,
            "max_relative_positions": 200,
        },
    )
    make_all(
        out, "roformer", RoFormerForMaskedLM, RoFormerConfig, 170,
        [
            ("tiny", {}, {}),
            ("untied", UNTIED | {"embedding_size": 20, "hidden_act": "relu"}, {}),
            ("sharded", {"num_attention_heads": 2, "num_hidden_layers": 3}, SHARDED),
        ],
    )


if __name__ == "__main__":
    main()

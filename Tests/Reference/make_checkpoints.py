#!/usr/bin/env python3
"""Writes random-weight checkpoints of every supported family and spelling, with the reference's arrays.

    python make_checkpoints.py OUT_DIR

Every number comes from Hugging Face transformers in fp32 with eager attention, one sequence at a time,
without padding. requirements.txt pins the versions. A checkpoint is a folder in the hub's layout;
beside it lies NAME.safetensors with, for sequence K, K.input_ids I64 [T], K.hidden_states F32
[layers+1,T,dim], K.attentions F32 [layers,heads,T,T], and for models with a masked-language-model
head K.logits F32 [T,vocabulary]. Of the long sequences only the states of the first and last layer
are kept, as K.first_states and K.last_states.
"""

import json
import random
import sys
from pathlib import Path

import torch
from make_fixtures import PARAMETERS_SEED, randomise, tiny_vocabulary
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForMaskedLM,
    BertModel,
    DistilBertConfig,
    DistilBertForMaskedLM,
    ElectraConfig,
    ElectraForPreTraining,
    MPNetConfig,
    MPNetForMaskedLM,
    RobertaConfig,
    RobertaForMaskedLM,
)
from transformers.utils import logging

LENGTHS = [3, 4, 11, 29, 60]
LONG_LENGTHS = [3, 64, 127, 300, 512]


def sequences(lengths, vocabulary_size, seed):
    """Random token ids, the five special ones left out."""
    chance = random.Random(seed)
    return [[chance.randrange(5, vocabulary_size) for _ in range(length)] for length in lengths]


def arrays(model, lengths, keep_all=True):
    """Runs `model` on sequences of the given lengths and collects its outputs."""
    collected = {}
    for number, ids in enumerate(sequences(lengths, model.config.vocab_size, PARAMETERS_SEED)):
        with torch.no_grad():
            output = model(
                torch.tensor([ids]), output_hidden_states=True, output_attentions=True
            )
        collected[f"{number}.input_ids"] = torch.tensor(ids)
        states = torch.cat(output.hidden_states)  # [layers+1, T, dim]
        if keep_all:
            collected[f"{number}.hidden_states"] = states
            collected[f"{number}.attentions"] = torch.cat(output.attentions)
        else:
            collected[f"{number}.first_states"] = states[0]
            collected[f"{number}.last_states"] = states[-1]
        if "MaskedLM" in type(model).__name__ and keep_all and number == 2:
            collected[f"{number}.logits"] = output.logits[0]
    return {name: array.contiguous() for name, array in collected.items()}


def prepare(model, seed, dtype=torch.float32):
    """Random parameters, rounded to `dtype` where the file will hold that type."""
    model.set_attn_implementation("eager")
    model.eval()
    randomise(model, seed)
    for parameter in model.parameters():
        parameter.data = parameter.data.to(dtype).float()
    return model


def write_vocabulary(folder, lower_case=True):
    """vocab.txt and tokenizer_config.json of a BERT tokenizer."""
    tokens = tiny_vocabulary()
    (folder / "vocab.txt").write_text("\n".join(tokens) + "\n", encoding="utf-8")
    settings = json.dumps({"do_lower_case": lower_case})
    (folder / "tokenizer_config.json").write_text(settings + "\n", encoding="utf-8")


def make(out, name, model, seed, lengths=LENGTHS, dtype=torch.float32, keep_all=True, **saving):
    """Saves a checkpoint with random parameters, and its arrays."""
    prepare(model, seed, dtype)
    results = arrays(model, lengths, keep_all)
    model.to(dtype).save_pretrained(out / name, **saving)
    write_vocabulary(out / name)
    save_file(results, out / f"{name}.safetensors")


def make_bert(out):
    """BERT: half precision with the old layer-norm names, shards of bfloat16, long sequences."""
    size = len(tiny_vocabulary())

    def configuration(**changes):
        values = {
            "vocab_size": size,
            "hidden_size": 32,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "intermediate_size": 72,
            "max_position_embeddings": 64,
        }
        return BertConfig(**(values | changes))

    make(out, "bert-f16-gamma", BertModel(configuration(layer_norm_eps=1e-6)), 11, dtype=torch.half)
    path = out / "bert-f16-gamma" / "model.safetensors"
    renamed = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): value
        for name, value in load_file(path).items()
    }
    # An index table, as older checkpoints carry it.
    renamed["embeddings.position_ids"] = torch.arange(64).unsqueeze(0)
    save_file(renamed, path, metadata={"format": "pt"})

    make(
        out, "bert-bf16-sharded", BertForMaskedLM(configuration(hidden_act="relu")), 12,
        dtype=torch.bfloat16, max_shard_size="20KB",
    )
    make(
        out, "bert-long", BertModel(configuration(max_position_embeddings=512, hidden_act="silu")), 13,
        lengths=LONG_LENGTHS, keep_all=False,
    )
    # A head of its own: neither its matrix nor its bias is another tensor of the file.
    make(out, "bert-untied", BertForMaskedLM(configuration(tie_word_embeddings=False)), 19)


def make_distilbert(out):
    """DistilBERT with sinusoidal positions and another activation."""
    configuration = DistilBertConfig(
        vocab_size=len(tiny_vocabulary()), dim=48, n_layers=2, n_heads=6, hidden_dim=100,
        max_position_embeddings=64, sinusoidal_pos_embds=True, activation="relu",
    )
    make(out, "distilbert-sinusoidal", DistilBertForMaskedLM(configuration), 14)


def make_electra(out):
    """ELECTRA's discriminator: embeddings narrower than the layers."""
    configuration = ElectraConfig(
        vocab_size=len(tiny_vocabulary()), embedding_size=24, hidden_size=32, num_hidden_layers=2,
        num_attention_heads=2, intermediate_size=64, max_position_embeddings=64,
    )
    make(out, "electra-tiny", ElectraForPreTraining(configuration), 15)


def make_mpnet(out):
    """MPNet: positions as a bias on the attention scores."""
    configuration = MPNetConfig(
        vocab_size=len(tiny_vocabulary()), hidden_size=32, num_hidden_layers=2,
        num_attention_heads=4, intermediate_size=64, max_position_embeddings=66,
    )
    make(out, "mpnet-tiny", MPNetForMaskedLM(configuration), 16)
    make(
        out, "mpnet-long",
        MPNetForMaskedLM(MPNetConfig(**(configuration.to_dict() | {"max_position_embeddings": 514}))),
        17, lengths=LONG_LENGTHS, keep_all=False,
    )
    untied = MPNetConfig(**(configuration.to_dict() | {"tie_word_embeddings": False}))
    make(out, "mpnet-untied", MPNetForMaskedLM(untied), 20)
    # Its own special tokens in BERT's vocabulary.
    names = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
    for name in ("mpnet-tiny", "mpnet-long", "mpnet-untied"):
        tokens = [names.get(token, token) for token in tiny_vocabulary()]
        (out / name / "vocab.txt").write_text("\n".join(tokens) + "\n", encoding="utf-8")
        settings = {
            "do_lower_case": True, "tokenizer_class": "MPNetTokenizer", "cls_token": "<s>",
            "sep_token": "</s>", "unk_token": "[UNK]", "pad_token": "<pad>", "mask_token": "<mask>",
            "bos_token": "<s>", "eos_token": "</s>",
        }
        (out / name / "tokenizer_config.json").write_text(json.dumps(settings) + "\n")


def byte_level_tokenizer():
    """A small byte-level BPE in RoBERTa's layout, learned from a few sentences."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=330, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False,
    )
    text = ["The bank of the river was calm.", "She went to the bank to deposit money."] * 4
    tokenizer.train_from_iterator(text, trainer)
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", tokenizer.token_to_id("</s>")), ("<s>", tokenizer.token_to_id("<s>")),
        trim_offsets=True, add_prefix_space=False,
    )
    return tokenizer


def make_roberta(out):
    """RoBERTa: positions counted from behind the padding id."""
    tokenizer = byte_level_tokenizer()
    configuration = RobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=32, num_hidden_layers=2,
        num_attention_heads=4, intermediate_size=64, max_position_embeddings=66,
        type_vocab_size=1, layer_norm_eps=1e-5,
    )
    untied = RobertaConfig(**(configuration.to_dict() | {"tie_word_embeddings": False}))
    for name, changed, seed in (("roberta-tiny", configuration, 18), ("roberta-untied", untied, 21)):
        make(out, name, RobertaForMaskedLM(changed), seed)
        for file in ("vocab.txt", "tokenizer_config.json"):
            (out / name / file).unlink()
        tokenizer.save(str(out / name / "tokenizer.json"), pretty=False)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_checkpoints.py OUT_DIR")
    out = Path(sys.argv[1])
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    out.mkdir(parents=True, exist_ok=True)
    make_bert(out)
    make_distilbert(out)
    make_electra(out)
    make_mpnet(out)
    make_roberta(out)


if __name__ == "__main__":
    main()

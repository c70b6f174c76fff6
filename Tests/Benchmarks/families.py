"""Times a model of every family beside PyTorch, and beside a BERT of the same sizes, in one run and in turns.

    BENCHMARK_PYTHON Tests/Benchmarks/families.py WORK_FOLDER [ROUNDS]

WORK_FOLDER gets a checkpoint of each family with random weights in the hub's layout, and families.json. All
have the sizes of all-MiniLM-L6-v2 and 12 heads; ModernBERT's feed-forward blocks, which have three matrices for
BERT's two, are two thirds as wide. Each round encodes 128 sentences once with every contender; all hidden states
and attentions are returned. `swift build -c release --product encoder-benchmark` comes first.
"""

import json
import os
import statistics
import sys

import torch
import transformers
from benchmark import HERE, RELEASE, WORDS, Contender, ratio, rounds_of
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

SIZES = {
    "hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12, "intermediate_size": 1536,
    "max_position_embeddings": 514, "vocab_size": 30522, "pad_token_id": 0,
}
DISENTANGLED = {"relative_attention": True, "position_biased_input": False, "type_vocab_size": 0}
FAMILIES = {
    "bert": ("Bert", {}),
    "roberta": ("Roberta", {}),
    "xlm-roberta": ("XLMRoberta", {}),
    "camembert": ("Camembert", {}),
    "xlm-roberta-xl": ("XLMRobertaXL", {}),
    "electra": ("Electra", {"embedding_size": 128}),
    "mpnet": ("MPNet", {}),
    "albert": ("Albert", {"embedding_size": 128}),
    "deberta": ("Deberta", DISENTANGLED | {"pos_att_type": ["c2p", "p2c"]}),
    "deberta-v2": (
        "DebertaV2",
        DISENTANGLED
        | {
            "pos_att_type": ["p2c", "c2p"], "position_buckets": 256, "norm_rel_ebd": "layer_norm",
            "share_att_key": True,
        },
    ),
    "modernbert": ("ModernBert", {"intermediate_size": 1024}),
    "roformer": ("RoFormer", {}),
}
# From 4 to 23 tokens.
SENTENCES = [" ".join(WORDS[(row + k) % len(WORDS)] for k in range(2 + row % 20)) for row in range(128)]


def make_tokenizer():
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = {token: number for number, token in enumerate(special + sorted(set(WORDS)))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(name, vocabulary[name]) for name in ("[CLS]", "[SEP]")])
    return tokenizer


def make(folder, kind, changes):
    """Saves a checkpoint with random weights, unless it is there."""
    if os.path.exists(os.path.join(folder, "tokenizer.json")):
        return
    torch.manual_seed(1)
    configuration = getattr(transformers, f"{kind}Config")(**SIZES | changes)
    getattr(transformers, f"{kind}Model")(configuration).save_pretrained(folder)
    make_tokenizer().save(os.path.join(folder, "tokenizer.json"))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    work, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 7
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    for name, (kind, changes) in FAMILIES.items():
        make(os.path.join(work, name), kind, changes)
    benchmark = os.path.join(RELEASE, "encoder-benchmark")
    bert = Contender(benchmark, os.path.join(work, "bert"), "2")
    rows = []
    print("| family | ms | PyTorch ms | PyTorch's time | of BERT's time |\n|---|---|---|---|---|")
    for name in FAMILIES:
        folder = os.path.join(work, name)
        contenders = {
            "ours": Contender(benchmark, folder, "2"), "bert": bert,
            "torch": Contender(sys.executable, os.path.join(HERE, "encode_peer.py"), "torch", folder, "2"),
        }
        results = rounds_of(
            {key: lambda c=value: c.encode(SENTENCES, 3) for key, value in contenders.items()}, rounds)
        for key in ("ours", "torch"):
            contenders[key].close()
        medians = {key: statistics.median(value) for key, value in results.items()}
        row = {
            "family": name, "ours": medians["ours"], "torch": medians["torch"],
            "torch/ours": ratio(results, "torch", "ours"), "ours/bert": ratio(results, "ours", "bert"),
        }
        rows.append(row)
        print(
            f"| {name} | {row['ours']:.1f} | {row['torch']:.1f} | {row['torch/ours']:.2f} × "
            f"| {row['ours/bert']:.2f} × |", flush=True)
    bert.close()
    with open(os.path.join(work, "families.json"), "w", encoding="utf-8") as file:
        json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()

"""Times a model of every family beside its peer, and beside a BERT of the same sizes, in one run and in turns.

    BENCHMARK_PYTHON Tests/Benchmarks/families.py WORK_FOLDER [ROUNDS [FAMILY ...]]

The peer is ONNX Runtime, or PyTorch if the family cannot be exported with all hidden states and attentions.
WORK_FOLDER gets a checkpoint of each family with random weights in the hub's layout, its export, and
families.json. All have the sizes of all-MiniLM-L6-v2 and 12 heads; ModernBERT's feed-forward blocks, which have
three matrices for BERT's two, are two thirds as wide. Each round encodes 128 sentences three times with every
contender; all hidden states and attentions are returned.

Times are milliseconds of the clock. The ratio to BERT is one of processor time, which depends less on what else
the machine does. `swift build -c release --product encoder-benchmark` comes first.
"""

import json
import os
import statistics
import subprocess
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
    "distilbert": (
        "DistilBert", {"dim": 384, "hidden_dim": 1536, "n_layers": 6, "n_heads": 12}),
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
    # The same tokens for all families, whatever tokenizer their own class would make.
    with open(os.path.join(folder, "tokenizer_config.json"), "w", encoding="utf-8") as file:
        json.dump({"tokenizer_class": "PreTrainedTokenizerFast"}, file)
    make_tokenizer().save(os.path.join(folder, "tokenizer.json"))


def export(folder):
    """The model as an ONNX file, made once; None where PyTorch cannot export it."""
    path, failure = os.path.join(folder, "model.onnx"), os.path.join(folder, "export.failed")
    if not os.path.exists(path) and not os.path.exists(failure):
        command = [sys.executable, os.path.join(HERE, "export_onnx.py"), folder, path]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            with open(failure, "w", encoding="utf-8") as file:
                file.write(result.stderr)
    return path if os.path.exists(path) else None


def peer(folder):
    """The peer's name and its process."""
    script = os.path.join(HERE, "encode_peer.py")
    if path := export(folder):
        return "ONNX Runtime", Contender(sys.executable, script, "onnx", folder, "2", path)
    return "PyTorch", Contender(sys.executable, script, "torch", folder, "2")


def processor_time(contender):
    """Milliseconds that all threads of a contender's process have used."""
    with open(f"/proc/{contender.process.pid}/stat", encoding="utf-8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(contenders, rounds):
    """Milliseconds of the clock and of the processor for each contender, a number for each round."""
    used = {key: [] for key in contenders}

    def encode(key):
        before = processor_time(contenders[key])
        milliseconds = contenders[key].encode(SENTENCES, 3)
        used[key].append(processor_time(contenders[key]) - before)
        return milliseconds

    return rounds_of({key: lambda k=key: encode(k) for key in contenders}, rounds), used


def main():
    if len(sys.argv) < 2 or not set(sys.argv[3:]) <= set(FAMILIES):
        sys.exit(__doc__)
    work, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    for name, (kind, changes) in FAMILIES.items():
        make(os.path.join(work, name), kind, changes)
    benchmark = os.path.join(RELEASE, "encoder-benchmark")
    bert = Contender(benchmark, os.path.join(work, "bert"), "2")
    rows = []
    print("| family | ms | peer | its ms | its time | of BERT's time |\n|---|---|---|---|---|---|")
    for name in sys.argv[3:] or FAMILIES:
        folder = os.path.join(work, name)
        peer_name, process = peer(folder)
        contenders = {"ours": Contender(benchmark, folder, "2"), "bert": bert, "peer": process}
        results, used = measured(contenders, rounds)
        for key in ("ours", "peer"):
            contenders[key].close()
        medians = {key: statistics.median(value) for key, value in results.items()}
        row = {
            "family": name, "ours": medians["ours"], "peer": peer_name, "theirs": medians["peer"],
            "theirs/ours": ratio(results, "peer", "ours"), "ours/bert": ratio(used, "ours", "bert"),
        }
        rows.append(row)
        print(
            f"| {name} | {row['ours']:.1f} | {peer_name} | {row['theirs']:.1f} "
            f"| {row['theirs/ours']:.2f} × | {row['ours/bert']:.2f} × |", flush=True)
    bert.close()
    with open(os.path.join(work, "families.json"), "w", encoding="utf-8") as file:
        json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()

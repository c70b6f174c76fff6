#!/usr/bin/env python3
"""Writes folders as versions 4 and 5 of transformers save tokenizers, and the ids that version 5 reads from them.

    python make_tokenizer_folders.py models OUT_DIR     with requirements.txt
    python make_tokenizer_folders.py save OUT_DIR       with transformers==4.57.6 (and sentencepiece, protobuf)
    python make_tokenizer_folders.py cases OUT_DIR      with requirements.txt
    python make_tokenizer_folders.py compare OUT_DIR    with transformers==4.57.6

OUT_DIR is the folder of the fixtures; make_tokenizer_cases.py has written byte-level/ there.

    tokenizer-folders/NAME/      the files that there were before tokenizer.json: vocab.txt, vocab.json with
                                 merges.txt, or a SentencePiece model trained here, beside a config.json
    tokenizer-folders/NAME-4/    what 4.57.6 reads from them and saves, without those files
    tokenizer-folders/NAME-5/    the same of 5.23.0
    tokenizer-folders.json       "texts", and "cases": each with its name, the folder, the files that are written
                                 over or left out (null), the ids that AutoTokenizer of 5.23.0
                                 makes of the first texts, for some cases offsets and word numbers, and whether
                                 4.57.6 makes other ids of any of the first 60 ("differs"; null where it does not
                                 load the folder, and for NOT_TOLD)
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_VERBOSITY"] = "error"

from make_tokenizer_cases import SEED, built_word_piece
from tokenizer_texts import CASES, TRAINING, mixtures

FAMILIES = ["bert", "mpnet", "roberta", "deberta", "xlm-roberta", "camembert", "albert", "deberta-v2"]
OWN_TEXTS = [
    "The Bank of the River", "a <mask> b", "a [MASK] b", "a  <mask>  b", "<s> a </s>", "[CLS] a [SEP]", "<S> [mask]",
    " bank", "bank ", "the riverbank", "The Riverbank's bankers", "<pad> <unk> [PAD] [UNK]", "a\tb\nc",
    "``a'' b", "1,000",
    "Ａｂ ﬁne ½ e\u0301", "<new> x<new>y <New>", "銀行bank", "Él, ÀÉ", "a\u3000b", "(a) — b", "",
]  # fmt: skip
FEW = 60
# 4.57.6 knows no other names than its own for the special tokens beside a SentencePiece model. The program does not
# warn of that.
NOT_TOLD = {"xlm-roberta: other special tokens"}


def texts():
    """Texts of every script, the first of them those on which settings differ."""
    found = OWN_TEXTS + [text for group in CASES.values() for text in group if len(text) < 200]
    found += mixtures(SEED, 700)
    return list(dict.fromkeys(found))[:540]


def write_json(path, value, **settings):
    path.write_text(json.dumps(value, separators=(",", ":"), **settings) + "\n", encoding="utf-8")


# Models


def rules():
    """A small map of characters; SentencePiece's own is twenty times as large as all the rest."""
    pairs = [(0xFF21 + i, [0x41 + i]) for i in range(26)] + [(0xFF41 + i, [0x61 + i]) for i in range(26)]
    pairs += [(0xFB01, [0x66, 0x69]), (0xBD, [0x31, 0x2044, 0x32]), (0x2026, [0x2E] * 3)]
    pairs += [(space, [0x20]) for space in (9, 10, 13, 0xA0, 0x3000, 0x2009, 0x200B)]
    lines = [f"{source:X}\t{' '.join(f'{t:X}' for t in target)}" for source, target in pairs]
    return "\n".join(lines + ["65 301\tE9", "45 301\tC9"]) + "\n"


def train(path, **settings):
    """A SentencePiece model of this project's text."""
    import sentencepiece

    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as table:
        table.write(rules())
        table.flush()
        with open(path, "wb") as written:
            sentencepiece.SentencePieceTrainer.train(
                sentence_iterator=iter(TRAINING), model_writer=written, vocab_size=800, model_type="unigram",
                character_coverage=0.98, num_threads=1, minloglevel=2, hard_vocab_limit=False,
                normalization_rule_tsv=table.name, **settings,
            )  # fmt: skip


def make_models(out):
    """The folders that have no tokenizer.json."""
    for name in FAMILIES:
        folder = out / "tokenizer-folders" / name
        folder.mkdir(parents=True, exist_ok=True)
        write_json(folder / "config.json", {"model_type": name})
        if name in ("bert", "mpnet"):
            vocabulary = list(built_word_piece(900, False).get_vocab(with_added_tokens=False).items())
            # The library takes white space off the ends of lines.
            words = [word for word, _ in sorted(vocabulary, key=lambda item: item[1]) if word == word.strip()]
            words += ["the", "bank", "##bank", "river", "el", "a", "b"]
            if name == "mpnet":
                named = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
                words = [named.get(word, word) for word in words]
            (folder / "vocab.txt").write_text("\n".join(dict.fromkeys(words)) + "\n", encoding="utf-8")
        elif name in ("roberta", "deberta"):
            with open(out / "byte-level" / "tokenizer.json", encoding="utf-8") as file:
                model = json.load(file)["model"]
            merges = [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in model["merges"]][:400]
            letters = [token for token in model["vocab"] if len(token) == 1]
            first = ["<s>", "<pad>", "</s>", "<unk>"] if name == "roberta" else ["[CLS]", "[PAD]", "[SEP]", "[UNK]"]
            tokens = first + sorted(letters) + [a + b for a, b in merges]
            tokens += ["<mask>" if name == "roberta" else "[MASK]"]
            write_json(folder / "vocab.json", {token: id for id, token in enumerate(dict.fromkeys(tokens))})
            lines = ["#version: 0.2", *(f"{a} {b}" for a, b in merges)]
            (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        elif name == "albert":
            train(folder / "spiece.model", pad_id=0, unk_id=1, bos_id=-1, eos_id=-1,
                  control_symbols=["[CLS]", "[SEP]", "[MASK]"], user_defined_symbols=["(", ")"])  # fmt: skip
        elif name == "deberta-v2":
            train(folder / "spm.model", pad_id=0, pad_piece="[PAD]", bos_id=1, bos_piece="[CLS]", eos_id=2,
                  eos_piece="[SEP]", unk_id=3, unk_piece="[UNK]", user_defined_symbols=["\u2014"])  # fmt: skip
            write_json(folder / "added_tokens.json", {"[MASK]": 800})
            write_json(folder / "tokenizer_config.json", {"do_lower_case": False, "vocab_type": "spm"})
        else:
            train(folder / "sentencepiece.bpe.model")


def save(out, version):
    """What this version of transformers makes of these folders."""
    from transformers import AutoTokenizer

    for name in FAMILIES:
        source = out / "tokenizer-folders" / name
        target = out / "tokenizer-folders" / f"{name}-{version}"
        shutil.rmtree(target, ignore_errors=True)
        AutoTokenizer.from_pretrained(source).save_pretrained(target)
        for path in list(target.iterdir()):
            if path.name not in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
                path.unlink()
        document = json.loads((target / "tokenizer.json").read_text(encoding="utf-8"))
        write_json(target / "tokenizer.json", document, ensure_ascii=False)
        shutil.copy(source / "config.json", target / "config.json")


# Cases


def token(content, **settings):
    """An entry of added_tokens_decoder."""
    flags = {"lstrip": False, "rstrip": False, "single_word": False, "normalized": False, "special": False}
    return {"content": content, **flags, **settings}


def changed(folder, name, change):
    """A JSON file of a folder with a part changed."""
    document = json.loads((folder / name).read_text(encoding="utf-8"))
    change(document)
    return document


def cases(out):
    """Each by a name: the folder, the files written over, and whether it is tried on all texts."""
    root = out / "tokenizer-folders"
    found = {}

    def add(name, folder, files=None, whole=False):
        found[name] = (folder, files or {}, whole)

    def config(**settings):
        return {"tokenizer_config.json": settings}

    def file(folder, change):
        """The folder's tokenizer.json changed."""
        return {"tokenizer.json": changed(root / folder, "tokenizer.json", change)}

    for family in FAMILIES:
        add(family, family, whole=True)
        add(f"{family}, saved by 4", f"{family}-4")
        add(f"{family}, saved by 5", f"{family}-5")

    # Who reads the file as it stands, and who builds the stages.
    lower = {"do_lower_case": True}
    cased = file("bert-5", lambda d: d["normalizer"].update(lowercase=False, strip_accents=None))
    add(
        "file: PreTrainedTokenizerFast, do_lower_case false",
        "bert-5",
        config(tokenizer_class="PreTrainedTokenizerFast", do_lower_case=False, unk_token="[UNK]"),
    )
    add(
        "file: TokenizersBackend, do_lower_case true",
        "bert-5",
        cased | config(tokenizer_class="TokenizersBackend", **lower),
    )
    add("class: do_lower_case not said", "bert-5", cased | config(tokenizer_class="BertTokenizer"))
    add("class: no tokenizer_config.json", "bert-5", cased | {"tokenizer_config.json": None})
    add(
        "class: of config.json",
        "bert-5",
        cased
        | {
            "tokenizer_config.json": None,
            "config.json": {"model_type": "roberta", "tokenizer_class": "BertTokenizerFast"},
        },
    )
    add("class: do_lower_case false", "bert-5", config(tokenizer_class="BertTokenizerFast", do_lower_case=False))
    add("class: electra", "bert-5", cased | {"config.json": {"model_type": "electra"}} | config())
    add(
        "class: distilbert",
        "bert-4",
        {"config.json": {"model_type": "distilbert"}} | config(tokenizer_class="DistilBertTokenizer", **lower),
    )
    add("class: accents kept", "bert-5", config(tokenizer_class="BertTokenizer", strip_accents=False))
    add("class: ideographs joined", "bert-5", config(tokenizer_class="BertTokenizer", tokenize_chinese_chars=False))
    add("class: no post-processor", "bert-5", file("bert-5", lambda d: d.update(post_processor=None)) | config(**lower))
    add(
        "class: another normaliser",
        "bert-5",
        file("bert-5", lambda d: d.update(normalizer={"type": "NFC"})) | config(tokenizer_class="BertTokenizer"),
    )
    add("file: unknown class", "bert-5", cased | config(tokenizer_class="NoSuchTokenizer"))

    # Added tokens.
    end = len(json.loads((root / "bert-5/tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"])
    added = {str(id): token(word, special=True)
             for id, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])}  # fmt: skip
    add(
        "added: listed alone",
        "bert-5",
        config(
            tokenizer_class="BertTokenizer",
            added_tokens_decoder={**added, str(end): token("riverbank", normalized=True)},
        ),
    )
    add(
        "added: one listed alone",
        "bert-5",
        config(
            tokenizer_class="BertTokenizer",
            added_tokens_decoder={str(end): token("riverbank", normalized=True, single_word=True)},
        ),
    )
    in_file = file("bert-5", lambda d: d["added_tokens"].append(
        {"id": end, **token("<new>", lstrip=True)}))  # fmt: skip
    add("added: in the file", "bert-5", in_file | config(tokenizer_class="BertTokenizer"))
    add(
        "added: in the file, not in the list",
        "bert-5",
        in_file | config(tokenizer_class="BertTokenizer", added_tokens_decoder=added),
    )
    add(
        "added: in the file, the list differs",
        "bert-5",
        in_file
        | config(
            tokenizer_class="PreTrainedTokenizerFast",
            added_tokens_decoder={**added, str(end): token("<new>", normalized=True)},
        ),
    )
    add("added: added_tokens.json", "bert", {"added_tokens.json": {"<new>": end, "riverbank": end + 1}})
    add(
        "added: additional_special_tokens",
        "bert-5",
        config(tokenizer_class="BertTokenizer", additional_special_tokens=["<new>"]),
    )
    add(
        "added: extra_special_tokens",
        "bert-5",
        config(tokenizer_class="PreTrainedTokenizerFast", extra_special_tokens=["<new>"]),
    )
    add("added: a role of its own", "bert-5", config(tokenizer_class="BertTokenizer", image_token="<new>"))
    add(
        "added: special_tokens_map.json",
        "bert",
        {
            "tokenizer_config.json": {"mask_token": "[UNK]"},
            "special_tokens_map.json": {
                "mask_token": {
                    "content": "[MASK]",
                    "lstrip": True,
                    "rstrip": False,
                    "single_word": False,
                    "normalized": False,
                }
            },
        },
    )

    # Spaces before texts, and offsets.
    spaced = file("roberta-5", lambda d: d["pre_tokenizer"].update(add_prefix_space=True))
    add(
        "space: in the configuration alone",
        "roberta-5",
        config(tokenizer_class="RobertaTokenizer", add_prefix_space=True),
    )
    add("space: in the file alone", "roberta-5", spaced | config(tokenizer_class="RobertaTokenizer"))
    add("space: in the file that is followed", "roberta-5", spaced | config(tokenizer_class="TokenizersBackend"))
    add("space: deberta", "deberta-4", config(tokenizer_class="DebertaTokenizer", add_prefix_space=True))
    add("space: none for xlm-roberta", "xlm-roberta", config(add_prefix_space=False))
    add(
        "space: none for deberta-v2",
        "deberta-v2-5",
        config(tokenizer_class="DebertaV2TokenizerFast", add_prefix_space=False),
    )
    add("space: offsets as they are", "roberta", config(trim_offsets=False), whole=True)

    # SentencePiece's relations.
    add("albert: case and accents kept", "albert", config(do_lower_case=False, keep_accents=True))
    add("albert: no post-processor", "albert-5", file("albert-5", lambda d: d.update(post_processor=None)))
    add("deberta-v2: lower case, split at punctuation", "deberta-v2", config(do_lower_case=True, split_by_punct=True))
    add("camembert: unnamed class", "camembert-4", config())
    add(
        "xlm-roberta: other special tokens",
        "xlm-roberta",
        config(
            mask_token={
                "__type": "AddedToken",
                "content": "<m>",
                "lstrip": True,
                "rstrip": False,
                "single_word": False,
                "normalized": True,
            },
            pad_token="<p>",
        ),
    )
    add(
        "xlm-roberta-xl",
        "xlm-roberta-4",
        {"config.json": {"model_type": "xlm-roberta-xl"}}
        | config(tokenizer_class="XLMRobertaTokenizer", add_prefix_space=False),
    )
    add(
        "modernbert",
        "roberta-5",
        spaced | {"config.json": {"model_type": "modernbert"}} | config(tokenizer_class="RobertaTokenizer"),
    )
    return found


def folder_of(out, case, parent):
    """A folder as a case has it."""
    folder = Path(parent) / "folder"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(out / "tokenizer-folders" / case["folder"], folder)
    for name, content in case["files"].items():
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(content, encoding="utf-8")
    return folder


def make_cases(out):
    """The answers of version 5."""
    from transformers import AutoTokenizer

    every, found = texts(), []
    with tempfile.TemporaryDirectory() as parent:
        for name, (base, files, whole) in cases(out).items():
            texts_of_files = {
                file: content if content is None else json.dumps(content, separators=(",", ":"), ensure_ascii=False)
                for file, content in files.items()
            }
            case = {"name": name, "folder": base, "files": texts_of_files}
            tokenizer = AutoTokenizer.from_pretrained(folder_of(out, case, parent))
            encodings = [tokenizer._tokenizer.encode(text) for text in every[: None if whole else FEW]]
            case["ids"] = [encoding.ids for encoding in encodings]
            if whole:
                case["offsets"] = [[place for pair in encoding.offsets for place in pair] for encoding in encodings]
                case["word_ids"] = [encoding.word_ids for encoding in encodings]
            found.append(case)
    write_json(out / "tokenizer-folders.json", {"texts": every, "cases": found})


def compare(out):
    """Whether this version makes other ids."""
    from transformers import AutoTokenizer

    document = json.loads((out / "tokenizer-folders.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as parent:
        for case in document["cases"]:
            try:
                tokenizer = AutoTokenizer.from_pretrained(folder_of(out, case, parent))
            except Exception as failure:
                print(f"{case['name']}: {failure}", file=sys.stderr)
                case["differs"] = None
                continue
            ids = [tokenizer(text)["input_ids"] for text in document["texts"][:FEW]]
            case["differs"] = None if case["name"] in NOT_TOLD else ids != case["ids"][:FEW]
    write_json(out / "tokenizer-folders.json", document)


def main():
    import transformers

    if len(sys.argv) != 3 or sys.argv[1] not in ("models", "save", "cases", "compare"):
        sys.exit("usage: make_tokenizer_folders.py models|save|cases|compare OUT_DIR")
    step, out = sys.argv[1], Path(sys.argv[2])
    version = transformers.__version__.split(".")[0]
    if version != ("4" if step in ("save", "compare") else "5"):
        sys.exit(f"{step} wants another version of transformers than {transformers.__version__}")
    if step == "models":
        make_models(out)
    elif step == "save":
        save(out, 4)
    elif step == "cases":
        save(out, 5)
        make_cases(out)
    else:
        compare(out)


if __name__ == "__main__":
    main()

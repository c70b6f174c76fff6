#!/usr/bin/env python3
"""Writes the tokenizers and the tokenizer cases that the Encoder tests compare with.

    python make_tokenizer_cases.py MODEL_DIR OUT_DIR

MODEL_DIR holds all-MiniLM-L6-v2. Every answer is that of Hugging Face's `tokenizers`, the library
behind the fast tokenizers of transformers; requirements.txt pins the versions. The texts are the
same at every run.

Files in OUT_DIR:

    tokenizer-uncased.jsonl     cases with MiniLM's vocabulary, that of bert-base-uncased
    wordpiece-cased/            vocabularies made here of made-up text in many scripts: in the layouts
    wordpiece-multilingual/     of bert-base-cased and bert-base-multilingual-cased, and byte-level
    byte-level/                 BPE in that of RoBERTa. Each a tokenizer.json, for WordPiece also
                                vocab.txt and tokenizer_config.json
    tokenizer-cased.jsonl       cases with each of them
    tokenizer-multilingual.jsonl
    tokenizer-byte-level.jsonl
    pipelines/NAME.json         other stages, mpnet's layout, added tokens of every kind; where the
                                model is BPE without vocabulary and merges, they are byte-level/'s
    tokenizer-pipelines.jsonl   cases with each of these, the group being the name

    character-classes.json      the ranges of code points in each class of characters

A case is an object with group, text, tokens, ids, offsets (code points), word_ids, and where the
text was cut, max_length. The token of an id is the vocabulary's string.
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

from tokenizer_texts import CASES, TRAINING, mixtures, scattered
from tokenizers import (
    AddedToken,
    Tokenizer,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SEED = 11


# Cases


def describe(group, text, tokenizer, max_length=None):
    """The reference's answer for a text."""
    tokenizer.no_padding()
    if max_length is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(max_length)
    encoding = tokenizer.encode(text)
    strings = {id: token for token, id in tokenizer.get_vocab().items()}
    case = {
        "group": group,
        "text": text,
        "tokens": [strings[id] for id in encoding.ids],
        "ids": encoding.ids,
        "offsets": [list(offset) for offset in encoding.offsets],
        "word_ids": encoding.word_ids,
    }
    if max_length is not None:
        case["max_length"] = max_length
    return case


def write_lines(path, cases):
    lines = [json.dumps(case, separators=(",", ":")) + "\n" for case in cases]
    path.write_text("".join(lines), encoding="ascii")


def cases(tokenizer, count, mask="[MASK]", groups=None):
    """Every group of texts, as many random ones, and some of the texts cut at several lengths."""

    def spelt(text):
        """The text with the model's own special tokens where it has BERT's."""
        return text if mask == "[MASK]" else text.replace("[MASK]", mask).replace("[SEP]", "</s>")

    texts = {
        group: [spelt(text) for text in texts]
        for group, texts in CASES.items()
        if groups is None or group in groups
    }
    texts["mixtures"] = [spelt(text) for text in mixtures(SEED, count * 4 // 5)]
    texts["scattered"] = scattered(SEED, count // 5)
    found = [describe(group, text, tokenizer) for group in texts for text in texts[group]]
    chance = random.Random(SEED)
    every = [text for group in texts for text in texts[group] if 10 < len(text) < 300]
    added = tokenizer.num_special_tokens_to_add(is_pair=False)
    lengths = [length for length in (3, 4, 5, 8, 13) if length > added]
    for text in chance.sample(every, min(60, len(every))):
        found.append(describe("cut", text, tokenizer, chance.choice(lengths)))
    if groups is None:
        found.append(describe("cut", spelt("bank " * 520), tokenizer, 512))
    return found


# Tokenizers


def built_word_piece(size, strip_accents):
    """A cased WordPiece vocabulary of the made-up text, in BERT's layout: every character at the
    start and inside of words, then the commonest words and parts of words. (The library's trainer
    gives another vocabulary at every run.)"""
    normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=strip_accents, lowercase=False
    )
    pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    counts, characters = Counter(), set()
    for text in TRAINING:
        for word, _ in pre_tokenizer.pre_tokenize_str(normalizer.normalize_str(text)):
            characters.update(word)
            counts[word] += 3
            for start in range(len(word)):
                for end in range(start + 2, min(start + 5, len(word) + 1)):
                    counts["##" * (start > 0) + word[start:end]] += 1
    alphabet = sorted(characters)
    common = sorted(counts, key=lambda token: (-counts[token], token))
    tokens = SPECIAL + alphabet + ["##" + character for character in alphabet] + common
    vocabulary = {token: id for id, token in enumerate(list(dict.fromkeys(tokens))[:size])}

    tokenizer = Tokenizer(
        models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100)
    )
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.add_special_tokens(SPECIAL)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[(token, vocabulary[token]) for token in ("[CLS]", "[SEP]")],
    )
    return tokenizer


def trained_byte_pairs(size):
    """A byte-level BPE vocabulary of the made-up text, in RoBERTa's layout."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    mask = AddedToken("<mask>", lstrip=True, rstrip=False, normalized=False)
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[*special, mask],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(TRAINING, trainer)
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", tokenizer.token_to_id("</s>")),
        ("<s>", tokenizer.token_to_id("<s>")),
        trim_offsets=True,
        add_prefix_space=False,
    )
    return tokenizer


def save(tokenizer, out, config=None):
    """Writes a tokenizer.json in compact ASCII, and for WordPiece the older pair of files."""
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    document = json.loads(tokenizer.to_str())
    (out / "tokenizer.json").write_text(
        json.dumps(document, separators=(",", ":")) + "\n", encoding="ascii"
    )
    if config is not None:
        vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
        text = "".join(token + "\n" for token, _ in vocabulary)
        (out / "vocab.txt").write_text(text, encoding="utf-8")
        (out / "tokenizer_config.json").write_text(json.dumps(config) + "\n", encoding="utf-8")


# Other pipelines


def small_vocabulary():
    words = """
        the bank of river was calm She she went to deposit money . , ! ? - ' " a b c d e f g h i j k l
        m n o p q r s t u v w x y z A B É é ß 銀 行 ü u 1 2 3 fi ﬁ ² Å å ی ै
    """.split()
    pieces = "##" + " ##".join("abcdefghijklmnopqrstuvwxyzé0123456789")
    tokens = [*words, *pieces.split(), "e\u0301", "##e\u0301", "\u0301", "##\u0301", "한", "##글"]
    return list(dict.fromkeys(tokens))


def word_piece(special, **settings):
    vocabulary = {token: id for id, token in enumerate([*special, *small_vocabulary()])}
    return Tokenizer(models.WordPiece(vocabulary, **settings))


def pipelines(byte_level):
    """Tokenizers of other stages, each by a name."""
    found = {}

    # mpnet: BERT's stages with RoBERTa's special tokens, a mask that takes the space before it, and
    # an unknown token of BERT's.
    mpnet = word_piece(["<s>", "<pad>", "</s>", "[UNK]"], unk_token="[UNK]")
    mpnet.normalizer = normalizers.BertNormalizer(lowercase=True)
    mpnet.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    mpnet.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False
    )
    mpnet.add_special_tokens(["<s>", "<pad>", "</s>", "[UNK]"])
    mpnet.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False)])
    found["mpnet"] = mpnet

    # electra: BERT's stages, with the older post-processor.
    electra = word_piece(SPECIAL, unk_token="[UNK]")
    electra.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    electra.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    electra.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    electra.add_special_tokens(SPECIAL)
    found["electra"] = electra

    steps = {
        "nfd": [normalizers.NFD(), normalizers.StripAccents()],
        "nfc": [normalizers.NFC()],
        "nfkd": [normalizers.NFKD(), normalizers.Lowercase(), normalizers.StripAccents()],
        "nfkc": [normalizers.NFKC(), normalizers.Lowercase()],
        "strip": [normalizers.Strip(), normalizers.Replace("bank", "river bank")],
        "replace": [normalizers.Replace("``", '"'), normalizers.Replace("a", "")],
    }
    splits = {
        "nfd": pre_tokenizers.Whitespace(),
        "nfc": pre_tokenizers.WhitespaceSplit(),
        "nfkd": pre_tokenizers.Sequence(
            [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation()]
        ),
        "nfkc": pre_tokenizers.Sequence(
            [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation("contiguous")]
        ),
        "strip": pre_tokenizers.Sequence(
            [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation("removed")]
        ),
        "replace": pre_tokenizers.BertPreTokenizer(),
    }
    for name, normalizer in steps.items():
        tokenizer = word_piece(SPECIAL, unk_token="[UNK]", max_input_chars_per_word=20)
        tokenizer.normalizer = normalizers.Sequence(normalizer)
        tokenizer.pre_tokenizer = splits[name]
        found[name] = tokenizer

    # Added tokens of every kind, in a pipeline that lower-cases.
    added = word_piece(SPECIAL, unk_token="[UNK]")
    added.normalizer = normalizers.BertNormalizer(lowercase=True)
    added.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    added.add_special_tokens(SPECIAL)
    added.add_tokens(
        [
            AddedToken("River Bank", normalized=True),
            AddedToken("Straße", normalized=True, single_word=True),
            AddedToken("[BOTH]", lstrip=True, rstrip=True, normalized=False),
            AddedToken("[RIGHT]", rstrip=True, normalized=False),
            AddedToken("[WORD]", single_word=True, normalized=False),
            AddedToken("[WO", normalized=False),
            AddedToken("calm", single_word=True, normalized=False),
        ]
    )
    found["added"] = added

    # Byte-level BPE with every switch the other way.
    text = byte_level.to_str()
    prefixed = Tokenizer.from_str(text)
    prefixed.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    prefixed.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=True
    )
    found["prefix-space"] = prefixed
    untrimmed = Tokenizer.from_str(text)
    untrimmed.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Punctuation(),
            pre_tokenizers.ByteLevel(add_prefix_space=True, use_regex=False),
        ]
    )
    untrimmed.normalizer = normalizers.NFC()
    untrimmed.post_processor = processors.Sequence(
        [
            processors.ByteLevel(trim_offsets=False),
            processors.TemplateProcessing(single="<s> $A </s> </s>", special_tokens=[("<s>", 0), ("</s>", 2)]),
        ]
    )
    found["untrimmed"] = untrimmed
    trimmed = Tokenizer.from_str(text)
    trimmed.post_processor = processors.Sequence(
        [
            processors.ByteLevel(trim_offsets=True, add_prefix_space=True),
            processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]),
        ]
    )
    found["trimmed"] = trimmed
    return found


ADDED_TEXTS = [
    "the river bank was calm", "River  Bank", "RIVER BANKS", "Straße straße STRASSE Straßen",
    "a [BOTH] b", "a  [BOTH]\t b[BOTH]c", "[BOTH] [BOTH]", "  [BOTH]  ", "a [RIGHT] b [RIGHT]",
    "[RIGHT]\u00a0\u3000x", "[WORD] x[WORD] [WORD]x é[WORD] _[WORD] .[WORD].", "[WO [WORD [WORDS]",
    "calm calmer becalm calm.", "[MASK][BOTH][MASK]", "[BOTH]River Bank[RIGHT] Straße", "calm\u0301 calm",
    "[word] [right]", "a[BOTH] [RIGHT] [BOTH]b", "river\u00a0bank river bank\u0301", "[WO[WORD]",
]


def write_pipelines(out, byte_level):
    """The other pipelines as files of a folder, and their cases, which name them."""
    folder = out / "pipelines"
    folder.mkdir(exist_ok=True)
    found = []
    for name, tokenizer in pipelines(byte_level).items():
        mask = "<mask>" if tokenizer.token_to_id("<mask>") is not None else "[MASK]"
        groups = ["contractions", "accents", "hangul", "spaces", "special", "empty"]
        texts = cases(tokenizer, 40, mask, groups)
        if name == "added":
            texts += [describe("added", text, tokenizer) for text in ADDED_TEXTS]
        tokenizer.no_truncation()
        document = json.loads(tokenizer.to_str())
        if document["model"]["type"] == "BPE":
            # The vocabulary is that of byte-level/.
            document["model"] |= {"vocab": None, "merges": None}
        (folder / f"{name}.json").write_text(
            json.dumps(document, separators=(",", ":")) + "\n", encoding="ascii"
        )
        found += [case | {"group": name} for case in texts]
    write_lines(out / "tokenizer-pipelines.jsonl", found)


# Classes of characters


def character_classes():
    """The classes that the stages tell apart, told from what the stages do to each character."""
    clean = normalizers.BertNormalizer(True, False, False, False)
    strip = normalizers.BertNormalizer(False, False, True, False)
    marks = normalizers.StripAccents()
    punctuation = pre_tokenizers.Punctuation()
    words = pre_tokenizers.Whitespace()
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)

    def joined(splitter, text):
        return len(splitter.pre_tokenize_str(text)) == 1

    tests = {
        "removed": lambda c: clean.normalize_str(f"a{c}b") == "ab",
        "space": lambda c: clean.normalize_str(f"a{c}b") == "a b",
        "accent": lambda c: strip.normalize_str(f"a{c}") == "a",
        "mark": lambda c: marks.normalize_str(c) == "",
        "punctuation": lambda c: len(punctuation.pre_tokenize_str(f"a{c}b")) == 3,
        "word": lambda c: joined(words, f"a{c}b"),
        "letter": lambda c: joined(byte_level, f"a{c}"),
        "number": lambda c: joined(byte_level, f"1{c}"),
    }
    points = [p for p in [*range(0x20000), *range(0xE0000, 0xE0200)] if not 0xD800 <= p < 0xE000]
    classes = {}
    for name, belongs in tests.items():
        ranges = []
        for point in points:
            if belongs(chr(point)):
                if ranges and ranges[-1][1] == point - 1:
                    ranges[-1][1] = point
                else:
                    ranges.append([point, point])
        classes[name] = ranges
    return classes


def make_tokenizer_cases(model_dir, out):
    """Everything that this script writes."""
    uncased = Tokenizer.from_file(str(model_dir / "tokenizer.json"))
    write_lines(out / "tokenizer-uncased.jsonl", cases(uncased, 800))

    cased = built_word_piece(3000, strip_accents=None)
    config = {"do_lower_case": False, "tokenizer_class": "BertTokenizer"}
    save(cased, out / "wordpiece-cased", config)
    write_lines(out / "tokenizer-cased.jsonl", cases(cased, 800))

    multilingual = built_word_piece(2000, strip_accents=False)
    save(multilingual, out / "wordpiece-multilingual", config | {"strip_accents": False})
    write_lines(out / "tokenizer-multilingual.jsonl", cases(multilingual, 150))

    byte_level = trained_byte_pairs(1500)
    save(byte_level, out / "byte-level")
    write_lines(out / "tokenizer-byte-level.jsonl", cases(byte_level, 300, mask="<mask>"))

    write_pipelines(out, byte_level)

    text = json.dumps(character_classes(), separators=(",", ":"))
    (out / "character-classes.json").write_text(text + "\n", encoding="ascii")


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: make_tokenizer_cases.py MODEL_DIR OUT_DIR")
    model_dir, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    make_tokenizer_cases(model_dir, out)


if __name__ == "__main__":
    main()

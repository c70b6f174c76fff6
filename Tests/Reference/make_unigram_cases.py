#!/usr/bin/env python3
"""Writes tokenizers of SentencePiece's kind, and their cases, as make_tokenizer_cases.py does for others.

    python make_unigram_cases.py OUT_DIR

The vocabulary is trained here by SentencePiece, on this project's own made-up text; its normalisation is
SentencePiece's default, nmt_nfkc.

Files in OUT_DIR:

    unigram/NAME.json           a tokenizer.json in the layout of a family, or with other switches. Where the
                                model is null it is unigram/model.json, and "MAP" is unigram/map.txt
    tokenizer-unigram.jsonl     cases with each of them, the group being the name
"""

import base64
import io
import json
import sys
from pathlib import Path

import sentencepiece
from make_tokenizer_cases import cases, write_lines
from sentencepiece import sentencepiece_model_pb2
from tokenizer_texts import TRAINING
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

GROUPS = ["contractions", "accents", "hangul", "spaces", "special", "empty"]


def trained_model():
    """A SentencePiece model as its protobuf."""
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TRAINING), model_writer=written, vocab_size=900, model_type="unigram",
        character_coverage=0.99, num_threads=1, minloglevel=2, hard_vocab_limit=False,
    )
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(written.getvalue())
    return proto


def with_special_tokens(tokenizer, first, last, mask):
    """The frame around a sentence, and a mask that takes the space before it."""
    tokenizer.add_special_tokens([AddedToken(mask, lstrip=True, normalized=False)])
    tokenizer.add_special_tokens([first, last])
    ids = [(token, tokenizer.token_to_id(token)) for token in (first, last)]
    tokenizer.post_processor = processors.TemplateProcessing(single=f"{first} $A {last}", special_tokens=ids)
    return tokenizer


def pipelines(proto):
    """The tokenizers, each by a name."""
    charsmap = proto.normalizer_spec.precompiled_charsmap
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces += [(piece.piece, piece.score) for piece in proto.pieces[3:]]

    def unigram(vocabulary=pieces, **settings):
        return Tokenizer(models.Unigram(vocabulary, unk_id=3, **settings))

    def metaspace(scheme="always", split=True):
        return pre_tokenizers.Metaspace(replacement="▁", prepend_scheme=scheme, split=split)

    found = {}
    words = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), metaspace()])
    spaces = normalizers.Replace(Regex(" {2,}"), " ")

    roberta = unigram()
    roberta.normalizer = normalizers.Precompiled(charsmap)
    roberta.pre_tokenizer = words
    found["xlm-roberta"] = with_special_tokens(roberta, "<s>", "</s>", "<mask>")

    albert = unigram()
    albert.normalizer = normalizers.Sequence([
        normalizers.Replace("``", '"'), normalizers.Replace("''", '"'), normalizers.NFKD(),
        normalizers.StripAccents(), normalizers.Lowercase(), normalizers.Precompiled(charsmap), spaces,
    ])
    albert.pre_tokenizer = words
    found["albert"] = with_special_tokens(albert, "[CLS]", "[SEP]", "[MASK]")

    deberta = unigram()
    deberta.normalizer = normalizers.Sequence(
        [normalizers.Strip(), normalizers.Precompiled(charsmap), spaces])
    deberta.pre_tokenizer = pre_tokenizers.Sequence([metaspace()])
    found["deberta-v2"] = with_special_tokens(deberta, "[CLS]", "[SEP]", "[MASK]")

    # As transformers 5 writes it.
    newer = unigram()
    newer.normalizer = normalizers.Sequence([
        normalizers.Replace(Regex(r"\s{2,}|[\n\r\t]"), " "), normalizers.NFC(),
        normalizers.Strip(left=False, right=True),
    ])
    newer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Punctuation(), metaspace("first")])
    found["deberta-v2-newer"] = with_special_tokens(newer, "[CLS]", "[SEP]", "[MASK]")

    byte_tokens = [(f"<0x{byte:02X}>", -12.0) for byte in range(256)]
    fallback = unigram(pieces + byte_tokens, byte_fallback=True)
    fallback.pre_tokenizer = metaspace("never", split=False)
    found["unigram-bytes"] = fallback

    # BPE of characters, in the layout of Llama and in another.
    small = ["<unk>", "<s>", "</s>", *(token for token, _ in byte_tokens)]
    letters = sorted({c for text in TRAINING[:400] for c in text if c.isalpha() and ord(c) < 0x250})
    small += ["▁", *letters, ".", ","]
    merges = [("▁", "t"), ("h", "e"), ("▁t", "he"), ("b", "a"), ("ba", "n"), ("ban", "k"), ("▁", "bank"),
              ("e", "r"), ("i", "n"), ("in", "g"), ("▁the", "r")]
    small += [a + b for a, b in merges if a + b not in small]
    vocabulary = {token: id for id, token in enumerate(small)}
    llama = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    llama.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    found["bpe-bytes"] = llama
    for fuses in (False, True):
        bpe = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=fuses))
        bpe.normalizer = normalizers.NFKC()
        bpe.pre_tokenizer = metaspace()
        found["bpe-fused" if fuses else "bpe-unknown"] = bpe
    return found


def make_unigram_cases(out):
    """Everything that this script writes."""
    folder = out / "unigram"
    folder.mkdir(parents=True, exist_ok=True)
    proto = trained_model()
    charsmap = base64.b64encode(proto.normalizer_spec.precompiled_charsmap).decode("ascii")
    (folder / "map.txt").write_text(charsmap + "\n", encoding="ascii")
    found, shared = [], None
    for name, tokenizer in pipelines(proto).items():
        mask = "<mask>" if tokenizer.token_to_id("<mask>") is not None else "[MASK]"
        whole = name in ("xlm-roberta", "albert", "deberta-v2")
        texts = cases(tokenizer, 200 if whole else 80, mask, None if whole else GROUPS)
        tokenizer.no_truncation()
        document = json.loads(tokenizer.to_str())
        if shared is None:
            shared = document["model"]
            (folder / "model.json").write_text(json.dumps(shared, separators=(",", ":")) + "\n")
        if document["model"] == shared:
            document["model"] = None
        text = json.dumps(document, separators=(",", ":")).replace(charsmap, "MAP")
        (folder / f"{name}.json").write_text(text + "\n", encoding="ascii")
        found += [case | {"group": name} for case in texts]
    write_lines(out / "tokenizer-unigram.jsonl", found)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_unigram_cases.py OUT_DIR")
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    make_unigram_cases(out)


if __name__ == "__main__":
    main()

#!/usr/bin/env bash
# transformers' DebertaV2Tokenizer does not normalise text as the SentencePiece model of its folder says.
#
# A SentencePiece model holds a character map, by default NFKC: a ligature or a full-width letter is read as plain
# letters before the text is cut. transformers 5 builds this class's pipeline from the pieces and scores alone, and
# the class's documentation has an argument `precompiled_charsmap` that its constructor never reads. The same folder
# therefore gives other tokens than the model was trained on, without a warning, for texts with such signs only.
#
# Trains a small model, and cuts one text with SentencePiece and with transformers. Fails unless they differ for the
# text with a ligature and agree for the plain one. Needs Python with venv, and the network.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    transformers==5.23.0 tokenizers==0.23.3 sentencepiece==0.2.3 protobuf==7.36.2
cat >compare.py <<'PYTHON'
import pathlib

import sentencepiece
import transformers

lines = [f"The {noun} {verb} near the {place}" for noun in ("bank", "file", "river")
         for verb in ("stood", "ran", "is") for place in ("town", "office", "figure")]
pathlib.Path("text.txt").write_text("\n".join(lines) + "\n")
sentencepiece.SentencePieceTrainer.train(
    input="text.txt", model_prefix="spm", vocab_size=60, hard_vocab_limit=False, minloglevel=2,
    normalization_rule_name="nmt_nfkc", pad_id=0, unk_id=1, bos_id=2, eos_id=-1, pad_piece="[PAD]",
    unk_piece="[UNK]", bos_piece="[CLS]", control_symbols=["[SEP]"], user_defined_symbols=["[MASK]"])
trained = sentencepiece.SentencePieceProcessor(model_file="spm.model")
tokenizer = transformers.DebertaV2Tokenizer.from_pretrained(".")
agree = []
for text in ("the figure", "the \ufb01gure"):
    pieces, tokens = trained.encode(text, out_type=str), tokenizer.tokenize(text)
    agree.append(pieces == tokens)
    print(f"transformers {transformers.__version__}, {text!r}: SentencePiece {pieces}, transformers {tokens}")
raise SystemExit(agree != [True, False])
PYTHON
venv/bin/python compare.py 2>errors || { cat errors >&2; exit 1; }

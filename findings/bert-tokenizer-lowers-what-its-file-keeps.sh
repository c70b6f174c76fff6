#!/usr/bin/env bash
# transformers' BertTokenizer lowers the case of a cased model whose tokenizer.json says to keep it.
#
# tokenizer.json describes the whole pipeline, so one expects that a folder with this file is read as it says. The class
# BertTokenizer (4.57: BertTokenizerFast) replaces the file's normalizer by the defaults of its own constructor where
# tokenizer_config.json has no "do_lower_case": it lowers the case. "Bank" and "bank" become one token, and a cased
# vocabulary yields unknown tokens, without a warning. The same folder read by the library tokenizers, or by the class
# PreTrainedTokenizerFast, keeps the case.
#
# Writes such a folder, and cuts one text in each way. Fails unless AutoTokenizer alone lowers the case, in both
# versions. Needs Python with venv, and the network.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir folder
cat >compare.py <<'PYTHON'
import json

import tokenizers
import transformers
from tokenizers import models, normalizers, pre_tokenizers

words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "The", "Bank", "bank"]
made = tokenizers.Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
made.normalizer = normalizers.BertNormalizer(lowercase=False)
made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
made.save("folder/tokenizer.json")
with open("folder/tokenizer_config.json", "w", encoding="utf-8") as file:
    json.dump({"tokenizer_class": "BertTokenizer"}, file)
text = "The Bank"
own = tokenizers.Tokenizer.from_file("folder/tokenizer.json").encode(text).tokens
plain = transformers.PreTrainedTokenizerFast.from_pretrained("folder").tokenize(text)
auto = transformers.AutoTokenizer.from_pretrained("folder").tokenize(text)
print(f"transformers {transformers.__version__}, {text!r}: tokenizers {own}, "
      f"PreTrainedTokenizerFast {plain}, AutoTokenizer {auto}")
raise SystemExit(not (own == plain == ["The", "Bank"] and auto == ["[UNK]", "bank"]))
PYTHON
for pinned in "transformers==4.57.6 tokenizers==0.22.2" "transformers==5.23.0 tokenizers==0.23.3"; do
    python3 -m venv --clear venv
    # shellcheck disable=SC2086 # two packages
    venv/bin/pip install --quiet --disable-pip-version-check $pinned
    venv/bin/python compare.py 2>errors || { cat errors >&2; exit 1; }
done

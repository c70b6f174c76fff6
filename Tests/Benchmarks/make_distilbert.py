"""Writes a DistilBERT of the usual size with random weights, in the layout of the hub.

    make_distilbert.py TOKENIZER_FOLDER FOLDER

The tokenizer's files come from a model with the same vocabulary.
"""

import os
import shutil
import sys

import torch
import transformers

torch.manual_seed(0)
source, target = sys.argv[1:3]
partial = target + ".partial"
transformers.DistilBertForMaskedLM(transformers.DistilBertConfig()).save_pretrained(partial)
for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt"):
    shutil.copy(os.path.join(source, name), partial)
os.rename(partial, target)

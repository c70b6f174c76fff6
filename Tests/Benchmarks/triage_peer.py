"""What `report batch --pages none` computes, as a short script with transformers: triage_peer.py MODEL LIST OUTPUT."""

import csv
import sys

import torch
from transformers import AutoModel, AutoTokenizer

folder, source, target = sys.argv[1:]
torch.set_num_threads(2)
tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()


def vectors(rows, column):
    texts = [row[column] for row in rows]
    inputs = tokenizer(texts, padding=True, return_offsets_mapping=True, return_tensors="pt")
    starts = torch.tensor([text.lower().find(row["word"].lower()) for text, row in zip(texts, rows)])[:, None]
    ends = starts + torch.tensor([len(row["word"]) for row in rows])[:, None]
    offsets = inputs.pop("offset_mapping")
    inside = ((offsets[..., 0] < ends) & (offsets[..., 1] > starts)).float()
    with torch.inference_mode():
        states = torch.stack(model(**inputs, output_hidden_states=True).hidden_states, 1)
    return torch.einsum("bltd,bt->bld", states, inside)


with open(source, encoding="utf-8", newline="") as file, open(target, "w", encoding="utf-8", newline="") as output:
    rows, writer = list(csv.DictReader(file)), csv.writer(output)
    for start in range(0, len(rows), 32):
        chunk = rows[start:start + 32]
        cosines = torch.cosine_similarity(vectors(chunk, "sentence1"), vectors(chunk, "sentence2"), dim=-1)
        for row, values in zip(chunk, cosines.tolist()):
            writer.writerow([row["id"], *values])

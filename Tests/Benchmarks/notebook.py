"""The notebook that this package began as, as a script: transformers, matplotlib and seaborn.

    notebook.py MODEL_FOLDER FOLDER COUNT

Reads two sentences, prints the cosine similarity of the word's two vectors layer by layer, and draws
six PNG files: bars of the last layer's head 8 and of the first layer's mean of heads, and a heatmap of
layers by tokens, for each sentence. Does so COUNT times; prints the seconds of each as a line of JSON.
"""

import json
import os
import sys
import time

start = time.perf_counter()

# ruff: noqa: E402 (loading the libraries is a part of what is timed)
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import seaborn
import torch
from transformers import AutoModel, AutoTokenizer

SENTENCES = ["The bank of the river was calm.", "She went to the bank to deposit money."]
WORD = "bank"


def bars(tokens, values, title, path):
    plt.figure(figsize=(10, 3))
    seaborn.barplot(x=tokens, y=values)
    plt.title(title)
    plt.xticks(rotation=45)
    plt.tight_layout()
    plt.savefig(path)
    plt.close()


def heatmap(tokens, values, title, path):
    plt.figure(figsize=(10, 6))
    seaborn.heatmap(
        values, xticklabels=tokens, yticklabels=range(len(values)), cmap="viridis", annot=True,
        fmt=".2f")
    plt.title(title)
    plt.tight_layout()
    plt.savefig(path)
    plt.close()


def run(model, tokenizer, folder):
    inputs = tokenizer(SENTENCES, return_tensors="pt", padding=True)
    with torch.no_grad():
        outputs = model(**inputs, output_hidden_states=True, output_attentions=True)
    rows = [tokenizer.convert_ids_to_tokens(ids) for ids in inputs["input_ids"]]
    places = [row.index(WORD) for row in rows]
    for layer, states in enumerate(outputs.hidden_states):
        similarity = torch.cosine_similarity(
            states[0, places[0]], states[1, places[1]], dim=0).item()
        print(f"{layer} {similarity:.4f}", file=sys.stderr)
    for side, (tokens, place) in enumerate(zip(rows, places)):
        attention = torch.stack(outputs.attentions)[:, side, :, place]  # [layers, heads, tokens]
        bars(tokens, attention[-1, 8].numpy(), "last layer, head 8", f"{folder}/last-{side}.png")
        bars(tokens, attention[0].mean(0).numpy(), "first layer", f"{folder}/first-{side}.png")
        heatmap(tokens, attention.mean(1).numpy(), "layers", f"{folder}/layers-{side}.png")


def main():
    folder = sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
    model = AutoModel.from_pretrained(sys.argv[1], attn_implementation="eager").eval()
    begin, seconds = start, []
    for _ in range(int(sys.argv[3])):
        run(model, tokenizer, folder)
        seconds.append(time.perf_counter() - begin)
        begin = time.perf_counter()
    print(json.dumps({"seconds": seconds}))


main()

"""A peer of the encoder: PyTorch or ONNX Runtime, all hidden states and attentions returned.

    encode_peer.py torch MODEL_FOLDER THREADS
    encode_peer.py onnx MODEL_FOLDER THREADS MODEL.onnx

Answers commands on standard input with a line of JSON each, like EncoderBenchmark:

    encode REPEATS TEXT<tab>TEXT...     milliseconds of each run of one call for all texts

Texts are padded to the longest, as these programs need it.
"""

import json
import os
import sys
import time

import numpy
import tokenizers


def torch_run(folder, threads):
    import torch
    import transformers

    torch.set_num_threads(threads)
    model = transformers.AutoModel.from_pretrained(folder, attn_implementation="eager").eval()

    def run(ids, mask):
        with torch.inference_mode():
            output = model(
                input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask),
                output_hidden_states=True, output_attentions=True)
        return output.hidden_states, output.attentions

    return run


def onnx_run(path, threads):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def run(ids, mask):
        return session.run(None, {"input_ids": ids, "attention_mask": mask})

    return run


def main():
    kind, folder, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    start = time.perf_counter()
    run = torch_run(folder, threads) if kind == "torch" else onnx_run(sys.argv[4], threads)
    tokenizer = tokenizers.Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    print(json.dumps({"load": 1000 * (time.perf_counter() - start)}), flush=True)
    for line in sys.stdin:
        _, repeats, texts = line.rstrip("\n").split(" ", 2)
        texts = texts.split("\t")
        milliseconds = []
        for _ in range(int(repeats)):
            start = time.perf_counter()
            encodings = tokenizer.encode_batch(texts)
            length = max(len(e.ids) for e in encodings)
            ids = numpy.zeros((len(texts), length), dtype=numpy.int64)
            mask = numpy.zeros((len(texts), length), dtype=numpy.int64)
            for row, encoding in enumerate(encodings):
                ids[row, :len(encoding.ids)] = encoding.ids
                mask[row, :len(encoding.ids)] = 1
            run(ids, mask)
            milliseconds.append(1000 * (time.perf_counter() - start))
        print(json.dumps({"ms": milliseconds}), flush=True)


main()

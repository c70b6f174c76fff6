"""Exports a model with all hidden states and attentions as outputs: export_onnx.py MODEL FILE.onnx"""

import os
import sys

import torch
import transformers


class AllOutputs(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        output = self.model(
            input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True,
            output_attentions=True)
        return tuple(output.hidden_states) + tuple(output.attentions)


source, target = sys.argv[1:3]
model = transformers.AutoModel.from_pretrained(source, attn_implementation="eager").eval()
sample = torch.ones(2, 11, dtype=torch.long)
shape = {0: torch.export.Dim("sentences", max=4096), 1: torch.export.Dim("tokens", min=2, max=512)}
program = torch.onnx.export(
    AllOutputs(model), (sample, sample), dynamo=True, dynamic_shapes=(shape, shape),
    input_names=["input_ids", "attention_mask"], opset_version=18)
program.save(target + ".partial")
os.rename(target + ".partial", target)

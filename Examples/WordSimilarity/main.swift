// How alike the two vectors of "bank" are, layer by layer:
//
//     swift run word-similarity Models/all-MiniLM-L6-v2

import Encoder

let model = try EncoderModel(
    directory: CommandLine.arguments.dropFirst().first ?? "Models/all-MiniLM-L6-v2")
let encodings = try model.encode([
    "The bank of the river was calm.", "She went to the bank to deposit money.",
])
let words = try encodings.map {
    try TargetWord.text("bank").tokens(in: $0.sequence, tokenizer: model.tokenizer)
}
let similarity = CosineSimilarity.byLayer(encodings[0], words[0], encodings[1], words[1])
for (layer, cosine) in similarity.enumerated() {
    print(layer == 0 ? "emb" : "L\(layer - 1)", cosine)
}

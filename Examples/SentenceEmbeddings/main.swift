// Sentence embeddings as sentence-transformers makes them: the mean of the last layer's states. Three
// sentences whose similarities its documentation gives as 0.6660, 0.1046 and 0.1411:
//
//     swift run sentence-embeddings Models/all-MiniLM-L6-v2

import Encoder

let model = try EncoderModel(
    directory: CommandLine.arguments.dropFirst().first ?? "Models/all-MiniLM-L6-v2")
let sentences = [
    "The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium.",
]
let embeddings = try model.encode(sentences).map { encoding in
    encoding.meanState(of: Array(0..<encoding.tokenCount), layer: encoding.layerCount)
}
for (first, second) in [(0, 1), (0, 2), (1, 2)] {
    print(
        CosineSimilarity.cosine(embeddings[first], embeddings[second]),
        sentences[first], "/", sentences[second])
}

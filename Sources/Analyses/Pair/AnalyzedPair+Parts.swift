import Encoder

extension AnalyzedPair {
    /// The encoder that produced the numbers.
    package struct Model: Codable, Equatable, Sendable {
        /// As the user named it: a hub id or a directory.
        package var name: String
        /// The configuration's `model_type`, for example `distilbert`.
        package var type: String
        package var layers: Int
        package var heads: Int
        package var hiddenSize: Int
        /// Number of weights.
        package var parameters: Int
        /// SHA-256 of the weights file, in lower-case hexadecimal.
        package var sha256: String
        /// The numbers that the layers multiplied, where they were not 32-bit floats: `bf16`. The key is
        /// there in JSON only then.
        package var precision: String?
        /// The branch, tag or commit that was asked for. The key is there in JSON only then.
        package var revision: String?

        package init(
            name: String, type: String, layers: Int, heads: Int, hiddenSize: Int, parameters: Int,
            sha256: String, precision: String? = nil, revision: String? = nil
        ) {
            self.name = name
            self.type = type
            self.layers = layers
            self.heads = heads
            self.hiddenSize = hiddenSize
            self.parameters = parameters
            self.sha256 = sha256
            self.precision = precision
            self.revision = revision
        }

        /// The options, but for the model's, that load the same model again.
        public var loadingOptions: [(String, String)] {
            [("revision", revision), ("precision", precision)].compactMap { name, value in
                value.map { (name, $0) }
            }
        }

        private enum CodingKeys: String, CodingKey {
            case name, type, layers, heads, parameters, sha256, precision, revision
            case hiddenSize = "hidden_size"
        }
    }

    /// One sentence as the encoder saw it.
    package struct Sentence: Codable, Equatable, Sendable {
        /// The sentence as given.
        package var text: String
        /// The pieces, with the tokens that the encoder added.
        package var tokens: [String]
        /// Vocabulary index of each token.
        package var ids: [Int]
        /// Where each token came from, in Unicode scalars of `text`; empty for added tokens.
        package var offsets: [Range<Int>]
        /// The word under study as it was asked for.
        package var word: String
        /// Indices of the word's tokens, ascending.
        package var target: [Int]
        /// Indices of the tokens that the encoder added, such as `[CLS]` and `[SEP]`.
        ///
        /// The key is optional in JSON; without it the tokens that cover no text count as added.
        var special: [Int]?
        /// For each token the number of its word, from 0; `nil` for tokens that the encoder added.
        ///
        /// The key is there in JSON only where the tokens' spelling does not say it: in WordPiece a piece
        /// that continues a word begins with `##`.
        var words: [Int?]?

        package init(
            text: String, tokens: [String], ids: [Int], offsets: [Range<Int>], word: String,
            target: [Int], special: [Int]? = nil, words: [Int?]? = nil
        ) {
            self.text = text
            self.tokens = tokens
            self.ids = ids
            self.offsets = offsets
            self.word = word
            self.target = target
            self.special = special
            self.words = words
        }

        /// One flag per token: whether the encoder added it.
        package var isSpecial: [Bool] {
            guard let special else { return offsets.map(\.isEmpty) }
            let indices = Set(special)
            return tokens.indices.map(indices.contains)
        }

        /// Whether a token stands for text that the vocabulary has nothing for.
        func isUnknown(_ index: Int) -> Bool {
            TokenSequence.isUnknown(tokens[index])
        }
    }

    /// How alike the word's two vectors are, layer by layer.
    package struct Similarity: Codable, Equatable, Sendable {
        /// `emb`, then `L0`, `L1`, …
        package var layers: [String]
        /// Cosine of the two hidden states, [layers + 1].
        package var cosine: [Float]

        /// Labels the values as `emb`, `L0`, `L1`, …
        package init(cosine: [Float]) {
            self.cosine = cosine
            layers = cosine.indices.map { $0 == 0 ? "emb" : AnalyzedPair.layerName($0 - 1) }
        }
    }

    /// Attention from the word in one sentence.
    package struct Attention: Codable, Equatable, Sendable {
        /// [layers][heads][tokens]: the word's row, mean over its pieces.
        var targetRows: [[[Float]]]

        package init(targetRows: [[[Float]]]) { self.targetRows = targetRows }

        private enum CodingKeys: String, CodingKey {
            case targetRows = "target_rows"
        }
    }

    /// `L0` for the first layer: labels count like the arrays.
    package static func layerName(_ layer: Int) -> String { "L\(layer)" }

    /// `L3 head 5`, both counted from 0.
    static func headName(_ layer: Int, _ head: Int) -> String { "\(layerName(layer)) head \(head)" }
}

import Foundation

/// What others have published of a model's output.
///
/// ```swift
/// let values = PublishedValues.of(ModelReference("bert-base-uncased", environment: [:]))
/// let results = try values?.verify(model)  // nine numbers of the last hidden states
/// ```
public struct PublishedValues: Sendable {
    /// The model's name on the hub.
    public let name: String
    /// Where the values are published.
    public let source: String
    /// Older and shorter names of the same model.
    let aliases: [String]
    let checks: [Check]

    /// Something to compute, and what comes out.
    enum Check: Sendable {
        /// Numbers of the last hidden states: `expected` is `[tokens, dimensions]`, from a token and a
        /// dimension on.
        case lastHiddenState(
            Input, row: Int, column: Int = 1, expected: [[Float]], tolerance: Float = tolerance)
        /// The logits of the first words of the vocabulary for the first tokens, `[tokens, words]`.
        case logits(Input, expected: [[Float]])
        /// Cosines of sentences, each the mean of its tokens' last hidden states.
        case similarities([String], expected: [(first: Int, second: Int, cosine: Float)])
        /// The probabilities of words in the place of a sentence's first `[MASK]`.
        case fills(String, expected: [(word: String, probability: Float)])
    }

    /// What a model reads.
    enum Input: Sendable {
        case ids(TokenSequence)
        /// Through the model's own tokenizer.
        case text(String)
    }

    /// The largest difference from values that are published with four decimals; the one that the
    /// tests of `transformers` allow.
    static let tolerance: Float = 1e-4

    /// The models that there are values of.
    public static let all = [
        distilBERT, bert, miniLM, xlmRoberta, camembert, albert, deberta, debertaV2, modernBERT,
    ]

    /// The values of a model, by its name on the hub or, for a folder, the folder's.
    /// - Returns: `nil` for a model that none are known of.
    public static func of(_ reference: ModelReference) -> PublishedValues? {
        if let id = reference.hubID?.description {
            return all.first { ([$0.name] + $0.aliases).contains(id) }
        }
        let folder = FilePath.absolute(reference.name)
        // A folder in the cache is named after a commit; the model's name is two above.
        let model = FilePath.name(of: FilePath.parent(of: FilePath.parent(of: folder)))
        if let id = HubID(folderName: model)?.description {
            return all.first { ([$0.name] + $0.aliases).contains(id) }
        }
        return all.first { $0.name.hasSuffix("/" + FilePath.name(of: folder)) }
    }
}

extension TokenSequence {
    /// Tokens of which nothing but the ids is known.
    init(ids: [Int]) {
        self.init(
            text: "", tokens: ids.map { "#\($0)" }, ids: ids, offsets: ids.map { _ in 0..<0 },
            wordIndices: ids.map { _ in nil }, words: [], truncatedTokenCount: 0, wholeWordCount: 0)
    }
}

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
        /// Numbers of the last hidden states: `expected` is `[tokens, dimensions]`, from token
        /// `rows.lowerBound` and dimension 1 on.
        case lastHiddenState(TokenSequence, rows: Range<Int>, expected: [[Float]])
        /// Cosines of sentences, each the mean of its tokens' last hidden states.
        case similarities([String], expected: [(first: Int, second: Int, cosine: Float)])
        /// The probabilities of words in the place of a sentence's first `[MASK]`.
        case fills(String, expected: [(word: String, probability: Float)])
    }

    /// The largest difference from values that are published with four decimals; the one that the
    /// tests of `transformers` allow.
    static let tolerance: Float = 1e-4

    /// The models that there are values of.
    public static let all = [distilBERT, bert, miniLM]

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

    /// Token ids whose first one is masked in the publication: it is left out, and the others keep
    /// their positions, which gives the same numbers.
    private static let masked: TokenSequence = {
        var sequence = TokenSequence(ids: [345, 232, 328, 740, 140, 1695, 69, 6078, 1588, 2])
        sequence.firstPosition = 1
        return sequence
    }()

    private static let distilBERT = PublishedValues(
        name: "distilbert/distilbert-base-uncased",
        source: "the tests of transformers and the model's own page",
        aliases: ["distilbert-base-uncased"],
        checks: [
            .lastHiddenState(
                masked, rows: 0..<3,
                expected: [
                    [-0.1639, 0.3299, 0.1648], [-0.1746, 0.3289, 0.1710],
                    [-0.1884, 0.3357, 0.1810],
                ]),
            .lastHiddenState(
                TokenSequence(ids: [101, 7592, 1010, 2026, 3899, 2003, 10140, 102]), rows: 1..<4,
                expected: [
                    [0.1483, 0.3433, -0.5248], [0.5309, 0.3716, 0.0803], [0.3805, 0.5581, -0.4261],
                ]),
            .fills(
                "Hello I'm a [MASK] model.",
                expected: [
                    ("role", 0.05293), ("fashion", 0.03969), ("business", 0.03474),
                    ("model", 0.03462),
                ]),
        ])

    private static let bert = PublishedValues(
        name: "google-bert/bert-base-uncased", source: "the tests of transformers",
        aliases: ["bert-base-uncased"],
        checks: [
            .lastHiddenState(
                masked, rows: 0..<3,
                expected: [
                    [0.4249, 0.1008, 0.7531], [0.3771, 0.1188, 0.7467], [0.4152, 0.1098, 0.7108],
                ])
        ])

    private static let miniLM = PublishedValues(
        name: "sentence-transformers/all-MiniLM-L6-v2",
        source: "the documentation of sentence-transformers",
        aliases: ["all-MiniLM-L6-v2"],
        checks: [
            .similarities(
                [
                    "The weather is lovely today.", "It's so sunny outside!",
                    "He drove to the stadium.",
                ],
                expected: [(0, 1, 0.6660), (0, 2, 0.1046), (1, 2, 0.1411)])
        ])
}

extension TokenSequence {
    /// Tokens of which nothing but the ids is known.
    init(ids: [Int]) {
        self.init(
            text: "", tokens: ids.map { "#\($0)" }, ids: ids, offsets: ids.map { _ in 0..<0 },
            wordIndices: ids.map { _ in nil }, words: [], truncatedTokenCount: 0, wholeWordCount: 0)
    }
}

import Files
import Foundation

/// Everything measured on one pair of sentences: what `data.json` holds and `--json` prints.
///
/// The value is checked when it is made, by hand or from JSON, so every method on it may index
/// without further checks: array lengths agree with the model's layers and heads, indices lie
/// inside their sentences and every number is finite.
///
/// ```swift
/// let pair = try AnalyzedPair(json: bytes)
/// pair.similarity.cosine.last  // 0.8114
/// ```
package struct AnalyzedPair: Codable, Equatable, Sendable {
    /// The value of the `schema` key. A change that breaks readers gets a new number.
    package static let schema = "attention-report/pair/1"

    /// Names the pair inside a list, and its folder on disk.
    package let id: String
    package let model: Model
    package let options: PairOptions
    /// The two sentences, in the order given.
    package let sentences: [Sentence]
    package let similarity: Similarity
    /// Attention from the word, one entry per sentence.
    let attention: [Attention]
    /// What goes beyond raw attention and raw cosine.
    package let analyses: AnalysisResults

    /// Checks that the parts fit together.
    ///
    /// - Throws: `AnalyzedPairError`, which names the part, what it should be and what it is.
    package init(
        id: String, model: Model, options: PairOptions, sentences: [Sentence],
        similarity: Similarity, attention: [Attention],
        analyses: AnalysisResults = AnalysisResults()
    ) throws {
        self.id = id
        self.model = model
        self.options = options
        self.sentences = sentences
        self.similarity = similarity
        self.attention = attention
        self.analyses = analyses
        try validate()
    }

    private enum CodingKeys: String, CodingKey {
        case schema, id, model, options, sentences, similarity, attention, analyses
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let schema = try values.decode(String.self, forKey: .schema)
        guard schema == Self.schema else { throw AnalyzedPairError.unknownSchema(schema) }
        try self.init(
            id: values.decode(String.self, forKey: .id),
            model: values.decode(Model.self, forKey: .model),
            options: values.decode(PairOptions.self, forKey: .options),
            sentences: values.decode([Sentence].self, forKey: .sentences),
            similarity: values.decode(Similarity.self, forKey: .similarity),
            attention: values.decode([Attention].self, forKey: .attention),
            analyses: values.decodeIfPresent(AnalysisResults.self, forKey: .analyses)
                ?? AnalysisResults())
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.schema, forKey: .schema)
        try values.encode(id, forKey: .id)
        try values.encode(model, forKey: .model)
        try values.encode(options, forKey: .options)
        try values.encode(sentences, forKey: .sentences)
        try values.encode(similarity, forKey: .similarity)
        try values.encode(attention, forKey: .attention)
        try values.encode(analyses, forKey: .analyses)
    }
}

extension AnalyzedPair {
    /// Which of the two sentences.
    package enum Side: Int, CaseIterable, Sendable {
        case first, second

        /// 1 or 2, as file names, tables and readers count.
        package var number: Int { rawValue + 1 }
    }

    /// The sentence on one side.
    package func sentence(_ side: Side) -> Sentence { sentences[side.rawValue] }

    /// Reads what `json()` wrote.
    ///
    /// - Throws: `DecodingError` for malformed JSON, `AnalyzedPairError` for parts that do not fit.
    package init(json: some Sequence<UInt8>) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(json))
    }

    /// The object of `data.json`, with sorted keys and a final newline.
    ///
    /// Numbers have the fewest digits that restore the same fp32 value, and equal analyses give
    /// equal bytes.
    package func json() throws -> [UInt8] {
        try CompactJSON.encode(self) + [UInt8(ascii: "\n")]
    }
}

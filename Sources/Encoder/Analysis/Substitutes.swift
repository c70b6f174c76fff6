/// A word that a model would put in place of another.
public struct Substitute: Sendable, Equatable, Codable {
    /// As the vocabulary spells it, without a mark for the space before it.
    public let word: String
    /// Its id in the vocabulary.
    public let id: Int
    /// In [0, 1]; all tokens of the vocabulary together have 1.
    public let probability: Float
}

/// What a model would put in place of a word in each of two sentences, at every layer, and how far the two
/// answers agree.
///
/// The word's tokens are replaced by one mask token, and the masked-language-model head reads the state
/// there (Devlin et al. 2019). At the last layer that is the model's answer; the same head on the states of
/// the layers before it, on which it was not trained, shows how the answer forms (the "logit lens",
/// nostalgebraist 2020). Models that normalise their last states once more have the states of all layers
/// normalised in that way.
public struct SubstituteComparison: Sendable, Equatable, Codable {
    /// `[2 sentences][layers + 1]`, the embeddings first: the likeliest words from the likeliest on.
    public let words: [[[Substitute]]]
    /// The probability of the word itself, where it is a single token of the vocabulary: `[2 sentences]
    /// [layers + 1]`, else nothing.
    public let ownProbability: [[Float]?]
    /// The share of words that both lists have among all that either has (Jaccard), by layer: in [0, 1].
    public let jaccard: [Float]
    /// The probability that both sentences give to the same tokens, Σ min(p₁, p₂) over the whole vocabulary,
    /// by layer: 1 for equal answers, 0 for answers that have nothing in common.
    public let sharedProbability: [Float]
}

/// Finds substitutes with a model's masked-language-model head.
public struct SubstituteFinder: Sendable {
    private let model: EncoderModel
    private let head: MaskedLMHead
    private let maskID: Int
    /// Whether a token may stand for a word, by id; see `CandidateWords`.
    private let candidates: CandidateWords

    /// - Returns: `nil` when the checkpoint has no head for it, or its tokenizer no mask token.
    /// - Throws: what `EncoderModel.maskedLMHead` and reading the tokenizer's settings throw.
    public init?(_ model: EncoderModel) throws {
        let special = SpecialTokens(model.tokenizer)
        guard let maskID = special.mask, let head = try model.maskedLMHead() else { return nil }
        self.model = model
        self.head = head
        self.maskID = maskID
        candidates = CandidateWords(model.tokenizer, special: special.all)
    }

    /// A sentence whose word is to be guessed, ready to be encoded.
    ///
    /// - Parameters:
    ///   - sequence: the sentence.
    ///   - tokens: the indices of the word's tokens, side by side; at least one.
    /// - Throws: `ModelError.invalidInput` for tokens that the sentence does not have.
    public func masked(_ sequence: TokenSequence, _ tokens: [Int]) throws -> MaskedSentence {
        MaskedSentence(
            sequence: try sequence.masked(tokens, id: maskID, model.tokenizer.vocabulary),
            position: tokens.min() ?? 0,
            ownID: tokens.count == 1 ? sequence.ids[tokens[0]] : nil,
            startsWord: candidates.startsWord(sequence, tokens))
    }

    /// Compares what the model would put in place of a word in two sentences.
    ///
    /// Only whole words are listed: no special tokens, no entries that the vocabulary keeps unused, no
    /// pieces that continue a word. Probabilities stay those of the whole vocabulary, so that a list adds up
    /// to less than 1.
    ///
    /// - Parameters:
    ///   - first: the first sentence.
    ///   - tokens1: the indices of the word's tokens in `first`, side by side; at least one.
    ///   - second: the second sentence.
    ///   - tokens2: those in `second`.
    ///   - count: how many words to list for each layer.
    /// - Throws: `ModelError.invalidInput` for tokens that a sentence does not have; what
    ///   `EncoderModel.encode` throws.
    /// - Complexity: encodes both sentences anew, and one product with the vocabulary for each layer.
    public func compare(
        _ first: TokenSequence, _ tokens1: [Int], _ second: TokenSequence, _ tokens2: [Int],
        count: Int = 10
    ) throws -> SubstituteComparison {
        let sentences = [try masked(first, tokens1), try masked(second, tokens2)]
        let states = try model.states(
            of: sentences.map(\.sequence), at: sentences.map(\.position))
        return try compare([Array(zip(sentences, states))], count: count)[0]
    }

    /// The same for sentences that have been encoded already, among others say.
    ///
    /// - Parameters:
    ///   - first: the first sentence, with its word masked.
    ///   - encoding1: what the same model computed for `first.sequence`.
    ///   - second: the second sentence.
    ///   - encoding2: what it computed for `second.sequence`.
    ///   - count: how many words to list for each layer.
    /// - Throws: `ModelError.invalidInput` for an encoding of another sentence.
    /// - Complexity: one product with the vocabulary for each layer.
    public func compare(
        _ first: MaskedSentence, _ encoding1: ModelOutput, _ second: MaskedSentence,
        _ encoding2: ModelOutput, count: Int = 10
    ) throws -> SubstituteComparison {
        try compare([[(first, encoding1), (second, encoding2)]], count: count)[0]
    }

    /// The same for many pairs, which takes less time than one after the other.
    ///
    /// - Parameters:
    ///   - pairs: two sentences each, with what the same model computed for them.
    ///   - count: how many words to list for each layer.
    /// - Returns: for each pair, in order, to the bit what it gives alone.
    /// - Throws: `ModelError.invalidInput` for an encoding of another sentence, or for more or fewer than two
    ///   sentences.
    public func compare(
        _ pairs: [[(sentence: MaskedSentence, encoding: ModelOutput)]], count: Int = 10
    ) throws -> [SubstituteComparison] {
        if let pair = pairs.first(where: { $0.count != 2 }) {
            throw ModelError.invalidInput(problem: "a pair has \(pair.count) sentences; expected 2")
        }
        for (sentence, encoding) in pairs.joined()
        where encoding.sequence.ids != sentence.sequence.ids
            || encoding.layerCount != model.configuration.layerCount
        {
            throw ModelError.invalidInput(
                problem: "the encoding is not of the sentence in which the word is masked")
        }
        return try compare(
            pairs.map { pair in
                pair.map { sentence, encoding in
                    let states = (0...encoding.layerCount).map {
                        Array(encoding.hiddenStates[row: $0, sentence.position])
                    }
                    return (sentence, states)
                }
            }, count: count)
    }

    /// - Parameter pairs: two sentences each, with the states of the mask, `[layers + 1][hidden]`.
    private func compare(
        _ pairs: [[(sentence: MaskedSentence, states: [[Float]])]], count: Int
    ) throws -> [SubstituteComparison] {
        let layers = model.configuration.layerCount + 1
        // So many pairs at a time read the vocabulary once and need no more than some MB.
        let size = max(1, Self.rowLimit / (2 * layers))
        return try stride(from: 0, to: pairs.count, by: size).flatMap { start in
            let pairs = pairs[start..<min(start + size, pairs.count)]
            let states = pairs.joined().flatMap(\.states)
            let buffer = try head.logitsBuffer(
                states,
                inner: (0..<2 * pairs.count).map { $0 * layers..<($0 + 1) * layers - 1 })
            return withExtendedLifetime(buffer) {
                pairs.enumerated().map { index, pair in
                    let rows = (0..<2 * layers).map { row in
                        let start = (index * 2 * layers + row) * head.vocabularySize
                        return UnsafeMutableBufferPointer(
                            start: buffer.floatBase + start, count: head.vocabularySize)
                    }
                    rows.forEach(softmax)
                    return comparison(
                        pair.map(\.sentence), rows.map { UnsafeBufferPointer($0) }, count: count)
                }
            }
        }
    }

    /// How many hidden states are compared with the vocabulary together.
    private static let rowLimit = 128

    /// - Parameter rows: the distributions of the first sentence's layers, then of the second's.
    private func comparison(
        _ sentences: [MaskedSentence], _ rows: [UnsafeBufferPointer<Float>], count: Int
    ) -> SubstituteComparison {
        let layers = rows.count / 2
        let distributions = [rows[..<layers], rows[layers...]]
        let words = zip(distributions, sentences).map { rows, sentence in
            rows.map { candidates.best(count, of: $0, startsWord: sentence.startsWord) }
        }
        return SubstituteComparison(
            words: words,
            ownProbability: zip(distributions, sentences).map { rows, sentence in
                sentence.ownID.map { id in rows.map { $0[id] } }
            },
            jaccard: zip(words[0], words[1]).map { jaccard($0.map(\.id), $1.map(\.id)) },
            sharedProbability: (0..<layers).map { layer in
                Float(min(sumOfMinima(rows[layer], rows[layers + layer]), 1))
            })
    }
}

/// A sentence with a mask in place of a word, made by `SubstituteFinder.masked(_:_:)`.
public struct MaskedSentence: Sendable {
    /// What is to be encoded: one mask token stands for all of the word's tokens.
    public let sequence: TokenSequence
    /// Where the mask is.
    let position: Int
    /// The word's id, where it is a single token.
    let ownID: Int?
    /// Whether a space stands before the word, as `CandidateWords` has it.
    let startsWord: Bool
}

/// |A ∩ B| / |A ∪ B|; 1 for two empty lists.
func jaccard(_ a: [Int], _ b: [Int]) -> Float {
    let union = Set(a).union(b).count
    return union == 0 ? 1 : Float(Set(a).intersection(b).count) / Float(union)
}

extension TokenSequence {
    /// The sentence with some tokens, side by side, replaced by a single mask.
    fileprivate func masked(
        _ target: [Int], id: Int, _ vocabulary: Vocabulary
    ) throws -> TokenSequence {
        guard let first = target.min(), let last = target.max(), ids.indices.contains(first),
            ids.indices.contains(last), last - first + 1 == Set(target).count,
            Set(target).count == target.count
        else {
            throw ModelError.invalidInput(
                problem: "the word's tokens are \(target); expected one or more side by side of "
                    + "0 to \(ids.count - 1)")
        }
        func replaced<Element>(_ array: [Element], _ element: Element) -> [Element] {
            array[..<first] + [element] + array[(last + 1)...]
        }
        var sequence = TokenSequence(
            text: text, tokens: replaced(tokens, vocabulary[id]), ids: replaced(ids, id),
            offsets: replaced(offsets, offsets[first].lowerBound..<offsets[last].upperBound),
            wordIndices: replaced(wordIndices, wordIndices[first]), words: words,
            truncatedTokenCount: truncatedTokenCount, wholeWordCount: wholeWordCount)
        sequence.firstPosition = firstPosition
        return sequence
    }
}

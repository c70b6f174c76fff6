/// Measures how far a word's vector moves when other tokens of its sentence are masked.
///
/// Weights of attention invite the reading that a word's vector depends on what the word attends to. Taking
/// a token away and looking at what changes tests that reading (Zeiler and Fergus 2014 for images; Li, Monroe
/// and Jurafsky 2016 for text).
///
/// ```swift
/// let occlusion = WordOcclusion(model)
/// // How far token 2 moves without token 5, at each layer.
/// try occlusion?.distances([.init(encoding, target: [2], masked: [5])])[0]
/// ```
public struct WordOcclusion: Sendable {
    private let model: EncoderModel
    private let maskID: Int

    /// - Returns: `nil` when the vocabulary has no mask.
    public init?(_ model: EncoderModel) {
        guard let maskID = SpecialTokens(model.tokenizer).mask else { return nil }
        self.model = model
        self.maskID = maskID
    }

    /// A sentence, a word in it, and what is masked.
    public struct Trial: Sendable {
        let encoding: ModelOutput
        let target: [Int]
        let masked: [Int]

        /// - Parameters:
        ///   - encoding: what the same model computed for the whole sentence.
        ///   - target: the indices of the word's tokens; at least one.
        ///   - masked: the indices of the tokens that give way to masks; none of the word's.
        public init(_ encoding: ModelOutput, target: [Int], masked: [Int]) {
            self.encoding = encoding
            self.target = target
            self.masked = masked
        }
    }

    /// The distances between the word's vectors with and without the masked tokens: 1 − cos(h, h′).
    ///
    /// Each token gives way to one mask, so that all others keep their positions.
    ///
    /// - Returns: for each trial `[layers + 1]` in [0, 2], the embeddings first; the same to the bit for a
    ///   trial alone and among others.
    /// - Throws: `ModelError.invalidInput` for tokens that the sentence does not have, or that are both the
    ///   word's and masked; what `EncoderModel.encode` throws.
    /// - Complexity: encodes one sentence for each trial.
    public func distances(_ trials: [Trial]) throws -> [[Float]] {
        for trial in trials { try check(trial) }
        let states = try model.meanStates(
            of: trials.map { trial in
                trial.encoding.sequence.masking(
                    Set(trial.masked), id: maskID, token: model.tokenizer.vocabulary[maskID])
            }, at: trials.map(\.target))
        return zip(trials, states).map { trial, states in
            states.enumerated().map { layer, state in
                1
                    - CosineSimilarity.cosine(
                        trial.encoding.meanState(of: trial.target, layer: layer), state)
            }
        }
    }

    private func check(_ trial: Trial) throws {
        let tokens = trial.encoding.sequence.ids.indices
        guard !trial.target.isEmpty, (trial.target + trial.masked).allSatisfy(tokens.contains),
            Set(trial.target).isDisjoint(with: trial.masked)
        else {
            throw ModelError.invalidInput(
                problem: "the word's tokens are \(trial.target), the masked ones \(trial.masked); "
                    + "expected different ones of 0 to \(tokens.count - 1), and at least one of the word"
            )
        }
    }
}

extension TokenSequence {
    /// The sentence with a mask in place of each of some tokens.
    fileprivate func masking(_ masked: Set<Int>, id: Int, token: String) -> TokenSequence {
        var sequence = TokenSequence(
            text: text, tokens: tokens.enumerated().map { masked.contains($0) ? token : $1 },
            ids: ids.enumerated().map { masked.contains($0) ? id : $1 }, offsets: offsets,
            wordIndices: wordIndices, words: words, truncatedTokenCount: truncatedTokenCount,
            wholeWordCount: wholeWordCount)
        sequence.firstPosition = firstPosition
        return sequence
    }
}

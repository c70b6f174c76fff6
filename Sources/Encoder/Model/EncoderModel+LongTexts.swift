/// Long texts, of which all attention would not fit into memory: a model of 22 layers and 12 heads makes 17 GB
/// of it for 4,000 tokens.
extension EncoderModel {
    /// Of a text of more tokens than this, `encode(_:attentionFrom:)` keeps only some rows of attention.
    public static let wholeAttentionLimit = 512

    /// Encodes texts, and of the attention of long ones keeps only what the given tokens attend to.
    ///
    /// ```swift
    /// let encodings = try model.encode(sequences, attentionFrom: [[17], [2048]])
    /// encodings[1].attendingTokens  // [2048], if the text has more than 512 tokens
    /// ```
    ///
    /// The attention of a long text is computed for some tokens at a time and, in layers whose attention
    /// reaches only nearby tokens, for these alone. Numbers may differ in their last digits from those of
    /// `encode(_:)`.
    ///
    /// - Parameters:
    ///   - sequences: as for `encode(_:)`.
    ///   - tokens: for each sequence, the tokens whose rows are kept if it has more than
    ///     `wholeAttentionLimit` tokens; of others all are.
    /// - Returns: one encoding for each sequence, in order.
    /// - Throws: what `encode(_:)` throws; `ModelError.invalidInput` for another number of lists than of
    ///   sequences, or a token that a sequence does not have.
    /// - Complexity: as `encode(_:)`. Memory for the attention of one layer grows with the length of a long
    ///   text, not with its square.
    public func encode(
        _ sequences: [TokenSequence], attentionFrom tokens: [[Int]]
    ) throws -> [ModelOutput] {
        guard tokens.count == sequences.count else {
            throw ModelError.invalidInput(
                problem:
                    "there are \(tokens.count) lists of tokens for \(sequences.count) sequences")
        }
        func isLong(_ index: Int) -> Bool {
            sequences[index].ids.count > Self.wholeAttentionLimit
        }
        let short = sequences.indices.filter { !isLong($0) }
        var encodings = try encode(short.map { sequences[$0] })[...]
        return try sequences.indices.map { index in
            guard isLong(index), let last = sequences[index].ids.indices.last else {
                return encodings.removeFirst()
            }
            if let token = tokens[index].first(where: { !(0...last ~= $0) }) {
                throw ModelError.invalidInput(
                    problem: "sequence \(index) has no token \(token); expected 0 to \(last)")
            }
            return try encodeAlone(
                sequences[index], index: index, attendingTokens: Set(tokens[index]).sorted())
        }
    }

    /// The mean states of some tokens in each of some texts, `[sequences][layers + 1][hidden]`.
    /// - Precondition: each has at least one token, within its text.
    func meanStates(
        of sequences: [TokenSequence], at tokens: [[Int]]
    ) throws -> [[[Float]]] {
        let kept = tokens.map { Set($0).sorted() }
        let isLong = sequences.contains { $0.ids.count > Self.wholeAttentionLimit }
        let encodings =
            isLong
            ? try sequences.enumerated().map { index, sequence in
                try encodeAlone(
                    sequence, index: index, attendingTokens: [], stateTokens: kept[index])
            } : try encode(sequences, statesOf: kept)
        return encodings.enumerated().map { index, encoding in
            let places = tokens[index].compactMap(kept[index].firstIndex)
            return (0...encoding.layerCount).map { encoding.meanState(of: places, layer: $0) }
        }
    }

    /// Encodes one text into arrays of the size of what is kept.
    /// - Parameters:
    ///   - attendingTokens: whose rows of attention are kept.
    ///   - stateTokens: whose hidden states are kept; `nil` for all.
    func encodeAlone(
        _ sequence: TokenSequence, index: Int = 0, attendingTokens: [Int],
        stateTokens: [Int]? = nil
    ) throws -> ModelOutput {
        try validate(sequence, index: index)
        try checkUnchanged()
        let count = sequence.ids.count
        let stateShape = [
            configuration.layerCount + 1, stateTokens?.count ?? count, configuration.hiddenSize,
        ]
        let attentionShape = [
            configuration.layerCount, configuration.headCount, attendingTokens.count, count,
        ]
        let tensors = try Tensor.filled([stateShape, attentionShape]) { starts in
            let results = ForwardPass.Results(
                hiddenStates: KeptRows(start: starts[0], tokens: stateTokens),
                attentions: KeptRows(start: starts[1], tokens: attendingTokens))
            try workspaces.withWorkspace { leader in
                guard threadCount > 1 else {
                    return try run([sequence], [results], leader, nil)
                }
                try workspaces.withWorkspace { try run([sequence], [results], leader, $0) }
            }
        }
        return ModelOutput(
            sequence: sequence, hiddenStates: tensors[0], attentions: tensors[1],
            attendingTokens: attendingTokens)
    }
}

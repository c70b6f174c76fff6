/// How much each token gives to a word through attention: the attention weight together with the
/// size of what it weighs.
///
/// A large weight on a small vector moves little: heads that look at `[SEP]` mostly do so to look at
/// nothing. Kobayashi et al. (2020) therefore measure the vectors that attention sums,
/// f_h(x) = (x·W_V + b_V)_h · W_O,h: for each head ‖α f_h(xⱼ)‖, for the whole layer ‖Σ_h α f_h(xⱼ)‖.
/// Summed over tokens and heads these vectors are the output of attention, less its bias b_O.
///
/// α is the word's attention as `ModelOutput.attention(from:)` has it: of a word of several tokens the mean
/// of their rows, so that the vectors sum to the mean of their outputs.
public struct NormBasedAttention: Sendable, Equatable, Codable {
    /// `[layers][heads][tokens]`: ‖α f_h(xⱼ)‖, at least 0, in the unit of the hidden states.
    public let heads: [[[Float]]]
    /// `[layers][tokens]`: ‖Σ_h α f_h(xⱼ)‖, at most the sum over the heads.
    public let layers: [[Float]]
}

/// What attention gives to a word, ready to be compared with what it gives to the word elsewhere.
public struct AttentionFlow: Sendable {
    /// How much each token gives.
    public let norms: NormBasedAttention
    /// `[layers][heads][headSize]`: Σⱼ α v_h(xⱼ), before W_O.
    fileprivate let contexts: [[[Float]]]
}

/// What a model's heads make of the vectors that they attend to.
///
/// Prepared once for a model, because the lengths of f_h(x) follow from a small matrix for each head,
/// W_O,hᵀ·W_O,h: `[headSize, headSize]`.
///
/// ```swift
/// let transform = try ValueTransform(model)
/// let flow = try transform.flow(to: [2], in: encoding)
/// flow.norms.layers[0]  // how much each token gives to token 2 in the first layer
/// ```
public struct ValueTransform: Sendable {
    private let model: EncoderModel
    /// `[layers][heads][headSize·headSize]`
    private let grams: [[[Float]]]

    /// - Throws: what reading the weights throws, and `SafetensorsError` when their file was changed
    ///   since the model was loaded.
    /// - Complexity: O(hidden²·headSize) in each layer.
    public init(_ model: EncoderModel) throws {
        self.model = model
        try model.checkUnchanged()
        grams = try mapConcurrently(
            count: model.configuration.layerCount, threadCount: model.threadCount
        ) { try model.outputGramMatrices(layer: $0) }
    }

    /// What attention gives to a word.
    ///
    /// - Parameters:
    ///   - tokens: the indices of the word's tokens; at least one.
    ///   - encoding: what the same model computed for the sentence.
    /// - Throws: `ModelError.invalidInput` for an encoding of another model's shape or tokens that it
    ///   does not have, `NumericsError` when memory runs out.
    /// - Complexity: in each layer a sixth of the layer's own matrix products.
    public func flow(to tokens: [Int], in encoding: ModelOutput) throws -> AttentionFlow {
        try flows([(tokens, encoding)])[0]
    }

    /// The same for words in many sentences, which takes less time than one after the other.
    ///
    /// - Returns: a flow for each word, in order, to the bit that of the word alone.
    public func flows(_ words: [(tokens: [Int], encoding: ModelOutput)]) throws -> [AttentionFlow] {
        for word in words { try check(word.encoding, word.tokens) }
        let layers = try mapConcurrently(
            count: model.configuration.layerCount, threadCount: model.threadCount
        ) { layer in
            try layerFlows(words, layer: layer).map { flow in
                (
                    flow.headNorms, flow.vectors.map { euclideanNorm($0) }, flow.contexts
                )
            }
        }
        return words.indices.map { word in
            AttentionFlow(
                norms: NormBasedAttention(
                    heads: layers.map { $0[word].0 }, layers: layers.map { $0[word].1 }),
                contexts: layers.map { $0[word].2 })
        }
    }

    /// How alike the vectors are that each head gives to a word in two sentences: the cosine of
    /// Σⱼ α f_h(xⱼ) in one and in the other.
    ///
    /// Where it is low, the head tells the two contexts apart: it hands the word something else. It sees
    /// what a comparison of weights cannot, since the sentences have different tokens.
    ///
    /// - Parameters: two flows that this transform made.
    /// - Returns: `[layers][heads]`, each in [−1, 1]; 0 where a head gives nothing, NaN for flows of a model
    ///   of another size.
    public func headSimilarity(_ first: AttentionFlow, _ second: AttentionFlow) -> [[Float]] {
        zip(grams, zip(first.contexts, second.contexts)).map { grams, contexts in
            zip(grams, zip(contexts.0, contexts.1)).map { gram, vectors in
                let (a, b) = vectors
                guard a.count == b.count, gram.count == a.count * b.count else { return .nan }
                let aa = bilinearForm(gram, a, a)
                let bb = bilinearForm(gram, b, b)
                // Rounding may take a vanishing square below 0; NaN passes.
                if aa <= 0 || bb <= 0 { return 0 }
                let cosine = bilinearForm(gram, a, b) / (aa.squareRoot() * bb.squareRoot())
                return Float(min(max(cosine, -1), 1))
            }
        }
    }

    /// What flows to a word in one layer.
    struct LayerFlow {
        /// `[heads][tokens]`: ‖α f_h(xⱼ)‖.
        var headNorms: [[Float]] = []
        /// `[heads][headSize]`: Σⱼ α v_h(xⱼ), before W_O.
        var contexts: [[Float]] = []
        /// `[tokens][hidden]`: Σ_h α f_h(xⱼ).
        var vectors: [ArraySlice<Float>] = []
    }

    /// What flows to words in one layer, the sentences one below the other.
    func layerFlows(
        _ words: [(tokens: [Int], encoding: ModelOutput)], layer: Int
    ) throws -> [LayerFlow] {
        let width = model.configuration.hiddenSize
        let counts = words.map(\.encoding.tokenCount)
        let rows = counts.reduce(0, +)
        let starts = counts.indices.map { counts[..<$0].reduce(0, +) }
        let block = model.layers.value[layer].attention
        return try model.workspaces.withWorkspace { workspace in
            let states = try workspace.buffer(.states, count: rows * width)
            let parts = try workspace.buffer(.context, count: rows * width)
            for (word, start) in zip(words, starts) {
                let size = word.encoding.tokenCount * width
                word.encoding.hiddenStates.scalars.withUnsafeBufferPointer {
                    _ = UnsafeMutableBufferPointer(start: states + start * width, count: size)
                        .update(fromContentsOf: $0[layer * size..<(layer + 1) * size])
                }
            }
            // [rows, heads·headSize]
            try block.values(of: states, rows: rows, into: parts, workspace)
            for (word, start) in zip(words, starts) {
                weigh(parts + start * width, word.encoding, word.tokens, layer: layer)
            }
            try block.outputs(of: parts, rows: rows, into: states, workspace)
            return zip(counts, starts).map { count, start in
                let parts = UnsafeBufferPointer(start: parts + start * width, count: count * width)
                let vectors = Array(
                    UnsafeBufferPointer(start: states + start * width, count: count * width))
                return LayerFlow(
                    headNorms: grams[layer].indices.map { head in
                        norms(of: parts, head: head, rows: count, grams[layer][head])
                    }, contexts: contexts(parts, rows: count),
                    vectors: (0..<count).map { vectors[$0 * width..<($0 + 1) * width] })
            }
        }
    }

    /// Multiplies each token's values, those of each head by its weight: `[rows, heads·headSize]`.
    private func weigh(
        _ values: UnsafeMutablePointer<Float>, _ encoding: ModelOutput, _ tokens: [Int], layer: Int
    ) {
        let headSize = model.configuration.headSize
        let width = model.configuration.hiddenSize
        for (head, row) in encoding.attention(from: tokens, layer: layer).enumerated() {
            for (token, weight) in row.enumerated() {
                let part = values + token * width + head * headSize
                for index in 0..<headSize { part[index] *= weight }
            }
        }
    }

    /// ‖p·W_O,h‖ of each row's part p for one head.
    private func norms(
        of parts: UnsafeBufferPointer<Float>, head: Int, rows: Int, _ gram: [Float]
    ) -> [Float] {
        let headSize = model.configuration.headSize
        let width = model.configuration.hiddenSize
        return gram.withUnsafeBufferPointer { gram in
            (0..<rows).map { row in
                let start = row * width + head * headSize
                let part = UnsafeBufferPointer(rebasing: parts[start..<start + headSize])
                let square = bilinearForm(gram, part, part)
                // Rounding may take a vanishing square below 0; NaN stays NaN.
                return Float((square < 0 ? 0 : square).squareRoot())
            }
        }
    }

    /// The sum over rows, `[heads][headSize]`.
    private func contexts(_ parts: UnsafeBufferPointer<Float>, rows: Int) -> [[Float]] {
        let headSize = model.configuration.headSize
        let width = model.configuration.hiddenSize
        var sums = [Float](repeating: 0, count: width)
        for row in 0..<rows {
            for column in 0..<width { sums[column] += parts[row * width + column] }
        }
        return stride(from: 0, to: width, by: headSize).map { Array(sums[$0..<$0 + headSize]) }
    }

    private func check(_ encoding: ModelOutput, _ tokens: [Int]) throws {
        let configuration = model.configuration
        let shape = [encoding.layerCount, encoding.headCount, encoding.hiddenStates.shape[2]]
        let expected = [
            configuration.layerCount, configuration.headCount, configuration.hiddenSize,
        ]
        guard shape == expected else {
            throw ModelError.invalidInput(
                problem: "the encoding has layers, heads and a hidden size of \(shape); expected "
                    + "\(expected): is it another model's?")
        }
        guard !tokens.isEmpty, tokens.allSatisfy({ 0..<encoding.tokenCount ~= $0 }) else {
            throw ModelError.invalidInput(
                problem: "the word's tokens are \(tokens); expected one or more of "
                    + "0 to \(encoding.tokenCount - 1)")
        }
    }
}

/// ‖v‖, summed in 64 bits.
func euclideanNorm(_ vector: some Sequence<Float>) -> Float {
    Float(vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
}

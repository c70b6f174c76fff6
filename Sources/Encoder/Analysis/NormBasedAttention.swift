/// How much each token gives to a word through attention: the attention weight together with the
/// size of what it weighs.
///
/// A large weight on a small vector moves little: heads that look at `[SEP]` mostly do so to look at
/// nothing. Kobayashi et al. (2020) therefore measure the vectors that attention sums,
/// f_h(x) = (x·W_V + b_V)_h · W_O,h: for each head ‖α f_h(xⱼ)‖, for the whole layer ‖Σ_h α f_h(xⱼ)‖.
/// Summed over tokens and heads these vectors are the output of attention, less its bias b_O.
///
/// α is the word's attention as `Encoding.attention(from:)` has it: of a word of several tokens the mean
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
        try model.weights.value.checkUnchanged()
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
    /// - Complexity: in each layer a third of the layer's own matrix products.
    public func flow(to tokens: [Int], in encoding: Encoding) throws -> AttentionFlow {
        let layers = try layerFlows(to: tokens, in: encoding)
        return AttentionFlow(
            norms: NormBasedAttention(
                heads: layers.map(\.headNorms),
                layers: layers.map { layer in layer.vectors.map { euclideanNorm($0) } }),
            contexts: layers.map(\.contexts))
    }

    /// How alike the vectors are that each head gives to a word in two sentences: the cosine of
    /// Σⱼ α f_h(xⱼ) in one and in the other.
    ///
    /// Where it is low, the head tells the two contexts apart: it hands the word something else. It sees
    /// what a comparison of weights cannot, since the sentences have different tokens.
    ///
    /// - Parameters: two flows that this transform made.
    /// - Returns: `[layers][heads]`, each in [−1, 1]; 0 where a head gives nothing.
    public func headSimilarity(_ first: AttentionFlow, _ second: AttentionFlow) -> [[Float]] {
        zip(grams, zip(first.contexts, second.contexts)).map { grams, contexts in
            zip(grams, zip(contexts.0, contexts.1)).map { gram, vectors in
                let (a, b) = vectors
                let aa = form(gram, a, a)
                let bb = form(gram, b, b)
                // Rounding may take a vanishing square below 0; NaN passes.
                if aa <= 0 || bb <= 0 { return 0 }
                let cosine = form(gram, a, b) / (aa.squareRoot() * bb.squareRoot())
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

    /// What flows to a word in every layer.
    func layerFlows(to tokens: [Int], in encoding: Encoding) throws -> [LayerFlow] {
        try check(encoding, tokens)
        let weights = encoding.attention(from: tokens)
        let rows = encoding.tokenCount
        let hiddenSize = model.configuration.hiddenSize
        return try model.workspaces.withWorkspace { workspace in
            try weights.indices.map { layer in
                let block = model.layers.value[layer].attention
                let start = layer * rows * hiddenSize
                let values = try block.values(
                    of: encoding.hiddenStates.scalars[start..<start + rows * hiddenSize],
                    rows: rows, workspace)  // [rows, heads·headSize]
                let parts = weighted(values, by: weights[layer])
                let vectors = try block.outputs(of: parts, rows: rows, workspace)
                return LayerFlow(
                    headNorms: grams[layer].indices.map { head in
                        norms(of: parts, head: head, rows: rows, grams[layer][head])
                    },
                    contexts: contexts(parts, rows: rows),
                    vectors: (0..<rows).map {
                        vectors[$0 * hiddenSize..<($0 + 1) * hiddenSize]
                    })
            }
        }
    }

    /// ‖p·W_O,h‖ of each row's part p for one head.
    private func norms(of parts: [Float], head: Int, rows: Int, _ gram: [Float]) -> [Float] {
        let headSize = model.configuration.headSize
        let width = model.configuration.hiddenSize
        return parts.withUnsafeBufferPointer { parts in
            gram.withUnsafeBufferPointer { gram in
                (0..<rows).map { row in
                    let start = row * width + head * headSize
                    let part = UnsafeBufferPointer(rebasing: parts[start..<start + headSize])
                    let square = form(gram, part, part)
                    // Rounding may take a vanishing square below 0; NaN stays NaN.
                    return Float((square < 0 ? 0 : square).squareRoot())
                }
            }
        }
    }

    /// The sum over rows, `[heads][headSize]`.
    private func contexts(_ parts: [Float], rows: Int) -> [[Float]] {
        let headSize = model.configuration.headSize
        let width = model.configuration.hiddenSize
        var sums = [Float](repeating: 0, count: width)
        for row in 0..<rows {
            for column in 0..<width { sums[column] += parts[row * width + column] }
        }
        return stride(from: 0, to: width, by: headSize).map { Array(sums[$0..<$0 + headSize]) }
    }

    /// Each token's values, those of each head multiplied by its weight: `[rows, heads·headSize]`.
    private func weighted(_ values: [Float], by weights: [[Float]]) -> [Float] {
        let headSize = model.configuration.headSize
        let width = headSize * weights.count
        var result = values
        for (head, row) in weights.enumerated() {
            for (token, weight) in row.enumerated() {
                let start = token * width + head * headSize
                for index in start..<start + headSize { result[index] *= weight }
            }
        }
        return result
    }

    private func check(_ encoding: Encoding, _ tokens: [Int]) throws {
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

/// aᵀ·M·b with a symmetric matrix M.
private func form(_ matrix: [Float], _ a: [Float], _ b: [Float]) -> Double {
    matrix.withUnsafeBufferPointer { matrix in
        a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { form(matrix, a, $0) } }
    }
}

private func form(
    _ matrix: UnsafeBufferPointer<Float>, _ a: UnsafeBufferPointer<Float>,
    _ b: UnsafeBufferPointer<Float>
) -> Double {
    let size = b.count
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { sums in
        sums.initialize(repeating: 0)
        // Row by row, so that the inner loop runs over neighbours.
        for row in 0..<size {
            let scalar = a[row]
            let start = row * size
            for column in 0..<size { sums[column] += scalar * matrix[start + column] }
        }
        var result = 0.0
        for column in 0..<size { result += Double(sums[column]) * Double(b[column]) }
        return result
    }
}

/// ‖v‖, summed in 64 bits.
func euclideanNorm(_ vector: some Sequence<Float>) -> Float {
    Float(vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
}

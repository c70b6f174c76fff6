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

/// What a model's heads make of the vectors that they attend to.
///
/// Prepared once for a model, because the lengths of f_h(x) follow from a small matrix for each head,
/// W_O,hᵀ·W_O,h: `[headSize, headSize]`.
///
/// ```swift
/// let transform = try ValueTransform(model)
/// let norms = try transform.attention(from: [2], in: encoding)
/// norms.layers[0]  // what each token gives to token 2 in the first layer
/// ```
public struct ValueTransform: Sendable {
    private let model: EncoderModel
    /// `[layers][heads][headSize·headSize]`
    private let grams: [[[Float]]]

    /// - Throws: what reading the weights throws.
    /// - Complexity: O(hidden²·headSize) in each layer.
    public init(_ model: EncoderModel) throws {
        self.model = model
        grams = try mapConcurrently(
            count: model.configuration.layerCount, threadCount: model.threadCount
        ) { try model.outputGramMatrices(layer: $0) }
    }

    /// Norm-based attention from a word to every token.
    ///
    /// - Parameters:
    ///   - tokens: the indices of the word's tokens; at least one.
    ///   - encoding: what the same model computed for the sentence.
    /// - Throws: `ModelError.invalidInput` for an encoding of another model's shape or tokens that it
    ///   does not have, `NumericsError` when memory runs out.
    /// - Complexity: in each layer a third of the layer's own matrix products.
    public func attention(from tokens: [Int], in encoding: Encoding) throws -> NormBasedAttention {
        let flows = try flows(from: tokens, in: encoding)
        return NormBasedAttention(
            heads: flows.map(\.headNorms),
            layers: flows.map { flow in flow.vectors.map { euclideanNorm($0) } })
    }

    /// How alike the vectors are that each head gives to a word in two sentences: the cosine of
    /// Σⱼ α f_h(xⱼ) in one and in the other.
    ///
    /// Where it is low, the head tells the two contexts apart: it hands the word something else. It sees
    /// what a comparison of weights cannot, since the sentences have different tokens.
    ///
    /// - Returns: `[layers][heads]`, each in [−1, 1]; 0 where a head gives nothing.
    /// - Throws: as `attention(from:in:)`.
    public func headSimilarity(
        _ first: Encoding, _ tokens1: [Int], _ second: Encoding, _ tokens2: [Int]
    ) throws -> [[Float]] {
        let contexts = try [(first, tokens1), (second, tokens2)].map { encoding, tokens in
            try flows(from: tokens, in: encoding, projects: false).map(\.contexts)
        }
        return grams.indices.map { layer in
            grams[layer].indices.map { head in
                let gram = grams[layer][head]
                let a = contexts[0][layer][head]
                let b = contexts[1][layer][head]
                let (aa, bb) = (form(gram, a, a), form(gram, b, b))
                // Rounding may take a vanishing square below 0; NaN passes.
                if aa <= 0 || bb <= 0 { return 0 }
                let cosine = form(gram, a, b) / (aa.squareRoot() * bb.squareRoot())
                return Float(min(max(cosine, -1), 1))
            }
        }
    }

    /// What flows to a word in one layer.
    struct Flow {
        /// `[heads][tokens]`: ‖α f_h(xⱼ)‖.
        var headNorms: [[Float]] = []
        /// `[heads][headSize]`: Σⱼ α v_h(xⱼ), before W_O.
        var contexts: [[Float]] = []
        /// `[tokens][hidden]`: Σ_h α f_h(xⱼ).
        var vectors: [ArraySlice<Float>] = []
    }

    /// What flows to a word in every layer.
    /// - Parameter projects: also finds `vectors`, which costs as much as the rest.
    func flows(
        from tokens: [Int], in encoding: Encoding, projects: Bool = true
    ) throws -> [Flow] {
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
                var flow = flow(values, weights[layer], grams[layer])
                guard projects else { return flow }
                let parts = weighted(values, by: weights[layer])
                let vectors = try block.outputs(of: parts, rows: rows, workspace)
                flow.vectors = (0..<rows).map {
                    vectors[$0 * hiddenSize..<($0 + 1) * hiddenSize]
                }
                return flow
            }
        }
    }

    private func flow(_ values: [Float], _ weights: [[Float]], _ grams: [[Float]]) -> Flow {
        let headSize = model.configuration.headSize
        let width = headSize * weights.count
        var flow = Flow()
        for (head, row) in weights.enumerated() {
            var context = [Float](repeating: 0, count: headSize)
            flow.headNorms.append(
                row.enumerated().map { token, weight in
                    let start = token * width + head * headSize
                    let value = values[start..<start + headSize]
                    for (index, scalar) in value.enumerated() { context[index] += weight * scalar }
                    let square = form(grams[head], value, value)
                    // Rounding may take a vanishing square below 0; NaN stays NaN.
                    return weight * Float((square < 0 ? 0 : square).squareRoot())
                })
            flow.contexts.append(context)
        }
        return flow
    }

    /// Each token's values, each head's multiplied by its weight: `[rows, heads·headSize]`.
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
private func form(
    _ matrix: [Float], _ a: some Collection<Float>, _ b: some Collection<Float>
) -> Double {
    let size = b.count
    var sums = [Float](repeating: 0, count: size)
    sums.withUnsafeMutableBufferPointer { sums in
        matrix.withUnsafeBufferPointer { matrix in
            var start = 0
            for scalar in a {
                for column in 0..<size { sums[column] += scalar * matrix[start + column] }
                start += size
            }
        }
    }
    return zip(sums, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
}

/// ‖v‖, summed in 64 bits.
func euclideanNorm(_ vector: some Sequence<Float>) -> Float {
    Float(vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
}

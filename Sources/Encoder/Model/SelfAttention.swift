/// Multi-head scaled dot-product self-attention (Vaswani et al. 2017) with its residual connection
/// and layer norm.
struct SelfAttention {
    let queryKeyValue: PackedLinear
    let output: PackedLinear
    /// `nil` where the states come normalised.
    private let norm: LayerNorm?
    private let normalizesFirst: Bool
    private let relativePositions: (any ScoreTerm)?
    private let rotaryPositions: RotaryPositions?
    /// The largest distance that is seen, if that is limited.
    private let window: Int?
    private let scale: Float
    let hiddenSize: Int
    let headCount: Int
    let headSize: Int

    /// - Parameter positions: what all layers' relative positions share.
    init(
        _ store: WeightStore, _ configuration: ModelConfiguration, _ layer: Architecture.Layer,
        positions: RelativeTerms, precision: Precision, engine: ComputeEngine
    ) throws {
        let architecture = configuration.architecture
        let weights = store.scoped(layer.scope).scoped("attention")
        hiddenSize = configuration.hiddenSize
        headCount = configuration.headCount
        headSize = configuration.headSize
        window = layer.window
        let size = hiddenSize
        queryKeyValue = try PackedLinear(
            parts: try weights.queryKeyValue(configuration), inputs: size, epilogue: .none,
            precision: precision, engine: engine)
        output = try PackedLinear(
            parts: [
                try weights.linear(
                    "output.dense", inputs: size, outputs: size,
                    hasBias: architecture.attentionHasBias)
            ],
            inputs: size, epilogue: .accumulate, precision: precision, engine: engine)
        switch architecture.normalization {
        case .beforeBlock(firstAttentionToo: false) where layer == architecture.layers.first:
            (norm, normalizesFirst) = (nil, true)
        case let place:
            norm = try LayerNorm(weights.scoped("output.LayerNorm"), configuration)
            normalizesFirst = place != .afterResidual
        }
        rotaryPositions = try RotaryPositions(store, configuration, layer)
        relativePositions = try positions.term(
            weights, headSize: headSize, content: queryKeyValue, precision: precision,
            engine: engine)
        var termCount = 1
        if case .disentangled(let plan) = architecture.relativePositions {
            termCount = plan.termCount
        }
        scale = 1 / Float(headSize * termCount).squareRoot()
    }

    /// Makes what does not depend on the states, for sentences of up to so many tokens.
    func prepare(tokens: Int, _ workspace: Workspace) throws {
        try relativePositions?.prepare(tokens: tokens, workspace)
        try rotaryPositions?.prepare(tokens: tokens)
    }

    /// Replaces `arrays.states` by the block's output.
    /// - Parameter probabilities: for each sentence, where its `[heads, tokens, tokens]` go.
    func callAsFunction(
        _ batch: PackedBatch, _ arrays: ForwardPass.Arrays,
        probabilities: [UnsafeMutablePointer<Float>], _ workspace: Workspace
    ) throws {
        let rows = batch.rows
        let (states, qkv, context) = (arrays.states, arrays.queryKeyValue, arrays.context)
        var input = states
        if normalizesFirst, let norm {
            input = arrays.normalized
            try workspace.apply(norm, rows: rows, states, into: input)  // [rows, hidden]
        }
        try workspace.apply(queryKeyValue, rows: rows, input, into: qkv)  // [rows, 3·hidden]
        try workspace.share(headCount) { heads in
            for (index, probabilities) in probabilities.enumerated() {
                let sentence = batch.sentences[index]
                let offset = heads.lowerBound * headSize
                let queries = qkv + sentence.lowerBound * 3 * hiddenSize + offset
                for vectors in [queries, queries + hiddenSize] {
                    rotaryPositions?.turn(
                        vectors, heads: heads.count, tokens: sentence.count,
                        stride: 3 * hiddenSize, start: batch.firstPositions[index])
                }
                try attend(
                    heads, tokens: sentence.count, queries: queries,
                    probabilities: probabilities + heads.lowerBound * sentence.count
                        * sentence.count,
                    context: context + sentence.lowerBound * hiddenSize + offset, workspace)
            }
        }
        try workspace.apply(output, rows: rows, context, into: states)  // [rows, hidden]
        if !normalizesFirst, let norm {
            try workspace.apply(norm, rows: rows, inPlace: states)
        }
    }

    /// The block's input as queries, keys and values are made of it, in place of the layer's.
    func normalizeInput(
        rows: Int, _ states: UnsafeMutablePointer<Float>, _ workspace: Workspace
    ) throws {
        if normalizesFirst, let norm {
            try workspace.apply(norm, rows: rows, inPlace: states)
        }
    }

    /// The attention of some neighbouring heads in one sentence.
    ///
    /// Each pointer leads to the first one of these heads: `queries` to that of the first token, with
    /// its key and value 1 and 2 hidden sizes behind; `probabilities` are `[heads, tokens, tokens]`;
    /// `context` is `[tokens, hidden]`.
    private func attend(
        _ heads: Range<Int>, tokens: Int, queries: UnsafeMutablePointer<Float>,
        probabilities: UnsafeMutablePointer<Float>, context: UnsafeMutablePointer<Float>,
        _ workspace: Workspace
    ) throws {
        let keys = queries + hiddenSize
        let values = queries + 2 * hiddenSize
        relativePositions?.write(
            heads: heads, tokens: tokens, queries: queries, keys: keys, stride: 3 * hiddenSize,
            to: probabilities)
        let short = ShortAttention(
            heads: heads.count, tokens: tokens, headSize: headSize, stride: 3 * hiddenSize,
            contextStride: hiddenSize)
        if let short {
            short.scores(
                queries, keys, scale: scale, accumulates: relativePositions != nil,
                into: probabilities)
        } else {
            try workspace.apply(
                scoresProduct(heads.count, tokens), queries, keys, into: probabilities)
        }
        fill(probabilities, heads: heads.count, tokens: tokens, -.greatestFiniteMagnitude)
        try workspace.softmax(
            rows: heads.count * tokens, columns: tokens, inPlace: probabilities)
        fill(probabilities, heads: heads.count, tokens: tokens, 0)
        if let short {
            short.context(probabilities, values, into: context)
        } else {
            try workspace.apply(
                contextProduct(heads.count, tokens), probabilities, values, into: context)
        }
    }

    /// Writes a number for all tokens outside the window of the one that attends.
    private func fill(
        _ map: UnsafeMutablePointer<Float>, heads: Int, tokens: Int, _ value: Float
    ) {
        guard let window, tokens > window + 1 else { return }
        for row in 0..<heads * tokens {
            let place = row % tokens
            let line = map + row * tokens
            line.update(repeating: value, count: max(place - window, 0))
            let end = min(place + window + 1, tokens)
            (line + end).update(repeating: value, count: tokens - end)
        }
    }

    /// Queries times keys, for each head.
    private func scoresProduct(_ heads: Int, _ tokens: Int) -> BatchedProduct {
        BatchedProduct(
            batch: heads, m: tokens, n: tokens, k: headSize,
            left: BatchedProduct.Strides(batch: headSize, row: 3 * hiddenSize),
            right: BatchedProduct.Strides(batch: headSize, row: 1, column: 3 * hiddenSize),
            destination: map(tokens), scale: scale, accumulates: relativePositions != nil)
    }

    /// Weights times values, for each head.
    private func contextProduct(_ heads: Int, _ tokens: Int) -> BatchedProduct {
        BatchedProduct(
            batch: heads, m: tokens, n: headSize, k: tokens, left: map(tokens),
            right: BatchedProduct.Strides(batch: headSize, row: 3 * hiddenSize),
            destination: BatchedProduct.Strides(batch: headSize, row: hiddenSize))
    }

    private func map(_ tokens: Int) -> BatchedProduct.Strides {
        BatchedProduct.Strides(batch: tokens * tokens, row: tokens)
    }
}

extension ScopedWeights {
    /// The matrices of queries, keys and values, to be stacked in this order, `[hidden, hidden]` each.
    fileprivate func queryKeyValue(_ configuration: ModelConfiguration) throws -> [LinearWeights] {
        let size = configuration.hiddenSize
        let hasBias = configuration.architecture.attentionHasBias
        func separate(_ names: [String]) throws -> [LinearWeights] {
            try names.map { try linear($0, inputs: size, outputs: size, hasBias: hasBias) }
        }
        switch configuration.architecture.attentionWeights {
        case .separate: return try separate(["self.query", "self.key", "self.value"])
        case .projections:
            return try separate(["self.query_proj", "self.key_proj", "self.value_proj"])
        case .joined:
            return [
                try linear(
                    "self.queryKeyValue", inputs: size, outputs: 3 * size, hasBias: hasBias)
            ]
        case .byHead:
            let matrix = try tensor("self.in_proj.weight", shape: [3 * size, size])
            let head = configuration.headSize
            return try ["self.q_bias", nil, "self.v_bias"].enumerated().map { part, bias in
                let rows = (0..<configuration.headCount).map {
                    (3 * $0 + part) * head..<(3 * $0 + part + 1) * head
                }
                return LinearWeights(
                    matrix: .rows(rows, of: matrix, width: size), outputs: size,
                    bias: try bias.map { try tensor($0, shape: [size]) })
            }
        }
    }
}

extension LayerNorm {
    /// One of the hidden states'.
    convenience init(_ weights: ScopedWeights, _ configuration: ModelConfiguration) throws {
        try self.init(
            weights, width: configuration.hiddenSize, epsilon: configuration.layerNormEpsilon,
            hasBias: configuration.architecture.normsHaveBias)
    }
}

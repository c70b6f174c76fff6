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
    /// - Parameters:
    ///   - probabilities: for each sentence, what is kept of its attention.
    ///   - kept: the rows whose output is wanted, ascending, which takes the first places; `nil` for all.
    func callAsFunction(
        _ batch: PackedBatch, _ arrays: ForwardPass.Arrays, probabilities: [KeptRows],
        rows kept: [Int]?, _ workspace: Workspace
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
                    probabilities: probabilities.dropping(heads.lowerBound, of: sentence.count),
                    context: context + sentence.lowerBound * hiddenSize + offset, workspace)
            }
        }
        if let kept {
            try workspace.share(1) { _ in
                for array in [states, context] { array.moveToFront(kept, width: hiddenSize) }
            }
        }
        let count = kept?.count ?? rows
        try workspace.apply(output, rows: count, context, into: states)  // [count, hidden]
        if !normalizesFirst, let norm {
            try workspace.apply(norm, rows: count, inPlace: states)
        }
    }

    /// Replaces the layer's input by what queries, keys and values are made of.
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
    /// its key and value 1 and 2 hidden sizes behind; `context` is `[tokens, hidden]`.
    private func attend(
        _ heads: Range<Int>, tokens: Int, queries: UnsafeMutablePointer<Float>,
        probabilities: KeptRows, context: UnsafeMutablePointer<Float>, _ workspace: Workspace
    ) throws {
        let whole = Block(heads: heads, rows: 0..<tokens, columns: 0..<tokens, tokens: tokens)
        guard let kept = probabilities.tokens else {
            return try attend(
                whole, queries: queries, probabilities: probabilities.start, context: context,
                workspace)
        }
        if kept.isEmpty, tokens <= EncoderModel.wholeAttentionLimit {
            // As where all is kept, so that the context is the same to the bit.
            let map = try workspace.buffer(.attentions, count: heads.count * tokens * tokens)
            return try attend(
                whole, queries: queries, probabilities: map, context: context, workspace)
        }
        let map = try workspace.buffer(
            .attentions, count: heads.count * min(Self.rowsPerBlock, tokens) * tokens)
        for start in stride(from: 0, to: tokens, by: Self.rowsPerBlock) {
            let rows = start..<min(start + Self.rowsPerBlock, tokens)
            let columns =
                relativePositions == nil
                ? window.map {
                    max(rows.lowerBound - $0, 0)..<min(rows.upperBound + $0, tokens)
                } ?? 0..<tokens : 0..<tokens
            let block = Block(heads: heads, rows: rows, columns: columns, tokens: tokens)
            try attend(
                block, queries: queries, probabilities: map, context: context, workspace)
            for (index, token) in kept.enumerated() where rows.contains(token) {
                block.copy(
                    token, of: map, to: probabilities.start + index * tokens,
                    stride: kept.count * tokens)
            }
        }
    }

    /// Where not all of the attention is kept, it is computed for so many attending tokens at a time.
    private static let rowsPerBlock = 128

    /// A part of some heads' maps of attention.
    private struct Block {
        let heads: Range<Int>
        /// The tokens that attend, and those that they may attend to.
        let rows: Range<Int>
        let columns: Range<Int>
        /// Those of the sentence.
        let tokens: Int

        var isWhole: Bool { rows.count == tokens && columns.count == tokens }

        /// Copies a token's row of each head, `[columns]` of a map `[heads, rows, columns]`, to `[tokens]`
        /// with zeros around it.
        func copy(
            _ token: Int, of map: UnsafePointer<Float>,
            to destination: UnsafeMutablePointer<Float>, stride: Int
        ) {
            for head in heads.indices.map({ $0 - heads.lowerBound }) {
                let row = destination + head * stride
                row.update(repeating: 0, count: tokens)
                (row + columns.lowerBound).update(
                    from: map
                        + (head * rows.count + token - rows.lowerBound) * columns.count,
                    count: columns.count)
            }
        }
    }

    /// The attention of a block.
    /// - Parameters:
    ///   - queries: the first token's.
    ///   - probabilities: `[heads, rows, columns]`.
    ///   - context: the first token's.
    private func attend(
        _ block: Block, queries: UnsafeMutablePointer<Float>,
        probabilities: UnsafeMutablePointer<Float>, context: UnsafeMutablePointer<Float>,
        _ workspace: Workspace
    ) throws {
        let (heads, tokens) = (block.heads, block.tokens)
        let first = queries + block.columns.lowerBound * 3 * hiddenSize
        let keys = first + hiddenSize
        let values = first + 2 * hiddenSize
        relativePositions?.write(
            heads: heads, rows: block.rows, tokens: tokens, queries: queries, keys: keys,
            stride: 3 * hiddenSize, to: probabilities)
        let rows = queries + block.rows.lowerBound * 3 * hiddenSize
        let context = context + block.rows.lowerBound * hiddenSize
        let short =
            block.isWhole
            ? ShortAttention(
                heads: heads.count, tokens: tokens, headSize: headSize, stride: 3 * hiddenSize,
                contextStride: hiddenSize) : nil
        if let short {
            short.scores(
                queries, keys, scale: scale, accumulates: relativePositions != nil,
                into: probabilities)
        } else {
            try workspace.apply(scoresProduct(block), rows, keys, into: probabilities)
        }
        fill(probabilities, block, -.greatestFiniteMagnitude)
        try workspace.softmax(
            rows: heads.count * block.rows.count, columns: block.columns.count,
            inPlace: probabilities)
        fill(probabilities, block, 0)
        if let short {
            short.context(probabilities, values, into: context)
        } else {
            try workspace.apply(contextProduct(block), probabilities, values, into: context)
        }
    }

    /// Writes a number in place of the attention to tokens outside the window of the one that attends.
    private func fill(_ map: UnsafeMutablePointer<Float>, _ block: Block, _ value: Float) {
        let columns = block.columns
        guard let window, columns.count > window + 1 else { return }
        for (index, token) in block.heads.flatMap({ _ in block.rows }).enumerated() {
            let line = map + index * columns.count
            let start = max(token - window, columns.lowerBound) - columns.lowerBound
            let end = min(token + window + 1, columns.upperBound) - columns.lowerBound
            line.update(repeating: value, count: start)
            (line + end).update(repeating: value, count: columns.count - end)
        }
    }

    /// Queries times keys, for each head.
    private func scoresProduct(_ block: Block) -> BatchedProduct {
        BatchedProduct(
            batch: block.heads.count, m: block.rows.count, n: block.columns.count, k: headSize,
            left: BatchedProduct.Strides(batch: headSize, row: 3 * hiddenSize),
            right: BatchedProduct.Strides(batch: headSize, row: 1, column: 3 * hiddenSize),
            destination: map(block), scale: scale, accumulates: relativePositions != nil)
    }

    /// Weights times values, for each head.
    private func contextProduct(_ block: Block) -> BatchedProduct {
        BatchedProduct(
            batch: block.heads.count, m: block.rows.count, n: headSize, k: block.columns.count,
            left: map(block),
            right: BatchedProduct.Strides(batch: headSize, row: 3 * hiddenSize),
            destination: BatchedProduct.Strides(batch: headSize, row: hiddenSize))
    }

    private func map(_ block: Block) -> BatchedProduct.Strides {
        BatchedProduct.Strides(
            batch: block.rows.count * block.columns.count, row: block.columns.count)
    }
}

extension UnsafeMutablePointer<Float> {
    /// Moves some rows of a width, ascending, to the places from the first on.
    fileprivate func moveToFront(_ rows: [Int], width: Int) {
        for (place, row) in rows.enumerated() where place != row {
            (self + place * width).update(from: self + row * width, count: width)
        }
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

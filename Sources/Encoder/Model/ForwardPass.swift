/// One pass of a batch through a model's layers, by one thread or two.
final class ForwardPass: @unchecked Sendable {
    // Sendable: immutable after init; the arrays are written as `Workspace.share` cuts them.
    private let batch: PackedBatch
    private let embeddings: Embeddings
    private let layers: [TransformerLayer]
    private let finalNorm: LayerNorm?
    private let headCount: Int
    private let hiddenSize: Int
    private let hasConvolution: Bool
    private let arrays: Arrays
    private let results: [Results]
    /// What the last layer computes, if that is not everything.
    private let selection: Selection?

    /// Some rows of a batch, ascending, and where each sentence's lie when there are no others.
    private struct Selection {
        var rows: [Int] = []
        var sentences: [Range<Int>] = []
    }

    /// Where the arrays of a sentence go.
    struct Results {
        /// `[layers + 1, kept tokens, hidden]`.
        let hiddenStates: KeptRows
        /// `[layers, heads, kept tokens, tokens]`.
        let attentions: KeptRows
    }

    /// What a layer reads and writes; each has a row for each token.
    struct Arrays {
        /// `[rows, hidden]`.
        let states: UnsafeMutablePointer<Float>
        /// `[rows, 3·hidden]`.
        let queryKeyValue: UnsafeMutablePointer<Float>
        /// `[rows, hidden]`.
        let context: UnsafeMutablePointer<Float>
        /// `[rows, intermediate]`.
        let expanded: UnsafeMutablePointer<Float>
        /// `[rows, 2·intermediate]`, for gated feed-forward blocks.
        let gated: UnsafeMutablePointer<Float>
        /// `[rows, hidden]`, for layer norms that keep what they read.
        let normalized: UnsafeMutablePointer<Float>
        /// `[rows, width·hidden]`, for a convolution.
        let windows: UnsafeMutablePointer<Float>
        /// `[rows, hidden]`, for a convolution.
        let embeddings: UnsafeMutablePointer<Float>
    }

    /// - Parameters:
    ///   - results: for each sentence of the batch.
    ///   - workspace: where the other arrays lie, until it is used for something else.
    init(
        _ batch: PackedBatch, _ results: [Results], _ configuration: ModelConfiguration,
        _ embeddings: Embeddings, _ layers: [TransformerLayer], _ finalNorm: LayerNorm?,
        _ workspace: Workspace
    ) throws {
        let hidden = configuration.hiddenSize
        let architecture = configuration.architecture
        func room(_ name: Workspace.BufferName, _ width: Int) throws -> UnsafeMutablePointer<Float>
        {
            try workspace.buffer(name, count: batch.rows * width)
        }
        self.batch = batch
        self.embeddings = embeddings
        self.layers = layers
        self.finalNorm = finalNorm
        headCount = configuration.headCount
        hiddenSize = hidden
        hasConvolution = architecture.convolution != nil
        let width = architecture.convolution?.width ?? 0
        let windows = try room(
            .convolution, architecture.convolution == nil ? 0 : (width + 1) * hidden)
        arrays = Arrays(
            states: try room(.states, hidden), queryKeyValue: try room(.queryKeyValue, 3 * hidden),
            context: try room(.context, hidden),
            expanded: try room(.expanded, configuration.intermediateSize),
            gated: try room(
                .gated, architecture.feedForwardIsGated ? 2 * configuration.intermediateSize : 0),
            normalized: try room(
                .normalized, architecture.normalization == .afterResidual ? 0 : hidden),
            windows: windows, embeddings: windows + batch.rows * width * hidden)
        self.results = results
        // A convolution, which the first layer may have, looks at neighbours.
        selection =
            hasConvolution && layers.count == 1 ? nil : Self.selection(of: results, in: batch)
        let longest = batch.sentences.map(\.count).max() ?? 0
        for layer in layers { try layer.attention.prepare(tokens: longest, workspace) }
    }

    /// - Returns: `nil` where all of a sentence's states are kept.
    private static func selection(of results: [Results], in batch: PackedBatch) -> Selection? {
        var selection = Selection()
        for (sentence, result) in zip(batch.sentences, results) {
            guard let tokens = result.hiddenStates.tokens else { return nil }
            let start = selection.rows.count
            selection.rows += tokens.map { sentence.lowerBound + $0 }
            selection.sentences.append(start..<selection.rows.count)
        }
        return selection
    }

    /// Fills the results.
    func run(_ workspace: Workspace) throws {
        try workspace.share(1) { _ in
            try embeddings(batch, into: arrays.states, workspace)  // [rows, hidden]
            if hasConvolution {
                arrays.embeddings.update(from: arrays.states, count: batch.rows * hiddenSize)
            }
        }
        try keepStates(at: 0, workspace)
        for (index, layer) in layers.enumerated() {
            let probabilities = zip(batch.sentences, results).map { sentence, results in
                results.attentions.dropping(index * headCount, of: sentence.count)
            }
            let isLast = index == layers.count - 1
            let selection = isLast ? selection : nil
            try layer(batch, arrays, probabilities: probabilities, rows: selection?.rows, workspace)
            if isLast, let finalNorm {
                try workspace.apply(
                    finalNorm, rows: selection?.rows.count ?? batch.rows, inPlace: arrays.states)
            }
            try keepStates(at: index + 1, of: selection, workspace)
        }
    }

    /// - Parameter selection: the rows that the states have; `nil` for all of the batch.
    private func keepStates(
        at layer: Int, of selection: Selection? = nil, _ workspace: Workspace
    ) throws {
        try workspace.share(batch.sentences.count) { sentences in
            for index in sentences {
                let sentence = selection?.sentences[index] ?? batch.sentences[index]
                let kept = results[index].hiddenStates
                let tokens = selection == nil ? kept.tokens : nil
                KeptRows(start: kept.start, tokens: tokens).keep(
                    arrays.states + sentence.lowerBound * hiddenSize, layer: layer,
                    count: sentence.count, width: hiddenSize)
            }
        }
    }
}

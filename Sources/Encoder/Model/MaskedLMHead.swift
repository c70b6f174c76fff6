/// The masked-language-model head of a checkpoint: what words a hidden state suggests.
///
/// logits = decoder · layer norm(activation(transform · h)) + bias, the decoder being the word
/// embeddings unless the checkpoint has its own (Devlin et al. 2019).
///
/// A checkpoint may hold two biases, `cls.predictions.decoder.bias` and `cls.predictions.bias` (RoBERTa's and
/// MPNet's `lm_head.decoder.bias` and `lm_head.bias`). As in transformers 5 the decoder's own counts where
/// it is there; transformers 4 read the other one. Where it is not there, the other counts: an untied head
/// that transformers 4 wrote has no more, and transformers 5 would read it as one without a bias.
public final class MaskedLMHead: @unchecked Sendable {
    // Sendable: immutable after init but for the pool, which has its own lock.

    /// The number of words that get a logit.
    public let vocabularySize: Int
    private let hiddenSize: Int
    /// The size of what the transform makes of a hidden state.
    private let width: Int
    private let transform: PackedLinear
    private let norm: LayerNorm
    private let decoder: PackedLinear
    /// The norm that the last hidden states have passed already, where layer norms stand before the blocks.
    private let finalNorm: LayerNorm?
    private let workspaces: WorkspacePool

    /// Loads the head.
    /// - Parameter finalNorm: that of the model's last hidden states.
    /// - Returns: `nil` when the checkpoint has none.
    init?(
        _ weights: WeightStore, _ configuration: ModelConfiguration, finalNorm: LayerNorm?,
        engine: ComputeEngine, workspaces: WorkspacePool
    ) throws {
        let vocabularySize = configuration.vocabularySize
        let hiddenSize = configuration.hiddenSize
        let plan = configuration.architecture.head
        let width = plan.hasEmbeddingSize ? configuration.embeddingSize : hiddenSize
        guard weights.contains(plan.scope + ".transform.dense.weight") else { return nil }
        let head = weights.scoped(plan.scope)
        transform = try PackedLinear(
            parts: [
                try head.linear(
                    "transform.dense", inputs: hiddenSize, outputs: width,
                    hasBias: plan.transformHasBias)
            ],
            inputs: hiddenSize, epilogue: .activation(plan.activation ?? configuration.activation),
            engine: engine)
        norm = try LayerNorm(
            head.scoped("transform.LayerNorm"), width: width,
            epsilon: configuration.layerNormEpsilon,
            hasBias: configuration.architecture.normsHaveBias)
        let shape = [vocabularySize, width]
        let matrix =
            try !plan.isAlwaysTied
            && (head.contains("decoder.weight") || !configuration.tiesWordEmbeddings)
            ? head.tensor("decoder.weight", shape: shape)
            : weights.scoped("embeddings").tensor("word_embeddings.weight", shape: shape)
        // An untied decoder has a bias of its own, which the reference adds in place of the head's.
        let isUntied =
            !configuration.tiesWordEmbeddings && !plan.isAlwaysTied && head.contains("decoder.bias")
        decoder = try PackedLinear(
            parts: [
                LinearWeights(
                    matrix: .file(matrix), outputs: vocabularySize,
                    bias: plan.decoderHasBias
                        ? try head.tensor(
                            isUntied ? "decoder.bias" : "bias", shape: [vocabularySize]) : nil)
            ],
            inputs: width, epilogue: .none, engine: engine)
        self.width = width
        self.vocabularySize = vocabularySize
        self.hiddenSize = hiddenSize
        self.finalNorm = finalNorm
        self.workspaces = workspaces
    }

    /// The logits of every word for some hidden states.
    ///
    /// The states of an inner layer give the layer's own guess (the "logit lens", nostalgebraist 2020). A model
    /// whose layer norms stand before the blocks normalises its last states once more, and the head has learnt
    /// to read them so: inner states, which have not passed that norm, are normalised by it first.
    ///
    /// - Parameters:
    ///   - states: one vector of the model's hidden size for each row.
    ///   - areInner: whether they are of the embeddings or a layer before the last one.
    /// - Returns: `[rows, vocabularySize]`, in any order of magnitude; softmax turns a row into
    ///   probabilities.
    /// - Throws: `ModelError.invalidInput` for a vector of another size, `NumericsError` when memory
    ///   runs out.
    public func logits(_ states: [[Float]], areInner: Bool = false) throws -> Tensor {
        let shape = [states.count, vocabularySize]
        let inner = areInner ? [states.indices] : []
        return try Tensor(copying: logitsBuffer(states, inner: inner), shape: shape)
    }

    /// The same without a copy, `[rows, vocabularySize]`.
    /// - Parameter inner: the rows that are inner states.
    func logitsBuffer(_ states: [[Float]], inner: [Range<Int>]) throws -> AlignedBuffer {
        if let index = states.firstIndex(where: { $0.count != hiddenSize }) {
            throw ModelError.invalidInput(
                problem: "hidden state \(index) has \(states[index].count) numbers; expected "
                    + "\(hiddenSize)")
        }
        let rows = states.count
        guard rows > 0 else { return try AlignedBuffer(byteCount: 0) }
        return try workspaces.withWorkspace { workspace in
            let source = try workspace.buffer(.states, count: rows * hiddenSize)
            for (row, state) in states.enumerated() {
                _ = UnsafeMutableBufferPointer(
                    start: source + row * hiddenSize, count: hiddenSize
                ).update(fromContentsOf: state)
            }
            if let finalNorm {
                for rows in inner {
                    try workspace.apply(
                        finalNorm, rows: rows.count, inPlace: source + rows.lowerBound * hiddenSize)
                }
            }
            let hidden = try workspace.buffer(.context, count: rows * width)
            try workspace.apply(transform, rows: rows, source, into: hidden)  // [rows, width]
            try workspace.apply(norm, rows: rows, inPlace: hidden)
            let logits = try AlignedBuffer(shape: [rows, vocabularySize])
            try workspace.apply(decoder, rows: rows, hidden, into: logits.floatBase)
            return logits
        }
    }
}

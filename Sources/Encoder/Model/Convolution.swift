/// DeBERTa's convolution over neighbouring tokens: norm(x + activation(conv(e))), e being the embeddings and
/// x the output of the first layer.
struct Convolution {
    private let linear: PackedLinear
    private let norm: LayerNorm
    private let width: Int
    private let hiddenSize: Int

    /// - Returns: `nil` for a model without a convolution.
    init?(
        _ weights: WeightStore, _ configuration: ModelConfiguration, precision: Precision,
        engine: ComputeEngine
    ) throws {
        guard let plan = configuration.architecture.convolution else { return nil }
        let weights = weights.scoped("encoder.conv")
        hiddenSize = configuration.hiddenSize
        width = plan.width
        let inputs = hiddenSize / plan.groupCount
        let kernel = try weights.tensor(
            "conv.weight", shape: [hiddenSize, inputs, width]
        ).copied()
        // [hidden, width, hidden]: as a linear layer over the neighbours' states, one after the other; what
        // belongs to other groups is 0.
        let matrix = try AlignedBuffer(shape: [hiddenSize, width, hiddenSize])
        let count = hiddenSize * width * hiddenSize
        matrix.floats.update(repeating: 0)
        for output in 0..<hiddenSize {
            let first = output / (hiddenSize / plan.groupCount) * inputs
            for input in 0..<inputs {
                for place in 0..<width {
                    matrix.floats[(output * width + place) * hiddenSize + first + input] =
                        kernel.floats[(output * inputs + input) * width + place]
                }
            }
        }
        linear = try PackedLinear(
            parts: [
                LinearWeights(
                    matrix: .memory(matrix, count: count), outputs: hiddenSize,
                    bias: try weights.tensor("conv.bias", shape: [hiddenSize]))
            ],
            inputs: width * hiddenSize, epilogue: .activation(plan.activation),
            precision: precision, engine: engine)
        norm = try LayerNorm(weights.scoped("LayerNorm"), configuration)
    }

    /// Replaces the states that the first layer has made.
    func callAsFunction(
        _ batch: PackedBatch, _ arrays: ForwardPass.Arrays, _ workspace: Workspace
    ) throws {
        let rowSize = width * hiddenSize
        try workspace.share(batch.sentences.count) { sentences in
            for index in sentences {
                let sentence = batch.sentences[index]
                for token in 0..<sentence.count {
                    let row = arrays.windows + (sentence.lowerBound + token) * rowSize
                    for place in 0..<width {
                        let neighbour = token + place - width / 2
                        let part = row + place * hiddenSize
                        if 0..<sentence.count ~= neighbour {
                            part.update(
                                from: arrays.embeddings
                                    + (sentence.lowerBound + neighbour) * hiddenSize,
                                count: hiddenSize)
                        } else {
                            part.update(repeating: 0, count: hiddenSize)
                        }
                    }
                }
            }
        }
        let (rows, states, added) = (batch.rows, arrays.states, arrays.context)
        try workspace.apply(linear, rows: rows, arrays.windows, into: added)  // [rows, hidden]
        try workspace.share(rows) { rows in
            for index in rows.lowerBound * hiddenSize..<rows.upperBound * hiddenSize {
                states[index] += added[index]
            }
        }
        try workspace.apply(norm, rows: rows, inPlace: states)
    }
}

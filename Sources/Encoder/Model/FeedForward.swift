/// A layer's feed-forward block with its residual connection and layer norm.
struct FeedForward {
    private let expand: PackedLinear
    private let contract: PackedLinear
    private let norm: LayerNorm
    private let normalizesFirst: Bool
    /// Of a gated block: what is applied to the first half of the expanded states.
    private let gateActivation: Activation?
    private let intermediateSize: Int

    init(
        _ weights: ScopedWeights, _ configuration: ModelConfiguration, precision: Precision,
        engine: ComputeEngine
    ) throws {
        let architecture = configuration.architecture
        let hidden = configuration.hiddenSize
        intermediateSize = configuration.intermediateSize
        let isGated = architecture.feedForwardIsGated
        gateActivation = isGated ? configuration.activation : nil
        let hasBias = architecture.feedForwardHasBias
        expand = try PackedLinear(
            parts: [
                try weights.linear(
                    "intermediate.dense", inputs: hidden,
                    outputs: isGated ? 2 * intermediateSize : intermediateSize, hasBias: hasBias)
            ],
            inputs: hidden, epilogue: isGated ? .none : .activation(configuration.activation),
            precision: precision, engine: engine)
        contract = try PackedLinear(
            parts: [
                try weights.linear(
                    "output.dense", inputs: intermediateSize, outputs: hidden, hasBias: hasBias)
            ],
            inputs: intermediateSize, epilogue: .accumulate, precision: precision, engine: engine)
        norm = try LayerNorm(weights.scoped("output.LayerNorm"), configuration)
        normalizesFirst = architecture.normalization != .afterResidual
    }

    /// Replaces `arrays.states` by the block's output.
    func callAsFunction(
        rows: Int, _ arrays: ForwardPass.Arrays, _ workspace: Workspace
    ) throws {
        let (states, expanded) = (arrays.states, arrays.expanded)
        var input = states
        if normalizesFirst {
            input = arrays.normalized
            try workspace.apply(norm, rows: rows, states, into: input)  // [rows, hidden]
        }
        if let gateActivation {
            // [rows, 2·intermediate]
            try workspace.apply(expand, rows: rows, input, into: arrays.gated)
            try gate(gateActivation, rows: rows, arrays, workspace)  // [rows, intermediate]
        } else {
            // [rows, intermediate]
            try workspace.apply(expand, rows: rows, input, into: expanded)
        }
        try workspace.apply(contract, rows: rows, expanded, into: states)  // [rows, hidden]
        if !normalizesFirst { try workspace.apply(norm, rows: rows, inPlace: states) }
    }

    /// activation(first half) · second half of each row.
    private func gate(
        _ activation: Activation, rows: Int, _ arrays: ForwardPass.Arrays, _ workspace: Workspace
    ) throws {
        let size = intermediateSize
        try workspace.share(rows) { rows in
            let result = arrays.expanded + rows.lowerBound * size
            let gated = arrays.gated + 2 * rows.lowerBound * size
            for row in 0..<rows.count {
                (result + row * size).update(from: gated + 2 * row * size, count: size)
            }
            try workspace.apply(activation, count: rows.count * size, inPlace: result)
            for row in 0..<rows.count {
                let (values, gates) = (result + row * size, gated + (2 * row + 1) * size)
                for index in 0..<size { values[index] *= gates[index] }
            }
        }
    }
}

internal import CKernels
internal import COneDNN

/// A linear layer, y = x·Wᵀ + b, whose weights are stored in the layout that the fastest product reads.
///
/// That is this package's own (`ck_product`) for 32-bit floats: with AVX-512 it is half again as fast for a pair
/// of sentences, whose products wait for memory; without, oneDNN's numbers depend on how many rows are
/// multiplied together. Else it is oneDNN's inner product. The layout is chosen once, at load; it does not
/// depend on the number of rows of x.
final class PackedLinear: @unchecked Sendable {
    // Sendable: immutable after init.
    let inputs: Int
    let outputs: Int
    let epilogue: LinearEpilogue
    let precision: Precision
    let weights: AlignedBuffer
    let bias: AlignedBuffer
    let layout: WeightsLayout
    /// Whether the weights are in panels for `ck_product`; else they are as oneDNN wants them.
    let isInPanels: Bool

    /// The number of rows with which oneDNN is asked for its preferred layout: between a single
    /// sentence and a full batch.
    private static let typicalRows = 64

    /// Packs a layer.
    /// - Parameters:
    ///   - parts: matrices `[outputsᵢ, inputs]` with their biases `[outputsᵢ]`, stacked into one
    ///     layer with Σ outputsᵢ outputs (query, key and value become one product).
    ///   - epilogue: what follows the product.
    ///   - precision: the numbers that are multiplied.
    ///   - prefersPanels: whether 32-bit floats are multiplied by `ck_product`.
    init(
        parts: [LinearWeights], inputs: Int, epilogue: LinearEpilogue,
        precision: Precision = .float32, prefersPanels: Bool = true, engine: ComputeEngine
    ) throws {
        let outputs = parts.reduce(0) { $0 + $1.outputs }
        self.inputs = inputs
        self.outputs = outputs
        self.epilogue = epilogue
        self.precision = precision

        bias = try AlignedBuffer(shape: [outputs])
        var row = 0
        for part in parts {
            let place = UnsafeMutableBufferPointer(
                rebasing: bias.floats[row..<row + part.outputs])
            if let bias = part.bias { bias.copy(to: place) } else { place.update(repeating: 0) }
            row += part.outputs
        }

        isInPanels = prefersPanels && precision == .float32
        layout =
            isInPanels
            ? try .panels(inputs: inputs, outputs: outputs)
            : try .preferred(
                for: co_linear(
                    rows: Self.typicalRows, inputs: inputs, outputs: outputs,
                    precision: precision.oneDNN, epilogue: epilogue.oneDNN), engine: engine)
        let name = isInPanels ? Self.name(of: parts) : nil
        if let name, let kept = engine.kept?.buffer(named: name, byteCount: layout.byteCount) {
            weights = kept
            return
        }
        weights = try engine.weights.buffer(byteCount: layout.byteCount)
        if let name { engine.packed.withLock { [weights] in $0[name] = weights } }

        if let mapped = Self.mapped(parts, isInPanels: isInPanels) {
            // Straight from the file.
            row = 0
            for (part, matrix) in zip(parts, mapped) {
                let own =
                    parts.count == 1 ? layout : try .panels(inputs: inputs, outputs: part.outputs)
                let offset =
                    row / Self.panelWidth * layout.blocks.stride * MemoryLayout<Float>.stride
                try own.pack(
                    matrix.scalars.assumingMemoryBound(to: Float.self), into: weights.base + offset,
                    engine: engine)
                matrix.tensor.releasePages()
                row += part.outputs
            }
            return
        }
        let plain = try AlignedBuffer(shape: [outputs, inputs])
        row = 0
        for part in parts {
            let count = part.matrix.elementCount
            part.matrix.copy(
                to: UnsafeMutableBufferPointer(rebasing: plain.floats[row..<row + count]))
            row += count
        }
        try withExtendedLifetime(plain) {
            try layout.pack(plain.floatBase, into: weights.base, engine: engine)
        }
    }

    /// What tells a layer's weights from all others of a checkpoint: the names of the tensors that it is made from;
    /// `nil` where it takes parts of them.
    private static func name(of parts: [LinearWeights]) -> String? {
        var names: [String] = []
        for part in parts {
            guard case .file(let tensor) = part.matrix else { return nil }
            names.append(tensor.entry.name)
        }
        return names.joined(separator: "+")
    }

    /// The parts in the file that they come from, if each of them can be packed on its own: the only one, or whole
    /// panels but for the last.
    private static func mapped(
        _ parts: [LinearWeights], isInPanels: Bool
    ) -> [(tensor: WeightTensor, scalars: UnsafeMutableRawPointer)]? {
        let areWhole = isInPanels && parts.dropLast().allSatisfy { $0.outputs % panelWidth == 0 }
        guard parts.count == 1 || areWhole else { return nil }
        var result: [(tensor: WeightTensor, scalars: UnsafeMutableRawPointer)] = []
        for part in parts {
            guard case .file(let tensor) = part.matrix, let mapped = tensor.mapped else {
                return nil
            }
            result.append((tensor, mapped))
        }
        return result
    }

    /// How many blocks the outputs come in; a part of them is made of whole blocks. One, where oneDNN's
    /// layout does not store them one block after the other, or its last block is not full.
    var blockCount: Int {
        if isInPanels { return (outputs - 1) / Self.panelWidth + 1 }
        // Where neighbouring outputs lie side by side for each input, a part of them has gaps, for which
        // oneDNN has nothing but its reference product.
        let size = layout.blocks.outputs
        return size > 0 && outputs % size == 0 ? outputs / size : 1
    }

    /// The outputs of some blocks.
    ///
    /// Each number is summed in the same order as in the whole product. (Threads of oneDNN's own might divide
    /// a sum among themselves.)
    func part(_ blocks: Range<Int>) -> Part {
        let size = isInPanels ? Self.panelWidth : outputs / blockCount
        let first = blocks.lowerBound * size
        let byteCount = precision == .float32 ? 4 : 2
        let offset = blocks.lowerBound * layout.blocks.stride * byteCount
        return Part(
            first: first, count: min(blocks.count * size, outputs - first),
            weights: weights.base + offset)
    }

    /// Neighbouring outputs.
    struct Part {
        let first: Int
        let count: Int
        let weights: UnsafeMutableRawPointer
    }

    private static let panelWidth = Int(ck_product_panel)

    /// The activation that `multiplyPanels` leaves to its caller.
    var activationAfterPanels: Activation? {
        guard isInPanels, case .activation(let activation) = epilogue, activation != .gelu else {
            return nil
        }
        return activation
    }

    /// A part of the product, for weights in panels: `destination[rows, part]`, its rows `stride` apart.
    func multiplyPanels(
        _ part: Part, rows: Int, _ source: UnsafePointer<Float>,
        into destination: UnsafeMutablePointer<Float>, stride: Int
    ) {
        let shape = ck_product_shape(
            rows: rows, inputs: inputs, outputs: part.count,
            panel_stride: layout.blocks.stride, stride: stride)
        let epilogue =
            switch epilogue {
            case .accumulate: ck_product_accumulate
            case .activation(.gelu): ck_product_gelu
            case .none, .activation: ck_product_plain
            }
        ck_product(
            shape, epilogue, source, part.weights.assumingMemoryBound(to: Float.self),
            bias.floatBase + part.first, destination)
    }

    /// oneDNN's primitive for a given number of rows, which serves every layer of this shape. Its arguments:
    /// source `[rows, inputs]`, destination `[rows, outputs]`, weights, bias.
    /// - Parameter outputs: those of a part.
    func primitive(
        rows: Int, outputs: Int, engine: ComputeEngine,
        scratchpad: (Int) throws -> UnsafeMutableRawPointer
    ) throws -> Primitive {
        let linear = co_linear(
            rows: rows, inputs: inputs, outputs: outputs, precision: precision.oneDNN,
            epilogue: epilogue.oneDNN)
        return try Primitive(
            "a product of \(rows) rows with [\(outputs), \(inputs)]", engine: engine,
            scratchpad: scratchpad
        ) { co_linear_create($0, linear, layout.handle, &$1) }
    }
}

extension Precision {
    fileprivate var oneDNN: co_precision { self == .float32 ? co_float32 : co_bfloat16 }
}

internal import CKernels
internal import COneDNN

/// A linear layer, y = x·Wᵀ + b, whose weights are stored in the layout that the fastest product reads.
///
/// That is this package's own (`ck_product`) for 32-bit floats where it is there: with AVX-512 it is half
/// again as fast for a pair of sentences, whose products wait for memory; without, oneDNN's numbers depend
/// on how many rows are multiplied together. Else it is oneDNN's inner product. The layout is chosen once,
/// at load; it does not depend on the number of rows of x.
final class PackedLinear: @unchecked Sendable {
    // Sendable: immutable after init.
    let inputs: Int
    let outputs: Int
    let epilogue: LinearEpilogue
    let precision: Precision
    let weights: AlignedBuffer
    let bias: AlignedBuffer
    let weightsLayout: dnnl_memory_desc_t
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
    ///   - prefersPanels: whether 32-bit floats are multiplied by `ck_product`, if that is there.
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

        isInPanels = prefersPanels && precision == .float32 && ck_has_product() != 0
        weightsLayout =
            isInPanels
            ? try .panels(inputs: inputs, outputs: outputs)
            : try Self.preferredLayout(inputs, outputs, epilogue, precision, engine: engine)
        weights = try engine.weights.buffer(byteCount: weightsLayout.byteCount)

        let layout = try dnnl_memory_desc_t.float32([outputs, inputs])
        if parts.count == 1, case .file(let tensor) = parts[0].matrix, let mapped = tensor.mapped {
            // Straight from the file.
            try Self.reorder(mapped, layout, into: weights.base, weightsLayout, engine: engine)
            tensor.releasePages()
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
            try Self.reorder(
                plain.base, layout, into: weights.base, weightsLayout, engine: engine)
        }
    }

    private static func preferredLayout(
        _ inputs: Int, _ outputs: Int, _ epilogue: LinearEpilogue, _ precision: Precision,
        engine: ComputeEngine
    ) throws -> dnnl_memory_desc_t {
        var description = try Self.description(
            rows: Self.typicalRows, inputs: inputs, outputs: outputs, precision,
            weights: .dense([outputs, inputs], precision, anyLayout: true))
        return try withAttributes(epilogue) { attributes in
            var descriptor: dnnl_primitive_desc_t?
            try check(
                dnnl_primitive_desc_create(
                    &descriptor, &description, attributes, engine.handle, nil),
                "choose a layout for weights of shape [\(outputs), \(inputs)]")
            defer { dnnl_primitive_desc_destroy(descriptor) }
            return dnnl_primitive_desc_query_md(descriptor, dnnl_query_weights_md, 0).pointee
        }
    }

    /// How many blocks the outputs come in; a part of them is made of whole blocks. One, where oneDNN's
    /// layout does not store them one block after the other, or its last block is not full.
    var blockCount: Int {
        if isInPanels { return (outputs - 1) / Self.panelWidth + 1 }
        let blocking = weightsLayout.format_desc.blocking
        // Else neighbouring outputs lie side by side for each input, and a part of them has gaps, for which
        // oneDNN has nothing but its reference product.
        guard blocking.strides.0 >= blocking.strides.1 else { return 1 }
        let blocks = [blocking.inner_blks.0, blocking.inner_blks.1, blocking.inner_blks.2]
        let indices = [blocking.inner_idxs.0, blocking.inner_idxs.1, blocking.inner_idxs.2]
        let size = zip(blocks, indices).prefix(Int(blocking.inner_nblks))
            .filter { $0.1 == 0 }.reduce(1) { $0 * Int($1.0) }
        return outputs % size == 0 ? outputs / size : 1
    }

    /// The outputs of some blocks.
    ///
    /// Each number is summed in the same order as in the whole product; oneDNN's own threads may share
    /// out a sum, too.
    func part(_ blocks: Range<Int>) -> Part {
        let size = isInPanels ? Self.panelWidth : outputs / blockCount
        let first = blocks.lowerBound * size
        let byteCount = precision == .float32 ? 4 : 2
        let offset =
            blocks.lowerBound * Int(weightsLayout.format_desc.blocking.strides.0) * byteCount
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
            panel_stride: Int(weightsLayout.format_desc.blocking.strides.0), stride: stride)
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

    /// oneDNN's kernel for a given number of rows, which serves every layer of this shape. Its arguments:
    /// source `[rows, inputs]`, destination `[rows, outputs]`, weights, bias.
    /// - Parameter outputs: those of a part.
    func kernel(
        rows: Int, outputs: Int, engine: ComputeEngine,
        scratchpad: (Int) throws -> UnsafeMutableRawPointer?
    ) throws -> Kernel {
        var weightsLayout = weightsLayout
        if outputs != self.outputs {
            weightsLayout.dims.0 = Int64(outputs)
            weightsLayout.padded_dims.0 = Int64(outputs)
        }
        var description = try Self.description(
            rows: rows, inputs: inputs, outputs: outputs, precision, weights: weightsLayout)
        let source = try dnnl_memory_desc_t.dense([rows, inputs], precision)
        let destination = try dnnl_memory_desc_t.float32([rows, outputs])
        let biasLayout = try dnnl_memory_desc_t.float32([outputs])
        return try withAttributes(epilogue) { attributes in
            try Kernel(
                operation: &description, attributes: attributes, engine: engine,
                scratchpad: scratchpad,
                name: "an inner product of \(rows) rows with [\(outputs), \(inputs)]",
                arguments: [
                    (DNNL_ARG_SRC, source),
                    (DNNL_ARG_DST, destination),
                    (DNNL_ARG_WEIGHTS, weightsLayout),
                    (DNNL_ARG_BIAS, biasLayout),
                ])
        }
    }

    private static func description(
        rows: Int, inputs: Int, outputs: Int, _ precision: Precision, weights: dnnl_memory_desc_t
    ) throws -> dnnl_inner_product_desc_t {
        var description = dnnl_inner_product_desc_t()
        var source = try dnnl_memory_desc_t.dense([rows, inputs], precision)
        var weights = weights
        var bias = try dnnl_memory_desc_t.float32([outputs])
        var destination = try dnnl_memory_desc_t.float32([rows, outputs])
        try check(
            dnnl_inner_product_forward_desc_init(
                &description, dnnl_forward_inference, &source, &weights, &bias, &destination),
            "describe an inner product of \(rows) rows with [\(outputs), \(inputs)]")
        return description
    }

    private static func reorder(
        _ source: UnsafeMutableRawPointer, _ sourceLayout: dnnl_memory_desc_t,
        into destination: UnsafeMutableRawPointer, _ destinationLayout: dnnl_memory_desc_t,
        engine: ComputeEngine
    ) throws {
        var sourceLayout = sourceLayout
        var destinationLayout = destinationLayout
        var descriptor: dnnl_primitive_desc_t?
        try check(
            dnnl_reorder_primitive_desc_create(
                &descriptor, &sourceLayout, engine.handle, &destinationLayout, engine.handle, nil),
            "prepare packing")
        defer { dnnl_primitive_desc_destroy(descriptor) }
        var primitive: dnnl_primitive_t?
        try check(dnnl_primitive_create(&primitive, descriptor), "create packing")
        defer { dnnl_primitive_destroy(primitive) }
        var from: dnnl_memory_t?
        try check(
            dnnl_memory_create(&from, &sourceLayout, engine.handle, source),
            "bind the weights")
        defer { dnnl_memory_destroy(from) }
        var to: dnnl_memory_t?
        try check(
            dnnl_memory_create(&to, &destinationLayout, engine.handle, destination),
            "bind the packed weights")
        defer { dnnl_memory_destroy(to) }
        var stream: dnnl_stream_t?
        try check(
            dnnl_stream_create(&stream, engine.handle, dnnl_stream_default_flags.rawValue),
            "open a stream")
        defer { dnnl_stream_destroy(stream) }
        let arguments = [
            dnnl_exec_arg_t(arg: DNNL_ARG_FROM, memory: from),
            dnnl_exec_arg_t(arg: DNNL_ARG_TO, memory: to),
        ]
        try check(dnnl_primitive_execute(primitive, stream, 2, arguments), "pack weights")
        try check(dnnl_stream_wait(stream), "wait for packing")
    }
}

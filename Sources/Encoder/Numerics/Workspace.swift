internal import CKernels
internal import COneDNN

/// What one thread needs to run a model: a stream, the primitives it has made so far, and buffers.
///
/// Primitives are cached by shape, because creating one costs as much as running it.
final class Workspace {
    private let engine: ComputeEngine
    private let stream: OpaquePointer
    private var primitives: [PrimitiveKey: Primitive] = [:]
    private var buffers: [BufferName: AlignedBuffer] = [:]
    private var scratchpads: [AlignedBuffer] = []

    /// More primitives than this are dropped together: texts of ever new lengths must not fill memory.
    private static let primitiveLimit = 1024

    /// A larger buffer is given back when a quarter of it would do: one long text must not hold
    /// memory for ever.
    private static let wastedBytes = 16 << 20

    private enum PrimitiveKey: Hashable {
        case linear(
            rows: Int, inputs: Int, outputs: Int, of: Int, LinearEpilogue, Precision)
        case layerNorm(rows: Int, width: Int, epsilon: Float)
        case softmax(rows: Int, columns: Int)
        case activation(Activation, count: Int)
        case product(BatchedProduct)
    }

    enum BufferName: Hashable {
        case states, queryKeyValue, context, expanded, embeddings, position, attentions, rounded,
            part, normalized, gated, convolution
    }

    /// With which other thread this workspace's thread shares its work at the moment, if any.
    private var membership: ThreadPair.Membership?

    init(engine: ComputeEngine) throws {
        self.engine = engine
        stream = try created("open a stream") { co_stream_create(engine.handle, &$0) }
    }

    deinit { co_stream_destroy(stream) }

    /// A buffer of at least `count` floats that keeps its contents until it is asked for again.
    func buffer(_ name: BufferName, count: Int) throws -> UnsafeMutablePointer<Float> {
        if let buffer = buffers[name], buffer.floats.count >= count,
            buffer.byteCount <= Self.wastedBytes || buffer.floats.count <= 4 * count
        {
            return buffer.floatBase
        }
        let buffer = try AlignedBuffer(shape: [count])
        buffers[name] = buffer
        return buffer.floatBase
    }

    /// Runs `body` as one of two threads: what `share` cuts into parts is done by both.
    func join(_ pair: ThreadPair, _ body: () throws -> Void) rethrows {
        membership = ThreadPair.Membership(of: pair)
        defer { membership = nil }
        try body()
    }

    /// Runs `work` on `0..<count`, or on parts of it together with another thread, and returns when all is done.
    ///
    /// Parts must not touch what others write. What a part shares in turn it does alone.
    func share(_ count: Int, _ work: (Range<Int>) throws -> Void) throws {
        guard var current = membership else { return try work(0..<count) }
        membership = nil
        defer { membership = current }
        try current.share(count, work)
    }

    /// `destination[rows, outputs]` = epilogue(`source[rows, inputs]` · Wᵀ + b), shared.
    func apply(
        _ linear: PackedLinear, rows: Int, _ source: UnsafeMutablePointer<Float>,
        into destination: UnsafeMutablePointer<Float>
    ) throws {
        try share(linear.blockCount) { blocks in
            let part = linear.part(blocks)
            if linear.isInPanels {
                linear.multiplyPanels(
                    part, rows: rows, source, into: destination + part.first,
                    stride: linear.outputs)
            } else {
                try applyDense(linear, part, rows: rows, source, into: destination)
            }
        }
        guard let activation = linear.activationAfterPanels else { return }
        try share(rows) { rows in
            try apply(
                activation, count: rows.count * linear.outputs,
                inPlace: destination + rows.lowerBound * linear.outputs)
        }
    }

    /// A part of the outputs by oneDNN, which writes dense rows only.
    private func applyDense(
        _ linear: PackedLinear, _ part: PackedLinear.Part, rows: Int,
        _ source: UnsafeMutablePointer<Float>, into destination: UnsafeMutablePointer<Float>
    ) throws {
        if part.count == linear.outputs {
            try apply(linear, part, rows: rows, source, into: destination)
            return
        }
        let own = try buffer(.part, count: rows * part.count)
        let target = destination + part.first
        if linear.epilogue == .accumulate {
            for row in 0..<rows {
                (own + row * part.count).update(
                    from: target + row * linear.outputs, count: part.count)
            }
        }
        try apply(linear, part, rows: rows, source, into: own)
        for row in 0..<rows {
            (target + row * linear.outputs).update(from: own + row * part.count, count: part.count)
        }
    }

    /// A part of the outputs alone, `destination[rows, part]`.
    ///
    /// Of a layer with an activation use all outputs.
    func apply(
        _ linear: PackedLinear, _ part: PackedLinear.Part, rows: Int,
        _ source: UnsafeMutablePointer<Float>, into destination: UnsafeMutablePointer<Float>
    ) throws {
        if linear.isInPanels {
            linear.multiplyPanels(
                part, rows: rows, source, into: destination, stride: part.count)
            return
        }
        let source = try rounded(source, count: rows * linear.inputs, linear.precision)
        let key = PrimitiveKey.linear(
            rows: rows, inputs: linear.inputs, outputs: part.count, of: linear.outputs,
            linear.epilogue, linear.precision)
        let primitive = try primitive(key) {
            try linear.primitive(rows: rows, outputs: part.count, engine: engine, scratchpad: $0)
        }
        try primitive.run(
            on: stream, source, destination, part.weights, linear.bias.base + 4 * part.first)
        if linear.epilogue == .activation(.gelu) {
            ck_gelu(destination, rows * part.count)
        }
    }

    /// Applies an activation function to some numbers.
    func apply(
        _ activation: Activation, count: Int, inPlace values: UnsafeMutablePointer<Float>
    ) throws {
        if activation == .gelu { return ck_gelu(values, count) }
        let primitive = try primitive(.activation(activation, count: count)) { scratchpad in
            try Primitive(
                "the activation \(activation)", engine: engine, scratchpad: scratchpad
            ) { co_activation_create($0, activation.oneDNN, count, &$1) }
        }
        try primitive.run(on: stream, values, values)
    }

    /// Numbers in another precision.
    private func rounded(
        _ source: UnsafeMutablePointer<Float>, count: Int, _ precision: Precision
    ) throws -> UnsafeMutableRawPointer {
        guard precision == .bfloat16 else { return UnsafeMutableRawPointer(source) }
        let buffer = try buffer(.rounded, count: (count + 1) / 2)
        let halves = UnsafeMutableRawPointer(buffer).bindMemory(to: UInt16.self, capacity: count)
        ck_round_to_bfloat16(source, halves, count)
        return UnsafeMutableRawPointer(halves)
    }

    /// Normalises `states[rows, width]` in place, shared.
    func apply(_ norm: LayerNorm, rows: Int, inPlace states: UnsafeMutablePointer<Float>) throws {
        try apply(norm, rows: rows, states, into: states)
    }

    /// Normalises `states[rows, width]`, shared.
    func apply(
        _ norm: LayerNorm, rows: Int, _ states: UnsafeMutablePointer<Float>,
        into destination: UnsafeMutablePointer<Float>
    ) throws {
        try share(rows) { rows in
            let key = PrimitiveKey.layerNorm(
                rows: rows.count, width: norm.width, epsilon: norm.epsilon)
            let primitive = try primitive(key) {
                try norm.primitive(rows: rows.count, engine: engine, scratchpad: $0)
            }
            let start = rows.lowerBound * norm.width
            try primitive.run(
                on: stream, states + start, destination + start, norm.scale.base, norm.shift.base)
        }
    }

    /// Runs a product of several pairs of matrices.
    func apply(
        _ product: BatchedProduct, _ left: UnsafeMutablePointer<Float>,
        _ right: UnsafeMutablePointer<Float>, into destination: UnsafeMutablePointer<Float>
    ) throws {
        let primitive = try primitive(.product(product)) {
            try product.primitive(engine: engine, scratchpad: $0)
        }
        try primitive.run(on: stream, left, right, destination)
    }

    /// Softmax over the last dimension of `scores[rows, columns]`, in place.
    func softmax(
        rows: Int, columns: Int, inPlace scores: UnsafeMutablePointer<Float>
    ) throws {
        let primitive = try primitive(.softmax(rows: rows, columns: columns)) { scratchpad in
            try Primitive(
                "a softmax of [\(rows), \(columns)]", engine: engine, scratchpad: scratchpad
            ) { co_softmax_create($0, rows, columns, &$1) }
        }
        try primitive.run(on: stream, scores, scores)
    }

    private func primitive(
        _ key: PrimitiveKey, make: ((Int) throws -> UnsafeMutableRawPointer) throws -> Primitive
    ) throws -> Primitive {
        if let primitive = primitives[key] { return primitive }
        if primitives.count >= Self.primitiveLimit {
            primitives.removeAll()
            scratchpads.removeAll()
        }
        let primitive = try make { byteCount in try scratchpad(byteCount: byteCount) }
        primitives[key] = primitive
        return primitive
    }

    /// Memory that primitives may write to while they run; they run one at a time and share it.
    private func scratchpad(byteCount: Int) throws -> UnsafeMutableRawPointer {
        if let last = scratchpads.last, last.byteCount >= byteCount { return last.base }
        // Primitives made earlier keep the address of the smaller ones.
        let buffer = try AlignedBuffer(byteCount: byteCount)
        scratchpads.append(buffer)
        return buffer.base
    }
}

/// Lets OpenMP, which oneDNN uses inside, take so many threads while `body` runs on the calling one.
func withOpenMPThreads<R>(_ count: Int, _ body: () throws -> R) rethrows -> R {
    let previous = omp_get_max_threads()
    omp_set_num_threads(Int32(clamping: count))
    defer { omp_set_num_threads(previous) }
    return try body()
}

internal import COneDNN

/// A failure inside the numerical library; with valid shapes it means that memory ran out.
public struct NumericsError: Error, Equatable, CustomStringConvertible {
    /// What was being done.
    public let operation: String
    /// What went wrong, with the name that oneDNN gives it.
    public let status: String

    public var description: String {
        "could not \(operation): \(status); is there enough free memory?"
    }
}

/// Throws unless a oneDNN call succeeded.
func check(_ status: dnnl_status_t, _ operation: @autoclosure () -> String) throws {
    guard status == dnnl_success else {
        throw NumericsError(
            operation: operation(),
            status: "oneDNN reported "
                + (dnnl_status2str(status).map { String(cString: $0) } ?? "?"))
    }
}

/// The CPU engine, shared by every primitive of a model.
final class ComputeEngine: @unchecked Sendable {
    // Sendable: oneDNN engines are immutable after creation.
    let handle: dnnl_engine_t
    /// Where packed weights lie.
    let weights = MemoryArena()

    init() throws {
        var handle: dnnl_engine_t?
        try check(dnnl_engine_create(&handle, dnnl_cpu, 0), "open the CPU engine")
        guard let handle else {
            throw NumericsError(operation: "open the CPU engine", status: "no engine")
        }
        self.handle = handle
    }

    deinit { dnnl_engine_destroy(handle) }
}

extension dnnl_memory_desc_t {
    /// A dense row-major array of floats.
    static func float32(_ dimensions: [Int]) throws -> dnnl_memory_desc_t {
        try dense(dimensions, .float32)
    }

    /// A dense row-major description, or one whose layout oneDNN is free to choose.
    static func dense(
        _ dimensions: [Int], _ precision: Precision, anyLayout: Bool = false
    ) throws -> dnnl_memory_desc_t {
        var description = dnnl_memory_desc_t()
        let sizes = dimensions.map { Int64($0) }
        let tag =
            anyLayout ? dnnl_format_tag_any : dimensions.count == 1 ? dnnl_a : dnnl_ab
        let status = sizes.withUnsafeBufferPointer { sizes in
            dnnl_memory_desc_init_by_tag(
                &description, Int32(dimensions.count), sizes.baseAddress,
                precision == .float32 ? dnnl_f32 : dnnl_bf16, tag)
        }
        try check(status, "describe an array of shape \(dimensions)")
        return description
    }

    /// Weights `[outputs, inputs]` in the panels of `ck_product`.
    static func panels(inputs: Int, outputs: Int) throws -> dnnl_memory_desc_t {
        var description = dnnl_memory_desc_t()
        let sizes = [Int64(outputs), Int64(inputs)]
        try check(
            dnnl_memory_desc_init_by_tag(
                &description, Int32(sizes.count), sizes, dnnl_f32, dnnl_AB16b64a),
            "describe panels of [\(outputs), \(inputs)]")
        return description
    }

    var byteCount: Int {
        withUnsafePointer(to: self) { dnnl_memory_desc_get_size($0) }
    }
}

/// What a linear layer does with its product before it is stored.
enum LinearEpilogue: Hashable, Sendable {
    /// Nothing but the bias.
    case none
    /// An activation function.
    case activation(Activation)
    /// Adds what the destination holds: the residual connection.
    case accumulate
}

/// Primitive attributes: a scratchpad that the caller provides (so that one packed layer can serve
/// several threads) and an epilogue.
func withAttributes<R>(
    _ epilogue: LinearEpilogue = .none, _ body: (dnnl_primitive_attr_t) throws -> R
) throws -> R {
    var attributes: dnnl_primitive_attr_t?
    try check(dnnl_primitive_attr_create(&attributes), "create attributes")
    guard let attributes else {
        throw NumericsError(operation: "create attributes", status: "no attributes")
    }
    defer { dnnl_primitive_attr_destroy(attributes) }
    try check(
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
        "set the scratchpad mode")
    // oneDNN's own GELU takes as long as a tenth of the product before it.
    if epilogue != .none, epilogue != .activation(.gelu) {
        var operations: dnnl_post_ops_t?
        try check(dnnl_post_ops_create(&operations), "create an epilogue")
        defer { dnnl_post_ops_destroy(operations) }
        switch epilogue {
        case .none:
            break
        case .activation(let activation):
            try check(
                dnnl_post_ops_append_eltwise(
                    operations, 1, activation.algorithm, activation.alpha, 0),
                "append the activation \(activation)")
        case .accumulate:
            try check(dnnl_post_ops_append_sum(operations, 1), "append a sum")
        }
        try check(dnnl_primitive_attr_set_post_ops(attributes, operations), "set an epilogue")
    }
    return try body(attributes)
}

extension Activation {
    var algorithm: dnnl_alg_kind_t {
        switch self {
        case .gelu: dnnl_eltwise_gelu_erf
        case .geluTanh: dnnl_eltwise_gelu_tanh
        case .relu: dnnl_eltwise_relu
        case .silu: dnnl_eltwise_swish
        case .tanh: dnnl_eltwise_tanh
        case .sigmoid: dnnl_eltwise_logistic
        }
    }

    /// oneDNN's first parameter: relu's negative slope, swish's steepness.
    var alpha: Float { self == .silu ? 1 : 0 }
}

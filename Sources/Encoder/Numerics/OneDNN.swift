internal import COneDNN

/// A failure inside the numerical library; with valid shapes it means that memory ran out.
public struct NumericsError: Error, Equatable, CustomStringConvertible {
    /// What was being done.
    public let operation: String
    /// What went wrong, with oneDNN's name for it.
    public let status: String

    public var description: String {
        "could not \(operation): \(status); is there enough free memory?"
    }
}

/// Throws unless a call of oneDNN succeeded.
func check(_ status: Int32, _ operation: @autoclosure () -> String) throws {
    guard status == 0 else {
        throw NumericsError(
            operation: operation(),
            status: "the kernels reported " + String(cString: co_status_name(status)))
    }
}

/// What a call of oneDNN creates.
func created(
    _ operation: @autoclosure () -> String, _ create: (inout OpaquePointer?) -> Int32
) throws -> OpaquePointer {
    var handle: OpaquePointer?
    try check(create(&handle), operation())
    guard let handle else {
        throw NumericsError(operation: operation(), status: "the kernels created nothing")
    }
    return handle
}

/// The CPU engine, shared by every primitive of a model.
final class ComputeEngine: @unchecked Sendable {
    // Sendable: oneDNN engines are immutable after creation.
    let handle: OpaquePointer
    /// Where packed weights lie.
    let weights = MemoryArena()
    /// Those that an earlier process packed.
    let kept: PackedWeights?
    /// Panels that were packed by this process, under the names of their tensors.
    let packed = Locked<[String: AlignedBuffer]>([:])

    init(kept: PackedWeights? = nil) throws {
        self.kept = kept
        handle = try created("open the CPU engine") { co_engine_create(&$0) }
    }

    deinit { co_engine_destroy(handle) }
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

extension LinearEpilogue {
    /// The part of it that oneDNN does.
    var oneDNN: co_epilogue {
        switch self {
        case .none: co_plain
        case .activation(let activation): activation.oneDNN
        case .accumulate: co_accumulate
        }
    }
}

extension Activation {
    /// The part of it that oneDNN does. GELU is left to `ck_gelu`, because oneDNN's takes a tenth of the time
    /// of the product before it.
    var oneDNN: co_epilogue {
        switch self {
        case .gelu: co_plain
        case .geluTanh: co_gelu_tanh
        case .relu: co_relu
        case .silu: co_silu
        case .tanh: co_tanh
        case .sigmoid: co_sigmoid
        }
    }
}

internal import COneDNN

/// An operation of oneDNN on arrays of a certain shape, for one thread at a time.
final class Primitive {
    private let handle: OpaquePointer
    /// Outlives the primitive, which refers to it.
    private let engine: ComputeEngine

    /// - Parameters:
    ///   - name: for errors, as "a softmax of [3, 4]".
    ///   - scratchpad: gives memory of the size that the primitive asks for.
    ///   - create: a function of COneDNN, which gets the engine.
    init(
        _ name: @autoclosure () -> String, engine: ComputeEngine,
        scratchpad: (Int) throws -> UnsafeMutableRawPointer,
        create: (OpaquePointer, inout OpaquePointer?) -> Int32
    ) throws {
        handle = try created("prepare \(name())") { create(engine.handle, &$0) }
        self.engine = engine
        let byteCount = co_primitive_scratchpad(handle)
        if byteCount > 0 {
            try check(
                co_primitive_set_scratchpad(handle, try scratchpad(byteCount)),
                "bind the scratchpad of \(name())")
        }
    }

    /// Runs the primitive.
    /// - Parameter addresses: where its arguments lie, in the order that COneDNN.h names.
    func run(on stream: OpaquePointer, _ addresses: UnsafeMutableRawPointer...) throws {
        try check(co_primitive_run(handle, stream, addresses), "run a primitive")
    }

    deinit { co_primitive_destroy(handle) }
}

internal import COneDNN

/// A oneDNN primitive with its memory objects, for one thread at a time.
final class Kernel {
    private let primitive: dnnl_primitive_t
    /// Outlives the primitive and its memory objects, which refer to it.
    private let engine: ComputeEngine
    private var arguments: [dnnl_exec_arg_t] = []

    /// Creates the primitive of an operation description.
    /// - Parameters:
    ///   - operation: pointer to the description.
    ///   - scratchpad: gives memory of the size that the primitive asks for.
    ///   - arguments: the number and layout of each argument, in the order in which `run` gets
    ///     their addresses.
    init(
        operation: UnsafeRawPointer, attributes: dnnl_primitive_attr_t, engine: ComputeEngine,
        scratchpad: (Int) throws -> UnsafeMutableRawPointer?, name: @autoclosure () -> String,
        arguments: [(number: Int32, layout: dnnl_memory_desc_t)]
    ) throws {
        var descriptor: dnnl_primitive_desc_t?
        try check(
            dnnl_primitive_desc_create(&descriptor, operation, attributes, engine.handle, nil),
            "prepare \(name())")
        defer { dnnl_primitive_desc_destroy(descriptor) }
        var primitive: dnnl_primitive_t?
        try check(dnnl_primitive_create(&primitive, descriptor), "create \(name())")
        guard let descriptor, let primitive else {
            throw NumericsError(operation: "create \(name())", status: "no primitive")
        }
        self.primitive = primitive
        self.engine = engine
        for (number, layout) in arguments {
            try bind(number, layout, to: nil)
        }
        if let layout = dnnl_primitive_desc_query_md(descriptor, dnnl_query_scratchpad_md, 0)?
            .pointee
        {
            try bind(
                DNNL_ARG_SCRATCHPAD, layout, to: try scratchpad(layout.byteCount))
        }
    }

    private func bind(
        _ number: Int32, _ layout: dnnl_memory_desc_t, to address: UnsafeMutableRawPointer?
    ) throws {
        var memory: dnnl_memory_t?
        try withUnsafePointer(to: layout) {
            try check(
                dnnl_memory_create(&memory, $0, engine.handle, address),
                "create the memory of argument \(number)")
        }
        arguments.append(dnnl_exec_arg_t(arg: number, memory: memory))
    }

    /// Runs the primitive.
    /// - Parameter addresses: where the arguments lie, in the order in which `init` got them.
    func run(on stream: dnnl_stream_t, _ addresses: UnsafeMutableRawPointer...) throws {
        for (index, address) in addresses.enumerated() {
            try check(
                dnnl_memory_set_data_handle_v2(arguments[index].memory, address, stream),
                "bind an argument")
        }
        try check(
            dnnl_primitive_execute(primitive, stream, Int32(arguments.count), arguments),
            "run a primitive")
        try check(dnnl_stream_wait(stream), "wait for a primitive")
    }

    deinit {
        for argument in arguments { dnnl_memory_destroy(argument.memory) }
        dnnl_primitive_destroy(primitive)
    }
}

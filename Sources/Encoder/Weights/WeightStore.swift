/// The tensors of a checkpoint, under one set of names whatever the checkpoint's family.
///
/// Blocks ask for tensors by the names that Hugging Face's `BertModel` uses; `TensorNames` turns
/// them into the names that the file uses.
struct WeightStore {
    private let names: TensorNames
    private let entries: [String: WeightTensor]
    let files: [SafetensorsFile]

    /// Opens a checkpoint folder's `model.safetensors`, or the shards that
    /// `model.safetensors.index.json` lists.
    init(directory: String, names: TensorNames) throws {
        self.names = names
        files = try WeightFiles.paths(in: directory).map { path in
            if let problem = try ForeignContent.problem(at: path) {
                throw ModelError.misplaced(path: path, problem: problem)
            }
            return try SafetensorsFile(path: path)
        }
        var entries: [String: WeightTensor] = [:]
        for file in files {
            for entry in file.header.entries {
                if let other = entries[entry.name] {
                    throw ModelError.invalidWeights(
                        path: file.path,
                        problem: "tensor \"\(entry.name)\" is in \(other.file.path) too")
                }
                entries[entry.name] = WeightTensor(file: file, entry: entry)
            }
        }
        self.entries = entries
    }

    /// All of the file's tensors that are the encoder's own parameters: not a head's, and not the
    /// index tables that some checkpoints carry.
    var parameters: [WeightTensor] {
        files.flatMap { file in
            file.header.entries
                .filter { $0.type.isFloatingPoint && names.isEncoderParameter($0.name) }
                .map { WeightTensor(file: file, entry: $0) }
        }
    }

    /// All tensors.
    var root: ScopedWeights { ScopedWeights(store: self, prefix: "") }

    func scoped(_ scope: String) -> ScopedWeights {
        ScopedWeights(store: self, prefix: scope + ".")
    }

    /// Whether the checkpoint has a tensor of this name.
    func contains(_ name: String) -> Bool {
        names.candidates(for: name).contains { entries[$0] != nil }
    }

    /// The tensor of a name, checked against the shape it must have.
    /// - Throws: `ModelError.missingTensor` or `.wrongShape`, with the file's own name for it.
    func tensor(_ name: String, shape: [Int]) throws -> WeightTensor {
        let candidates = names.candidates(for: name)
        guard let tensor = candidates.lazy.compactMap({ entries[$0] }).first else {
            throw ModelError.missingTensor(
                path: files.first?.path ?? "", name: candidates.first ?? name, shape: shape)
        }
        guard tensor.entry.shape == shape else {
            throw ModelError.wrongShape(
                path: tensor.file.path, name: tensor.entry.name, expected: shape,
                found: tensor.entry.shape)
        }
        guard [.float32, .float16, .bfloat16].contains(tensor.entry.type) else {
            throw ModelError.invalidWeights(
                path: tensor.file.path,
                problem: "tensor \"\(tensor.entry.name)\" has the number type "
                    + "\(tensor.entry.type.rawValue); F32, F16 and BF16 are read: convert the checkpoint to "
                    + "one of them")
        }
        return tensor
    }

    /// Throws when a file changed its size since it was opened.
    func checkUnchanged() throws {
        for file in files { try file.checkUnchanged() }
    }
}

/// The tensors below one name, so that a block can load itself without knowing where it sits.
struct ScopedWeights {
    private let store: WeightStore
    private let prefix: String

    fileprivate init(store: WeightStore, prefix: String) {
        self.store = store
        self.prefix = prefix
    }

    func scoped(_ scope: String) -> ScopedWeights {
        ScopedWeights(store: store, prefix: prefix + scope + ".")
    }

    func tensor(_ name: String, shape: [Int]) throws -> WeightTensor {
        try store.tensor(prefix + name, shape: shape)
    }

    func contains(_ name: String) -> Bool { store.contains(prefix + name) }

    /// A linear layer's matrix `[outputs, inputs]` and, if it has one, its bias `[outputs]`.
    func linear(
        _ name: String, inputs: Int, outputs: Int, hasBias: Bool = true
    ) throws -> LinearWeights {
        LinearWeights(
            matrix: .file(try tensor(name + ".weight", shape: [outputs, inputs])),
            outputs: outputs,
            bias: hasBias ? try tensor(name + ".bias", shape: [outputs]) : nil)
    }
}

/// A linear layer before it is packed.
struct LinearWeights {
    /// `[outputs, inputs]`.
    let matrix: Matrix
    let outputs: Int
    /// `[outputs]`.
    let bias: WeightTensor?

    enum Matrix {
        /// As it lies in its file.
        case file(WeightTensor)
        /// Some of its rows, one stretch of them after the other.
        case rows([Range<Int>], of: WeightTensor, width: Int)
        /// Made in memory.
        case memory(AlignedBuffer, count: Int)

        var elementCount: Int {
            switch self {
            case .file(let tensor): tensor.elementCount
            case .rows(let stretches, _, let width): stretches.reduce(0) { $0 + $1.count } * width
            case .memory(_, let count): count
            }
        }

        /// Copies the scalars as 32-bit floats; see `WeightTensor.copy`.
        func copy(to destination: UnsafeMutableBufferPointer<Float>) {
            switch self {
            case .file(let tensor): tensor.copy(to: destination)
            case .rows(let stretches, let tensor, let width):
                var start = 0
                for rows in stretches {
                    let count = rows.count * width
                    tensor.copy(
                        scalars: rows.lowerBound * width..<rows.upperBound * width,
                        to: UnsafeMutableBufferPointer(
                            rebasing: destination[start..<start + count]))
                    start += count
                }
            case .memory(let buffer, let count):
                withExtendedLifetime(buffer) {
                    _ = destination.update(fromContentsOf: buffer.floats[..<count])
                }
            }
        }

        /// A copy on a boundary that oneDNN likes.
        func copied() throws -> AlignedBuffer {
            let buffer = try AlignedBuffer(shape: [elementCount])
            copy(to: UnsafeMutableBufferPointer(rebasing: buffer.floats[..<elementCount]))
            return buffer
        }
    }
}

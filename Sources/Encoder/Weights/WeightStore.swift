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
        files = try WeightFiles.paths(in: directory).map { try SafetensorsFile(path: $0) }
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

    /// A linear layer's matrix `[outputs, inputs]` and bias `[outputs]`.
    func linear(_ name: String, inputs: Int, outputs: Int) throws -> LinearWeights {
        LinearWeights(
            matrix: try tensor(name + ".weight", shape: [outputs, inputs]),
            bias: try tensor(name + ".bias", shape: [outputs]))
    }
}

/// A linear layer as it lies in its file.
struct LinearWeights {
    /// `[outputs, inputs]`.
    let matrix: WeightTensor
    /// `[outputs]`.
    let bias: WeightTensor
}

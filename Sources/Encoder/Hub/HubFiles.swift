import Foundation

/// Which of a model's files are needed to run it.
enum HubFiles {
    static let weights = "model.safetensors"
    static let weightsIndex = "model.safetensors.index.json"
    private static let required = ["config.json"]
    static let tokenizers = TokenizerFolder.vocabularyFiles
    private static let optional = [
        "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "merges.txt",
    ]

    /// The files to fetch of those that a model has, but for the parts of divided weights: these are
    /// in `weightsIndex`, which then stands last.
    /// - Throws: `HubError.missingFile`, `.noSafetensors`.
    static func needed(of files: [String], id: HubID) throws(HubError) -> [String] {
        let found = Set(files)
        for name in required where !found.contains(name) {
            throw .missingFile(id: id.description, name: name)
        }
        guard let tokenizer = tokenizers.first(where: found.contains) else {
            throw .missingFile(id: id.description, name: "tokenizer.json or vocab.txt")
        }
        guard let weights = [weights, weightsIndex].first(where: found.contains) else {
            throw .noSafetensors(id: id.description, found: otherWeights(in: files))
        }
        // Where there is the one file, those of earlier times are not read.
        let vocabularies = tokenizer == tokenizers[0] ? [tokenizer] : tokenizers
        return (required + vocabularies + optional).filter(found.contains) + [weights]
    }

    /// The files that an index divides the weights into.
    /// - Throws: `HubError.invalidAnswer` for an index that is malformed or names other folders.
    static func shards(inIndex data: Data, url: String) throws(HubError) -> [String] {
        guard let names = WeightFiles.names(inIndex: data) else {
            throw .invalidAnswer(url: url, problem: WeightFiles.malformedIndex)
        }
        if let name = names.first(where: { !isShard($0) }) {
            throw .invalidAnswer(
                url: url, problem: "\"\(name)\" is not the name of a safetensors file")
        }
        return names
    }

    private static func isShard(_ name: String) -> Bool {
        name.hasSuffix(".safetensors") && !name.hasPrefix(".") && name.utf8.count <= 255
            && name.utf8.allSatisfy(\.isHubNameByte)
    }

    private static func otherWeights(in files: [String]) -> [String] {
        let endings = [
            ".bin", ".pt", ".pth", ".h5", ".msgpack", ".onnx", ".gguf", ".ckpt", ".safetensors",
        ]
        return files.filter { name in
            !name.contains("/") && name != "training_args.bin"
                && endings.contains { name.hasSuffix($0) }
        }.sorted()
    }
}

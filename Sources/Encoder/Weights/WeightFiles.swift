import Foundation

/// The files in which a checkpoint folder keeps its weights.
public enum WeightFiles {
    /// `model.safetensors`, or the shards that `model.safetensors.index.json` lists, in the order of
    /// their names.
    /// - Throws: `ModelError` when there is neither, or the index is malformed.
    public static func paths(in directory: String) throws -> [String] {
        let single = directory + "/model.safetensors"
        if FileManager.default.fileExists(atPath: single) { return [single] }
        let index = single + ".index.json"
        guard let data = try fileContents(at: index) else { throw missing(single) }
        if let problem = ForeignContent.problem(data) {
            throw ModelError.misplaced(path: index, problem: problem)
        }
        guard let names = names(inIndex: data) else {
            throw ModelError.invalidConfiguration(path: index, problem: malformedIndex)
        }
        guard !names.isEmpty else {
            throw ModelError.invalidConfiguration(
                path: index, problem: "the \"weight_map\" is empty; expected the tensors' names")
        }
        return try names.map { name in
            guard !name.contains("/"), name != "..", !name.isEmpty else {
                throw ModelError.invalidConfiguration(
                    path: index, problem: "\"\(name)\" is not the name of a file beside it")
            }
            let path = directory + "/" + name
            guard FileManager.default.fileExists(atPath: path) else { throw missing(path) }
            return path
        }
    }

    /// The files that an index divides the weights into, each once, in the order of their names.
    /// - Returns: `nil` for what is no index.
    static func names(inIndex data: Data) -> [String]? {
        guard let fields = try? JSONFields(JSONValue(data), place: "the file"),
            let map = try? fields.strings("weight_map")
        else { return nil }
        return Set(map.map(\.value)).sorted()
    }

    static let malformedIndex = "expected an object with a \"weight_map\" from names to files"

    private static func missing(_ path: String) -> ModelError {
        let folder = FilePath.parent(of: path)
        return FolderContents.problem(missing: FilePath.name(of: path), in: folder)
            .map { .misplaced(path: folder, problem: $0) } ?? .missingFile(path: path)
    }
}

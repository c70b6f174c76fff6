/// Why a model could not be loaded or used.
public enum ModelError: Error, Equatable, CustomStringConvertible {
    /// A path that is not a folder.
    case missingDirectory(path: String)
    /// A model's name that the cache does not have.
    case notInCache(name: String, cache: String)
    /// A file that a model must have is not there.
    case missingFile(path: String)
    /// A folder or a file that is not what a model needs, but something that is known.
    case misplaced(path: String, problem: String)
    /// A `config.json` or an index of shards that is malformed or asks for what is not supported.
    case invalidConfiguration(path: String, problem: String)
    /// An architecture that is not supported.
    case unsupportedType(path: String, type: String)
    /// The weights lack a tensor; the name is the commonest of those that were looked for.
    case missingTensor(path: String, name: String, shape: [Int])
    /// A tensor's shape is not the one that `config.json` demands.
    case wrongShape(path: String, name: String, expected: [Int], found: [Int])
    /// Weights that are well-formed but cannot be used.
    case invalidWeights(path: String, problem: String)
    /// Token ids that the model cannot read.
    case invalidInput(problem: String)
    /// Numbers that this processor cannot multiply.
    case unsupportedPrecision(Precision)

    public var description: String {
        switch self {
        case .missingDirectory(let path):
            "\(path): no such model folder; give a folder with config.json, vocab.txt and "
                + "model.safetensors, or the name of a model in the Hugging Face cache"
        case .notInCache(let name, let cache):
            "there is no folder \"\(name)\", and no model of that name in the Hugging Face cache "
                + "\(cache); give the path of a model folder with --model, or download the model"
        case .missingFile(let path):
            "\(path): no such file; a model folder holds config.json, vocab.txt and model.safetensors"
        case .invalidConfiguration(let path, let problem), .misplaced(let path, let problem):
            "\(path): \(problem)"
        case .unsupportedType(let path, let type):
            "\(path): the model type is \"\(type)\"; supported are "
                + ModelFamily.allCases.map { "\"\($0.rawValue)\"" }.joined(
                    separator: ", ")
        case .missingTensor(let path, let name, let shape):
            "\(path): there is no tensor \"\(name)\"; expected one of shape \(shape), as config.json "
                + "requires: do the two files belong together?"
        case .wrongShape(let path, let name, let expected, let found):
            "\(path): tensor \"\(name)\" has shape \(found); expected \(expected), as config.json "
                + "requires: do the two files belong together?"
        case .invalidWeights(let path, let problem):
            "\(path): \(problem)"
        case .invalidInput(let problem):
            problem
        case .unsupportedPrecision(let precision):
            "this processor cannot multiply \(precision.rawValue) numbers; use fp32"
        }
    }
}

/// Why a tokenizer could not be made.
public enum TokenizerError: Error, Equatable, CustomStringConvertible {
    case missingFile(path: String)
    case invalidFile(path: String, problem: String)

    public var description: String {
        switch self {
        case .missingFile(let path):
            "\(path): no such file; a model folder holds config.json, vocab.txt and model.safetensors"
        case .invalidFile(let path, let problem):
            "\(path): \(problem)"
        }
    }
}

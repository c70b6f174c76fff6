/// Why a tokenizer could not be made.
public enum TokenizerError: Error, Equatable, CustomStringConvertible {
    /// There is no such file.
    case missingFile(path: String)
    /// The file is there, but is not what it should be.
    case invalidFile(path: String, problem: String)

    public var description: String {
        switch self {
        case .missingFile(let path):
            "\(path): no such file; a model folder holds config.json, model.safetensors and the tokenizer: "
                + "tokenizer.json, or vocab.txt, vocab.json with merges.txt, or SentencePiece's .model file"
        case .invalidFile(let path, let problem):
            "\(path): \(problem)"
        }
    }
}

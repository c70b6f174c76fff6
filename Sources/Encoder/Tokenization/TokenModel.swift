/// The third stage of a tokenizer: cuts words into tokens.
enum TokenModel: Sendable {
    case wordPiece(WordPiece)
    case bytePairs(BytePairEncoding)
    case unigram(Unigram)

    struct Workspace {
        fileprivate var wordPiece = WordPiece.Workspace()
        fileprivate var bytePairs = BytePairEncoding.Workspace()
        fileprivate var unigram = Unigram.Workspace()
    }

    var vocabulary: Vocabulary {
        switch self {
        case .wordPiece(let model): model.vocabulary
        case .bytePairs(let model): model.vocabulary
        case .unigram(let model): model.vocabulary
        }
    }

    /// Appends the pieces of a word.
    func append(_ word: PreToken, to pieces: inout [Piece], _ workspace: inout Workspace) {
        switch self {
        case .wordPiece(let model): model.append(word, to: &pieces, &workspace.wordPiece)
        case .bytePairs(let model): model.append(word, to: &pieces, &workspace.bytePairs)
        case .unigram(let model): model.append(word, to: &pieces, &workspace.unigram)
        }
    }
}

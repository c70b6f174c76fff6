import Encoder

extension HeadRole {
    /// What it is called; special tokens as the model has them.
    ///
    /// - Parameters:
    ///   - tokens: those of a sentence.
    ///   - special: the indices of those that the model added.
    func name(_ tokens: [String], special: [Int]) -> String {
        func token(_ index: Int?, _ name: String) -> String { index.map { tokens[$0] } ?? name }
        return switch self {
        case .next: "next"
        case .previous: "previous"
        case .start: token(special.first, "start")
        case .end: token(special.last, "end")
        case .punctuation: "punctuation"
        case .sameWord: "same word"
        case .broad: "broad"
        }
    }
}

/// A tokenizer's special tokens by their ids.
struct SpecialTokens {
    /// What stands for a word that is to be guessed; `nil` where the vocabulary has none.
    let mask: Int?
    let all: Set<Int>

    /// From the tokenizer's files, and by the usual names where these say nothing.
    init(_ tokenizer: Tokenizer) {
        let vocabulary = tokenizer.vocabulary
        let usual = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "<s>", "</s>", "<pad>", "<unk>"]
        let masks = ["[MASK]", "<mask>"]
        mask =
            tokenizer.roles[.mask] ?? masks.lazy.compactMap { vocabulary.id(of: $0) }.first
        all = Set((usual + masks).compactMap { vocabulary.id(of: $0) })
            .union(tokenizer.specialIDs)
    }
}

/// Which tokens of a vocabulary can stand for a word, and how they read.
struct CandidateWords: Sendable {
    /// For each id how it reads at the start of a word; `nil` for what is no word.
    private let leading: [String?]
    /// The same where no space stands before the word.
    private let bare: [String?]
    /// What tokens that start a word begin with, where pieces inside of words are not marked.
    private let space: Unicode.Scalar?

    init(_ tokenizer: Tokenizer, special: Set<Int>) {
        let vocabulary = tokenizer.vocabulary
        let isByteLevel: Bool
        (space, isByteLevel) =
            switch tokenizer.model {
            case .wordPiece: (nil, false)
            case .bytePairs(let model) where model.alphabet == .bytes: (ByteAlphabet.space, true)
            case .bytePairs, .unigram: (Metaspace().replacement, false)
            }
        // `<0x41>` and the like are single bytes.
        let special = isByteLevel || space == nil ? special : special.union(vocabulary.byteTokens)
        let tokens = (0..<vocabulary.count).map { special.contains($0) ? nil : vocabulary[$0] }
        guard let space else {
            // `[unused12]` and the like are room for later words.
            leading = tokens.map { token in
                token.flatMap {
                    ($0.utf8.starts(with: "##".utf8) && $0.utf8.count > 2)
                        || $0.utf8.starts(with: "[unused".utf8) ? nil : $0
                }
            }
            bare = leading
            return
        }
        let bytes = Dictionary(
            ByteAlphabet.characters.enumerated().map { ($1, UInt8($0)) },
            uniquingKeysWith: { first, _ in first })
        /// What a token spells, where that is text.
        func text(_ token: some Sequence<Unicode.Scalar>) -> String? {
            let spelt =
                isByteLevel ? token.compactMap { bytes[$0] } : token.flatMap { Array($0.utf8) }
            let text = String(validating: spelt, as: UTF8.self)
            return text.flatMap { $0.isEmpty || $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        }
        func startsWithSpace(_ token: String) -> Bool {
            token.unicodeScalars.first == space
        }
        leading = tokens.map { token in
            token.flatMap { startsWithSpace($0) ? text($0.unicodeScalars.dropFirst()) : nil }
        }
        bare = tokens.map { token in
            token.flatMap { startsWithSpace($0) ? nil : text($0.unicodeScalars) }
        }
    }

    /// Whether a word's first token carries the space before it, as all but a sentence's first do in
    /// byte-level vocabularies, and all in SentencePiece's. What replaces it must do the same.
    func startsWord(_ sequence: TokenSequence, _ tokens: [Int]) -> Bool {
        guard let space, let first = tokens.min() else { return true }
        return sequence.tokens[first].unicodeScalars.first == space
    }

    /// The likeliest words, of equally likely ones those with the smallest ids.
    func best(
        _ count: Int, of probabilities: UnsafeBufferPointer<Float>, startsWord: Bool
    ) -> [Substitute] {
        let words = startsWord ? leading : bare
        guard count > 0 else { return [] }
        // A short list kept in order is cheaper than sorting the vocabulary.
        var best: [(id: Int, probability: Float)] = []
        // Most of the vocabulary falls short of what is in the list, whether word or not.
        var least = -Float.infinity
        for id in 0..<min(words.count, probabilities.count) {
            let probability = probabilities[id]
            guard probability > least || best.count < count, words[id] != nil else { continue }
            if best.count == count { best.removeLast() }
            var place = best.count
            while place > 0, best[place - 1].probability < probability { place -= 1 }
            best.insert((id, probability), at: place)
            if best.count == count { least = best[count - 1].probability }
        }
        return best.map {
            Substitute(word: words[$0.id] ?? "", id: $0.id, probability: $0.probability)
        }
    }
}

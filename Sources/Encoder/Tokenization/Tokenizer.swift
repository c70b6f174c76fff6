import Foundation

/// BERT's tokenizer: normalise, split into words, cut into WordPieces, add `[CLS]` and `[SEP]`.
///
/// ```swift
/// let tokenizer = try Tokenizer(directory: "Models/all-MiniLM-L6-v2")
/// tokenizer.encode("Snowboarding!").tokens  // ["[CLS]", "snow", "##boarding", "!", "[SEP]"]
/// ```
///
/// Tokens, ids and offsets equal those of Hugging Face's fast tokenizers.
public struct Tokenizer: Sendable {
    /// The tokens that the model knows.
    public let vocabulary: Vocabulary
    /// What is done to a text before it is split into words.
    public let normalizer: BertNormalizer
    /// The largest number of tokens of a sequence, special tokens included.
    public let maximumTokenCount: Int

    private let preTokenizer = BertPreTokenizer()
    private let wordPiece: WordPiece
    private let classifier: SpecialToken
    private let separator: SpecialToken
    /// Strings that are tokens wherever they stand in a text, as they are written.
    private let specialTokens: [SpecialToken]

    private struct SpecialToken: Sendable {
        let text: [Unicode.Scalar]
        let id: Int
    }

    /// Makes a tokenizer.
    /// - Parameter maximumTokenCount: longer texts are cut; at least 3.
    /// - Throws: `TokenizerError.invalidFile` when the vocabulary lacks a special token.
    public init(
        vocabulary: Vocabulary, normalizer: BertNormalizer = BertNormalizer(),
        maximumTokenCount: Int = 512, path: String = "vocabulary"
    ) throws {
        func special(_ text: String) throws -> SpecialToken {
            guard let id = vocabulary.id(of: text) else {
                throw TokenizerError.invalidFile(
                    path: path,
                    problem:
                        "there is no \"\(text)\" among the \(vocabulary.count) tokens; is this "
                        + "the vocabulary of a BERT-family model?")
            }
            return SpecialToken(text: Array(text.unicodeScalars), id: id)
        }
        self.vocabulary = vocabulary
        self.normalizer = normalizer
        self.maximumTokenCount = max(maximumTokenCount, 3)
        classifier = try special("[CLS]")
        separator = try special("[SEP]")
        let unknown = try special("[UNK]")
        specialTokens =
            try [classifier, separator, unknown]
            + ["[PAD]", "[MASK]"].filter { vocabulary.id(of: $0) != nil }.map(special)
        wordPiece = WordPiece(vocabulary: vocabulary, unknownID: unknown.id)
    }

    /// Loads `vocab.txt` and, where there is one, `tokenizer_config.json` from a model's folder.
    /// - Throws: `TokenizerError` for a file that is missing or malformed, `SystemError` for one that
    ///   cannot be read.
    public init(directory: String, maximumTokenCount: Int = 512) throws {
        let path = directory + "/vocab.txt"
        try self.init(
            vocabulary: Vocabulary(contentsOf: path),
            normalizer: Self.normalizer(configuredBy: directory + "/tokenizer_config.json"),
            maximumTokenCount: maximumTokenCount, path: path)
    }

    private static func normalizer(configuredBy path: String) throws -> BertNormalizer {
        struct Settings: Decodable {
            let lowercases: Bool?
            let stripsAccents: Bool?
            let separatesIdeographs: Bool?
            enum CodingKeys: String, CodingKey {
                case lowercases = "do_lower_case"
                case stripsAccents = "strip_accents"
                case separatesIdeographs = "tokenize_chinese_chars"
            }
        }
        guard let data = try fileContents(at: path) else { return BertNormalizer() }
        do {
            let settings = try JSONDecoder().decode(Settings.self, from: data)
            return BertNormalizer(
                separatesIdeographs: settings.separatesIdeographs ?? true,
                stripsAccents: settings.stripsAccents, lowercases: settings.lowercases ?? true)
        } catch {
            throw TokenizerError.invalidFile(
                path: path,
                problem: "expected a JSON object with true, false or null for \"do_lower_case\", "
                    + "\"strip_accents\" and \"tokenize_chinese_chars\"")
        }
    }

    /// Tokenises a text.
    /// - Returns: at least `[CLS]` and `[SEP]`; at most `maximumTokenCount` tokens, the last always
    ///   `[SEP]`.
    public func encode(_ text: String) -> TokenSequence {
        let words = self.words(of: text)
        var tokens: [Int] = []
        var offsets: [Range<Int>] = []
        var wordIndices: [Int] = []
        for (index, (word, specialID)) in words.enumerated() {
            let pieces = specialID.map {
                [WordPiece.Piece(id: $0, scalars: 0..<word.origins.count)]
            }
            for piece in pieces ?? wordPiece(word) {
                tokens.append(piece.id)
                offsets.append(word.origins[piece.scalars].span)
                wordIndices.append(index)
            }
        }
        let kept = min(tokens.count, maximumTokenCount - 2)
        let ids = [classifier.id] + tokens[..<kept] + [separator.id]
        return TokenSequence(
            text: text, tokens: ids.map { vocabulary[$0] }, ids: ids,
            offsets: [0..<0] + offsets[..<kept] + [0..<0],
            wordIndices: [nil] + wordIndices[..<kept].map(Optional.some) + [nil],
            words: words.map(\.word), truncatedTokenCount: tokens.count - kept,
            wholeWordCount: kept < tokens.count ? wordIndices[kept] : words.count)
    }

    /// The words that a text is made of, without cutting them into pieces.
    public func words(in text: String) -> [Word] { words(of: text).map(\.word) }

    /// Words, and the id of those that are written as a special token.
    private func words(of text: String) -> [(word: Word, specialID: Int?)] {
        let scalars = Array(text.unicodeScalars)
        var words: [(Word, Int?)] = []
        var start = 0
        func split(upTo end: Int) {
            let part = normalizer(NormalizedText(scalars[start..<end], start: start))
            words += preTokenizer(part).map { ($0, nil) }
        }
        var index = 0
        while index < scalars.count {
            guard scalars[index] == "[",
                let special = specialTokens.first(where: { scalars[index...].starts(with: $0.text) }
                )
            else {
                index += 1
                continue
            }
            split(upTo: index)
            let end = index + special.text.count
            words.append(
                (Word(NormalizedText(scalars[index..<end], start: index).scalars[...]), special.id))
            index = end
            start = end
        }
        split(upTo: scalars.count)
        return words
    }
}

import Foundation

/// A model's tokenizer: normalise, split into words, cut into tokens, add the special tokens.
///
/// ```swift
/// let tokenizer = try Tokenizer(directory: "Models/all-MiniLM-L6-v2")
/// tokenizer.encode("Snowboarding!").tokens  // ["[CLS]", "snow", "##boarding", "!", "[SEP]"]
/// ```
///
/// The stages are those of the WordPiece tokenizers of BERT and its relatives, of the byte-level ones of
/// RoBERTa, and of SentencePiece's. Ids and offsets equal those of Hugging Face's fast tokenizers.
public struct Tokenizer: Sendable {
    /// All tokens, the special ones included.
    public let vocabulary: Vocabulary
    /// The largest number of tokens of a sequence, special tokens included.
    public let maximumTokenCount: Int

    /// What happens to a text before it is split into words.
    public let normalizer: Normalizer

    let preTokenizer: PreTokenizer?
    let model: TokenModel
    let postProcessor: PostProcessor
    /// Strings that are tokens wherever they stand in a text, as they are written.
    private let addedTokens: AddedTokens
    /// Those that are looked for in the normalised text.
    private let normalizedAddedTokens: AddedTokens

    private init(
        vocabulary: Vocabulary, normalizer: Normalizer, preTokenizer: PreTokenizer?,
        model: TokenModel, postProcessor: PostProcessor, addedTokens: [AddedToken],
        maximumTokenCount: Int, path: String
    ) throws {
        self.vocabulary = vocabulary
        self.normalizer = normalizer
        self.preTokenizer = preTokenizer
        self.model = model
        self.postProcessor = postProcessor
        // At least one token of the sentence is kept.
        self.maximumTokenCount = max(
            maximumTokenCount, postProcessor.prefix.count + postProcessor.suffix.count + 1)
        do {
            self.addedTokens = try AddedTokens(addedTokens.filter { !$0.isNormalized })
            normalizedAddedTokens = try AddedTokens(
                addedTokens.filter(\.isNormalized), normalizer: normalizer)
        } catch {
            throw TokenizerError.invalidFile(path: path, problem: error.problem)
        }
    }

    /// Loads a model's tokenizer from its folder: from `tokenizer.json` where there is one, else from
    /// `vocab.txt` and, where they are, `tokenizer_config.json` and `special_tokens_map.json`.
    ///
    /// A `tokenizer.json` says nearly all. As in the reference, what `tokenizer_config.json` says of
    /// lower-casing, accents and ideographs comes before BERT's normaliser in it; where it says
    /// nothing, the file counts. Truncation and padding in the file do not count.
    /// - Parameter maximumTokenCount: longer texts are cut.
    /// - Throws: `TokenizerError` when the files are missing, damaged, or ask for something that is
    ///   not supported and that would change the tokens; `SystemError` when one cannot be read.
    public init(directory: String, maximumTokenCount: Int = 512) throws {
        let path = directory + "/tokenizer.json"
        if FileManager.default.fileExists(atPath: path) {
            try self.init(
                file: path, configuration: TokenizerConfiguration(directory: directory),
                maximumTokenCount: maximumTokenCount)
        } else {
            let added = directory + "/added_tokens.json"
            guard !FileManager.default.fileExists(atPath: added) else {
                throw TokenizerError.invalidFile(
                    path: added,
                    problem:
                        "added tokens are supported only with a tokenizer.json, which is missing")
            }
            try Self.refuseOlderFiles(in: directory)
            let path = directory + "/vocab.txt"
            let vocabulary = try Vocabulary(contentsOf: path)
            try self.init(
                vocabulary: vocabulary, configuration: TokenizerConfiguration(directory: directory),
                normalizer: nil, maximumTokenCount: maximumTokenCount, path: path)
        }
    }

    /// Throws for a folder whose tokenizer is in files that only older libraries read.
    private static func refuseOlderFiles(in directory: String) throws {
        for name in ["sentencepiece.bpe.model", "spiece.model", "spm.model", "vocab.json"]
        where FileManager.default.fileExists(atPath: directory + "/" + name) {
            throw TokenizerError.invalidFile(
                path: directory + "/" + name,
                problem:
                    "this file is read only as a tokenizer.json, which is missing; transformers "
                    + "writes one: AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)")
        }
    }

    /// Loads a `tokenizer.json` alone.
    public init(file path: String, maximumTokenCount: Int = 512) throws {
        try self.init(
            file: path, configuration: TokenizerConfiguration(),
            maximumTokenCount: maximumTokenCount)
    }

    private init(
        file path: String, configuration: TokenizerConfiguration, maximumTokenCount: Int
    ) throws {
        let file = try TokenizerFile(contentsOf: path)
        var normalizer = file.normalizer
        if case .bert(let written) = normalizer {
            normalizer = .bert(configuration.normalizer(over: written))
        }
        try self.init(
            vocabulary: file.vocabulary, normalizer: normalizer,
            preTokenizer: file.preTokenizer, model: file.model, postProcessor: file.postProcessor,
            addedTokens: file.addedTokens, maximumTokenCount: maximumTokenCount, path: path)
    }

    /// Makes a tokenizer of BERT's kind.
    /// - Parameter maximumTokenCount: longer texts are cut; at least 3.
    /// - Throws: `TokenizerError.invalidFile` when the vocabulary lacks a special token.
    public init(
        vocabulary: Vocabulary, normalizer: BertNormalizer = BertNormalizer(),
        maximumTokenCount: Int = 512, path: String = "vocabulary"
    ) throws {
        try self.init(
            vocabulary: vocabulary, configuration: TokenizerConfiguration(), normalizer: normalizer,
            maximumTokenCount: maximumTokenCount, path: path)
    }

    private init(
        vocabulary: Vocabulary, configuration: TokenizerConfiguration, normalizer: BertNormalizer?,
        maximumTokenCount: Int, path: String
    ) throws {
        func known(_ token: AddedToken) throws -> AddedToken {
            guard let id = vocabulary.id(of: token.content) else {
                throw TokenizerError.invalidFile(
                    path: path,
                    problem:
                        "there is no \"\(token.content)\" among the \(vocabulary.count) tokens; "
                        + "is this the vocabulary of a BERT-family model?")
            }
            var token = token
            token.id = id
            return token
        }
        let classifier = try known(configuration.classifier)
        let separator = try known(configuration.separator)
        let unknown = try known(configuration.unknown)
        // A model that is never masked or padded may lack these.
        let optional = [configuration.padding, configuration.mask]
            .filter { vocabulary.id(of: $0.content) != nil }
        var tokens: [AddedToken] = []
        for token in try [classifier, separator, unknown]
            + (optional + configuration.additional).map(known)
        where !tokens.contains(where: { $0.id == token.id }) {
            tokens.append(token)
        }
        try self.init(
            vocabulary: vocabulary,
            normalizer: .bert(normalizer ?? configuration.normalizer(over: BertNormalizer())),
            preTokenizer: .bert,
            model: .wordPiece(WordPiece(vocabulary: vocabulary, unknownID: unknown.id)),
            postProcessor: PostProcessor(prefix: [classifier.id], suffix: [separator.id]),
            addedTokens: tokens, maximumTokenCount: maximumTokenCount, path: path)
    }

    /// Tokenises a text.
    /// - Returns: at least the special tokens that the model adds; at most `maximumTokenCount`
    ///   tokens. Of a longer text the end is cut off, never the special tokens.
    public func encode(_ text: String) -> TokenSequence {
        let words = preTokens(of: text)
        var ids = postProcessor.prefix
        var offsets = postProcessor.prefix.map { _ in 0..<0 }
        var wordIndices = postProcessor.prefix.map { _ in Int?.none }
        let room = maximumTokenCount - postProcessor.prefix.count - postProcessor.suffix.count
        var count = 0
        ids.reserveCapacity(words.count * 3 / 2)
        offsets.reserveCapacity(words.count * 3 / 2)
        wordIndices.reserveCapacity(words.count * 3 / 2)
        var pieces: [Piece] = []
        var workspace = TokenModel.Workspace()
        var wholeWordCount = words.count
        for (index, word) in words.enumerated() {
            pieces.removeAll(keepingCapacity: true)
            if let id = word.tokenID {
                pieces.append(Piece(id: id, scalars: 0..<word.scalars.count))
            } else {
                model.append(word, to: &pieces, &workspace)
            }
            for piece in pieces.prefix(max(room - count, 0)) {
                ids.append(piece.id)
                offsets.append(
                    place(of: piece, in: word, isFirst: offsets.count == postProcessor.prefix.count)
                )
                wordIndices.append(index)
            }
            if count <= room, count + pieces.count > room { wholeWordCount = index }
            count += pieces.count
        }
        ids += postProcessor.suffix
        offsets += postProcessor.suffix.map { _ in 0..<0 }
        wordIndices += postProcessor.suffix.map { _ in nil }
        return TokenSequence(
            text: text, tokens: ids.map { vocabulary[$0] }, ids: ids, offsets: offsets,
            wordIndices: wordIndices, words: words.map(\.word),
            truncatedTokenCount: max(count - room, 0), wholeWordCount: wholeWordCount)
    }

    /// The words that a text is made of, without cutting them into tokens.
    public func words(in text: String) -> [Word] {
        // Byte-level tokenizers also have words of white space alone.
        preTokens(of: text).map(\.word).filter { !$0.text.isEmpty }
    }

    private func place(of piece: Piece, in word: PreToken, isFirst: Bool) -> Range<Int> {
        let start = word.scalars.startIndex
        let covered = word.scalars[
            start + piece.scalars.lowerBound..<start + piece.scalars.upperBound]
        guard let trimming = postProcessor.trimming else { return covered.span }
        // A special token's string is what it took from the text, white space included.
        if word.tokenID != nil {
            return trimming(covered.span, of: covered.map(\.scalar), isFirst: isFirst)
        }
        return trimming(covered.span, of: vocabulary[piece.id].unicodeScalars, isFirst: isFirst)
    }

    /// The words, and the special tokens among them.
    private func preTokens(of text: String) -> [PreToken] {
        let text = NormalizedText(text)
        guard !text.scalars.isEmpty else { return [] }
        var parts: [PreToken] = []
        for part in addedTokens.split(text.scalars[...]) {
            if part.tokenID != nil {
                parts.append(part)
            } else {
                let normalized = normalizer(NormalizedText(Array(part.scalars)))
                parts += normalizedAddedTokens.split(normalized.scalars[...])
            }
        }
        return preTokenizer.map { $0(parts) } ?? parts
    }
}

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

    /// What a user should know of how the tokenizer's files were read, a sentence each.
    public let warnings: [String]

    let preTokenizer: PreTokenizer?
    let model: TokenModel
    let postProcessor: PostProcessor
    /// The ids of the special tokens by the part they play, as far as the files say it.
    let roles: [SpecialTokenRole: Int]
    /// The ids of all special tokens, as far as the files say it.
    let specialIDs: Set<Int>
    /// Strings that are tokens wherever they stand in a text, as they are written.
    private let addedTokens: AddedTokens
    /// Those that are looked for in the normalised text.
    private let normalizedAddedTokens: AddedTokens

    /// - Parameter path: the file that errors are to name.
    init(
        _ pipeline: TokenizerPipeline, maximumTokenCount: Int, path: String,
        warnings: [String] = []
    ) throws {
        vocabulary = pipeline.vocabulary
        normalizer = pipeline.normalizer
        preTokenizer = pipeline.preTokenizer
        model = pipeline.model
        postProcessor = pipeline.postProcessor
        roles = pipeline.roles
        specialIDs = pipeline.specialIDs.union(postProcessor.prefix).union(postProcessor.suffix)
        self.warnings = warnings
        // At least one token of the sentence is kept.
        self.maximumTokenCount = max(
            maximumTokenCount, postProcessor.prefix.count + postProcessor.suffix.count + 1)
        do {
            addedTokens = try AddedTokens(pipeline.addedTokens.filter { !$0.isNormalized })
            normalizedAddedTokens = try AddedTokens(
                pipeline.addedTokens.filter(\.isNormalized), normalizer: normalizer)
        } catch {
            throw TokenizerError.invalidFile(path: path, problem: error.problem)
        }
    }

    /// Loads a model's tokenizer from its folder, as `AutoTokenizer` of transformers 5 does.
    ///
    /// The vocabulary is taken from `tokenizer.json`, else from the files of earlier times: `vocab.txt`;
    /// `vocab.json` and `merges.txt`; `spiece.model`, `sentencepiece.bpe.model` or `spm.model`. The stages depend
    /// on the class that `tokenizer_config.json` or `config.json` names, else on the model's type: a class such
    /// as BERT's, RoBERTa's or ALBERT's builds every stage itself, from its defaults and `tokenizer_config.json`;
    /// any other follows `tokenizer.json` as it stands. `warnings` says where transformers 4 would make other
    /// tokens. Truncation and padding in the file do not count.
    /// - Parameters:
    ///   - directory: the model's folder.
    ///   - maximumTokenCount: longer texts are cut.
    /// - Throws: `TokenizerError` when the files are missing, damaged, or ask for something that is
    ///   not supported and that would change the tokens; `SystemError` when one cannot be read.
    public init(directory: String, maximumTokenCount: Int = 512) throws {
        let folder = try TokenizerFolder(directory: directory)
        try self.init(
            folder.pipeline, maximumTokenCount: maximumTokenCount, path: folder.path,
            warnings: folder.warnings)
    }

    /// Loads a `tokenizer.json` alone.
    public init(file path: String, maximumTokenCount: Int = 512) throws {
        try self.init(
            TokenizerFile(contentsOf: path).pipeline, maximumTokenCount: maximumTokenCount,
            path: path)
    }

    /// Makes a tokenizer of BERT's kind.
    /// - Parameters:
    ///   - vocabulary: the tokens and their ids.
    ///   - normalizer: what changes the text first.
    ///   - maximumTokenCount: longer texts are cut; at least 3.
    ///   - path: what errors call the vocabulary.
    /// - Throws: `TokenizerError.invalidFile` when the vocabulary lacks a special token.
    public init(
        vocabulary: Vocabulary, normalizer: BertNormalizer = BertNormalizer(),
        maximumTokenCount: Int = 512, path: String = "vocabulary"
    ) throws {
        let model = WordPiece(vocabulary: vocabulary, unknownID: 0)
        let pipeline: TokenizerPipeline?
        do {
            pipeline = try TokenizerClass.bert.pipeline(
                TokenizerParts(model: .wordPiece(model)), TokenizerConfiguration())
        } catch {
            throw TokenizerError.invalidFile(path: path, problem: error.problem)
        }
        guard var pipeline else {
            throw TokenizerError.invalidFile(path: path, problem: "its model is not WordPiece")
        }
        pipeline.normalizer = .bert(normalizer)
        try self.init(pipeline, maximumTokenCount: maximumTokenCount, path: path)
    }

    /// Tokenizes a text.
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

import Foundation

/// A `tokenizer.json`, as Hugging Face's `tokenizers` writes it.
///
/// The file describes a pipeline of stages. A stage or a setting that is not supported and that
/// would change the tokens is an error that names it. Truncation and padding are the exception: the
/// file's are not read, because the limit of the model counts and sentences are never padded.
struct TokenizerFile {
    /// The stages as the file has them.
    let pipeline: TokenizerPipeline
    /// SentencePiece's own normalisation, where it is a stage of the file's normaliser.
    let characterMap: CharacterMap?
    /// What the file says of the special tokens around a sentence; `nil` where it says nothing.
    let postProcessor: PostProcessor?

    /// - Throws: `TokenizerError`; `SystemError` when it cannot be read.
    init(contentsOf path: String) throws {
        guard let data = try tokenizerFileContents(at: path) else {
            throw TokenizerError.missingFile(path: path)
        }
        do {
            self = try data.withUnsafeBytes { try TokenizerFile(json: $0) }
        } catch let failure as JSONScanner.Failure {
            throw TokenizerError.invalidFile(
                path: path, problem: "not valid at byte \(failure.offset): \(failure.problem)")
        } catch let mismatch as JSONFields.Mismatch {
            throw TokenizerError.invalidFile(path: path, problem: mismatch.problem)
        }
    }

    private init(json: UnsafeRawBufferPointer) throws {
        let sections = try Sections(json)
        let top = try JSONFields(.object(sections.small), place: "the file")
        if top["version"] != nil, try top.string("version") != "1.0" {
            throw top.mismatch("version", expected: "\"1.0\"")
        }
        let normalizer = try top["normalizer"].map { try Normalizer(json: $0) } ?? .sequence([])
        let preTokenizer = try top["pre_tokenizer"].map { try PreTokenizer(json: $0) }
        let model = try TokenModel(
            sections.model, isByteLevel: preTokenizer?.byteLevel != nil)
        try Self.check(preTokenizer, fits: model)
        var pipeline = TokenizerPipeline(
            normalizer: normalizer, preTokenizer: preTokenizer, model: model)
        pipeline.add(try Self.addedTokens(top["added_tokens"], to: model.vocabulary))
        postProcessor = try top["post_processor"].map {
            try PostProcessor(json: $0, vocabulary: pipeline.vocabulary)
        }
        pipeline.postProcessor = postProcessor ?? PostProcessor()
        self.pipeline = pipeline
        characterMap = normalizer.characterMap
    }

    /// Bytes can be read only as the bytes that the splitter makes of them.
    private static func check(
        _ preTokenizer: PreTokenizer?, fits model: TokenModel
    ) throws(JSONFields.Mismatch) {
        guard preTokenizer?.byteLevel != nil else { return }
        if case .bytePairs = model { return }
        throw .init(problem: "the pre-tokenizer ByteLevel is supported only with the model BPE")
    }

    /// Reads the added tokens. Those that the model lacks get the ids after the model's, which must be the
    /// ids that the file has for them.
    private static func addedTokens(
        _ json: JSONValue?, to vocabulary: Vocabulary
    ) throws(JSONFields.Mismatch) -> [AddedToken] {
        guard let json else { return [] }
        guard case .array(let entries) = json else {
            throw .init(problem: "\"added_tokens\" is \(json.summary); expected an array")
        }
        var tokens: [AddedToken] = []
        var next = vocabulary.count
        for entry in entries {
            let token = try AddedToken(json: entry)
            tokens.append(token)
            let known = vocabulary.id(of: token.content)
            guard token.id == known ?? next else {
                throw .init(
                    problem:
                        "the added token \"\(token.content)\" has the id \(token.id); expected "
                        + (known == nil
                            ? "\(next), the next after the model's"
                            : "the model's, \(known ?? next)"))
            }
            if known == nil { next += 1 }
        }
        return tokens
    }
}

/// A `tokenizer.json` split into what is large and what is small.
struct Sections {
    /// The members of the file but for the model.
    var small: [JSONValue.Member] = []
    var model = Model()

    struct Model {
        /// The members but for the vocabulary and the merges.
        var small: [JSONValue.Member] = []
        var vocabulary: Vocabulary?
        /// The tokens' scores, where the vocabulary is a list of pairs.
        var scores: [Double]?
        var merges: [(String, String)]?
    }

    init(_ json: UnsafeRawBufferPointer) throws(JSONScanner.Failure) {
        var scanner = JSONScanner(json)
        scanner.skipSpace()
        var names: Set<[UInt8]> = []
        var small: [JSONValue.Member] = []
        var model = Model()
        try scanner.object { scanner, name throws(JSONScanner.Failure) in
            guard names.insert(Array(name.utf8)).inserted else {
                throw scanner.fail("the name \"\(name)\" occurs twice")
            }
            if name == "model" {
                model = try Self.model(&scanner)
            } else {
                small.append(.init(name: name, value: try scanner.value(depth: 1)))
            }
        }
        try scanner.end(of: "file")
        self.small = small
        self.model = model
    }

    private static func model(_ scanner: inout JSONScanner) throws(JSONScanner.Failure) -> Model {
        var model = Model()
        var names: Set<[UInt8]> = []
        try scanner.object { scanner, name throws(JSONScanner.Failure) in
            guard names.insert(Array(name.utf8)).inserted else {
                throw scanner.fail("the name \"\(name)\" occurs twice")
            }
            switch (name, scanner.peek()) {
            case ("vocab", UInt8(ascii: "{")): model.vocabulary = try Vocabulary(&scanner)
            case ("vocab", UInt8(ascii: "[")):
                if let (vocabulary, scores) = try scoredVocabulary(&scanner) {
                    (model.vocabulary, model.scores) = (vocabulary, scores)
                } else {
                    model.small.append(.init(name: name, value: .array([])))
                }
            case ("merges", UInt8(ascii: "[")): model.merges = try merges(&scanner)
            default: model.small.append(.init(name: name, value: try scanner.value(depth: 2)))
            }
        }
        return model
    }

    /// Reads `[["token", score], …]`. Where a token occurs twice, the last one counts.
    /// - Returns: `nil` for an empty list.
    private static func scoredVocabulary(
        _ scanner: inout JSONScanner
    ) throws(JSONScanner.Failure) -> (Vocabulary, [Double])? {
        var bytes: [UInt8] = []
        var starts: [Int32] = [0]
        var scores: [Double] = []
        try scanner.array { scanner throws(JSONScanner.Failure) in
            var place = 0
            try scanner.array { scanner throws(JSONScanner.Failure) in
                if place == 0 {
                    try scanner.appendString(to: &bytes)
                    starts.append(Int32(bytes.count))
                } else {
                    switch try scanner.value(depth: 4) {
                    case .integer(let score) where place == 1: scores.append(Double(score))
                    case .number(let score) where place == 1: scores.append(score)
                    default: throw scanner.fail("expected a token with its score")
                    }
                }
                place += 1
            }
            guard place == 2 else { throw scanner.fail("expected a token with its score") }
        }
        guard !scores.isEmpty else { return nil }
        var repeated: Int?
        return (Vocabulary(bytes: bytes, starts: starts, firstRepeated: &repeated), scores)
    }

    /// Reads merges in either spelling, `"a b"` or `["a", "b"]`.
    private static func merges(
        _ scanner: inout JSONScanner
    ) throws(JSONScanner.Failure) -> [(String, String)] {
        var merges: [(String, String)] = []
        var text: [UInt8] = []
        try scanner.array { scanner throws(JSONScanner.Failure) in
            var parts: [String] = []
            if scanner.peek() == UInt8(ascii: "[") {
                try scanner.array { scanner throws(JSONScanner.Failure) in
                    parts.append(try scanner.string())
                }
            } else {
                text.removeAll(keepingCapacity: true)
                try scanner.appendString(to: &text)
                if text.starts(with: "#version".utf8) { return }
                parts = text.split(separator: 0x20, omittingEmptySubsequences: false)
                    .map { String(decoding: $0, as: UTF8.self) }
            }
            guard parts.count == 2 else {
                throw scanner.fail("a merge of \(parts.count) tokens; expected 2")
            }
            merges.append((parts[0], parts[1]))
        }
        return merges
    }
}

extension Vocabulary {
    /// Reads an object of tokens with their ids, which are to be 0, 1, 2 … in any order.
    init(_ scanner: inout JSONScanner) throws(JSONScanner.Failure) {
        var bytes: [UInt8] = []
        var starts: [Int32] = [0]
        var ids: [Int] = []
        try scanner.members { scanner throws(JSONScanner.Failure) in
            try scanner.appendString(to: &bytes)
            starts.append(Int32(bytes.count))
            try scanner.colon()
            ids.append(try scanner.integer())
        }
        guard !ids.isEmpty else { throw scanner.fail("the vocabulary is empty") }
        if !ids.elementsEqual(ids.indices) {
            (bytes, starts) = try Self.sorted(bytes, starts, by: ids, scanner)
        }
        var repeated: Int?
        self.init(bytes: bytes, starts: starts, firstRepeated: &repeated)
        if let repeated { throw scanner.fail("the token \"\(self[repeated])\" occurs twice") }
    }

    private static func sorted(
        _ bytes: [UInt8], _ starts: [Int32], by ids: [Int], _ scanner: JSONScanner
    ) throws(JSONScanner.Failure) -> ([UInt8], [Int32]) {
        var order = [Int](repeating: -1, count: ids.count)
        for (index, id) in ids.enumerated() {
            guard id < ids.count, order[id] < 0 else {
                throw scanner.fail(
                    "the vocabulary has \(ids.count) tokens, but the id \(id) "
                        + (id < ids.count ? "occurs twice" : "is among them"))
            }
            order[id] = index
        }
        var sortedBytes: [UInt8] = []
        sortedBytes.reserveCapacity(bytes.count)
        var sortedStarts: [Int32] = [0]
        for index in order {
            sortedBytes += bytes[Int(starts[index])..<Int(starts[index + 1])]
            sortedStarts.append(Int32(sortedBytes.count))
        }
        return (sortedBytes, sortedStarts)
    }
}

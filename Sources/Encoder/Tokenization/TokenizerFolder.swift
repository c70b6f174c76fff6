import Foundation

/// Finds and puts together the tokenizer of a model's folder, as transformers' `AutoTokenizer` does it.
struct TokenizerFolder {
    /// The tokenizer.
    let pipeline: TokenizerPipeline
    /// The file that holds the vocabulary.
    let path: String
    /// What a user should know of how the files were read.
    private(set) var warnings: [String] = []

    /// The files that may hold a vocabulary. Where there is the first, the others are not read.
    static let vocabularyFiles = [
        "tokenizer.json", "vocab.txt", "vocab.json", "sentencepiece.bpe.model", "spiece.model",
        "spm.model",
    ]

    /// - Throws: `TokenizerError`; `SystemError` for a file that cannot be read.
    init(directory: String) throws {
        let configuration = try TokenizerConfiguration(directory: directory)
        var (modelType, named): (String?, String?) = (nil, nil)
        // What is wrong with this file is said where the model is loaded.
        try? TokenizerConfiguration.read(directory + "/config.json") {
            fields throws(JSONFields.Mismatch) in
            if fields["model_type"] != nil { modelType = try fields.string("model_type") }
            if fields["tokenizer_class"] != nil { named = try fields.string("tokenizer_class") }
        }
        let name = TokenizerClass.name(
            named: configuration.className ?? named.map(TokenizerClass.plainName),
            modelType: modelType)
        let kind = name.flatMap(TokenizerClass.init(name:))
        // A link to nowhere counts as a file, so that reading it says what it is.
        func exists(_ name: String) -> Bool {
            var status = stat()
            return lstat(directory + "/" + name, &status) == 0
        }

        if exists("tokenizer.json") {
            path = directory + "/tokenizer.json"
            (pipeline, warnings) = try Self.read(path, kind, name, configuration)
        } else {
            // As transformers 4 does, where 5 reads a tokenizer.json alone.
            var kind = kind ?? (modelType == "xlm-roberta-xl" ? .xlmRoberta : nil)
            if let other = kind, !exists(other.vocabularyFile), exists("vocab.txt") { kind = .bert }
            if kind == nil { kind = try Self.kind(name, exists: exists, in: directory) }
            path = directory + "/" + (kind ?? .bert).vocabularyFile
            (pipeline, warnings) = try Self.put(
                kind ?? .bert, together: configuration, in: directory, path)
        }
        if name == TokenizerClass.roFormer {
            warnings.append(
                "\(directory): \(TokenizerClass.roFormer) splits Chinese into words with a "
                    + "dictionary that is not available here; this program splits it into characters"
            )
        }
    }

    /// Reads a `tokenizer.json`, and tells whether the versions of transformers agree on it.
    private static func read(
        _ path: String, _ kind: TokenizerClass?, _ name: String?,
        _ configuration: TokenizerConfiguration
    ) throws -> (TokenizerPipeline, [String]) {
        let file = try TokenizerFile(contentsOf: path)
        let plain = file.pipeline.taking(configuration)
        let older = file.pipeline.olderVersion(of: kind, configuration)
        guard let kind else {
            var warnings: [String] = []
            if let name, !TokenizerClass.fileReaders.contains(name) {
                warnings.append(
                    "\(path): the tokenizer class \"\(name)\" is not known here; the file is followed as it "
                        + "stands")
            }
            let comparison = TokenizerComparison(older: older, newer: plain, path: path)
            return (plain, warnings + (try comparison.warning().map { [$0] } ?? []))
        }
        let parts = TokenizerParts(
            model: file.pipeline.model, characterMap: file.characterMap,
            postProcessor: file.postProcessor,
            addedTokens: file.pipeline.addedTokens)
        guard let pipeline = try naming(path, { try kind.pipeline(parts, configuration) }) else {
            return (
                older,
                [
                    "\(path): its model is not of the kind that \(kind.rawValue) has, the class of this "
                        + "folder; the file is followed, as in transformers 4. If that is right, let "
                        + "tokenizer_config.json name the class PreTrainedTokenizerFast"
                ]
            )
        }
        let comparison = TokenizerComparison(older: older, newer: pipeline, path: path)
        return (pipeline, try comparison.warning().map { [$0] } ?? [])
    }

    /// Puts a tokenizer together without a `tokenizer.json`.
    private static func put(
        _ kind: TokenizerClass, together configuration: TokenizerConfiguration,
        in directory: String, _ path: String
    ) throws -> (TokenizerPipeline, [String]) {
        let parts: TokenizerParts
        switch kind {
        case .bert, .mpnet:
            let model = WordPiece(vocabulary: try Vocabulary(contentsOf: path), unknownID: 0)
            parts = TokenizerParts(model: .wordPiece(model))
        case .roberta, .deberta:
            parts = TokenizerParts(model: .bytePairs(try BytePairFiles.model(in: directory)))
        case .xlmRoberta, .camembert, .albert, .debertaV2:
            let file = try SentencePieceFile(contentsOf: path)
            parts = try naming(path) { try file.parts(of: kind, configuration) }
        }
        guard let pipeline = try naming(path, { try kind.pipeline(parts, configuration) }) else {
            throw TokenizerError.invalidFile(
                path: path, problem: "it has no model of the kind of \(kind.rawValue)")
        }
        let comparison = TokenizerComparison(
            older: kind.olderVersion(of: pipeline, parts, configuration), newer: pipeline,
            path: path)
        return (pipeline, try comparison.warning().map { [$0] } ?? [])
    }

    /// The class of a folder whose files do not name one that is known.
    private static func kind(
        _ name: String?, exists: (String) -> Bool, in directory: String
    ) throws -> TokenizerClass {
        if exists("vocab.txt") { return .bert }
        for file in vocabularyFiles where exists(file) {
            throw TokenizerError.invalidFile(
                path: directory + "/" + file,
                problem: (name.map { "the tokenizer class \"\($0)\"" }
                    ?? "a tokenizer of no known class")
                    + " is read only from a tokenizer.json, which is missing; transformers writes one: "
                    + "AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)")
        }
        throw TokenizerError.missingFile(path: directory + "/tokenizer.json")
    }

    private static func naming<R>(
        _ path: String, _ body: () throws -> R
    ) throws -> R {
        do {
            return try body()
        } catch let mismatch as JSONFields.Mismatch {
            throw TokenizerError.invalidFile(path: path, problem: mismatch.problem)
        }
    }
}

extension TokenizerPipeline {
    /// The pipeline of a file with the tokens that other files add.
    /// - Parameters:
    ///   - kind: a class with special tokens of its own.
    ///   - withOwnRoles: whether tokens count whose part only one model has.
    func taking(
        _ configuration: TokenizerConfiguration, of kind: TokenizerClass? = nil,
        withOwnRoles: Bool = true
    ) -> TokenizerPipeline {
        var pipeline = self
        pipeline.add(configuration.listed ?? configuration.older)
        pipeline.addSpecialTokens(configuration, of: kind)
        if withOwnRoles { pipeline.addSpecial(configuration.ownRoles) }
        pipeline.addSpecial(configuration.additional ?? [])
        return pipeline
    }
}

/// What a tokenizer's files hold, in whatever format.
struct TokenizerParts {
    var model: TokenModel
    /// SentencePiece's own normalisation.
    var characterMap: CharacterMap?
    var postProcessor: PostProcessor?
    /// The added tokens of a `tokenizer.json`.
    var addedTokens: [AddedToken] = []
    /// The special tokens that a SentencePiece model has beyond those of the roles.
    var additional: [AddedToken]?
    /// The unknown token of a SentencePiece model.
    var unknownID: Int?
}

extension TokenizerClass {
    /// Puts a tokenizer together.
    /// - Returns: `nil` when the model is not of the class's kind.
    /// - Throws: when the vocabulary lacks a token that the class cannot do without.
    func pipeline(
        _ parts: TokenizerParts, _ configuration: TokenizerConfiguration
    ) throws(JSONFields.Mismatch) -> TokenizerPipeline? {
        guard let model = try model(parts, configuration) else { return nil }
        var pipeline = TokenizerPipeline(
            normalizer: normalizer(parts, configuration),
            preTokenizer: preTokenizer(configuration), model: model)
        pipeline.addNew(configuration.listedTokens(beside: parts.addedTokens))
        pipeline.addSpecialTokens(configuration, of: self)
        pipeline.addSpecial(configuration.ownRoles)
        pipeline.addSpecial(
            configuration.additional ?? parts.additional
                ?? standardAdditionalTokens.filter {
                    model.vocabulary.id(of: $0.content) != nil
                })
        pipeline.postProcessor = try postProcessor(parts, pipeline, configuration)
        return pipeline
    }

    private func model(
        _ parts: TokenizerParts, _ configuration: TokenizerConfiguration
    ) throws(JSONFields.Mismatch) -> TokenModel? {
        let vocabulary = parts.model.vocabulary
        let unknown =
            configuration.roles[.unknown]?.token.content ?? standardToken(.unknown) ?? ""
        let unknownID = vocabulary.id(of: unknown)
        switch (self, parts.model) {
        case (.bert, .wordPiece), (.mpnet, .wordPiece):
            guard let unknownID else { throw Self.missing(unknown, in: vocabulary) }
            return .wordPiece(WordPiece(vocabulary: vocabulary, unknownID: unknownID))
        case (.roberta, .bytePairs(var model)), (.deberta, .bytePairs(var model)):
            guard model.alphabet == .bytes else { return nil }
            model.takesWholeWords = false
            return .bytePairs(model)
        case (.xlmRoberta, .unigram(let model)): return try model.reading(unknownID: 3)
        case (.albert, .unigram(let model)): return try model.reading(unknownID: 1)
        case (.camembert, .unigram(let model)): return try model.reading(unknownID: unknownID ?? 0)
        case (.debertaV2, .unigram(let model)):
            let own = unknownID.flatMap { model.score(of: $0) == 0 ? $0 : nil }
            return try model.reading(
                unknownID: own ?? parts.unknownID ?? configuration.unknownID ?? 1)
        default: return nil
        }
    }

    private func normalizer(
        _ parts: TokenizerParts, _ configuration: TokenizerConfiguration
    ) -> Normalizer {
        let map = parts.characterMap.map { [Normalizer.map($0)] } ?? []
        switch self {
        case .bert, .mpnet:
            return .bert(
                BertNormalizer(
                    separatesIdeographs: configuration.separatesIdeographs ?? true,
                    stripsAccents: configuration.stripsAccents,
                    lowercases: configuration.lowercases ?? true))
        case .roberta, .deberta: return .sequence([])
        case .xlmRoberta, .camembert: return .sequence(map)
        case .albert:
            let accents = configuration.keepsAccents ?? false
            let lowercases = configuration.lowercases ?? true
            return .sequence(
                [
                    .replace(["`", "`"], with: ["\""]), .replace(["'", "'"], with: ["\""]),
                ] + (accents ? [] : [.form(.nfkd), .stripAccents])
                    + (lowercases ? [.lowercase] : []) + map)
        case .debertaV2:
            return .sequence(
                (configuration.lowercases ?? false ? [.lowercase] : []) + [
                    .replacePattern(.whiteSpacesOrLineBreak, with: [" "]), .form(.nfc),
                    .strip(left: false, right: true),
                ])
        }
    }

    private func preTokenizer(_ configuration: TokenizerConfiguration) -> PreTokenizer {
        switch self {
        case .bert, .mpnet: return .bert
        case .roberta, .deberta:
            return .byteLevel(
                ByteLevelSplitter(addsPrefixSpace: configuration.addsPrefixSpace ?? false))
        case .xlmRoberta, .camembert, .albert:
            let prefix = configuration.addsPrefixSpace ?? true
            return .sequence([
                .whitespaceSplit, .metaspace(Metaspace(prefix: prefix ? .always : .never)),
            ])
        case .debertaV2:
            let prefix = configuration.addsPrefixSpace ?? true
            return .sequence(
                (configuration.splitsPunctuation ?? false ? [.punctuation(.isolated)] : [])
                    + [.metaspace(Metaspace(prefix: prefix ? .always : .first))])
        }
    }

    private func postProcessor(
        _ parts: TokenizerParts, _ pipeline: TokenizerPipeline,
        _ configuration: TokenizerConfiguration
    ) throws(JSONFields.Mismatch) -> PostProcessor {
        // This class alone keeps that of a tokenizer.json.
        if self == .albert, let postProcessor = parts.postProcessor,
            (postProcessor.prefix + postProcessor.suffix).allSatisfy({
                $0 < pipeline.vocabulary.count
            })
        {
            return postProcessor
        }
        let isFramed = self == .xlmRoberta || self == .camembert
        let roles: (SpecialTokenRole, SpecialTokenRole) =
            isFramed ? (.beginning, .end) : (.classifier, .separator)
        func id(_ role: SpecialTokenRole) throws(JSONFields.Mismatch) -> Int {
            guard let id = pipeline.roles[role] else {
                throw Self.missing(standardToken(role) ?? role.rawValue, in: pipeline.vocabulary)
            }
            return id
        }
        var postProcessor = PostProcessor(prefix: [try id(roles.0)], suffix: [try id(roles.1)])
        if self == .roberta, configuration.trimsOffsets ?? true {
            postProcessor.trimming = .init(keepsPrefixSpace: configuration.addsPrefixSpace ?? false)
        } else if self == .mpnet {
            postProcessor.trimming = .init(keepsPrefixSpace: false)
        }
        return postProcessor
    }

    private static func missing(
        _ token: String, in vocabulary: Vocabulary
    ) -> JSONFields.Mismatch {
        .init(
            problem: "there is no \"\(token)\" among the \(vocabulary.count) tokens; is this the "
                + "vocabulary of a BERT-family model?")
    }
}

extension TokenizerConfiguration {
    /// The tokens to add to a vocabulary first, in the order of their ids.
    /// - Parameter file: those of a `tokenizer.json`, which count where no other file lists them.
    func listedTokens(beside file: [AddedToken]) -> [AddedToken] {
        if let listed { return listed }
        let ids = Set(file.map(\.id))
        return (older.filter { !ids.contains($0.id) } + file).sorted { $0.id < $1.id }
    }
}

extension Unigram {
    /// The same model as a class reads it, without falling back to bytes.
    fileprivate func reading(unknownID: Int) throws(JSONFields.Mismatch) -> TokenModel {
        do {
            return .unigram(try Unigram(self, unknownID: unknownID))
        } catch {
            throw .init(problem: error.problem)
        }
    }
}

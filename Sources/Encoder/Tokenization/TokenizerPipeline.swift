/// The stages of a tokenizer, put together.
struct TokenizerPipeline: Sendable {
    var normalizer: Normalizer
    var preTokenizer: PreTokenizer?
    var model: TokenModel
    var postProcessor = PostProcessor()
    /// The model's vocabulary and, after it, the added tokens that it lacks.
    private(set) var vocabulary: Vocabulary
    private(set) var addedTokens: [AddedToken] = []
    /// The ids of the special tokens by the part they play, as far as that is known.
    private(set) var roles: [SpecialTokenRole: Int] = [:]
    /// The ids of these and of further special tokens.
    private(set) var specialIDs: Set<Int> = []

    init(normalizer: Normalizer, preTokenizer: PreTokenizer?, model: TokenModel) {
        self.normalizer = normalizer
        self.preTokenizer = preTokenizer
        self.model = model
        vocabulary = model.vocabulary
    }

    /// Adds tokens. Those that the vocabulary lacks get the ids after it, whatever ids they have; one that
    /// was added before gets other settings.
    mutating func add(_ tokens: [AddedToken]) {
        // By bytes: to a `String` the composed and the decomposed "é" are equal.
        var places: [[UInt8]: Int] = [:]
        for (place, token) in addedTokens.enumerated() { places[Array(token.content.utf8)] = place }
        var new: [String] = []
        for var token in tokens where !token.content.isEmpty {
            if let place = places[Array(token.content.utf8)] {
                token.id = addedTokens[place].id
                addedTokens[place] = token
                continue
            }
            if let id = vocabulary.id(of: token.content) {
                token.id = id
            } else {
                token.id = vocabulary.count + new.count
                new.append(token.content)
            }
            places[Array(token.content.utf8)] = addedTokens.count
            addedTokens.append(token)
        }
        if !new.isEmpty { vocabulary = vocabulary.appending(new) }
    }

    /// Adds the tokens that were not added before.
    mutating func addNew(_ tokens: [AddedToken]) {
        add(
            tokens.filter { token in
                !addedTokens.contains { $0.content.utf8.elementsEqual(token.content.utf8) }
            })
    }

    /// Adds the special tokens that files name, and those of a class that the vocabulary has.
    ///
    /// transformers also adds those of a class that the vocabulary lacks, with ids for which models have no
    /// embedding. They are left out here.
    mutating func addSpecialTokens(
        _ configuration: TokenizerConfiguration, of kind: TokenizerClass?
    ) {
        for role in SpecialTokenRole.allCases {
            let named = configuration.roles[role]
            var token = named?.token
            if let kind, named?.isString ?? true,
                let content = named?.token.content ?? kind.standardToken(role)
            {
                token = kind.token(content, as: role)
            }
            guard let token, named != nil || vocabulary.id(of: token.content) != nil else {
                continue
            }
            addSpecial([token])
            roles[role] = vocabulary.id(of: token.content)
        }
    }

    /// Adds special tokens that were not added before.
    mutating func addSpecial(_ tokens: [AddedToken]) {
        addNew(tokens)
        specialIDs.formUnion(tokens.compactMap { vocabulary.id(of: $0.content) })
    }
}

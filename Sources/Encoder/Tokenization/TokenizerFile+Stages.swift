/// How the stages of a pipeline are written in a `tokenizer.json`.

extension JSONFields {
    /// A stage: an object with a type.
    /// - Parameter kind: as an error calls it.
    fileprivate static func stage(
        _ json: JSONValue, kind: String
    ) throws(Mismatch) -> (fields: JSONFields, type: String) {
        let type = try JSONFields(json, place: "the \(kind)").string("type")
        return (try JSONFields(json, place: "the \(kind) \(type)"), type)
    }

    fileprivate static func unsupported(_ type: String, kind: String) -> Mismatch {
        Mismatch(problem: "the \(kind) \"\(type)\" is not supported")
    }
}

extension Normalizer {
    init(json: JSONValue) throws(JSONFields.Mismatch) {
        let (fields, type) = try JSONFields.stage(json, kind: "normalizer")
        switch type {
        case "BertNormalizer":
            self = .bert(
                BertNormalizer(
                    cleansText: try fields.bool("clean_text"),
                    separatesIdeographs: try fields.bool("handle_chinese_chars"),
                    stripsAccents: fields["strip_accents"] == nil
                        ? nil : try fields.bool("strip_accents"),
                    lowercases: try fields.bool("lowercase")))
        case "Lowercase": self = .lowercase
        case "StripAccents": self = .stripAccents
        case "Strip":
            self = .strip(
                left: try fields.bool("strip_left"), right: try fields.bool("strip_right"))
        case "Replace": self = try Self.replacement(fields)
        case "Prepend": self = .prepend(Array(try fields.string("prepend").unicodeScalars))
        case "Precompiled":
            // A file may have the stage without a map, which changes nothing.
            guard fields["precompiled_charsmap"] != nil else {
                self = .sequence([])
                return
            }
            guard let map = CharacterMap(base64: try fields.string("precompiled_charsmap")) else {
                throw fields.mismatch(
                    "precompiled_charsmap", expected: "the map of a SentencePiece model in base64")
            }
            self = .map(map)
        case "Sequence":
            var steps: [Normalizer] = []
            for step in try fields.array("normalizers") { steps.append(try Normalizer(json: step)) }
            self = .sequence(steps)
        default:
            guard let form = NormalForm(rawValue: type) else {
                throw JSONFields.unsupported(type, kind: "normalizer")
            }
            self = .form(form)
        }
    }

    private static func replacement(_ fields: JSONFields) throws(JSONFields.Mismatch) -> Normalizer
    {
        let content = try fields.string("content")
        if case .object(let pattern) = fields["pattern"], pattern.count == 1,
            pattern[0].name == "Regex", case .string(let text) = pattern[0].value,
            let pattern = Pattern(rawValue: text)
        {
            return .replacePattern(pattern, with: Array(content.unicodeScalars))
        }
        guard case .object(let pattern) = fields["pattern"], pattern.count == 1,
            pattern[0].name == "String", case .string(let text) = pattern[0].value, !text.isEmpty
        else {
            throw fields.mismatch(
                "pattern",
                expected: "{\"String\": …}, or as a \"Regex\" one of "
                    + Pattern.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
        }
        return .replace(Array(text.unicodeScalars), with: Array(content.unicodeScalars))
    }
}

extension PreTokenizer {
    init(json: JSONValue) throws(JSONFields.Mismatch) {
        let (fields, type) = try JSONFields.stage(json, kind: "pre-tokenizer")
        switch type {
        case "BertPreTokenizer": self = .bert
        case "Whitespace": self = .whitespace
        case "WhitespaceSplit": self = .whitespaceSplit
        case "Punctuation":
            let name = fields["behavior"] == nil ? "Isolated" : try fields.string("behavior")
            guard let role = PunctuationRole(rawValue: name) else {
                throw fields.mismatch(
                    "behavior",
                    expected: PunctuationRole.allCases.map(\.rawValue).joined(separator: ", "))
            }
            self = .punctuation(role)
        case "ByteLevel":
            self = .byteLevel(
                ByteLevelSplitter(
                    addsPrefixSpace: try fields.bool("add_prefix_space"),
                    splits: try fields.bool("use_regex", default: true)))
        case "Metaspace": self = .metaspace(try Metaspace(fields))
        case "Sequence":
            var steps: [PreTokenizer] = []
            for step in try fields.array("pretokenizers") {
                // What ByteLevel makes of a text cannot be split further.
                guard steps.last?.byteLevel == nil else {
                    throw .init(
                        problem: "the pre-tokenizer ByteLevel is supported only as the last")
                }
                steps.append(try PreTokenizer(json: step))
            }
            self = .sequence(steps)
        default: throw JSONFields.unsupported(type, kind: "pre-tokenizer")
        }
    }
}

extension Metaspace {
    fileprivate init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        let text = try fields.string("replacement")
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first else {
            throw fields.mismatch("replacement", expected: "one character")
        }
        replacement = scalar
        // Older files have a flag in place of the name.
        let name =
            if fields["prepend_scheme"] != nil {
                try fields.string("prepend_scheme")
            } else {
                try fields.bool("add_prefix_space", default: true) ? "always" : "never"
            }
        guard let prefix = Prefix(rawValue: name) else {
            throw fields.mismatch(
                "prepend_scheme",
                expected: Prefix.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self.prefix = prefix
        splits = try fields.bool("split", default: true)
    }
}

extension TokenModel {
    /// - Parameter isByteLevel: whether words come in bytes.
    init(_ section: Sections.Model, isByteLevel: Bool) throws(JSONFields.Mismatch) {
        let fields = try JSONFields(.object(section.small), place: "the model")
        // Older files leave the type out.
        let type =
            if fields["type"] != nil {
                try fields.string("type")
            } else {
                if section.scores != nil {
                    "Unigram"
                } else {
                    section.merges == nil ? "WordPiece" : "BPE"
                }
            }
        guard ["WordPiece", "BPE", "Unigram"].contains(type) else {
            throw JSONFields.unsupported(type, kind: "model")
        }
        guard let vocabulary = section.vocabulary, (section.scores != nil) == (type == "Unigram")
        else {
            throw fields.mismatch(
                "vocab",
                expected: type == "Unigram"
                    ? "an array of tokens with their scores" : "an object of tokens with their ids")
        }
        self =
            switch type {
            case "BPE":
                try Self.bytePairs(fields, vocabulary, section.merges, isByteLevel: isByteLevel)
            case "Unigram": try Self.unigram(fields, vocabulary, section.scores ?? [])
            default: try Self.wordPiece(fields, vocabulary)
            }
    }

    private static func unigram(
        _ fields: JSONFields, _ vocabulary: Vocabulary, _ scores: [Double]
    ) throws(JSONFields.Mismatch) -> TokenModel {
        do {
            return .unigram(
                try Unigram(
                    vocabulary: vocabulary, scores: scores, unknownID: try fields.count("unk_id"),
                    fallsBackToBytes: try fields.bool("byte_fallback", default: false)))
        } catch let failure as Unigram.Failure {
            throw JSONFields.Mismatch(problem: failure.problem)
        } catch let mismatch as JSONFields.Mismatch {
            throw mismatch
        } catch {
            throw JSONFields.Mismatch(problem: "\(error)")
        }
    }

    /// What BPE spells words in.
    private static func alphabet(
        _ fields: JSONFields, _ vocabulary: Vocabulary, isByteLevel: Bool
    ) throws(JSONFields.Mismatch) -> BytePairEncoding.Alphabet {
        if isByteLevel { return .bytes }
        var unknownID: Int?
        if fields["unk_token"] != nil {
            unknownID = vocabulary.id(of: try fields.string("unk_token"))
            guard unknownID != nil else {
                throw fields.mismatch("unk_token", expected: "a token of the vocabulary")
            }
        }
        return .characters(
            unknownID: unknownID, fusesUnknown: try fields.bool("fuse_unk", default: false),
            fallsBackToBytes: try fields.bool("byte_fallback", default: false))
    }

    private static func wordPiece(
        _ fields: JSONFields, _ vocabulary: Vocabulary
    ) throws(JSONFields.Mismatch) -> TokenModel {
        let unknown = try fields.string("unk_token")
        guard let unknownID = vocabulary.id(of: unknown) else {
            throw fields.mismatch("unk_token", expected: "a token of the vocabulary")
        }
        return .wordPiece(
            WordPiece(
                vocabulary: vocabulary, unknownID: unknownID,
                continuation: try fields.string("continuing_subword_prefix"),
                maximumWordLength: try fields.count("max_input_chars_per_word")))
    }

    private static func bytePairs(
        _ fields: JSONFields, _ vocabulary: Vocabulary, _ merges: [(String, String)]?,
        isByteLevel: Bool
    ) throws(JSONFields.Mismatch) -> TokenModel {
        guard let merges else { throw fields.mismatch("merges", expected: "an array") }
        for name in ["continuing_subword_prefix", "end_of_word_suffix"]
        where fields[name] != nil && fields[name] != .string("") {
            throw fields.mismatch(
                name, expected: "null or an empty string; others are not supported")
        }
        switch fields["dropout"] {
        case nil, .integer(0), .number(0): break
        default:
            throw fields.mismatch(
                "dropout",
                expected: "null; dropping merges at random is not supported")
        }
        do {
            return .bytePairs(
                try BytePairEncoding(
                    vocabulary: vocabulary, merges: merges,
                    alphabet: try alphabet(fields, vocabulary, isByteLevel: isByteLevel),
                    takesWholeWords: try fields.bool("ignore_merges", default: false)))
        } catch let failure as BytePairEncoding.Failure {
            throw JSONFields.Mismatch(problem: failure.problem)
        } catch let mismatch as JSONFields.Mismatch {
            throw mismatch
        } catch {
            throw JSONFields.Mismatch(problem: "\(error)")
        }
    }
}

extension AddedToken {
    init(json: JSONValue) throws(JSONFields.Mismatch) {
        let content = try JSONFields(json, place: "an added token").string("content")
        let fields = try JSONFields(json, place: "the added token \"\(content)\"")
        self.init(
            content: content, id: try fields.count("id"),
            isSingleWord: try fields.bool("single_word"),
            stripsLeft: try fields.bool("lstrip"), stripsRight: try fields.bool("rstrip"),
            isNormalized: try fields.bool("normalized"))
    }
}

extension PostProcessor {
    init(json: JSONValue, vocabulary: Vocabulary) throws(JSONFields.Mismatch) {
        let (fields, type) = try JSONFields.stage(json, kind: "post-processor")
        switch type {
        case "BertProcessing", "RobertaProcessing":
            prefix = [try Self.pair("cls", of: fields, vocabulary)]
            suffix = [try Self.pair("sep", of: fields, vocabulary)]
            if type == "RobertaProcessing" { trimming = try Self.trimming(fields) }
        case "TemplateProcessing": try readTemplate(fields, vocabulary)
        case "ByteLevel": trimming = try Self.trimming(fields)
        case "Sequence":
            for step in try fields.array("processors") {
                let next = try PostProcessor(json: step, vocabulary: vocabulary)
                // A second stage would add its tokens around those of the first, and places are trimmed before both.
                guard prefix.isEmpty, suffix.isEmpty else {
                    throw .init(
                        problem: "the post-processor Sequence goes on after special tokens were "
                            + "added; that is not supported")
                }
                guard trimming == nil || next.trimming == nil else {
                    throw .init(problem: "the post-processor Sequence trims offsets twice")
                }
                self = PostProcessor(
                    prefix: next.prefix, suffix: next.suffix, trimming: trimming ?? next.trimming)
            }
        default: throw JSONFields.unsupported(type, kind: "post-processor")
        }
    }

    private static func trimming(_ fields: JSONFields) throws(JSONFields.Mismatch) -> Trimming? {
        let keepsPrefixSpace = try fields.bool("add_prefix_space")
        return try fields.bool("trim_offsets") ? Trimming(keepsPrefixSpace: keepsPrefixSpace) : nil
    }

    /// Reads a special token written as `["[CLS]", 101]`.
    private static func pair(
        _ name: String, of fields: JSONFields, _ vocabulary: Vocabulary
    ) throws(JSONFields.Mismatch) -> Int {
        guard case .array(let pair) = fields[name], pair.count == 2,
            case .string(let token) = pair[0], case .integer(let id) = pair[1]
        else { throw fields.mismatch(name, expected: "a token with its id") }
        return try check(id, of: token, in: vocabulary)
    }

    private static func check(
        _ id: Int, of token: String, in vocabulary: Vocabulary
    ) throws(JSONFields.Mismatch) -> Int {
        guard vocabulary.id(of: token) == id else {
            throw .init(
                problem: "the post-processor has the id \(id) for \"\(token)\", but in the "
                    + "vocabulary "
                    + (vocabulary.id(of: token).map { "it is \($0)" } ?? "there is no such token"))
        }
        return id
    }

    private mutating func readTemplate(
        _ fields: JSONFields, _ vocabulary: Vocabulary
    ) throws(JSONFields.Mismatch) {
        let single = try fields.array("single")
        let specialTokens = try JSONFields(
            fields["special_tokens"] ?? .object([]), place: "\"special_tokens\"")
        var sentences = 0
        for piece in single {
            guard case .object(let members) = piece, members.count == 1 else {
                throw fields.mismatch("single", expected: "objects of one member each")
            }
            let kind = members[0].name
            let piece = try JSONFields(members[0].value, place: "a \(kind) of the template")
            guard try piece.count("type_id") == 0 else {
                throw piece.mismatch("type_id", expected: "0; others are not supported")
            }
            let name = try piece.string("id")
            switch kind {
            case "Sequence" where name == "A": sentences += 1
            case "SpecialToken":
                let ids = try Self.ids(of: name, among: specialTokens, vocabulary)
                if sentences == 0 { prefix += ids } else { suffix += ids }
            default: throw JSONFields.unsupported("\(kind) \(name)", kind: "template part")
            }
        }
        guard sentences == 1 else {
            throw .init(problem: "the template has the sentence \(sentences) times; expected once")
        }
    }

    private static func ids(
        of name: String, among specialTokens: JSONFields, _ vocabulary: Vocabulary
    ) throws(JSONFields.Mismatch) -> [Int] {
        let token = try JSONFields(
            specialTokens[name] ?? .null, place: "the special token \"\(name)\" of the template")
        let texts = try token.array("tokens")
        let numbers = try token.array("ids")
        guard texts.count == numbers.count else {
            throw token.mismatch("ids", expected: "as many as \"tokens\"")
        }
        var ids: [Int] = []
        for case (.string(let text), .integer(let id)) in zip(texts, numbers) {
            ids.append(try check(id, of: text, in: vocabulary))
        }
        guard ids.count == texts.count else {
            throw token.mismatch("ids", expected: "numbers, and strings for \"tokens\"")
        }
        return ids
    }
}

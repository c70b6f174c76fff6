import Foundation

/// The part that a special token plays, by its key in the files, in the order in which transformers adds them.
enum SpecialTokenRole: String, Sendable, CaseIterable {
    case beginning = "bos_token"
    case end = "eos_token"
    case unknown = "unk_token"
    case separator = "sep_token"
    case padding = "pad_token"
    case classifier = "cls_token"
    case mask = "mask_token"
}

/// What `tokenizer_config.json`, `special_tokens_map.json` and `added_tokens.json` say.
///
/// As in transformers, the latter two count only where `tokenizer_config.json` does not list the added tokens,
/// and then come before it.
struct TokenizerConfiguration {
    /// The class of transformers that made the tokenizer, without the "Fast" at its end.
    private(set) var className: String?
    // `nil` for what the files do not say.
    private(set) var lowercases: Bool?
    private(set) var stripsAccents: Bool?
    private(set) var separatesIdeographs: Bool?
    private(set) var keepsAccents: Bool?
    private(set) var splitsPunctuation: Bool?
    private(set) var addsPrefixSpace: Bool?
    private(set) var trimsOffsets: Bool?
    private(set) var unknownID: Int?
    /// The special tokens that the files name.
    private(set) var roles: [SpecialTokenRole: Named] = [:]
    /// Special tokens whose role only one model has.
    private(set) var ownRoles: [AddedToken] = []
    /// Further ones.
    private(set) var additional: [AddedToken]?
    /// The tokens that `added_tokens_decoder` lists, in the order of their ids.
    private(set) var listed: [AddedToken]?
    /// The tokens of `added_tokens.json`.
    private(set) var older: [AddedToken] = []

    /// A special token as a file writes it.
    struct Named {
        var token: AddedToken
        /// Whether it is written as its string alone.
        var isString: Bool
    }

    init() {}

    /// Reads the files of a model's folder; none needs to be there.
    /// - Throws: `TokenizerError`; `SystemError` for one that is there and cannot be read.
    init(directory: String) throws {
        try Self.read(directory + "/tokenizer_config.json") { fields throws(JSONFields.Mismatch) in
            try readSettings(fields)
            try readTokens(fields, areSpecial: false)
        }
        guard listed == nil else { return }
        try Self.read(directory + "/special_tokens_map.json") {
            fields throws(JSONFields.Mismatch) in try readTokens(fields, areSpecial: true)
        }
        try Self.read(directory + "/added_tokens.json") { fields throws(JSONFields.Mismatch) in
            let special = roles.values.map(\.token) + (additional ?? [])
            for content in fields.names {
                older.append(
                    AddedToken(
                        content: content, id: try fields.count(content),
                        isNormalized: !special.contains { $0.content == content }))
            }
        }
    }

    /// Reads the object in a file, where there is the file.
    static func read(
        _ path: String, _ body: (JSONFields) throws(JSONFields.Mismatch) -> Void
    ) throws {
        guard let data = try tokenizerFileContents(at: path) else { return }
        do {
            try body(JSONFields(JSONValue(data), place: "the file"))
        } catch let failure as JSONScanner.Failure {
            throw TokenizerError.invalidFile(
                path: path, problem: "not valid at byte \(failure.offset): \(failure.problem)")
        } catch let mismatch as JSONFields.Mismatch {
            throw TokenizerError.invalidFile(path: path, problem: mismatch.problem)
        }
    }

    private mutating func readSettings(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        func flag(_ name: String) throws(JSONFields.Mismatch) -> Bool? {
            fields[name] == nil ? nil : try fields.bool(name)
        }
        if fields["tokenizer_class"] != nil {
            className = TokenizerClass.plainName(try fields.string("tokenizer_class"))
        }
        lowercases = try flag("do_lower_case")
        stripsAccents = try flag("strip_accents")
        separatesIdeographs = try flag("tokenize_chinese_chars")
        keepsAccents = try flag("keep_accents")
        splitsPunctuation = try flag("split_by_punct")
        addsPrefixSpace = try flag("add_prefix_space")
        trimsOffsets = try flag("trim_offsets")
        if fields["unk_id"] != nil { unknownID = try fields.count("unk_id") }
        if try fields.bool("split_special_tokens", default: false) {
            throw fields.mismatch(
                "split_special_tokens", expected: "false; special tokens are never split")
        }
        guard let json = fields["added_tokens_decoder"] else { return }
        let tokens = try JSONFields(json, place: "\"added_tokens_decoder\"")
        var listed: [AddedToken] = []
        for name in tokens.names {
            guard let id = Int(name), let json = tokens[name] else {
                throw tokens.mismatch(name, expected: "an id with its token")
            }
            var token = try Self.token(json, name, of: tokens, isSpecial: false).token
            token.id = id
            listed.append(token)
        }
        self.listed = listed.sorted { $0.id < $1.id }
    }

    /// - Parameter areSpecial: whether tokens without a part to play are special where the file does not say.
    private mutating func readTokens(
        _ fields: JSONFields, areSpecial: Bool
    ) throws(JSONFields.Mismatch) {
        for name in fields.names where name.hasSuffix("_token") {
            guard let json = fields[name] else { continue }
            if let role = SpecialTokenRole(rawValue: name) {
                roles[role] = try Self.token(json, name, of: fields, isSpecial: true)
            } else if case .string(let content) = json {
                ownRoles.append(AddedToken(content: content, id: 0))
            }
        }
        for name in ["extra_special_tokens", "additional_special_tokens"]
        where additional?.isEmpty ?? true {
            var tokens: [AddedToken] = []
            switch fields[name] {
            case nil: continue
            case .array(let entries):
                for json in entries {
                    tokens.append(
                        try Self.token(json, name, of: fields, isSpecial: areSpecial).token)
                }
            case .some(let json):
                let named = try JSONFields(json, place: "\"\(name)\"")
                for key in named.names {
                    guard let json = named[key] else { continue }
                    tokens.append(
                        try Self.token(json, key, of: named, isSpecial: areSpecial).token)
                }
            }
            additional = tokens
        }
    }

    /// A token that is written as its string or as an object of its settings.
    private static func token(
        _ json: JSONValue, _ name: String, of fields: JSONFields, isSpecial: Bool
    ) throws(JSONFields.Mismatch) -> Named {
        switch json {
        case .string(let content):
            return Named(token: AddedToken(content: content, id: 0), isString: true)
        case .object:
            let fields = try JSONFields(json, place: "\"\(name)\"")
            let isSpecial = try fields.bool("special", default: isSpecial)
            let token = AddedToken(
                content: try fields.string("content"), id: 0,
                isSingleWord: try fields.bool("single_word", default: false),
                stripsLeft: try fields.bool("lstrip", default: false),
                stripsRight: try fields.bool("rstrip", default: false),
                isNormalized: try fields.bool("normalized", default: !isSpecial))
            return Named(token: token, isString: false)
        default: throw fields.mismatch(name, expected: "a token")
        }
    }
}

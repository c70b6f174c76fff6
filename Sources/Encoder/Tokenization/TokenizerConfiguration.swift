import Foundation

/// What `tokenizer_config.json` and `special_tokens_map.json` say. They are all there is beside a
/// `vocab.txt`; beside a `tokenizer.json` only what they say of the normaliser counts.
struct TokenizerConfiguration {
    /// `nil` for what the files do not say.
    private var lowercases: Bool?
    private var stripsAccents: Bool?
    private var separatesIdeographs: Bool?
    /// The special tokens by the part they play; those of BERT where the files name none.
    private(set) var unknown = AddedToken(content: "[UNK]", id: 0)
    private(set) var classifier = AddedToken(content: "[CLS]", id: 0)
    private(set) var separator = AddedToken(content: "[SEP]", id: 0)
    private(set) var padding = AddedToken(content: "[PAD]", id: 0)
    private(set) var mask = AddedToken(content: "[MASK]", id: 0)
    /// Further ones.
    private(set) var additional: [AddedToken] = []

    /// Reads the files of a model's folder; neither needs to be there.
    /// - Throws: `TokenizerError`; `SystemError` for one that is there and cannot be read.
    init(directory: String) throws {
        for name in ["special_tokens_map.json", "tokenizer_config.json"] {
            let path = directory + "/" + name
            guard let data = try fileContents(at: path) else { continue }
            do {
                try read(JSONFields(JSONValue(data), place: "the file"))
            } catch let failure as JSONScanner.Failure {
                throw TokenizerError.invalidFile(
                    path: path, problem: "not valid at byte \(failure.offset): \(failure.problem)")
            } catch let mismatch as JSONFields.Mismatch {
                throw TokenizerError.invalidFile(path: path, problem: mismatch.problem)
            }
        }
    }

    init() {}

    /// BERT's normaliser with what the files say of it.
    /// - Parameter other: for what they do not say.
    func normalizer(over other: BertNormalizer) -> BertNormalizer {
        BertNormalizer(
            cleansText: other.cleansText,
            separatesIdeographs: separatesIdeographs ?? other.separatesIdeographs,
            // Accents go with lower-casing wherever that is said and they are not.
            stripsAccents: stripsAccents ?? lowercases ?? other.stripsAccents,
            lowercases: lowercases ?? other.lowercases)
    }

    private mutating func read(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        func flag(_ name: String) throws(JSONFields.Mismatch) -> Bool? {
            fields[name] == nil ? nil : try fields.bool(name)
        }
        lowercases = try flag("do_lower_case") ?? lowercases
        stripsAccents = try flag("strip_accents") ?? stripsAccents
        separatesIdeographs = try flag("tokenize_chinese_chars") ?? separatesIdeographs
        try Self.read("unk_token", of: fields, into: &unknown)
        try Self.read("cls_token", of: fields, into: &classifier)
        try Self.read("sep_token", of: fields, into: &separator)
        try Self.read("pad_token", of: fields, into: &padding)
        try Self.read("mask_token", of: fields, into: &mask)
        if fields["additional_special_tokens"] != nil {
            additional = []
            for json in try fields.array("additional_special_tokens") {
                additional.append(try Self.token(json, "additional_special_tokens", of: fields))
            }
        }
        // MPNet's mask takes the space before it along, which its files do not say.
        if case .string(let type) = fields["tokenizer_class"], type.hasPrefix("MPNetTokenizer"),
            case .string = fields["mask_token"]
        {
            mask.stripsLeft = true
        }
    }

    private static func read(
        _ name: String, of fields: JSONFields, into token: inout AddedToken
    ) throws(JSONFields.Mismatch) {
        if let json = fields[name] { token = try Self.token(json, name, of: fields) }
    }

    /// A token that is written as its string or as an object of its settings.
    private static func token(
        _ json: JSONValue, _ name: String, of fields: JSONFields
    ) throws(JSONFields.Mismatch) -> AddedToken {
        switch json {
        case .string(let content): return AddedToken(content: content, id: 0)
        case .object:
            let fields = try JSONFields(json, place: "\"\(name)\"")
            return AddedToken(
                content: try fields.string("content"), id: 0,
                isSingleWord: try fields.bool("single_word", default: false),
                stripsLeft: try fields.bool("lstrip", default: false),
                stripsRight: try fields.bool("rstrip", default: false),
                isNormalized: try fields.bool("normalized", default: false))
        default: throw fields.mismatch(name, expected: "a token")
        }
    }
}

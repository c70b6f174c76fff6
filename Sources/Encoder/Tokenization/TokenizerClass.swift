/// The classes of transformers that put a tokenizer together themselves.
///
/// Such a class takes the vocabulary from whatever file has it and builds every stage anew, from its own
/// defaults and `tokenizer_config.json`. The stages in a `tokenizer.json` then do not count. This is what
/// transformers 5 does (the classes' `__init__` in its 5.23.0); `TokenizerComparison` tells where 4 differs.
enum TokenizerClass: String, Sendable, CaseIterable {
    case bert = "BertTokenizer"
    case mpnet = "MPNetTokenizer"
    case roberta = "RobertaTokenizer"
    case deberta = "DebertaTokenizer"
    case xlmRoberta = "XLMRobertaTokenizer"
    case camembert = "CamembertTokenizer"
    case albert = "AlbertTokenizer"
    case debertaV2 = "DebertaV2Tokenizer"

    /// Other names for the same.
    private static let aliases: [String: TokenizerClass] = [
        "DistilBertTokenizer": .bert, "ElectraTokenizer": .bert, "MobileBertTokenizer": .bert,
        "SqueezeBertTokenizer": .bert, "LxmertTokenizer": .bert, "LayoutLMTokenizer": .bert,
        roFormer: .bert, "LongformerTokenizer": .roberta, "BartTokenizer": .roberta,
    ]

    /// The class of BERT's stages that also cuts Chinese into the words of a dictionary.
    static let roFormer = "RoFormerTokenizer"

    /// The classes that read a `tokenizer.json` as it stands.
    static let fileReaders = ["PreTrainedTokenizer", "TokenizersBackend"]

    /// The class of each model type, by `AutoTokenizer`.
    private static let names: [String: String] = [
        "bert": "BertTokenizer", "distilbert": "BertTokenizer", "electra": "BertTokenizer",
        "roformer": roFormer, "mpnet": "MPNetTokenizer", "roberta": "RobertaTokenizer",
        "deberta": "DebertaTokenizer", "deberta-v2": "DebertaV2Tokenizer",
        "xlm-roberta": "XLMRobertaTokenizer", "camembert": "CamembertTokenizer",
        "albert": "AlbertTokenizer",
        // Whatever their files say.
        "xlm-roberta-xl": "TokenizersBackend", "modernbert": "TokenizersBackend",
    ]

    /// The class by its name, without the "Fast" at its end.
    init?(name: String) {
        guard let found = Self(rawValue: name) ?? Self.aliases[name] else { return nil }
        self = found
    }

    static func plainName(_ name: String) -> String {
        name.hasSuffix("Fast") ? String(name.dropLast(4)) : name
    }

    /// The name of the class that `AutoTokenizer` takes for a folder.
    /// - Parameters:
    ///   - named: the class that the folder's files name.
    ///   - modelType: `model_type` in `config.json`.
    /// - Returns: `nil` where nothing says it.
    static func name(named: String?, modelType: String?) -> String? {
        let own = modelType.flatMap { names[$0] }
        return own.map(fileReaders.contains) == true ? own : named ?? own
    }

    /// The file that holds the vocabulary where there is no `tokenizer.json`.
    var vocabularyFile: String {
        switch self {
        case .bert, .mpnet: "vocab.txt"
        case .roberta, .deberta: "vocab.json"
        case .xlmRoberta, .camembert: "sentencepiece.bpe.model"
        case .albert: "spiece.model"
        case .debertaV2: "spm.model"
        }
    }

    /// The special token of a role where no file names it.
    func standardToken(_ role: SpecialTokenRole) -> String? {
        switch self {
        case .bert:
            switch role {
            case .beginning, .end: return nil
            case .unknown: return "[UNK]"
            case .separator: return "[SEP]"
            case .padding: return "[PAD]"
            case .classifier: return "[CLS]"
            case .mask: return "[MASK]"
            }
        case .mpnet, .roberta, .xlmRoberta, .camembert:
            switch role {
            case .beginning, .classifier: return "<s>"
            case .end, .separator: return "</s>"
            case .unknown: return self == .mpnet ? "[UNK]" : "<unk>"
            case .padding: return "<pad>"
            case .mask: return "<mask>"
            }
        case .albert, .deberta, .debertaV2:
            switch role {
            case .beginning, .classifier: return "[CLS]"
            case .end, .separator: return "[SEP]"
            case .unknown: return self == .albert ? "<unk>" : "[UNK]"
            case .padding: return self == .albert ? "<pad>" : "[PAD]"
            case .mask: return "[MASK]"
            }
        }
    }

    /// A special token that is given as its string.
    func token(_ content: String, as role: SpecialTokenRole) -> AddedToken {
        AddedToken(
            content: content, id: 0,
            stripsLeft: role == .mask && (self == .mpnet || self == .camembert))
    }

    /// The special tokens beyond those of the roles, where no file names any.
    var standardAdditionalTokens: [AddedToken] {
        guard self == .camembert else { return [] }
        return ["<s>NOTUSED", "</s>NOTUSED", "<unk>NOTUSED"].map { AddedToken(content: $0, id: 0) }
    }
}

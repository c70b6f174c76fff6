/// The second stage of a tokenizer: splits normalised text into words.
indirect enum PreTokenizer: Sendable, Equatable {
    case bert
    /// Words and runs of other characters, white space left out: `\w+|[^\w\s]+`.
    case whitespace
    /// What stands between white space.
    case whitespaceSplit
    case punctuation(PunctuationRole)
    case byteLevel(ByteLevelSplitter)
    case metaspace(Metaspace)
    case sequence([PreTokenizer])

    /// What becomes of punctuation, by the name in the file.
    enum PunctuationRole: String, Sendable, CaseIterable {
        case isolated = "Isolated"
        case removed = "Removed"
        case contiguous = "Contiguous"
    }

    /// Splits the parts of a text; those that are a token of their own stay as they are.
    func callAsFunction(_ parts: [PreToken]) -> [PreToken] {
        if case .sequence(let steps) = self { return steps.reduce(parts) { $1($0) } }
        if parts.count == 1, parts[0].tokenID == nil { return split(parts[0].scalars) }
        return parts.flatMap { $0.tokenID == nil ? split($0.scalars) : [$0] }
    }

    private func split(_ scalars: ArraySlice<AlignedScalar>) -> [PreToken] {
        switch self {
        case .bert: BertPreTokenizer().split(scalars)
        case .whitespace:
            scalars.split { scalar in
                if scalar.isWordCharacter { return .joined(0) }
                return scalar.isBertWhitespace ? .removed : .joined(1)
            }
        case .whitespaceSplit: scalars.split { $0.isBertWhitespace ? .removed : .joined(0) }
        case .punctuation(let role):
            scalars.split { scalar in
                guard scalar.isBertPunctuation else { return .joined(0) }
                switch role {
                case .isolated: return .alone
                case .removed: return .removed
                case .contiguous: return .joined(1)
                }
            }
        case .byteLevel(let splitter): splitter.split(scalars)
        case .metaspace(let metaspace): metaspace.split(scalars)
        case .sequence: [PreToken(scalars)]
        }
    }

    /// Whether the words that come out of it are read byte by byte.
    var byteLevel: ByteLevelSplitter? {
        switch self {
        case .byteLevel(let splitter): splitter
        case .sequence(let steps): steps.last?.byteLevel
        default: nil
        }
    }
}

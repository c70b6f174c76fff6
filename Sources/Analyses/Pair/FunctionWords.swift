import Files

/// Words of one language that carry grammar rather than meaning, and so say little about what
/// separates two meanings: articles, pronouns, prepositions, conjunctions, auxiliaries and particles.
///
/// The lists only decide which words the findings name, and whether they may call these content
/// words. Figures and data show every token.
struct FunctionWords: Sendable {
    /// ISO 639-1: `en`.
    let language: String
    private let words: Set<String>

    /// How many words are in the list.
    var count: Int { words.count }

    /// Every language that there is a list for.
    static let all: [FunctionWords] = parse(EmbeddedFile.text("function-words.txt"))

    /// For each word of any list the places in `all` of the lists that have it.
    private static let lists: [String: [Int]] = all.enumerated()
        .reduce(into: [:]) { result, entry in
            for word in entry.element.words { result[word, default: []].append(entry.offset) }
        }

    /// Whether `word` is in the list, in any case.
    func contains(_ word: String) -> Bool { words.contains(Self.plain(word)) }

    /// A word as the lists have it. Some tokenizers leave the apostrophe of a contraction at what follows it: don, ’t.
    private static func plain(_ word: String) -> String {
        String(word.lowercased().drop { $0 == "'" || $0 == "’" })
    }

    /// The list that fits a sentence: the one that has most of its words, if that is at least a sixth of
    /// them.
    ///
    /// Related languages share words. Where several lists have equally many, they fit only if they leave
    /// the same words as content.
    ///
    /// - Parameter sentence: its words, without punctuation.
    /// - Returns: `nil` where nothing can be said about which words carry the meaning.
    static func fitting(_ sentence: [String]) -> FunctionWords? {
        let found = sentence.map { lists[plain($0)] ?? [] }
        var hits = [Int](repeating: 0, count: all.count)
        for place in found.joined() { hits[place] += 1 }
        guard let most = hits.max(), most > 0, most * leastShare >= sentence.count else {
            return nil
        }
        let best = all.indices.filter { hits[$0] == most }
        // All or none of the best have each word.
        let isShared = found.allSatisfy { places in
            let count = best.count { places.contains($0) }
            return count == 0 || count == best.count
        }
        guard isShared else { return nil }
        return all[best[0]]
    }

    /// The reciprocal of the share of a sentence's words that a list must have.
    private static let leastShare = 6

    /// Reads lines such as `de: der die das`.
    private static func parse(_ text: String) -> [FunctionWords] {
        var order: [String] = []
        var lists: [String: Set<String>] = [:]
        for line in text.split(separator: "\n")
        where !line.hasPrefix("#") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let language = String(parts[0])
            if lists[language] == nil { order.append(language) }
            lists[language, default: []].formUnion(parts[1].split(separator: " ").map(String.init))
        }
        return order.map { FunctionWords(language: $0, words: lists[$0] ?? []) }
    }
}

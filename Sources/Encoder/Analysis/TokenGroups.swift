/// How the tokens of a sentence are gathered for display: each alone, or the pieces of a word together,
/// with or without the special tokens.
public struct TokenGroups: Sendable, Equatable {
    /// The tokens of each group, ascending; none of one that stands for what is left out.
    public let groups: [[Int]]
    /// A label for each group: the token, or, where words are merged, the word as the tokenizer sees it.
    /// A token that is unknown to the model keeps its name.
    public let labels: [String]
    /// Tokens that have no group but count in shares: those of a long text that are not shown.
    package let others: [Int]

    /// Groups that are known already, with their labels; as many of both.
    package init(groups: [[Int]], labels: [String], others: [Int] = []) {
        self.groups = groups
        self.labels = labels
        self.others = others
    }

    /// - Parameters:
    ///   - sequence: the sentence.
    ///   - mergesWords: gathers the pieces of each word.
    ///   - hidesSpecial: leaves out the tokens that the model adds.
    public init(_ sequence: TokenSequence, mergesWords: Bool, hidesSpecial: Bool) {
        var groups: [[Int]] = []
        var labels: [String] = []
        for (token, word) in sequence.wordIndices.enumerated() {
            if word == nil, hidesSpecial { continue }
            if mergesWords, let word, let last = groups.last?.last,
                sequence.wordIndices[last] == word
            {
                groups[groups.count - 1].append(token)
                labels[labels.count - 1] = sequence.words[word].text
            } else {
                groups.append([token])
                let name = sequence.tokens[token]
                // A token of white space alone stands for a word without text.
                let text = mergesWords ? word.map { sequence.words[$0].text } ?? "" : ""
                labels.append(text.isEmpty || TokenSequence.isUnknown(name) ? name : text)
            }
        }
        self.groups = groups
        self.labels = labels
        others = []
    }

    /// What stands for groups that are left out.
    package static let gapLabel = "⋯"

    /// The groups that stand for others, which are left out.
    package var gaps: Set<Int> { Set(groups.indices.filter { groups[$0].isEmpty }) }

    /// Some of the groups, each run of the others as one group without tokens. The others keep their part in
    /// shares.
    ///
    /// - Parameter kept: Indices of groups, ascending.
    package func narrowed(to kept: [Int]) -> TokenGroups {
        let kept = kept.filter(groups.indices.contains)
        var shown: [(tokens: [Int], label: String)] = []
        var next = 0
        for index in kept {
            if index > next { shown.append(([], Self.gapLabel)) }
            shown.append((groups[index], labels[index]))
            next = index + 1
        }
        if next < groups.count { shown.append(([], Self.gapLabel)) }
        let isKept = Set(kept)
        return TokenGroups(
            groups: shown.map(\.tokens), labels: shown.map(\.label),
            others: others
                + groups.indices.filter { !isKept.contains($0) }.flatMap { groups[$0] })
    }

    /// The indices of the groups that hold one of some tokens.
    public func indices(of tokens: [Int]) -> Set<Int> {
        Set(groups.indices.filter { !Set(groups[$0]).isDisjoint(with: tokens) })
    }

    /// Attention between groups: from a group, the mean over its tokens' rows; to a group, the sum
    /// over its tokens' columns (Clark et al. 2019). Where tokens are left out, each row is divided by
    /// what remains of it.
    ///
    /// - Parameter attention: `[tokens][tokens]`, rows attend.
    /// - Returns: `[groups][groups]`, each row summing to 1; NaN where the attention lacks a token; 0 for
    ///   what is left out.
    public func merge(_ attention: [[Float]]) -> [[Float]] {
        let width = attention.first?.count ?? 0
        return groups.map { rows in
            if rows.isEmpty { return Array(repeating: 0, count: groups.count) }
            let known = rows.filter(attention.indices.contains)
            let row = mean(of: known.map { attention[$0][...] }, width: width)
            return merge(row: known.count == rows.count ? row : [])
        }
    }

    /// The same for one row of attention, `[tokens]` to `[groups]`.
    public func merge(row: [Float]) -> [Float] {
        let sums = (groups + [others]).map { columns in
            columns.reduce(0) { $0 + ($1 < row.count ? row[$1] : .nan) }
        }
        return AttentionSummary.normalized(sums).dropLast()
    }
}

extension ModelOutput {
    /// All attention of one layer: of one head, or the mean over heads.
    ///
    /// - Returns: `[tokens][tokens]`, rows attend; NaN where there is no such layer, head or row.
    public func attention(layer: Int, head: Int?) -> [[Float]] {
        (0..<tokenCount).map { token in
            if let head { return Array(attention(from: token, layer: layer, head: head)) }
            return mean(
                of: (0..<headCount).map { attention(from: token, layer: layer, head: $0) },
                width: tokenCount)
        }
    }
}

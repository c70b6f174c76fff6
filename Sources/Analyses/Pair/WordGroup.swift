/// The tokens of one word, put back together for display.
struct WordGroup: Equatable {
    /// As it stands in the sentence, so with its capitals and accents.
    var text: String
    var tokens: [Int]
}

extension AnalyzedPair.Sentence {
    /// The words with their tokens.
    ///
    /// - Returns: one group per word in sentence order, added tokens as groups of their own.
    func wordGroups() -> [WordGroup] {
        let scalars = Array(text.unicodeScalars)
        let groups = words.map(Self.groups) ?? groupsOfPieces()
        return groups.map { WordGroup(text: surface($0, in: scalars), tokens: $0) }
    }

    /// Neighbours with one number are one word; a token without a number is alone.
    static func groups(_ words: [Int?]) -> [[Int]] {
        var groups: [[Int]] = []
        for (index, word) in words.enumerated() {
            if let word, index > 0, words[index - 1] == word {
                groups[groups.count - 1].append(index)
            } else {
                groups.append([index])
            }
        }
        return groups
    }

    /// What the tokens' spelling says where there are no numbers: in WordPiece, a token that starts with
    /// `##` belongs to the one before it.
    func groupsOfPieces() -> [[Int]] {
        let special = isSpecial
        var groups: [[Int]] = []
        for (index, token) in tokens.enumerated() {
            let continues =
                token.utf8.starts(with: "##".utf8) && token.utf8.count > 2 && index > 0
                && !special[index] && !special[index - 1]
            if continues {
                groups[groups.count - 1].append(index)
            } else {
                groups.append([index])
            }
        }
        return groups
    }

    /// The stretch of text that the tokens cover, or their names joined if they cover none.
    private func surface(_ group: [Int], in scalars: [Unicode.Scalar]) -> String {
        let covered = group.map { offsets[$0] }.filter { !$0.isEmpty }
        let start = covered.map(\.lowerBound).min()
        let end = covered.map(\.upperBound).max()
        if let start, let end {
            return String(String.UnicodeScalarView(scalars[start..<end]))
        }
        let names = group.enumerated().map { position, token in
            position == 0 || words != nil
                ? tokens[token] : String(tokens[token].unicodeScalars.dropFirst(2))
        }
        return names.joined()
    }
}

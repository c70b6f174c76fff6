import Encoder

/// Where a word attends in the first and the last layer, without the special tokens: means over heads, as shares
/// of the sentence's words.
package struct WordAttention: Codable, Equatable, Sendable {
    /// The place of each word of the sentence, in Unicode scalars: `[start, end]`.
    package var places: [[Int]]
    /// Which of them are the word itself.
    package var own: [Int]
    /// A share for each place; they add up to 1.
    package var first: [Float]
    package var last: [Float]

    /// The shares by layer: the first, then the last.
    package var layers: [[Float]] { [first, last] }

    /// Whether its parts fit together: a file may be damaged.
    var isWhole: Bool {
        places.allSatisfy { $0.count == 2 } && first.count == places.count
            && last.count == places.count && own.allSatisfy(places.indices.contains)
    }

    /// What a word attends to, by kind; the first three add up to 1.
    package struct Kinds: Codable, Equatable, Sendable {
        /// The word itself.
        package var own: Float
        /// The words directly before and after it.
        package var beside: Float
        /// All others.
        package var others: Float
        /// The special tokens' part of the whole, which the others leave out.
        package var special: Float
    }
}

extension WordAttention {
    /// - Parameter target: the word's tokens.
    init(_ encoding: ModelOutput, target: [Int]) {
        let sequence = encoding.sequence
        let groups = TokenGroups(sequence, mergesWords: true, hidesSpecial: true)
        let shares = Self.rows(encoding, target).map(groups.merge(row:))
        places = groups.groups.map { tokens in
            let ranges = tokens.map { sequence.offsets[$0] }
            return [
                ranges.map(\.lowerBound).min() ?? 0, ranges.map(\.upperBound).max() ?? 0,
            ]
        }
        own = groups.indices(of: target).sorted()
        first = shares[0]
        last = shares[1]
    }

    /// The word's rows in the first and the last layer, `[2][tokens]`.
    private static func rows(_ encoding: ModelOutput, _ target: [Int]) -> [[Float]] {
        [0, encoding.layerCount - 1].map { layer in
            AttentionSummary.headMean(encoding.attention(from: target, layer: layer))
        }
    }

    /// The kinds in the first and the last layer.
    static func kinds(_ encoding: ModelOutput, target: [Int]) -> [Kinds] {
        let attention = WordAttention(encoding, target: target)
        let special = encoding.sequence.isSpecial
        let own = Set(attention.own)
        let beside = Set(own.flatMap { [$0 - 1, $0 + 1] }).subtracting(own)
        return zip(attention.layers, rows(encoding, target)).map { shares, row in
            func sum(_ isMeant: (Int) -> Bool) -> Float {
                shares.indices.reduce(0) { $0 + (isMeant($1) ? shares[$1] : 0) }
            }
            return Kinds(
                own: sum(own.contains), beside: sum(beside.contains),
                others: sum { !own.contains($0) && !beside.contains($0) },
                special: row.indices.reduce(0) { $0 + (special[$1] ? row[$1] : 0) })
        }
    }
}

/// The words of one sentence as several tokenizers divide it, so that their shares can stand side by side.
///
/// A column is the smallest part of the sentence that no tokenizer's word crosses: where one has *can't* and
/// another *can* and *'t*, both stand in one column, which has the sum of its words' shares.
package struct CommonWords: Equatable, Sendable {
    /// The place of each column, in Unicode scalars, in order.
    package let columns: [Range<Int>]

    /// - Parameter places: the words of each tokenizer.
    /// - Complexity: O(n log n) in the number of words of all.
    package init(_ places: [[[Int]]]) {
        let ranges = places.joined().map { $0[0]..<max($0[0], $0[1]) }
            .filter { !$0.isEmpty }
            .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        var columns: [Range<Int>] = []
        for range in ranges {
            if let last = columns.last, range.lowerBound < last.upperBound {
                columns[columns.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                columns.append(range)
            }
        }
        self.columns = columns
    }

    /// The column that holds a word's place; `nil` for one without text.
    package func column(of place: [Int]) -> Int? {
        guard place[0] < place[1] else { return nil }
        return columns.firstIndex { $0.lowerBound <= place[0] && place[1] <= $0.upperBound }
    }

    /// A tokenizer's shares by column; NaN where it has no word, as beyond the end of what a model reads.
    package func shares(_ shares: [Float], _ places: [[Int]]) -> [Float] {
        var sums = [Float](repeating: .nan, count: columns.count)
        for (share, place) in zip(shares, places) {
            guard let column = column(of: place) else { continue }
            sums[column] = (sums[column].isNaN ? 0 : sums[column]) + share
        }
        return sums
    }
}

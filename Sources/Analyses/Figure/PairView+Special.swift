import Charts
import Encoder
import Files

/// What part of attention goes to special tokens.
struct SpecialShare {
    /// From 0 to 1.
    var part: Float
    /// Whether it is the mean of several rows.
    var isMean: Bool
}

/// What figures of attention make of special tokens; the same for every kind.
extension PairView {
    /// Those of the shown tokens of a sentence that do not count for the scale, as indices of its labels.
    func apart(_ side: Int) -> Set<Int> {
        guard special == .apart else { return [] }
        let sentence = sentences[side]
        let groups = sentence.groups.groups
        // The place of tokens that are not shown has none.
        return Set(
            groups.indices.filter {
                !groups[$0].isEmpty && groups[$0].allSatisfy { sentence.isSpecial[$0] }
            })
    }

    /// From 0 to the largest number that counts for the scale: the same for figures that are compared.
    /// - Parameter rows: numbers by shown token, of a sentence given by its index.
    func range(of sides: [Int], _ rows: (_ side: Int) -> [[Float]]) -> ClosedRange<Double> {
        var largest: Float = 0
        for side in sides {
            let apart = apart(side)
            for row in rows(side) {
                let rest = row.indices.filter { !apart.contains($0) }
                let shown = rest.isEmpty ? row : rest.map { row[$0] }
                largest = max(largest, shown.max() ?? 0)
            }
        }
        return 0...(largest > 0 ? Double(largest) : 1)
    }

    /// The shown tokens that count for the scale and have the largest values, with their shares.
    func largest(_ row: [Float], _ side: Int, count: Int) -> [String] {
        let apart = apart(side)
        let labels = sentences[side].labels
        let places = labels.indices.filter { !apart.contains($0) }
        guard !places.isEmpty else { return Self.largest(row, labels, count: count) }
        return Self.largest(places.map { row[$0] }, places.map { labels[$0] }, count: count)
    }

    /// The part of some rows that special tokens take; `nil` where the sentence has none, or its rows are 0.
    /// - Parameter rows: numbers by token of the sentence, shown or not.
    func specialShare(_ rows: [[Float]], _ side: Int) -> SpecialShare? {
        let special = sentences[side].isSpecial
        guard special.contains(true) else { return nil }
        let shares = rows.compactMap { row -> Float? in
            let sum = row.reduce(0, +)
            guard sum > 0 else { return nil }
            return zip(row, special).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } / sum
        }
        guard !shares.isEmpty else { return nil }
        return SpecialShare(
            part: shares.reduce(0, +) / Float(shares.count), isMean: shares.count > 1)
    }

    /// The part that special tokens take of the attention of the others; `nil` as above.
    /// - Parameter maps: attention of all tokens, `[maps][tokens][tokens]`.
    func specialShare(_ side: Int, of maps: (ModelOutput) -> [[[Float]]]) -> SpecialShare? {
        let sentence = sentences[side]
        guard let encoding = sentence.encoding else { return nil }
        let rows = maps(encoding).flatMap { map in
            map.indices.filter { !sentence.isSpecial[$0] }.map { map[$0] }
        }
        return specialShare(rows, side)
    }

    /// The special tokens of some sentences, each once, under the model's names.
    func specialNames(_ sides: [Int]) -> [String] {
        var names: [String] = []
        for side in sides {
            for (token, isSpecial) in zip(sentences[side].tokens, sentences[side].isSpecial)
            where isSpecial && !names.contains(token) {
                names.append(token)
            }
        }
        return names
    }
}

// MARK: - Words

extension PairView {
    /// "[CLS] and [SEP] take 67.0% and 52.1%" for the sentences of the figure, or that they are left out;
    /// `nil` where special tokens count for the scale, or there are none.
    func specialNote(_ share: (_ side: Int) -> SpecialShare?) -> String? {
        let tokens = specialNames(sides)
        guard special != .scale, !tokens.isEmpty else { return nil }
        let names = Format.list(tokens)
        let shares = sides.compactMap(share)
        guard !shares.isEmpty else { return special == .hide ? "\(names) left out" : nil }
        let takes =
            (tokens.count > 1 ? "take " : "takes ")
            + Format.list(shares.map { Format.percent($0.part) })
            + (shares.contains { $0.isMean } ? " on average" : "")
        return special == .hide ? "\(names), which \(takes), left out" : "\(names) \(takes)"
    }

    /// The same as a sentence, for a caption; nothing where special tokens are not set apart.
    func specialRemark(_ share: (_ side: Int) -> SpecialShare?) -> String {
        guard special == .apart, let note = specialNote(share) else { return "" }
        return " \(note); values beyond the scale are grey."
    }

    /// What a page says of a scale that special tokens do not count for, at the end of a sentence.
    package var scaleNote: String {
        guard special == .apart, !specialNames(Array(sentences.indices)).isEmpty else { return "" }
        return ", fitted to the words; values of special tokens beyond it are grey"
    }
}

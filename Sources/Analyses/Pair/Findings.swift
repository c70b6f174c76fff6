import Files

extension AnalyzedPair {
    /// What the numbers say, in one sentence about the similarity and one or two about each side.
    ///
    /// Where there is a baseline, the similarity is the corrected one, and a second sentence says how
    /// far it is from that of unrelated words. What the model does not know is said first.
    ///
    /// A change of cosine below 0.02 counts as hardly any. In a sentence the attention to a word is
    /// the sum over its pieces of the mean over heads, as a share of the whole row, or of the
    /// row without the special tokens if the options hide them. Named are content words: not added
    /// tokens, tokens unknown to the model, punctuation, `FunctionWords` or the word itself. In a language
    /// that there is no list of function words for, any word may be named, and the sentence says so.
    ///
    /// - Parameter isVerdictSaid: whether `verdict()` is said beside them.
    package func findings(isVerdictSaid: Bool = false) -> [Finding] {
        Side.allCases.compactMap(unknownFinding) + [similarityFinding()]
            + [standingFinding(), isVerdictSaid ? nil : verdictFinding()].compactMap(\.self)
            + Side.allCases.map(attentionFinding)
            + Side.allCases.compactMap(occlusionFinding)
    }
}

// MARK: - What the model does not know

extension AnalyzedPair {
    /// How many tokens of a sentence are one and the same to the model; `nil` where none is.
    func unknownFinding(_ side: Side) -> Finding? {
        let sentence = sentence(side)
        let unknown = sentence.tokens.indices.filter(sentence.isUnknown)
        guard let first = unknown.first else { return nil }
        let count = sentence.isSpecial.count { !$0 }
        let name = sentence.tokens[first]
        let isOne = unknown.count == 1
        let start: Finding = """
            The model does not know \(isOne ? "one" : Format.grouped(unknown.count)) of the \
            \(Format.grouped(count)) tokens of sentence \(String(side.number)) and reads \
            \(isOne ? "it" : "each") as \(name)
            """
        if !Set(unknown).isDisjoint(with: sentence.target) {
            return
                "\(start): \(word: sentence.word) is one of them, so that little here is about it."
        }
        return isOne ? "\(start)." : "\(start), so that it cannot tell them apart."
    }
}

// MARK: - Similarity

extension AnalyzedPair {
    /// The least change of cosine that is called a change.
    static let smallChange: Float = 0.02

    /// The distance from the baseline that is called one: it is measured to about two digits.
    static let smallDistance: Float = 0.05

    /// Same sense or not; `nil` without a calibration.
    func verdictFinding() -> Finding? {
        analyses.verdict?.finding(cosine: similarity.cosine, layers: similarity.layers)
    }

    /// How the word stands to unrelated words after the last layer; `nil` without a baseline.
    func standingFinding() -> Finding? {
        guard let corrected = analyses.corrected, let distance = corrected.cosine.last,
            let cosine = similarity.cosine.last, let usual = corrected.baseline.last,
            let layer = similarity.layers.last
        else { return nil }
        let more =
            abs(distance) < Self.smallDistance
            ? "hardly \(distance < 0 ? "less" : "more") alike"
            : distance < 0 ? "less alike" : "more alike"
        return """
            After the last layer (\(layer)) they are \(more) than unrelated words are on average: \
            their cosine is \(Format.cosine(cosine)), against \(Format.cosine(usual)).
            """
    }

    func similarityFinding() -> Finding {
        guard let corrected = analyses.corrected else {
            return change(of: similarity.cosine, "The similarity of \(wordVectors)", "cosine")
        }
        return change(
            of: corrected.cosine,
            """
            The corrected similarity of \(wordVectors), their cosine minus that of unrelated words at \
            the same layer,
            """, "corrected cosine")
    }

    /// How numbers by layer change, told of a subject.
    private func change(of cosine: [Float], _ subject: Finding, _ name: String) -> Finding {
        guard let first = cosine.first, let last = cosine.last, let end = similarity.layers.last,
            let lowest = cosine.min(), let highest = cosine.max(),
            let lowestLayer = cosine.firstIndex(of: lowest),
            let highestLayer = cosine.firstIndex(of: highest)
        else { return "" }

        let from = "from \(Format.cosine(first)) at the embeddings (emb)"
        let to = "to \(Format.cosine(last)) after the last layer (\(end))"
        let small = Self.smallChange

        if highest - lowest < small {
            return """
                \(subject) hardly changes: its \(name) stays between \(Format.cosine(lowest)) and \
                \(Format.cosine(highest)) at every layer.
                """
        }
        if first - last >= small {
            let dip =
                last - lowest >= small / 10
                ? "; it is lowest after \(similarity.layers[lowestLayer]) "
                    + "(\(Format.cosine(lowest)))"
                : ", where it is lowest"
            return "\(subject) falls \(from) \(to)\(dip)."
        }
        if last - first >= small {
            let dip =
                first - lowest >= small
                ? ", after a low of \(Format.cosine(lowest)) after "
                    + similarity.layers[lowestLayer]
                : ""
            return "\(subject) does not fall but rises, \(from) \(to)\(dip)."
        }
        // The ends agree, the middle does not.
        let ends = "hardly changes \(from) \(to)"
        if first - lowest >= highest - first {
            return """
                \(subject) \(ends), but is lower in between: \(Format.cosine(lowest)) after \
                \(similarity.layers[lowestLayer]).
                """
        }
        return """
            \(subject) \(ends), but is higher in between: \(Format.cosine(highest)) after \
            \(similarity.layers[highestLayer]).
            """
    }

    private var wordVectors: Finding {
        let (first, second) = (sentences[0].word, sentences[1].word)
        if first.lowercased() == second.lowercased() {
            return "the two vectors of \(word: first)"
        }
        return "the vectors of \(word: first) and \(word: second)"
    }
}

// MARK: - Attention

extension AnalyzedPair {
    /// What one layer looks at most among the words that may be named.
    struct Leader: Equatable {
        var word: String
        /// Fraction of the row, 0…1.
        var share: Float
        /// The next word, if its share is nearly the same.
        var rival: (word: String, share: Float)?
        /// The number of shown tokens.
        var tokenCount: Int

        /// Whether the share is more than each of the shown tokens would have if all had the same.
        var standsOut: Bool { share * Float(tokenCount) > 1 }

        static func == (a: Leader, b: Leader) -> Bool {
            a.word == b.word && a.share == b.share && a.tokenCount == b.tokenCount
                && a.rival?.word == b.rival?.word && a.rival?.share == b.rival?.share
        }
    }

    /// The word with the largest share at a layer; `nil` where none may be named.
    func leader(side: Side, layer: Int) -> Leader? {
        let hides = options.hidesSpecial
        let shown = shownTokens(side: side, hidingSpecial: hides)
        let row = attentionRow(side: side, layer: layer, head: nil, hidingSpecial: hides)
        let share = Dictionary(uniqueKeysWithValues: zip(shown, row))

        // Stable: of equal shares the earlier word leads.
        let ranked = sentence(side).namedWords().groups.enumerated()
            .map { place, group in
                (
                    place: place, word: group.text,
                    share: group.tokens.reduce(0) { $0 + (share[$1] ?? 0) }
                )
            }
            .sorted { ($1.share, $0.place) < ($0.share, $1.place) }
        guard let first = ranked.first else { return nil }
        // Nearly the same: within a tenth.
        let rival = ranked.dropFirst().first.flatMap {
            $0.share >= 0.9 * first.share ? (word: $0.word, share: $0.share) : nil
        }
        return Leader(
            word: first.word, share: first.share, rival: rival, tokenCount: shown.count)
    }

    func attentionFinding(_ side: Side) -> Finding {
        let word: Finding = "\(word: sentence(side).word)"
        let place = "sentence \(side.number)"
        let shown = options.layer
        let kind = sentence(side).namedWords().kind
        guard let early = leader(side: side, layer: 0), let late = leader(side: side, layer: shown)
        else {
            return """
                In \(place) there is no known \(kind.singular) besides \(word), so none is named here.
                """
        }
        let basis =
            options.hidesSpecial
            ? "averaged over the heads, special tokens left out" : "averaged over the heads"
        let start: Finding = "Of \(kind.all(in: place)), \(word) attends most"
        let first: Finding = "in the first layer (\(details(early, layer: 0)))"
        if shown == 0 { return "\(start) \(object(early)) \(first), \(basis)." }

        let later = shown == model.layers - 1 ? "the last" : "a later one"
        let last: Finding =
            "in \(later) (\(details(late, layer: shown)))"
        if early.word == late.word, early.rival?.word == late.rival?.word {
            return "\(start) \(object(early)), both \(first) and \(last), \(basis)."
        }
        return "\(start) \(object(early)) \(first) and \(object(late)) \(last), \(basis)."
    }

    /// Whether the vector depends on what the word attends to; `nil` where that was not tried.
    func occlusionFinding(_ side: Side) -> Finding? {
        analyses[Occlusion.self]?.finding(side: side.rawValue, word: sentence(side).word)
    }

    /// "to river", or both words where they are nearly equal.
    private func object(_ leader: Leader) -> Finding {
        guard let rival = leader.rival else { return "to \(word: leader.word)" }
        return "to \(word: leader.word) and almost as much to \(word: rival.word)"
    }

    /// "L5, 9.8%", and whether that is much.
    private func details(_ leader: Leader, layer: Int) -> String {
        let shares = [leader.share] + (leader.rival.map { [$0.share] } ?? [])
        return "\(Self.layerName(layer)), \(Format.list(shares.map(Format.percent)))"
            + (leader.standsOut
                ? "" : ", no more than an equal share among \(leader.tokenCount) tokens")
    }
}

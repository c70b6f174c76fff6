import Charts
import Encoder
import Files

/// How far the word's vector moves when the word that it attends to most is masked, and when another is
/// (`WordOcclusion`).
struct Occlusion: Analysis {
    static let name = "occlusion"
    static let title = "Masking what the word attends to"
    static let explanation =
        "how far the word’s vector moves without the word that it attends to most"
    static let source =
        "Zeiler and Fergus 2014; Li, Monroe and Jurafsky 2016; the question, Jain and Wallace 2019."
    static let needs: Set<AnalysisNeed> = [.mask]

    /// A word that was masked.
    struct Masked: Codable, Equatable, Sendable {
        /// As it stands in the sentence.
        var word: String
        var tokens: [Int]
        /// Of the attention of the word under study in the chosen layer, the mean over heads.
        var share: Float
        /// Between the vectors with and without it, 1 − cosine, `[layers + 1]`.
        var distance: [Float]
    }

    struct Sentence: Codable, Equatable, Sendable {
        /// The word with most of the attention among those that findings name; `nil` where there is none.
        var attended: Masked?
        /// Another of them, chosen by a hash of the sentence; `nil` where there is none.
        var other: Masked?

        private enum CodingKeys: String, CodingKey { case attended, other }

        /// Writes `null` for what is not there, so that every file has the same keys.
        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(attended, forKey: .attended)
            try values.encode(other, forKey: .other)
        }
    }

    /// The layer whose attention decides what is masked.
    var layer: Int
    var sentences: [Sentence]
}

// MARK: - Numbers

extension Occlusion {
    static func results(of input: AnalysisInput) throws -> [Occlusion?] {
        guard let tool = input.tools.occlusion else { return input.pairs.map { _ in nil } }
        let plans = input.pairs.flatMap(\.sides).map { plan($0, layer: input.layer) }
        var distances = try tool.distances(
            plans.flatMap { plan in
                plan.words.map {
                    .init(plan.side.encoding, target: plan.side.target, masked: $0.tokens)
                }
            })[...]
        var sentences = plans.map { plan in
            let words = plan.words.map { word in
                var word = word
                word.distance = distances.removeFirst()
                return word
            }
            return Sentence(attended: words.first, other: words.dropFirst().first)
        }[...]
        return input.pairs.map { pair in
            defer { sentences = sentences.dropFirst(pair.sides.count) }
            return Occlusion(
                layer: input.layer, sentences: Array(sentences.prefix(pair.sides.count)))
        }
    }

    /// The words that are to be masked: the one with most attention, then the one that is drawn.
    private static func plan(
        _ side: AnalysisInput.Side, layer: Int
    ) -> (side: AnalysisInput.Side, words: [Masked]) {
        let sequence = side.encoding.sequence
        let row = AttentionSummary.headMean(
            side.encoding.attention(from: side.target, layer: layer))
        let words = AnalyzedPair.Sentence(sequence, target: side.target).namedWords().groups.map {
            group in
            Masked(
                word: group.text, tokens: group.tokens,
                share: group.tokens.reduce(0) { $0 + row[$1] }, distance: [])
        }
        // Of equal shares the earlier word counts, as in the findings.
        guard
            let most = words.indices.max(by: {
                (words[$0].share, $1) < (words[$1].share, $0)
            })
        else { return (side, []) }
        let others = words.indices.filter { $0 != most }
        guard !others.isEmpty else { return (side, [words[most]]) }
        let drawn = others[StableDraw.index(of: sequence.text, below: others.count)]
        return (side, [words[most], words[drawn]])
    }

    func validate(_ shape: PairShape) throws {
        try shape.index("\(Self.part).layer", layer, below: shape.layers)
        try shape.bySentence(sentences, "\(Self.part).sentences") { sentence, tokens, part in
            for (name, masked) in [("attended", sentence.attended), ("other", sentence.other)] {
                guard let masked else { continue }
                for token in masked.tokens {
                    try shape.index("\(part).\(name).tokens", token, below: tokens)
                }
                try shape.finite([masked.share], "\(part).\(name).share")
                try shape.states(masked.distance, "\(part).\(name).distance")
            }
        }
    }

    func lines(_ view: PairView) -> [AnalysisLine] {
        sentences.enumerated().flatMap { side, sentence in
            [("attended", sentence.attended), ("other", sentence.other)].flatMap { name, masked in
                masked.map { masked in
                    [
                        AnalysisLine(
                            measure: "\(name)_share", side: side,
                            layer: AnalyzedPair.layerName(layer), index: masked.tokens.first,
                            text: masked.word, value: masked.share)
                    ]
                        + zip(view.stateNames, masked.distance).map {
                            AnalysisLine(
                                measure: "\(name)_distance", side: side, layer: $0,
                                index: masked.tokens.first, text: masked.word, value: $1)
                        }
                } ?? []
            }
        }
    }
}

// MARK: - Findings

extension Occlusion {
    /// Whether attention pointed at the word that matters more, in one sentence; `nil` where nothing was
    /// masked.
    ///
    /// Distances of which neither is a quarter larger than the other count as nearly the same: a single word
    /// is compared with a single word.
    func finding(side: Int, word: String) -> Finding? {
        let sentence = sentences[side]
        guard let attended = sentence.attended, let far = attended.distance.last else { return nil }
        let start: Finding = """
            In sentence \(String(side + 1)), masking \(word: attended.word), to which \(word: word) \
            attends most in \(AnalyzedPair.layerName(layer)), moves its last vector by \
            \(Format.cosine(far)) (1 − cosine)
            """
        guard let other = sentence.other, let near = other.distance.last else {
            return "\(start); there is no other content word to compare with."
        }
        let end: Finding =
            "masking \(word: other.word), which was drawn at random, by \(Format.cosine(near))"
        if far > 1.25 * near {
            return "\(start), \(end): here more attention goes with more influence."
        }
        if near > 1.25 * far {
            return "\(start), \(end): here more attention does not mean more influence."
        }
        return "\(start), \(end): about as far."
    }
}

// MARK: - Figure and page

extension Occlusion {
    static let figures = [
        FigureKind(
            name, "how far the word’s vector moves when another word is masked",
            scope: .sentence, needs: needs
        ) { view in
            let occlusion = try view.result(Occlusion.self)
            var view = view
            view.sides = view.sides.filter { occlusion.sentences[$0].attended != nil }
            guard !view.sides.isEmpty else {
                throw FigureError.unavailable(
                    kind: name, reason: "the sentence has no content word besides the word itself")
            }
            return Figure(
                name: name, title: title,
                caption:
                    "How far the word’s vector moves, 1 − cosine, when the word that it attends to most in "
                    + "\(AnalyzedPair.layerName(occlusion.layer)) is masked, and when a word drawn at "
                    + "random is. If attention explained the vector, the first line would lie above the second.",
                altText: "Line charts of the distance by layer. After the last layer: "
                    + view.sides.map { side in
                        "sentence \(side + 1) "
                            + Format.list(
                                occlusion.series(side).map {
                                    "\($0.name ?? "") \(Format.cosine(Float($0.values.last ?? 0)))"
                                })
                    }.joined(separator: "; ") + ".",
                size: .narrow(height: 30 + 190 * Double(view.sides.count)),
                chart: view.panels(title: "How far \(view.shownSubject) moves without another word")
                {
                    side, title, subtitle in
                    LineChart(
                        title: title, subtitle: subtitle, labels: view.stateNames,
                        series: occlusion.series(side), categoryTitle: "layer",
                        valueTitle: "1 − cosine", showsValues: false, names: .legend)
                })
        }
    ]

    private func series(_ side: Int) -> [LineChart.Series] {
        let sentence = sentences[side]
        return [(sentence.attended, "attended to most"), (sentence.other, "at random")]
            .compactMap { masked, role in
                masked.map {
                    .init(
                        name: "“\(Format.isolated($0.word))”, \(role)",
                        values: $0.distance.map(Double.init))
                }
            }
    }

    func pageFigures(_ view: PairView) -> [FigureKind] {
        sentences.contains { $0.attended != nil } ? Self.figures : []
    }

    func section(_ view: PairView) -> AnalysisSection? {
        AnalysisSection(
            how:
                "A test of what maps of attention suggest. In each sentence, the content word that the word "
                + "attends to most in \(AnalyzedPair.layerName(layer)), mean over heads, is replaced by a mask. "
                + "The model reads the sentence again, and the word’s vector is compared with the one before: "
                + "1 − cosine, 0 where nothing moves. The same is done with another content word, chosen by a "
                + "hash of the sentence. Two words are little evidence, and a mask is itself something "
                + "that the model reads: look at many pairs before you conclude anything.",
            points: view.sentences.indices.compactMap {
                finding(side: $0, word: view.words[$0])
            },
            tables: view.sentences.indices.compactMap { table(view, $0) })
    }

    /// `nil` where nothing was masked.
    private func table(_ view: PairView, _ side: Int) -> AnalysisTable? {
        let masked = [sentences[side].attended, sentences[side].other].compactMap(\.self)
        guard !masked.isEmpty else { return nil }
        return AnalysisTable(
            name: "\(side + 1)",
            caption: "Sentence \(side + 1): 1 − cosine without the word attended to most"
                + (masked.count > 1 ? ", and without one drawn at random" : ""),
            style: "values", corner: "Layer", columns: masked.map { .token($0.word) },
            rows: view.stateNames.enumerated().map { state, name in
                AnalysisTable.Row(
                    name: name, cells: masked.map { AnalysisTable.number($0.distance[state]) })
            })
    }
}

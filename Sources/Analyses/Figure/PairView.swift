import Charts
import Encoder
import Files
import Lists

/// The layer and head whose attention a bar chart or a table column shows.
package struct AttentionSelection: Equatable, Sendable {
    package var layer: Int
    /// `nil` for the mean over heads.
    package var head: Int?

    package init(layer: Int, head: Int? = nil) {
        self.layer = layer
        self.head = head
    }
}

/// What figures, tables and sections are made from: a pair as it is shown, whether its numbers come from
/// `data.json` or from a model that has just run.
package struct PairView: Sendable {
    /// A sentence as it is shown.
    package struct Sentence: Sendable {
        /// From 1.
        let number: Int
        /// The sentence; of a long text what stands around the word.
        package let text: String
        let word: String
        /// All tokens, and those of the word.
        let tokens: [String]
        let target: [Int]
        let isSpecial: [Bool]
        /// What is shown: tokens, or words; of a long text some.
        package let groups: TokenGroups
        /// What is shown of a long text; `nil` where all is.
        package let window: TextWindow?
        /// What the model computed; `nil` where the numbers come from a file.
        let encoding: ModelOutput?
        /// The word's attention, where there is no encoding: `[layers][heads][tokens]`.
        fileprivate let rows: [[[Float]]]

        var labels: [String] { groups.labels }
        /// The group that shows a token; `nil` for one that is not shown.
        func group(of token: Int) -> Int? { groups.groups.firstIndex { $0.contains(token) } }
        /// The word, as indices of `labels`.
        var marked: Set<Int> { groups.indices(of: target) }
        /// The word in a text.
        var quotedWord: String { "“\(Format.isolated(word))”" }

        /// The tokens of the sentence without the word and what the encoder added.
        var others: [Int] {
            tokens.indices.filter { !isSpecial[$0] && !target.contains($0) }
        }

        /// The word's attention in a layer, `[heads][tokens]`.
        fileprivate func heads(_ layer: Int) -> [[Float]] {
            encoding.map { encoding in
                encoding.attention(from: target, layer: layer)
            } ?? rows[layer]
        }
    }

    /// Where the numbers of analyses come from.
    enum Source: Sendable {
        case file(AnalysisResults)
        /// They are computed when a figure needs them.
        case model(AnalysisTools)
    }

    let layerCount: Int
    let headCount: Int
    /// One or two.
    package let sentences: [Sentence]
    /// The sentences that the figure is of, as indices.
    var sides: [Int]
    var selection: AttentionSelection
    let hidesSpecial: Bool
    /// Pages have the numbers in tables, and figures that stand side by side.
    let isOnPage: Bool
    /// Whether the similarity has labelled pairs behind it.
    let showsBands: Bool
    let source: Source
    private let knownCosine: [Float]?

    /// - Parameters:
    ///   - sides: the sentences that the figure is of.
    ///   - request: what the user wants to see.
    /// - Throws: `SelectionError` for a layer or head that the model does not have.
    init(
        _ readings: [(encoding: ModelOutput, word: String, target: [Int])], sides: [Int],
        _ request: FigureRequest, _ tools: AnalysisTools
    ) throws(SelectionError) {
        layerCount = readings[0].encoding.layerCount
        headCount = readings[0].encoding.headCount
        let chosen = try PairAnalyzer.Selection(
            layer: request.layer, head: request.kind.scope == .sentence ? request.head : .mean,
            layerCount: layerCount, headCount: headCount)
        selection = AttentionSelection(layer: chosen.layer, head: chosen.head)
        sentences = readings.enumerated().map { index, reading in
            let sequence = reading.encoding.sequence
            let groups = TokenGroups(
                sequence, mergesWords: request.mergesWords, hidesSpecial: request.hidesSpecial)
            let window = TextWindow(
                sequence.tokens.count, groups, target: reading.target,
                rows: { reading.encoding.attention(from: reading.target) })
            return Sentence(
                number: index + 1,
                text: window?.excerpt(of: sequence.text, offsets: sequence.offsets).text
                    ?? sequence.text, word: reading.word,
                tokens: sequence.tokens, target: reading.target, isSpecial: sequence.isSpecial,
                groups: window?.groups ?? groups, window: window, encoding: reading.encoding,
                rows: [])
        }
        self.sides = sides
        hidesSpecial = request.hidesSpecial
        isOnPage = false
        showsBands = request.showsBands
        source = .model(tools)
        knownCosine = nil
    }

    /// A pair as its page shows it.
    init(_ pair: AnalyzedPair) {
        layerCount = pair.model.layers
        headCount = pair.model.heads
        selection = pair.chosenSelection
        sentences = AnalyzedPair.Side.allCases.map { side in
            let sentence = pair.sentence(side)
            let shown = pair.shownTokens(side)
            let groups = TokenGroups(
                groups: shown.map { [$0] }, labels: shown.map { sentence.tokens[$0] })
            let rows = pair.attention[side.rawValue].targetRows
            let window = TextWindow(
                sentence.tokens.count, groups, target: sentence.target, rows: { rows })
            return Sentence(
                number: side.number,
                text: window?.excerpt(of: sentence.text, offsets: sentence.offsets).text
                    ?? sentence.text, word: sentence.word,
                tokens: sentence.tokens, target: sentence.target, isSpecial: sentence.isSpecial,
                groups: window?.groups ?? groups, window: window, encoding: nil, rows: rows)
        }
        sides = [0, 1]
        hidesSpecial = pair.options.hideSpecial
        isOnPage = true
        showsBands = pair.analyses.verdict != nil
        source = .file(pair.analyses)
        knownCosine = pair.similarity.cosine
    }
}

extension AnalyzedPair {
    /// What its page shows.
    package var view: PairView { PairView(self) }
}

// MARK: - Numbers

extension PairView {
    /// Of the word's two vectors, `[layers + 1]`.
    var cosine: [Float] { knownCosine ?? pair.cosine }

    private var pair: AnalysisInput.Pair {
        AnalysisInput.Pair(
            sides: sentences.compactMap { sentence in
                sentence.encoding.map { .init(encoding: $0, target: sentence.target) }
            })
    }

    /// What the model computed for the figure's sentences; `nil` where the numbers come from a file.
    var encodings: [ModelOutput]? {
        let encodings = sides.compactMap { sentences[$0].encoding }
        return encodings.count == sides.count ? encodings : nil
    }

    /// The same for a figure of what every token attends to.
    /// - Throws: `FigureError` for a long text, of which the attention of every token is not there.
    func wholeEncodings(for kind: String) throws -> [ModelOutput]? {
        guard let encodings, !encodings.allSatisfy(\.hasEveryRow) else { return encodings }
        throw FigureError.unavailable(
            kind: kind,
            reason:
                "a text has more than \(EncoderModel.wholeAttentionLimit) tokens; of those only the "
                + "word’s attention is kept, which bars, heatmap and links show")
    }

    /// The numbers of an analysis.
    /// - Throws: `FigureError` where the model cannot give them.
    func result<Result: Analysis>(_ type: Result.Type) throws -> Result {
        switch source {
        case .file(let analyses):
            guard let result = analyses[type] else {
                throw FigureError.unavailable(kind: type.name, reason: "it was not analysed")
            }
            return result
        case .model(let tools):
            let pair = pair
            let input = AnalysisInput([pair], layer: selection.layer, tools: tools)
            guard let result = try type.results(of: input).first ?? nil else {
                throw FigureError.unavailable(
                    kind: type.name,
                    reason: tools.reason(against: type, of: pair) ?? "it was not prepared")
            }
            return result
        }
    }

    /// The word's attention to what is shown.
    package func row(_ side: Int, _ selection: AttentionSelection) -> [Float] {
        let heads = sentences[side].heads(selection.layer)
        let row = selection.head.map { heads[$0] } ?? AttentionSummary.headMean(heads)
        let groups = sentences[side].groups
        // A whole row needs no division.
        return groups.labels.count == row.count ? row : groups.merge(row: row)
    }

    /// The same in every layer as shares of what is shown, `[layers][shown tokens]`.
    package func layers(_ side: Int, head: Int? = nil) -> [[Float]] {
        (0..<layerCount).map { layer in
            let heads = sentences[side].heads(layer)
            return sentences[side].groups.merge(
                row: head.map { heads[$0] } ?? AttentionSummary.headMean(heads))
        }
    }

    /// Numbers by layer and token as shares of what is shown.
    ///
    /// - Parameter layers: `[sentences][layers][tokens]`.
    /// - Returns: `[layers][shown tokens]`, each row summing to 1.
    func shares(_ layers: [[[Float]]], _ side: Int) -> [[Float]] {
        layers[side].map(sentences[side].groups.merge(row:))
    }

    /// From 0 to the largest value: the same for figures that are compared.
    static func range(of values: some Sequence<Float>) -> ClosedRange<Double> {
        let largest = values.max() ?? 0
        return 0...(largest > 0 ? Double(largest) : 1)
    }
}

// MARK: - Words

extension PairView {
    /// `emb`, then `L0`, `L1`, …
    var stateNames: [String] { ["emb"] + layerNames }

    var layerNames: [String] { (0..<layerCount).map(AnalyzedPair.layerName) }

    /// The word of each sentence.
    var words: [String] { sentences.map(\.word) }

    /// “bank”, or “bank” and “shore”.
    var subject: String { Self.subject(words) }

    private static func subject(_ words: [String]) -> String {
        guard let first = words.first, words.contains(where: { $0 != first }) else {
            return "“\(words.first ?? "")”"
        }
        return Format.list(words.map { "“\($0)”" })
    }

    /// The same of the figure's sentences.
    var shownSubject: String { Self.subject(sides.map { words[$0] }) }

    /// The special tokens of a sentence where they are left out, under the model's names.
    private func hiddenTokens(_ sentence: Sentence) -> [String] {
        hidesSpecial ? zip(sentence.tokens, sentence.isSpecial).filter(\.1).map(\.0) : []
    }

    /// The sentence, and what was left out of it.
    func subtitle(_ sentence: Sentence) -> String {
        let names = Format.names(hiddenTokens(sentence))
        let notes = [
            names.isEmpty ? nil : "\(names) left out",
            sentence.window.map { "\($0.share): \(TextWindow.choice)" },
        ].compactMap(\.self)
        return notes.isEmpty ? sentence.text : "\(sentence.text) (\(notes.joined(separator: "; ")))"
    }

    /// ", [CLS] and [SEP] left out" where they are, the names being the model's, and what is shown of long
    /// texts.
    package var hiddenNote: String {
        let names = Format.names(sentences.flatMap(hiddenTokens))
        let windows = sentences.compactMap { sentence in
            sentence.window.map { "\($0.share) of sentence \(sentence.number)" }
        }
        return (names.isEmpty ? "" : ", \(names) left out")
            + (windows.isEmpty
                ? ""
                : " (shown are \(Format.list(windows)): \(TextWindow.choice); the others keep their part)")
    }

    /// "Last layer (L5)", "First layer (L0)" or "Layer L3".
    func title(ofLayer layer: Int) -> String {
        let name = AnalyzedPair.layerName(layer)
        if layer == layerCount - 1 { return "Last layer (\(name))" }
        return layer == 0 ? "First layer (\(name))" : "Layer \(name)"
    }

    /// "Last layer (L5), head 8".
    package func title(of selection: AttentionSelection) -> String {
        title(ofLayer: selection.layer) + ", "
            + (selection.head.map { "head \($0)" } ?? "mean of \(headCount) heads")
    }

    /// "last layer (L5), head 8", for the middle of a sentence.
    func phrase(for selection: AttentionSelection) -> String {
        Self.phrase(title(of: selection))
    }

    /// "last layer (L5)", or "embeddings (emb)".
    func phrase(forState state: Int) -> String {
        state > 0 ? Self.phrase(title(ofLayer: state - 1)) : "embeddings (emb)"
    }

    private static func phrase(_ title: String) -> String {
        title.prefix(1).lowercased() + title.dropFirst()
    }

    /// The tokens with the largest values, with their shares; of equal ones the earlier comes first.
    static func largest(_ row: [Float], _ tokens: [String], count: Int) -> [String] {
        row.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
            .prefix(count).map {
                "\(Format.isolated(tokens[$0.offset])) (\(Format.percent($0.element)))"
            }
    }
}

// MARK: - Charts and tables of several sentences

extension PairView {
    /// A chart of each of the figure's sentences: the chart itself of one, panels of two.
    ///
    /// - Parameters:
    ///   - columns: `nil` for what fits beside each other.
    ///   - chart: gets the index of a sentence, and title and subtitle.
    func panels(
        title: String, columns: Int? = nil,
        _ chart: (_ side: Int, _ title: String, _ subtitle: String?) -> any Chart
    ) -> any Chart {
        if sides.count == 1 {
            return chart(sides[0], title, subtitle(sentences[sides[0]]))
        }
        let isWide = sides.contains { sentences[$0].labels.count > 16 }
        return Panels(
            title: title, charts: sides.map { chart($0, subtitle(sentences[$0]), nil) },
            columns: columns ?? (isWide || isOnPage ? 1 : nil))
    }

    /// Tables of shares, whose columns are few: for each sentence a row for each token and a column for
    /// each layer.
    ///
    /// - Parameter map: `[layers][shown tokens]` of a sentence.
    package func shareTables(_ subject: String, _ map: (Int) -> [[Float]]) -> [AnalysisTable] {
        sentences.enumerated().map { side, sentence in
            let layers = map(side)
            let marked = sentence.marked
            return AnalysisTable(
                name: "\(sentence.number)",
                caption: "Sentence \(sentence.number): \(subject); columns add up to 1",
                style: "values", corner: "Token",
                columns: layers.indices.map { .init(text: AnalyzedPair.layerName($0)) },
                rows: sentence.labels.enumerated().map { place, token in
                    AnalysisTable.Row(
                        name: token, isToken: true, isTarget: marked.contains(place),
                        cells: layers.map { AnalysisTable.number($0[place]) })
                })
        }
    }

    /// A page holds maps and tables of no more numbers than this each.
    static let cellLimit = 4096
}

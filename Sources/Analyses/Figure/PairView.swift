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
        /// From the beginning to the end of the word in the text, in Unicode scalars; `nil` where that is
        /// not known.
        let place: Range<Int>?
        /// All tokens, and those of the word.
        let tokens: [String]
        let target: [Int]
        let isSpecial: [Bool]
        /// What is shown: tokens, or words; of a long text some.
        package internal(set) var groups: TokenGroups
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

        /// Where a word's tokens stand in a text that is moved against their offsets.
        fileprivate static func place(
            _ target: [Int], _ offsets: [Range<Int>], shift: Int
        ) -> Range<Int>? {
            let ranges = target.filter(offsets.indices.contains).map { offsets[$0] }
            guard let start = ranges.map(\.lowerBound).min(),
                let end = ranges.map(\.upperBound).max(), start + shift >= 0
            else { return nil }
            return start + shift..<end + shift
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
    package internal(set) var sentences: [Sentence]
    /// The sentences that the figure is of, as indices.
    var sides: [Int]
    var selection: AttentionSelection
    let special: SpecialTokens
    /// Which tokens of long sentences are shown.
    private(set) var limit: TokenLimit
    /// Whether tokens stand one below the other even where they have room beside one another.
    private(set) var isHorizontal: Bool
    /// `nil` where the tokens that are shown do not depend on the room.
    private(set) var room: FigureRoom?
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
                sequence, mergesWords: request.mergesWords,
                hidesSpecial: request.special == .hide)
            let window = TextWindow(
                sequence.tokens.count, groups, target: reading.target,
                rows: { reading.encoding.attention(from: reading.target) })
            let excerpt = window?.excerpt(of: sequence.text, offsets: sequence.offsets)
            return Sentence(
                number: index + 1, text: excerpt?.text ?? sequence.text, word: reading.word,
                place: Sentence.place(
                    reading.target, sequence.offsets, shift: excerpt?.shift ?? 0),
                tokens: sequence.tokens, target: reading.target, isSpecial: sequence.isSpecial,
                groups: window?.groups ?? groups, window: window, encoding: reading.encoding,
                rows: [])
        }
        self.sides = sides
        special = request.special
        (limit, isHorizontal, room) = (request.limit, request.isHorizontal, request.room)
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
            let excerpt = window?.excerpt(of: sentence.text, offsets: sentence.offsets)
            return Sentence(
                number: side.number, text: excerpt?.text ?? sentence.text, word: sentence.word,
                place: Sentence.place(
                    sentence.target, sentence.offsets, shift: excerpt?.shift ?? 0),
                tokens: sentence.tokens, target: sentence.target, isSpecial: sentence.isSpecial,
                groups: window?.groups ?? groups, window: window, encoding: nil, rows: rows)
        }
        sides = [0, 1]
        special = pair.options.special
        (limit, isHorizontal, room) = (.all, false, nil)
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

extension PairView {
    /// The view with tokens one below the other, as a phone can show them: of a long sentence some.
    var inColumn: PairView {
        var view = self
        (view.limit, view.isHorizontal, view.room) = (.automatic, true, .column)
        return view
    }
}

// MARK: - Numbers

extension PairView {
    /// Of the word's two vectors, `[layers + 1]`.
    var cosine: [Float] { knownCosine ?? pair.cosine }

    private var pair: AnalysisInput.Pair {
        AnalysisInput.Pair(
            sides: sentences.compactMap { sentence in
                sentence.encoding.map {
                    .init(encoding: $0, target: sentence.target, word: sentence.word)
                }
            })
    }

    /// What the model computed for the figure's sentences; `nil` where the numbers come from a file.
    var encodings: [ModelOutput]? {
        let encodings = sides.compactMap { sentences[$0].encoding }
        return encodings.count == sides.count ? encodings : nil
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
        let row = tokenRow(side, selection)
        let groups = sentences[side].groups
        // A whole row needs no division.
        return groups.groups == row.indices.map { [$0] } ? row : groups.merge(row: row)
    }

    /// The same in every layer as shares of what is shown, `[layers][shown tokens]`.
    package func layers(_ side: Int, head: Int? = nil) -> [[Float]] {
        tokenRows(side, head: head).map(sentences[side].groups.merge(row:))
    }

    /// The word's attention to all tokens in every layer, `[layers][tokens]`.
    func tokenRows(_ side: Int, head: Int?) -> [[Float]] {
        (0..<layerCount).map { tokenRow(side, AttentionSelection(layer: $0, head: head)) }
    }

    /// The same in one layer, `[tokens]`.
    func tokenRow(_ side: Int, _ selection: AttentionSelection) -> [Float] {
        let heads = sentences[side].heads(selection.layer)
        return selection.head.map { heads[$0] } ?? AttentionSummary.headMean(heads)
    }

    /// Numbers by layer and token as shares of what is shown.
    ///
    /// - Parameter layers: `[sentences][layers][tokens]`.
    /// - Returns: `[layers][shown tokens]`, each row summing to 1.
    func shares(_ layers: [[[Float]]], _ side: Int) -> [[Float]] {
        layers[side].map(sentences[side].groups.merge(row:))
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

    /// The sentence, and a note on what is shown of it.
    func subtitle(_ sentence: Sentence, _ note: String? = nil) -> String {
        guard let note else { return sentence.text }
        // Within Arabic, the words of the note would change places.
        return sentence.text
            + (sentence.runsRightToLeft ? " \u{2066}(\(note))\u{2069}" : " (\(note))")
    }

    /// ", [CLS] and [SEP] left out" where they are, the names being the model's, and what is shown of long
    /// texts.
    package var hiddenNote: String {
        let names = special == .hide ? Format.list(specialNames(Array(sentences.indices))) : ""
        let windows = sentences.compactMap { sentence in
            sentence.share.map { "\($0) of sentence \(sentence.number)" }
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
    ///   - share: what part special tokens take of the numbers of a sentence, given its index.
    ///   - chart: gets the index of a sentence, and title and subtitle.
    func panels(
        title: String, columns: Int? = nil, share: (_ side: Int) -> SpecialShare? = { _ in nil },
        _ chart: (_ side: Int, _ title: String, _ subtitle: String?) -> any Chart
    ) -> any Chart {
        let note = specialNote(share)
        if sides.count == 1 {
            let sentence = sentences[sides[0]]
            return focused(chart(sides[0], title, subtitle(sentence, note)), on: sentence)
        }
        return Panels(
            title: title, subtitle: note.map { "\($0)." },
            charts: sides.map {
                focused(chart($0, subtitle(sentences[$0]), nil), on: sentences[$0])
            }, columns: columns ?? (isOnPage ? 1 : nil))
    }

    /// A chart whose heading begins with a sentence, and keeps the word when the sentence is cut.
    private func focused(_ chart: any Chart, on sentence: Sentence) -> any Chart {
        guard var focused = chart as? any FocusedChart else { return chart }
        focused.focus = sentence.place
        return focused
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

import Analyses
import Encoder
import Files

/// The HTML page of one pair.
///
/// HTML that also parses as XML: no inline style; images, style sheet and script as files beside
/// it. It works from `file://`. Without its script, so also under
/// `default-src 'none'; img-src 'self'; style-src 'self'`, it lacks the explorer, the values beside the
/// pointer and the sorting of tables, and nothing else. The page states a policy of its own.
package struct PairPage: Sendable {
    var analysis: AnalyzedPair
    var figures: [PairFigure]
    var producer: Producer
    /// Shown in the footer if given.
    var date: String?
    /// What both sentences gave, for the explorer; without it the page has none.
    var encodings: [ModelOutput]
    /// The package's own where it is `nil`.
    var design: PageDesign?
    /// What the command says after `--model`, where that is not the model's name.
    var modelArgument: String?
    /// Whether what it refers to is beside it or inside it.
    var files = PageFiles.beside

    init(
        analysis: AnalyzedPair, figures: [PairFigure], producer: Producer, date: String? = nil,
        encodings: [ModelOutput] = [], design: PageDesign? = nil
    ) {
        self.analysis = analysis
        self.figures = figures
        self.producer = producer
        self.date = date
        self.encodings = encodings
        self.design = design
    }

    package static let stylePath = "style.css"
    package static let scriptPath = "explore.js"

    /// The page, UTF-8. The same input gives the same bytes.
    func html() throws -> [UInt8] {
        try (design ?? .standard()).templates.render("pair", values())
    }

    /// What the templates see: the data model of `Documentation/Templates.md`.
    func values() throws -> PageValues {
        let design = try design ?? .standard()
        var values = heading()
        for part in [
            similarity(), attention(), layerTables(), headTables(), tokens(), settings(),
            beyond(), citation(), downloads(), try explorer(design),
        ] { values.merge(part) }
        return values
    }
}

extension PairPage {
    private var isOneWord: Bool {
        analysis.sentences[0].word.lowercased() == analysis.sentences[1].word.lowercased()
    }

    var titleWords: String {
        let words = analysis.sentences.map(\.word)
        return isOneWord ? words[0] : Format.list(words)
    }

    private func heading() -> PageValues {
        let (first, second) = (analysis.sentences[0], analysis.sentences[1])
        return [
            "plainTitle": "\(titleWords) in two sentences",
            "word1": first.word, "word2": second.word, "differentWords": !isOneWord,
            "modelName": analysis.model.name,
            "producer": producer.name, "version": producer.version, "id": analysis.id,
            "hasDate": date != nil, "date": date ?? "",
            "sentences": zip(analysis.sentences, analysis.view.sentences).map {
                sentence, shown -> PageValues in
                let excerpt = shown.window?.excerpt(of: sentence.text, offsets: sentence.offsets)
                let shift = excerpt?.shift ?? 0
                let marked = MarkedText(
                    shown.text,
                    marking: sentence.target.map { sentence.offsets[$0] }.map {
                        $0.lowerBound + shift..<$0.upperBound + shift
                    })
                return [
                    "segments": marked.segments.map {
                        ["text": $0.text, "marked": $0.isMarked] as PageValues
                    }
                ]
            },
            "verdict": values(analysis.verdict()),
            "findings": analysis.findings(isVerdictSaid: true).map(values),
        ]
    }

    func values(_ finding: Finding) -> PageValues {
        [
            "parts": finding.parts.map { part -> PageValues in
                switch part {
                case .text(let text): ["text": text, "word": false]
                case .word(let word): ["text": word, "word": true]
                }
            }
        ]
    }

    private func similarity() -> PageValues {
        let cosine = analysis.similarity.cosine
        let corrected = analysis.analyses.corrected
        func text(_ values: [Float]?, _ index: Int) -> String {
            values.map { Format.cell(Double($0[index])) } ?? ""
        }
        let figures = figures([analysis.similarityFigure])
        return [
            "similarityFigures": figures.map { files.values($0, shape: "line", table: "cosines") },
            "hasSimilarityFigure": !figures.isEmpty,
            "hasCorrected": corrected != nil,
            "referenceCount": corrected.map { Format.grouped($0.reference.tokens) } ?? "",
            "cosines": zip(analysis.similarity.layers, cosine).enumerated().map { index, entry in
                [
                    "layer": entry.0, "cosine": Format.cell(Double(entry.1)),
                    "isLowest": entry.1 == cosine.min(),
                    "isLowestCorrected": corrected.map { $0.cosine[index] == $0.cosine.min() }
                        ?? false,
                    "baseline": text(corrected?.baseline, index),
                    "corrected": text(corrected?.cosine, index),
                    "sentences": text(corrected?.sentenceMeans, index),
                ] as PageValues
            },
        ]
    }

    private func attention() -> PageValues {
        let view = analysis.view
        let sides = AnalyzedPair.Side.allCases
        let groups = [
            (
                view.title(of: analysis.chosenSelection),
                figures(sides.map(analysis.chosenLayerFigure))
            ),
            (
                view.title(of: analysis.firstSelection),
                figures(sides.map(analysis.firstLayerFigure))
            ),
        ].filter { !$0.1.isEmpty }
        let layers = figures(sides.map(analysis.layersFigure))
        let placed = Set(analysis.pageFigures.map(\.name))
        let further = figures.filter { !placed.contains($0.name) && $0.shown != nil }
        return [
            "hasAttention": !groups.isEmpty, "hiddenNote": view.hiddenNote,
            "scaleNote": view.scaleNote,
            "attentionGroups": groups.map { heading, figures in
                [
                    "heading": heading,
                    "figures": figures.map {
                        files.values(
                            $0, shape: "bars", table: "tokens-\(number($0))", isPaired: true,
                            isOfAttention: true)
                    },
                ] as PageValues
            },
            "hasLayers": !layers.isEmpty,
            "layerFigures": layers.map {
                files.values(
                    $0, shape: "map", table: "values-\(number($0))", isPaired: true,
                    isOfAttention: true)
            },
            "hasFurther": !further.isEmpty,
            "furtherFigures": further.map { files.values($0, shape: "further", isPaired: true) },
        ]
    }

    /// The wanted figures, as far as they were drawn.
    func figures(_ wanted: [PageFigure]) -> [PairFigure] {
        wanted.compactMap { wanted in
            figures.first { $0.name == wanted.name && $0.shown != nil }
        }
    }

    /// Of the sentence that a figure shows: the last character of its name.
    private func number(_ figure: PairFigure) -> String { String(figure.name.suffix(1)) }
}

// MARK: - The explorer

extension PairPage {
    private func explorer(_ design: PageDesign) throws -> PageValues {
        let data = ExplorerData(analysis: analysis, encodings: encodings)
        let json = try data.json()
        let values: PageValues = [
            "hasExplorer": json != nil, "explorerNote": data.note,
            "hasExplorerNote": !data.note.isEmpty, "explorerData": json ?? "",
        ]
        return values.merging(files.values(design, script: PageTemplates.script))
    }
}

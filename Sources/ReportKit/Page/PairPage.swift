/// The HTML page of one pair.
///
/// Plain HTML that also parses as XML: no script, no inline style, images and style sheet as files
/// beside it. It works from `file://` and under the content security policy that it states itself,
/// `default-src 'none'; img-src 'self'; style-src 'self'`.
public struct PairPage: Sendable {
    public var analysis: PairAnalysis
    public var figures: [PairFigure]
    public var producer: Producer
    /// Shown in the footer if given.
    public var date: String?

    public init(
        analysis: PairAnalysis, figures: [PairFigure], producer: Producer, date: String? = nil
    ) {
        self.analysis = analysis
        self.figures = figures
        self.producer = producer
        self.date = date
    }

    static let stylePath = "style.css"
    static let jsonPath = "data.json"
    static let similarityPath = "similarity.csv"
    static let attentionPath = "attention.csv"

    /// The page as text. The same input gives the same bytes.
    public func html() throws -> String {
        var values = heading()
        for part in [
            similarity(), attention(), layerTables(), tokens(), settings(), downloads(),
        ] { values.merge(part) { $1 } }
        return try PageTemplates.shared.get().render("pair", values)
    }
}

extension PairPage {
    private func heading() -> [String: Any] {
        let (first, second) = (analysis.sentences[0], analysis.sentences[1])
        let isOneWord = first.word.lowercased() == second.word.lowercased()
        let words = isOneWord ? first.word : "\(first.word) and \(second.word)"
        return [
            "plainTitle": "\(words) in two sentences",
            "word1": first.word, "word2": second.word, "differentWords": !isOneWord,
            "modelName": analysis.model.name, "stylePath": Self.stylePath,
            "producer": producer.name, "version": producer.version, "id": analysis.id,
            "hasDate": date != nil, "date": date ?? "",
            "sentences": analysis.sentences.map { sentence in
                let marked = MarkedText(
                    sentence.text, marking: sentence.target.map { sentence.offsets[$0] })
                return [
                    "segments": marked.segments.map {
                        ["text": $0.text, "marked": $0.isMarked] as [String: Any]
                    }
                ]
            },
            "findings": analysis.findings().map { finding in
                [
                    "parts": finding.parts.map { part -> [String: Any] in
                        switch part {
                        case .text(let text): ["text": text, "word": false]
                        case .word(let word): ["text": word, "word": true]
                        }
                    }
                ]
            },
        ]
    }

    private func similarity() -> [String: Any] {
        let cosine = analysis.similarity.cosine
        let lowest = cosine.min()
        let figures = figures([.similarity])
        return [
            "similarityFigures": figures.map { values($0, shape: "line") },
            "hasSimilarityFigure": !figures.isEmpty,
            "cosines": zip(analysis.similarity.layers, cosine).map { layer, value in
                [
                    "layer": layer, "cosine": Format.fixed(Double(value), decimals: 4),
                    "lowest": value == lowest,
                ] as [String: Any]
            },
        ]
    }

    private func attention() -> [String: Any] {
        let sides = PairAnalysis.Side.allCases
        let groups = [
            (
                analysis.title(of: analysis.chosenSelection),
                figures(sides.map(FigureKind.chosenLayer))
            ),
            (
                analysis.title(of: analysis.firstSelection),
                figures(sides.map(FigureKind.firstLayer))
            ),
        ].filter { !$0.1.isEmpty }
        let layers = figures(sides.map(FigureKind.layers))
        let placed = Set(FigureKind.all.map(analysis.name))
        let further = figures.filter { !placed.contains($0.name) && $0.shown != nil }
        return [
            "hasAttention": !groups.isEmpty, "hiddenNote": analysis.hiddenNote,
            "attentionGroups": groups.map { heading, figures in
                [
                    "heading": heading, "figures": figures.map { values($0, shape: "bars") },
                ] as [String: Any]
            },
            "hasLayers": !layers.isEmpty,
            "layerFigures": layers.map { values($0, shape: "map") },
            "hasFurther": !further.isEmpty,
            "furtherFigures": further.map { values($0, shape: "further") },
        ]
    }

    /// The widest figure, in CSS pixels, that is still readable in half of the page.
    private static let columnWidth = 720

    /// The figures that exist, in the order of the kinds.
    private func figures(_ kinds: [FigureKind]) -> [PairFigure] {
        kinds.compactMap { kind in
            let name = analysis.name(of: kind)
            return figures.first { $0.name == name && $0.shown != nil }
        }
    }

    private func values(_ figure: PairFigure, shape: String) -> [String: Any] {
        let source = figure.shown.map { HTMLEscaping.url(path: figure.path($0)) } ?? ""
        return [
            "shape": figure.width > Self.columnWidth ? shape + " broad" : shape,
            "anchor": SafeName.make(figure.name, fallback: "figure"),
            "source": source, "alt": figure.altText, "title": figure.title,
            "caption": figure.caption, "width": figure.width, "height": figure.height,
            "links": links(figure),
        ]
    }

    private func links(_ figure: PairFigure) -> [[String: Any]] {
        figure.formats.sorted().map { format in
            let name = format.rawValue.uppercased()
            return [
                "url": HTMLEscaping.url(path: figure.path(format)), "format": name,
                "label": "\(name) of: \(figure.title)",
            ]
        }
    }
}

// MARK: - Tables

extension PairPage {
    /// The heatmaps in numbers: neighbouring colors are hard to tell apart.
    private func layerTables() -> [String: Any] {
        let hides = analysis.options.hideSpecial
        return [
            "layerTables": PairAnalysis.Side.allCases.map { side -> [String: Any] in
                let tokens = analysis.sentence(side).tokens
                let map = analysis.layerMap(side: side, hidingSpecial: hides)
                return [
                    "number": side.number,
                    "tokens": analysis.shownTokens(side: side, hidingSpecial: hides)
                        .map { tokens[$0] },
                    "rows": map.enumerated().map { layer, row -> [String: Any] in
                        [
                            "layer": PairAnalysis.layerName(layer),
                            "values": row.map { Format.fixed(Double($0), decimals: 3) },
                        ]
                    },
                ]
            }
        ]
    }

    private func tokens() -> [String: Any] {
        var selections = [analysis.firstSelection]
        if analysis.chosenSelection != selections[0] { selections.append(analysis.chosenSelection) }
        let names = selections.map { selection in
            PairAnalysis.layerName(selection.layer) + " "
                + (selection.head.map { "head \($0)" } ?? "mean")
        }
        let tables = PairAnalysis.Side.allCases.map { side -> [String: Any] in
            let sentence = analysis.sentence(side)
            let shown = analysis.shownTokens(side)
            let columns = selections.map { selection in
                Dictionary(
                    uniqueKeysWithValues: zip(shown, analysis.shownRow(side, selection)))
            }
            let special = sentence.isSpecial
            let target = Set(sentence.target)
            return [
                "number": side.number, "columns": names.map { ["name": $0] },
                "rows": sentence.tokens.enumerated().map { index, token -> [String: Any] in
                    let classes = [
                        target.contains(index) ? "target" : nil, special[index] ? "special" : nil,
                    ].compactMap(\.self)
                    return [
                        "index": index, "token": token, "id": sentence.ids[index],
                        "target": target.contains(index),
                        "hasClass": !classes.isEmpty, "class": classes.joined(separator: " "),
                        "values": columns.map { column in
                            column[index].map { Format.fixed(Double($0), decimals: 3) } ?? "–"
                        },
                    ]
                },
            ]
        }
        return [
            "idSentence": idSentence(), "tokenTables": tables,
            "columnNames": names.joined(separator: " and "),
        ]
    }

    /// Whether the vocabulary alone could tell the two uses apart.
    private func idSentence() -> String {
        let ids = analysis.sentences.map { sentence in sentence.target.map { sentence.ids[$0] } }
        let lists = ids.map { $0.map(String.init).joined(separator: ", ") }
        let verb = ids.allSatisfy { $0.count == 1 } ? "id is" : "ids are"
        guard ids[0] == ids[1] else {
            return "The word’s \(verb) \(lists[0]) in sentence 1 and \(lists[1]) in sentence 2."
        }
        return "The word’s \(verb) \(lists[0]) in both sentences: "
            + "only the context can tell the uses apart."
    }

    private func settings() -> [String: Any] {
        let (model, options) = (analysis.model, analysis.options)
        var rows: [(String, String, Bool)] = [
            ("Model", model.name, false), ("Type", model.type, false),
            ("Layers", Format.grouped(model.layers), false),
            ("Heads", Format.grouped(model.heads), false),
            ("Hidden size", Format.grouped(model.hiddenSize), false),
            ("Parameters", Format.grouped(model.parameters), false),
            ("SHA-256 of the weights", model.sha256, true),
            ("Layer shown as last", PairAnalysis.layerName(options.layer), false),
            ("Head shown", options.head.map { "head \($0)" } ?? "mean of all heads", false),
            ("Special tokens", options.hideSpecial ? "left out of figures" : "shown", false),
        ]
        for (number, occurrence) in [(1, options.occurrence1), (2, options.occurrence2)] {
            guard let occurrence else { continue }
            rows.append(("Occurrence in sentence \(number)", String(occurrence), false))
        }
        return [
            "settings": rows.map { name, value, isCode in
                ["name": name, "value": value, "code": isCode] as [String: Any]
            }
        ]
    }

    private func downloads() -> [String: Any] {
        let data = [
            (Self.jsonPath, "everything on this page, with every layer and head"),
            (Self.similarityPath, "cosine by layer"),
            (Self.attentionPath, "attention from the word by layer, head and token"),
        ]
        let files = figures.filter { !$0.formats.isEmpty }
        return [
            "data": data.map { path, note in
                ["path": path, "url": HTMLEscaping.url(path: path), "note": note]
            },
            "hasFigures": !files.isEmpty,
            "figureFiles": files.map { figure in
                ["title": figure.title, "links": links(figure)] as [String: Any]
            },
        ]
    }
}

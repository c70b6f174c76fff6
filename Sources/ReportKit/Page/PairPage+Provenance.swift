import Encoder

extension PairPage {
    func settings() -> [String: Any] {
        let (model, options) = (analysis.model, analysis.options)
        var rows: [(String, String, Bool)] = [
            ("Layer shown as last", PairAnalysis.layerName(options.layer), false),
            ("Head shown", options.head.map { "head \($0)" } ?? "mean of all heads", false),
            ("Special tokens", options.hideSpecial ? "left out of figures" : "shown", false),
        ]
        if let reference = analysis.analyses.corrected?.reference {
            rows.append(
                (
                    "Baseline",
                    "\(Format.grouped(reference.tokens)) words, one of each sentence of "
                        + (options.baseline ?? "this program"), false
                ))
            rows.append(("SHA-256 of those sentences", reference.sha256, true))
        }
        for (number, occurrence) in [(1, options.occurrence1), (2, options.occurrence2)] {
            guard let occurrence else { continue }
            rows.append(("Occurrence in sentence \(number)", String(occurrence), false))
        }
        return [
            "command": analysis.command(
                model: modelArgument ?? model.name, isSingleFile: files.isSingleFile),
            "modelIsFolder": modelArgument != nil,
            "settings": (model.settings(producer) + rows).map { name, value, isCode in
                ["name": name, "value": value, "code": isCode] as [String: Any]
            },
        ]
    }

    func downloads() -> [String: Any] {
        var data = [
            (Self.jsonPath, "everything on this page, with every layer and head"),
            (
                Self.similarityPath,
                analysis.analyses.corrected == nil
                    ? "cosine by layer" : "cosine by layer, raw and corrected"
            ),
            (Self.attentionPath, "attention from the word by layer, head and token"),
        ]
        if analysis.analyses.heads != nil {
            data.append((Self.headsPath, "what each head looks at, a head on each line"))
        }
        if analysis.hasTokensTable {
            data.append((Self.tokensPath, "the analyses’ numbers for each layer and token"))
        }
        if analysis.hasAnalysesTable {
            data.append((Self.analysesPath, "the other analyses, a number on each line"))
        }
        let shown = files.isSingleFile ? [] : figures.filter { !$0.formats.isEmpty }
        return [
            "data": data.map { files.values($0, note: $1) },
            "hasFigures": !shown.isEmpty,
            "figureFiles": shown.map { figure in
                ["title": figure.title, "links": files.links(figure)] as [String: Any]
            },
        ]
    }

    /// How to name the page in a text: in words, and for BibTeX.
    func citation() -> [String: Any] {
        let citation = Citation(
            title: "\(titleWords) in two sentences: attention in \(analysis.model.name)",
            source: "Attention report, pair \(analysis.id)", id: analysis.id,
            model: analysis.model, producer: producer, date: date)
        return ["citation": citation.text, "bibtex": citation.bibtex]
    }
}

extension PairAnalysis.Model {
    /// What produced the numbers of a page, and which of it reads like code.
    func settings(_ producer: Producer) -> [(name: String, value: String, isCode: Bool)] {
        [
            ("Model", name, false), ("Type", type, false),
            ("Layers", Format.grouped(layers), false), ("Heads", Format.grouped(heads), false),
            ("Hidden size", Format.grouped(hiddenSize), false),
            ("Parameters", Format.grouped(parameters), false),
            ("Precision", precision ?? Precision.float32.rawValue, false),
            ("SHA-256 of the weights", sha256, true),
            ("Program", "\(producer.name) \(producer.version)", false),
        ]
    }
}

import Encoder

extension PairPage {
    func settings() -> [String: Any] {
        let (model, options) = (analysis.model, analysis.options)
        var rows: [(String, String, Bool)] = [
            ("Model", model.name, false), ("Type", model.type, false),
            ("Layers", Format.grouped(model.layers), false),
            ("Heads", Format.grouped(model.heads), false),
            ("Hidden size", Format.grouped(model.hiddenSize), false),
            ("Parameters", Format.grouped(model.parameters), false),
            ("Precision", model.precision ?? Precision.float32.rawValue, false),
            ("SHA-256 of the weights", model.sha256, true),
            ("Program", "\(producer.name) \(producer.version)", false),
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
                model: modelArgument ?? model.name, isSingleFile: embedded != nil),
            "modelIsFolder": modelArgument != nil,
            "settings": rows.map { name, value, isCode in
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
        let files = embedded == nil ? figures.filter { !$0.formats.isEmpty } : []
        return [
            "data": data.map { path, note in
                ["path": path, "url": url(path), "note": note]
            },
            "hasFigures": !files.isEmpty,
            "figureFiles": files.map { figure in
                ["title": figure.title, "links": links(figure)] as [String: Any]
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

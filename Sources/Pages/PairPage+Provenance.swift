import Analyses
import Files

extension PairPage {
    func settings() -> PageValues {
        let options = analysis.options
        var rows =
            PageSetting.model(analysis.model) + [.program(producer)] + PageSetting.figures(options)
        if let reference = analysis.analyses.corrected?.reference {
            rows += PageSetting.baseline(
                words: reference.tokens, sha256: reference.sha256, options)
        }
        for (number, occurrence) in [(1, options.occurrence1), (2, options.occurrence2)] {
            guard let occurrence else { continue }
            rows.append(
                PageSetting(name: "Occurrence in sentence \(number)", value: String(occurrence)))
        }
        return [
            "command": analysis.command(
                model: modelArgument ?? analysis.model.name, isSingleFile: files.isSingleFile),
            "modelIsFolder": modelArgument != nil,
            "settings": rows.map(\.values),
        ]
    }

    func downloads() -> PageValues {
        var data = [
            (PairDataFile.json, "everything on this page, with every layer and head"),
            (
                PairDataFile.similarity,
                analysis.analyses.corrected == nil
                    ? "cosine by layer" : "cosine by layer, raw and corrected"
            ),
            (PairDataFile.attention, "attention from the word by layer, head and token"),
        ]
        data += analysis.analysisFiles.map { ($0.path, $0.note) }
        data.append((DataPackage.fileName, DataPackage.note))
        let shown = files.isSingleFile ? [] : figures.filter { !$0.formats.isEmpty }
        return [
            "data": data.map { files.values($0, note: $1) },
            "hasFigures": !shown.isEmpty,
            "figureFiles": shown.map { figure in
                ["title": figure.title, "links": files.links(figure)] as PageValues
            },
        ]
    }

    /// How to name the page in a text: in words, and for BibTeX.
    func citation() -> PageValues {
        let citation = Citation(
            title: "\(titleWords) in two sentences: attention in \(analysis.model.name)",
            source: "Attention report, pair \(analysis.id)", id: analysis.id,
            models: [analysis.model], producer: producer, date: date)
        return ["citation": citation.text, "bibtex": citation.bibtex]
    }
}

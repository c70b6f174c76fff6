import Encoder

/// A page of sections, each with text, groups of sentences, figures, tables and files as it needs: what
/// pages other than a pair's are made of.
struct StudyPage {
    struct Section {
        var anchor: String
        /// In the list of contents.
        var shortName: String
        var heading: String
        var paragraphs: [String] = []
        var items: [String] = []
        var groups: [SentenceGroup] = []
        var figures: [PairFigure] = []
        /// Sets figures side by side where there is room.
        var setsPairs = false
        var tables: [Table] = []
        /// Text for copying, each with what it is.
        var codes: [(label: String, text: String)] = []
        var files: [(path: String, note: String)] = []
    }

    struct SentenceGroup {
        var heading: String
        var sentences: [(text: MarkedText, note: String)]
        /// So many are on the page; the rest is behind a button.
        var shownCount = 12
    }

    struct Table {
        var anchor: String
        var caption: String
        /// Names of the columns, the first above the names of the rows; empty for none.
        var head: [String] = []
        var rows: [(name: String, cells: [String], isEmphasised: Bool)]
        /// Numbers stand at the right of their columns.
        var holdsNumbers = true
    }

    /// Set apart in front of the title.
    var word: String?
    var title: String
    /// What the model did: "reads …".
    var lead: String
    var model: PairAnalysis.Model
    var sections: [Section]
    var producer: Producer
    var date: String?

    /// - Throws: `PageError`.
    func html(_ design: PageDesign) throws -> String {
        try design.templates.render("study", values())
    }

    private func values() -> [String: Any] {
        [
            "policy": PagePolicy.folder(hasScript: false), "stylePath": PairPage.stylePath,
            "producer": producer.name, "version": producer.version, "hasDate": date != nil,
            "date": date ?? "", "hasWord": word != nil, "word": word ?? "", "title": title,
            "plainTitle": (word.map { $0 + " " } ?? "") + title, "lead": lead,
            "modelName": model.name, "sections": sections.map(values),
        ]
    }

    private func values(_ section: Section) -> [String: Any] {
        [
            "anchor": section.anchor, "shortName": section.shortName, "heading": section.heading,
            "paragraphs": section.paragraphs, "items": section.items,
            "hasItems": !section.items.isEmpty, "groups": section.groups.map(values),
            "figures": section.figures.map(values), "hasFigures": !section.figures.isEmpty,
            "hasPairs": section.setsPairs, "tables": section.tables.map(values),
            "codes": section.codes.map { ["label": $0.label, "text": $0.text] },
            "hasFiles": !section.files.isEmpty,
            "files": section.files.map { path, note in
                ["url": HTMLEscaping.url(path: path), "path": path, "note": note]
            },
        ]
    }

    private func values(_ group: SentenceGroup) -> [String: Any] {
        func values(_ sentence: (text: MarkedText, note: String)) -> [String: Any] {
            [
                "segments": sentence.text.segments.map {
                    ["text": $0.text, "marked": $0.isMarked] as [String: Any]
                }, "note": sentence.note,
            ]
        }
        let rest = group.sentences.dropFirst(group.shownCount)
        return [
            "heading": group.heading, "shown": group.sentences.prefix(group.shownCount).map(values),
            "hasRest": !rest.isEmpty,
            "restName": rest.count == 1 ? "One more sentence" : "\(rest.count) more sentences",
            "rest": rest.map(values),
        ]
    }

    private func values(_ figure: PairFigure) -> [String: Any] {
        let source = figure.shown.map { HTMLEscaping.url(path: figure.path($0)) } ?? ""
        return [
            "shape": "study", "anchor": SafeName.make(figure.name, fallback: "figure"),
            "source": source, "alt": figure.altText, "title": figure.title,
            "caption": figure.caption, "width": figure.width, "height": figure.height,
            "isFile": true, "hasTable": false, "table": "",
            "links": figure.formats.sorted().map { format in
                let name = format.rawValue.uppercased()
                return [
                    "url": HTMLEscaping.url(path: figure.path(format)), "format": name,
                    "label": "\(name) of: \(figure.title)",
                ]
            },
        ]
    }

    private func values(_ table: Table) -> [String: Any] {
        [
            "anchor": table.anchor, "caption": table.caption, "hasHead": !table.head.isEmpty,
            "style": table.holdsNumbers ? "overview" : "settings",
            "head": table.head.enumerated().map {
                ["text": $1, "number": $0 > 0 && table.holdsNumbers] as [String: Any]
            },
            "rows": table.rows.map { row in
                [
                    "name": row.name, "emphasised": row.isEmphasised,
                    "cells": row.cells.map {
                        ["text": $0, "number": table.holdsNumbers] as [String: Any]
                    },
                ] as [String: Any]
            },
        ]
    }
}

extension StudyPage.Section {
    /// How to name the page.
    static func citation(_ citation: Citation) -> Self {
        Self(
            anchor: "cite", shortName: "Cite", heading: "How to cite this page",
            paragraphs: [citation.text], codes: [("BibTeX", citation.bibtex)])
    }
}

extension StudyPage.Table {
    /// What produced the numbers of a page.
    static func settings(
        _ model: PairAnalysis.Model, _ producer: Producer, _ options: [(String, String)]
    ) -> Self {
        let rows =
            [
                ("Model", model.name), ("Type", model.type),
                ("Layers", Format.grouped(model.layers)), ("Heads", Format.grouped(model.heads)),
                ("Hidden size", Format.grouped(model.hiddenSize)),
                ("Parameters", Format.grouped(model.parameters)),
                ("Precision", model.precision ?? Precision.float32.rawValue),
                ("SHA-256 of the weights", model.sha256),
                ("Program", "\(producer.name) \(producer.version)"),
            ] + options
        return Self(
            anchor: "settings", caption: "What produced these numbers",
            rows: rows.map { ($0, [$1], false) }, holdsNumbers: false)
    }
}

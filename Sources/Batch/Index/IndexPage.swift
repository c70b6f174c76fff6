import Analyses
import Files
import Foundation
import Lists
import Pages

/// The pages that list the pairs of a batch.
///
/// As the page of a pair: XML-compatible HTML, whose pictures and style sheet are files beside it.
/// Long lists take several pages; the first also has the overview. A script adds search, sorting and
/// filters over all pages; without it everything is there to be read.
struct IndexPage {
    let header: BatchHeader
    let plan: IndexPlan
    /// The package's own where it is `nil`.
    var design: PageDesign?
    var columns: [IndexColumn]

    /// - Parameters:
    ///   - corrected: `nil` for a batch without a baseline.
    ///   - verdicts: `nil` for a batch without a calibration.
    init(
        header: BatchHeader, plan: IndexPlan, design: PageDesign? = nil,
        corrected: CorrectedRows? = nil, verdicts: VerdictRows? = nil
    ) {
        self.header = header
        self.plan = plan
        self.design = design
        columns = IndexColumn.list(
            layers: header.layers, corrected: corrected, verdicts: verdicts,
            hasLabels: plan.hasLabels)
    }

    /// Those that have cells in the table.
    private var cellColumns: [IndexColumn] { columns.filter { $0.heading != nil } }

    /// Where the pages after the first are, below the batch's folder.
    static let folder = "index"
    static let figureFolder = "figures"

    var overview: Overview { plan.overview }
    /// Whether every row stands on a page; else only those of the first page do, and the script reads the others
    /// from its data. A list of which few pairs have pages may be of millions.
    var listsAll: Bool { header.pages == nil }
    private var pageCount: Int { listsAll ? max(plan.pageSizes.count, 1) : 1 }

    /// What a pair is called in links within the index: the name of its folder, else the number of its row.
    static func anchor(_ entry: JournalEntry) -> String {
        guard let folder = entry.folder else { return "row-\(entry.number)" }
        return "pair-" + (folder.split(separator: "/").last.map(String.init) ?? "")
    }

    /// What the index and the pages of all pairs share.
    func sharedFiles() throws -> [OutputFile] {
        try Self.sharedFiles(header, design)
    }

    /// Style sheet and, unless each page has all inside it, the script of the pairs' pages.
    static func sharedFiles(
        _ header: BatchHeader, _ design: PageDesign?
    ) throws -> [OutputFile] {
        let style = OutputFile(
            path: "style.css", bytes: try (design ?? .standard()).indexStyle)
        return header.isSingleFile == true ? [style] : [style, PairReport.script]
    }

    var scriptFile: OutputFile {
        OutputFile(path: "index.js", bytes: PageTemplates.indexScript)
    }

    /// The number of data files for the script.
    var rowFileCount: Int {
        (plan.pageSizes.count + IndexRows.pagesPerFile - 1) / IndexRows.pagesPerFile
    }

    /// One page.
    /// - Parameters:
    ///   - number: from 1.
    ///   - entries: its rows.
    func file(number: Int, entries: [JournalEntry]) throws -> OutputFile {
        let html = try (design ?? .standard()).templates.render(
            "index", try values(number: number, entries: entries))
        return OutputFile(path: path(number), bytes: html)
    }

    /// What the template sees.
    func values(number: Int, entries: [JournalEntry]) throws -> PageValues {
        let root = number == 1 ? "" : "../"
        let first = plan.pageSizes.prefix(number - 1).reduce(0, +)
        let total = plan.pageSizes.reduce(0, +)
        let rest = listsAll ? 0 : total - entries.count
        var values: PageValues = [
            "root": root, "modelName": header.model.name, "producer": Producer(version: "").name,
            "version": header.version, "hasDate": header.date != nil, "date": header.date ?? "",
            "title": title, "isFront": number == 1, "isPaged": pageCount > 1,
            "hasThumbnails": header.figures != BatchFigures.none.rawValue
                && header.pages != BatchPages.none.rawValue,
            "firstLayer": overview.layers.first ?? "", "lastLayer": overview.layers.last ?? "",
            "columns": cellColumns.map {
                [
                    "key": $0.key, "heading": $0.heading ?? "", "isNumber": $0.decimals != nil,
                    "hasNote": $0.note != nil, "note": $0.note ?? "",
                ] as PageValues
            },
            "scriptColumns": try IndexColumn.scriptDescription(columns), "labels": labels,
            "total": total,
            "rowFiles": rowFileCount, "failedTotal": overview.failed,
            "low": overview.range.map { "\($0.lowerBound)" } ?? "0",
            "high": overview.range.map { "\($0.upperBound)" } ?? "1",
            "isChosen": header.top != nil, "chosen": chosen,
            "chosenKind": chosenKind, "summaryFile": header.summaryName,
            "journalFile": header.journalName, "hasRest": rest > 0,
            "rest": Format.grouped(rest), "home": rest > 0 ? "\(entries.count)" : "",
            "isPartial": plan.missing != nil, "missing": missing,
            "rows": entries.map { row($0, root: root) }, "hasRows": !entries.isEmpty,
            "shown": shown(first..<first + entries.count, of: total),
            "pages": pageLinks(around: number, root: root),
        ]
        if number == 1 { values.merge(front().merging(provenance())) }
        return values
    }

    private func path(_ number: Int) -> String {
        number == 1 ? "index.html" : "\(Self.folder)/\(number).html"
    }

    var title: String {
        let count = overview.count
        return count == 1 ? "One pair" : "\(Format.grouped(count)) pairs"
    }

    /// The labels as a list in JSON; an empty one where there are too many to choose from.
    private var labels: String {
        let labels = (plan.labels ?? []).sorted()
        return (try? JSONEncoder().encode(labels)).map { String(decoding: $0, as: UTF8.self) }
            ?? "[]"
    }

    /// Which rows the page shows, without a full stop.
    private func shown(_ rows: Range<Int>, of total: Int) -> String {
        guard rows.count < total else { return "All rows in the order of the list" }
        let all = Format.grouped(total)
        return listsAll
            ? "Rows \(Format.grouped(rows.lowerBound + 1)) to \(Format.grouped(rows.upperBound)) of \(all)"
            : "The first \(Format.grouped(rows.count)) of \(all) rows"
    }

    /// What only some pairs have; empty where all have the same.
    private var chosenKind: String {
        guard header.top != nil else { return "" }
        return header.pages == nil ? "figures" : "pages"
    }

    /// What the list has and the batch has not, in a sentence.
    private var missing: String {
        guard let text = plan.missing?.description else { return "" }
        return "\(text.prefix(1).uppercased())\(text.dropFirst())."
    }

    /// Which pairs have figures, in a sentence.
    private var chosen: String {
        guard let top = header.top else { return "" }
        let count = min(top.count, overview.count)
        if header.pages != nil {
            return count == overview.count
                ? "Every pair has a page."
                : "Only the \(count == 1 ? "pair" : "\(Format.grouped(count)) pairs") \(top.by.phrase) "
                    + "\(count == 1 ? "has a page" : "have pages")."
        }
        return count == overview.count
            ? "Figures were drawn for every pair."
            : "Figures were drawn for the \(count == 1 ? "pair" : "\(Format.grouped(count)) pairs") "
                + "\(top.by.phrase); the other pages have the numbers alone."
    }

    /// The first and the last pages, and those around this one.
    private func pageLinks(around number: Int, root: String) -> [PageValues] {
        var links: [PageValues] = []
        var previous = 0
        for page in 1...pageCount
        where page <= 2 || page > pageCount - 2 || abs(page - number) <= 3 {
            links.append([
                "number": page, "url": root + path(page), "current": page == number,
                "gap": page > previous + 1,
            ])
            previous = page
        }
        return links
    }
}

// MARK: - Rows

extension IndexPage {
    func row(_ entry: JournalEntry, root: String) -> PageValues {
        let row = entry.row
        var values: PageValues = [
            "anchor": Self.anchor(entry),
            "anchorURL": HTMLEscaping.url(path: Self.anchor(entry)), "id": row.id,
            "cells": cellColumns.map {
                [
                    "text": $0.text(entry), "isNumber": $0.decimals != nil,
                    "shade": Self.shadeClass($0.shade(entry)),
                ] as PageValues
            },
            "failed": entry.reason != nil, "reason": entry.reason ?? "",
            "sentences": [row.sentence1, row.sentence2].enumerated().map { index, text in
                sentence(text, mark: entry.marks.flatMap { $0.count > index ? $0[index] : nil })
            },
        ]
        guard let cosine = entry.cosine else { return values }
        let sparkline = Sparkline(cosine, layers: overview.layers, range: overview.range)
        if let folder = entry.folder {
            let url = HTMLEscaping.url(path: folder)
            values.merge([
                "hasPage": true, "url": "\(root)\(url)/index.html",
                "hasThumbnail": entry.hasThumbnail,
                "thumbnail": "\(root)\(url)/\(Thumbnail.path)",
            ])
        }
        values.merge([
            "first": cosine.first.map(Format.cosine) ?? "",
            "last": cosine.last.map(Format.cosine) ?? "", "points": sparkline.points,
            "endX": sparkline.endX, "endY": sparkline.endY, "sparkText": sparkline.text,
        ])
        return values
    }

    /// The style sheet's class of a coloured cell, with a space in front; empty for one without a colour.
    private static func shadeClass(_ shade: Int) -> String {
        shade == 0 ? "" : " \(shade > 0 ? "above" : "below")-\(abs(shade))"
    }

    private func sentence(_ text: String, mark: [Int]?) -> PageValues {
        let shown = ShownSentence(text, mark: mark)
        return [
            "isCutBefore": shown.isCutBefore, "isCutAfter": shown.isCutAfter,
            "segments": shown.segments.map {
                ["text": $0.text, "marked": $0.isMarked] as PageValues
            },
        ]
    }
}

import Foundation
import ReportTestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Lists
@testable import Pages

/// The data model of the templates is what its documentation says.
struct TemplateDocumentationTests {
    /// `sentences[].segments[].text` for every value, without those that only hold others.
    private func paths(_ values: PageValues, _ prefix: String = "") -> Set<String> {
        values.names.reduce(into: []) { result, name in
            result.formUnion(values[name].map { paths($0, prefix + name) } ?? [])
        }
    }

    private func paths(_ value: PageValue, _ name: String) -> Set<String> {
        switch value {
        case .text, .flag: [name]
        case .values(let values): paths(values, name + ".")
        case .list(let entries):
            entries.reduce(into: []) { $0.formUnion(paths($1, name + "[]")) }
        }
    }

    private func given() throws -> Set<String> {
        let result = try TinyModel.analyzed()
        var figures = try PairFigures(result.analysis).rendered(threadCount: 1)
        figures.append(
            RenderedFigure(
                name: "more", title: "t", caption: "c", altText: "a", width: 1, height: 1,
                contents: [.svg: []]))
        let all = paths(
            try PairPage(
                analysis: result.analysis, figures: figures.map(\.figure),
                producer: Producer(version: "1"), encodings: result.encodings
            ).values()
        ).union(paths(try withoutHead().values()))
        // All lists of figures have entries of one kind.
        let lists = [
            "similarityFigures", "attentionGroups[].figures", "layerFigures", "furtherFigures",
            "analyses[].figures",
        ]
        return all.reduce(into: []) { result, path in
            // Tables like those of the analyses.
            guard !path.hasPrefix("layerTables[].") else {
                result.insert("layerTables[].…")
                return
            }
            guard let list = lists.first(where: { path.hasPrefix($0 + "[].") }) else {
                result.insert(path)
                return
            }
            result.insert(list + "[].…")
            result.insert("…" + path.dropFirst(list.count + 2))
        }
    }

    /// A page with an analysis that is not available.
    private func withoutHead() throws -> PairPage {
        let model = try TinyModel.withoutHead()
        let analysis = try PairAnalyzer(model: model, tools: TinyModel.tools(of: model))
            .analyze(TinyModel.pair).analysis
        return PairPage(analysis: analysis, figures: [], producer: Producer(version: "1"))
    }

    /// The first page of an index and the second, with pairs and failures.
    private func indexValues() throws -> Set<String> {
        var header = BatchHeader(
            version: "1.0", model: Sample.model, options: PairOptions(layer: 5),
            figures: BatchFigures.thumbnails.rawValue, formats: ["png"])
        header.date = "2026-05-01"
        let entries = (1...201).map { number in
            let values = [
                "id": "pair-\(number)", "word": number % 2 == 0 ? "bank" : "bark",
                "sentence1": "A bank.", "sentence2": "A bank.",
            ]
            var entry = JournalEntry(number: number, row: ListRow { values[$0] }, key: "")
            entry.folder = PairFolder.path(id: entry.row.id)
            entry.files = [Thumbnail.path: ""]
            entry.cosine = Sample.cosine
            return entry
        }
        var plan = IndexPlan(layers: header.layers)
        for entry in entries { plan.add(entry) }
        let page = IndexPage(header: header, plan: plan)
        let all = paths(try page.values(number: 1, entries: Array(entries.prefix(200))))
            .union(paths(try page.values(number: 2, entries: [entries[200]])))
        // The pairs that stand out are rows like all others.
        return all.reduce(into: []) { result, path in
            let row = "extremes[].rows[]."
            result.insert(path.hasPrefix(row) ? row + "…" : path)
        }
    }

    /// A page with everything that a page of sections can have.
    private func sectionedValues() throws -> Set<String> {
        let sentence = (text: MarkedText("A bank.", marking: [2..<6]), note: "n")
        let figure = RenderedFigure(
            name: "map", title: "t", caption: "c", altText: "a", width: 1, height: 1,
            contents: [.svg: []]
        ).figure
        let page = SectionedPage(
            word: "bank", title: "t", lead: "reads.", models: [Sample.model],
            origin: ReportOrigin(producer: Producer(version: "1"), command: "report"),
            findings: ["f"],
            sections: [
                .init(
                    anchor: "a", heading: "h", paragraphs: ["p"],
                    groups: [.init(heading: "g", sentences: [sentence, sentence], shownCount: 1)],
                    figures: [figure],
                    tables: [
                        AnalysisTable(
                            numbers: "t", caption: "c", corner: "k", columns: ["h"],
                            rows: [("r", ["c"], true)])
                    ])
            ], failures: [("1", "reason")], failureCaption: "c", options: [("o", "v")],
            citation: ("t", "s", "i"), downloads: [("data.json", "n")])
        return paths(page.values(try .standard())).reduce(into: []) { result, path in
            // Figures and tables like those of pairs.
            let lists = ["sections[].figures[].", "sections[].tables[]."]
            result.insert(lists.first(where: path.hasPrefix).map { $0 + "…" } ?? path)
        }
    }

    /// The first column of the tables below some headings.
    private func documented(_ headings: String...) throws -> Set<String> {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Documentation/Templates.md")
        let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n## ")
        let shown = parts.filter { part in headings.contains { part.hasPrefix($0 + "\n") } }
        #expect(shown.count == headings.count)
        return Set(
            shown.flatMap { $0.matches(of: /(?m)^\| `([^`]+)` \|/).map { String($0.1) } })
    }

    private func expectSame(_ given: Set<String>, _ documented: Set<String>) {
        #expect(given.subtracting(documented).sorted() == [])
        #expect(documented.subtracting(given).sorted() == [])
    }

    @Test func namesEveryValueAndNoOther() throws {
        expectSame(
            try given(), try documented("Values of pair.mustache", "Values of figure.mustache"))
    }

    @Test func namesEveryValueOfAnIndex() throws {
        expectSame(try indexValues(), try documented("Values of index.mustache"))
    }

    @Test func namesEveryValueOfAPageOfSections() throws {
        expectSame(try sectionedValues(), try documented("Values of sections.mustache"))
    }
}

import Foundation
import Testing

@testable import ReportKit

/// The data model of the templates is what its documentation says.
struct TemplateDocumentationTests {
    /// `sentences[].segments[].text` for every value, without those that only hold others.
    private func paths(_ value: Any, _ name: String = "") -> Set<String> {
        if let object = value as? [String: Any] {
            return object.reduce(into: []) { result, entry in
                result.formUnion(
                    paths(entry.value, name.isEmpty ? entry.key : "\(name).\(entry.key)"))
            }
        }
        if let list = value as? [Any] {
            return list.reduce(into: []) { $0.formUnion(paths($1, name + "[]")) }
        }
        return [name]
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

    @Test func namesEveryValueAndNoOther() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Documentation/Templates.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let documented = Set(text.matches(of: /(?m)^\| `([^`]+)` \|/).map { String($0.1) })
        let given = try given()
        #expect(given.subtracting(documented).sorted() == [])
        #expect(documented.subtracting(given).sorted() == [])
    }
}

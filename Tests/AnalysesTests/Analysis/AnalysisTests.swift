import Charts
import Foundation
import ReportTestSupport
import Testing

@testable import Analyses
@testable import Lists

/// What every analysis of the registry must do, whatever it measures.
@Suite struct AnalysisTests {
    private static let root =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private func result(
        _ name: String, hidesSpecial: Bool = false
    ) throws -> (
        any Analysis, AnalyzedPair
    ) {
        let choice = try #require(AnalysisChoice(name))
        let pair = try TinyModel.analyzed(choice, hidesSpecial: hidesSpecial).analysis
        return (try #require(pair.analyses.present.first), pair)
    }

    @Test func namesAreUniqueAndPlain() {
        let names = AnalysisChoice.all.names
        #expect(Set(names).count == names.count)
        #expect(!names.contains("all") && !names.contains("none"))
        let kinds = FigureKind.allCases.map(\.rawValue)
        #expect(Set(kinds).count == kinds.count)
        for name in names + kinds {
            #expect(name.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == 0x2D }, "\(name)")
        }
    }

    @Test(arguments: AnalysisRegistry.all.map { $0.name })
    func saysWhatItIsAndWhereItComesFrom(_ name: String) throws {
        let type = try #require(AnalysisChoice(name)).types[0]
        #expect(!type.title.isEmpty && type.title.first?.isUppercase == true)
        // A paper has a year.
        #expect(type.source.contains(#/\d{4}/#) && type.source.hasSuffix("."))
        for kind in type.figures {
            #expect(20...90 ~= kind.explanation.count, "\(kind.rawValue)")
        }
    }

    @Test(arguments: AnalysisRegistry.all.map { $0.name })
    func survivesItsFile(_ name: String) throws {
        func check<Result: Analysis>(_ result: Result, _ pair: AnalyzedPair) throws {
            let data = try JSONEncoder().encode(result)
            #expect(try JSONDecoder().decode(Result.self, from: data) == result)
            let read = try AnalyzedPair(json: pair.json())
            #expect(read.analyses[Result.self] == result)
        }
        let (result, pair) = try result(name)
        try check(result, pair)
    }

    /// Every number of the value and of its tables is finite, and stands in some file.
    @Test(arguments: AnalysisRegistry.all.map { $0.name })
    func hasNumbersInAFile(_ name: String) throws {
        let (result, pair) = try result(name)
        for column in result.stateColumns {
            #expect(column.values.count == pair.model.layers + 1, "\(column.name)")
            #expect(column.values.allSatisfy { $0?.isFinite ?? true })
        }
        let lines = result.lines(pair.view)
        #expect(lines.allSatisfy { $0.value.isFinite })
        #expect(
            !result.stateColumns.isEmpty || !result.headColumns.isEmpty
                || !result.tokenColumns.isEmpty || !lines.isEmpty)
        let names =
            result.stateColumns.map(\.name) + result.headColumns.map(\.column.name)
            + result.tokenColumns.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func columnsOfAllAnalysesHaveNamesOfTheirOwn() throws {
        let analyses = try TinyModel.analyzed().analysis.analyses.present
        let lists: [[String]] = [
            analyses.flatMap { $0.stateColumns.map(\.name) },
            analyses.flatMap { $0.headColumns.map(\.column.name) },
            analyses.flatMap { $0.tokenColumns.map(\.name) },
        ]
        for names in lists { #expect(Set(names).count == names.count) }
    }

    @Test(arguments: AnalysisRegistry.all.map { $0.name }, [false, true])
    func figuresOfThePageSpeakAndAreDrawnInBothThemes(_ name: String, _ hides: Bool) throws {
        let (_, pair) = try result(name, hidesSpecial: hides)
        let pages = pair.pageFigures.filter(\.isOfAnalysis)
        // The others are shown with the similarity, and as tables.
        #expect(pages.isEmpty == ["corrected", "verdict", "substitutes"].contains(name))
        for page in pages {
            let figure = try page.figure(pair.view)
            #expect(figure.name == page.name && !figure.title.isEmpty)
            #expect(figure.caption.hasSuffix("."), "\(page.name)")
            #expect((figure.altText ?? "").count > 60, "\(page.name)")
            try draw(figure.chart, figure.size)
        }
    }

    @Test(arguments: FigureKind.allCases.map(\.rawValue))
    func figuresOnTheirOwnAreDrawnInBothThemes(_ name: String) throws {
        let kind = try #require(FigureKind(rawValue: name))
        let model = try TinyModel.load()
        let builder = try FigureBuilder(
            [
                WordInSentence(TinyModel.pair.sentence1, word: "bank"),
                WordInSentence(TinyModel.pair.sentence2, word: "bank"),
            ], for: [kind], model: model.encoder,
            tools: TinyModel.tools(.none, needs: kind.needs, of: model))
        for side in FigureRequest.Side.allCases {
            for merges in [false, true] {
                let chart = try builder.chart(
                    FigureRequest(
                        kind, side: side, layer: .index(0), special: merges ? .hide : .apart,
                        mergesWords: merges))
                #expect(chart.title?.isEmpty == false)
                #expect(chart.alternativeText(.short).count > 20)
                try draw(chart, nil)
            }
        }
    }

    private func draw(_ chart: some Chart, _ size: FigureSize?) throws {
        for theme in ["light", "dark"] {
            let renderer = ChartRenderer(
                options: ChartOptions(size: size, theme: try #require(Theme.named(theme))))
            #expect(try renderer.svg(chart).count > 500)
        }
    }

    /// A section says how to read it, and its tables are whole.
    @Test(arguments: AnalysisRegistry.all.map { $0.name })
    func tablesAreWhole(_ name: String) throws {
        let (result, pair) = try result(name)
        guard let section = result.section(pair.view) else {
            // Its numbers stand with the raw similarity.
            #expect(name == Corrected.name)
            return
        }
        #expect(section.how.count > 100 && section.how.hasSuffix("."))
        #expect(!section.tables.isEmpty)
        #expect(Set(section.tables.map(\.name)).count == section.tables.count)
        for table in section.tables {
            #expect(!table.rows.isEmpty)
            #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count })
        }
    }

    @Test func whatNeedsAHeadSaysThatThereIsNone() throws {
        let model = try TinyModel.withoutHead()
        let analyses = try PairAnalyzer(model: model, tools: TinyModel.tools(of: model))
            .analyze(TinyModel.pair).analysis.analyses
        for type in AnalysisRegistry.all {
            let isThere = analyses.present.map { Swift.type(of: $0).name }.contains(type.name)
            #expect(isThere != type.needs.contains(.maskedWords), "\(type.name)")
            #expect(isThere == (analyses.unavailable[type.name] == nil), "\(type.name)")
        }
    }

    /// The table of the documentation is made from the registry.
    @Test func theDocumentationHasALineForEach() throws {
        func guide(_ name: String) throws -> String {
            try String(contentsOfFile: "\(Self.root)/Documentation/\(name)", encoding: .utf8)
        }
        let pair = try TinyModel.analyzed().analysis
        let json = try JSONSerialization.jsonObject(with: Data(pair.json()))
        let analyses = try #require((json as? [String: Any])?["analyses"] as? [String: Any])
        let text = try guide("Analyses.md")
        let lines = Set(text.split(separator: "\n").map(String.init))
        for result in pair.analyses.present {
            let type = Swift.type(of: result)
            func list(_ names: [String]) -> String {
                names.isEmpty ? "none" : names.map { "`\($0)`" }.joined(separator: ", ")
            }
            let cells = try #require(analyses[type.name] as? [String: Any]).keys.sorted()
            let page = pair.pageFigures(result).map(\.name)
            let shown = [Corrected.name, Verdict.name].contains(type.name) ? ["similarity"] : page
            let line =
                "| [\(type.name)](#\(type.name)) | \(list(cells)) | \(list(shown)) "
                + "| \(list(type.figures.map(\.rawValue))) |"
            #expect(lines.contains(line), "expected the line \(line)")
            #expect(lines.contains("## \(type.name)"))
        }
        let figures = try guide("Figures.md")
        let pairs = try guide("Pairs.md")
        for kind in FigureKind.allCases { #expect(figures.contains("`\(kind.rawValue)`")) }
        for name in AnalysisChoice.all.names { #expect(pairs.contains("| `\(name)` |")) }
    }
}

import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Lists
@testable import Words

@Suite struct WordFiguresTests {
    private func figures(_ count: Int) throws -> WordFigures {
        try withTemporaryDirectory { directory in
            let lines = (0..<count).map { "Number \($0 % 40) of the bank \($0 / 40)." }
            let path = directory + "/list.txt"
            try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
            let result = try WordAnalyzer(
                model: TinyModel.load(), cache: BaselineCache(directory: directory),
                reference: WordReference.sentences
            ).analyze(WordList(path: path), word: "bank")
            return WordFigures(analysis: result.analysis, matrix: result.shownMatrix)
        }
    }

    @Test func theMatrixIsInTheOrderOfTheTree() throws {
        let figures = try figures(20)
        let (analysis, chart) = (figures.analysis, figures.matrixChart)
        #expect(chart.rowLabels == analysis.order.map { analysis.sentences[$0].id })
        for (row, values) in try paired(analysis.order, chart.values) {
            #expect(values == analysis.order.map { Double(figures.matrix[row, $0]) })
        }
        #expect(chart.subtitle?.contains("mean") == false)
    }

    @Test func ofManySentencesACellIsTheMeanOfABlock() throws {
        let figures = try figures(WordFigures.cellLimit + 1)
        let (analysis, chart) = (figures.analysis, figures.matrixChart)
        // The last block is one sentence.
        #expect(chart.values.count == 251 && chart.values.allSatisfy { $0.count == 251 })
        #expect(chart.rowLabels[3] == analysis.sentences[analysis.order[6]].id)
        let cells = [(0, 0), (3, 250), (250, 3), (250, 250)]
        for (row, column) in cells {
            let rows = analysis.order.dropFirst(2 * row).prefix(2)
            let columns = analysis.order.dropFirst(2 * column).prefix(2)
            let numbers = rows.flatMap { row in columns.map { Double(figures.matrix[row, $0]) } }
            let mean = numbers.reduce(0, +) / Double(numbers.count)
            #expect(abs(chart.values[row][column] - mean) < 1e-12)
        }
        #expect(chart.subtitle?.hasSuffix("; a cell is the mean of 2 × 2") == true)
        let matrix = try figures.rendered(threadCount: 2, formats: [.png])[0].figure
        #expect(matrix.caption.contains("the mean of 2 × 2 neighbours, named after the first"))
    }
}

import Analyses
import Encoder
import Files
import Pages

/// The folder of one word: page, style sheet, figures, JSON and CSV; or the page alone.
///
/// ```swift
/// let report = WordReport(result, ReportOrigin(producer: .init(version: "1.0.0")))
/// try ReportFolder(in: "out", name: "bank").write(
///     report.files(threadCount: 2), streams: report.matrices(),
///     of: .word("bank", list: "bank.csv", model: "all-MiniLM-L6-v2"))
/// ```
package struct WordReport: Sendable {
    private let result: WordAnalyzer.Result
    private let origin: ReportOrigin
    private let design: PageDesign?

    /// - Parameter design: the package's own where it is `nil`.
    package init(
        _ result: WordAnalyzer.Result, _ origin: ReportOrigin, design: PageDesign? = nil
    ) {
        self.result = result
        self.origin = origin
        self.design = design
    }

    /// The matrix of each layer, made while it is written: of thousands of sentences they are many MB.
    package func matrices() -> [StreamedFile] {
        result.analysis.layers.enumerated().map { [result] layer, name in
            StreamedFile(path: Self.matrixPath(name)) { part in
                try result.analysis.writeMatrixCSV(result.matrix(layer: layer), to: part)
            }
        }
    }

    /// All other files, still in memory, the page last.
    /// - Throws: `ChartError`, `PageError`.
    package func files(threadCount: Int) throws -> [OutputFile] {
        try report([.png, .svg], .beside, threadCount).files(design)
    }

    /// The page alone, with everything that it shows inside it. Of many sentences the matrices are left
    /// out, and the page says so.
    /// - Throws: `ChartError`, `PageError`.
    package func singleFile(threadCount: Int) throws -> OutputFile {
        let analysis = result.analysis
        let numbers = analysis.layers.count * analysis.sentences.count * analysis.sentences.count
        guard numbers <= Self.embeddedLimit else {
            return try report([.svg], .leftOut, threadCount).singleFile(design)
        }
        var report = try report([.svg], .inside, threadCount)
        report.data += try matrices().map { stream in
            var bytes: [UInt8] = []
            try stream.make { bytes += $0 }
            return OutputFile(path: stream.path, bytes: bytes)
        }
        return try report.singleFile(design)
    }

    /// Where the similarities of every two sentences are.
    enum Matrices { case beside, inside, leftOut }

    /// So many of their numbers, about a megabyte, have room in a page: at seven layers those of 96
    /// sentences.
    private static let embeddedLimit = 1 << 16

    static func matrixPath(_ layer: String) -> String { "matrix-\(layer).csv" }

    private func report(
        _ formats: Set<PairFigure.Format>, _ matrices: Matrices, _ threadCount: Int
    ) throws -> SectionedReport {
        let analysis = result.analysis
        let figures = try WordFigures(analysis: analysis, matrix: result.shownMatrix)
            .rendered(threadCount: threadCount, formats: formats)
        return SectionedReport(
            page: WordPage(
                analysis: analysis, figures: figures.map(\.figure), origin: origin,
                matrices: matrices
            ).page,
            figures: figures,
            data: [
                OutputFile(path: "data.json", bytes: try analysis.json()),
                OutputFile(path: "sentences.csv", bytes: analysis.sentencesCSV()),
                OutputFile(path: "similarity.csv", bytes: analysis.similarityCSV()),
                try DataPackage(name: "attention-report-word", analysis.tables(matrices)).file(),
            ])
    }
}

extension AnalyzedWord {
    /// What the CSV files hold. Matrices of very many sentences, which have as many columns, are left out.
    func tables(_ matrices: WordReport.Matrices) -> [DataPackage.Table] {
        let hasMatrices = matrices != .leftOut && sentences.count <= Self.describedSentences
        return [Self.sentencesTable, Self.similarityTable]
            + (hasMatrices ? layers.map(matrixTable) : [])
    }

    private static let describedSentences = 200

    private static let sentencesTable = DataPackage.Table(
        "sentences.csv", "A row for each sentence",
        [
            .init("id", "name of the sentence"), .init("sentence", "the sentence"),
            .init("label", "what the list says of the sentence, as written there"),
            .init("group", .integer, "number of the group of sentences that are alike, from 1"),
            .init("silhouette", .number, "how well the sentence fits its group, from -1 to 1"),
            .init("x", .number, "place on the plane of the figure, across"),
            .init("y", .number, "place on the plane of the figure, upwards"),
        ], key: ["id"])

    private static let similarityTable = DataPackage.Table(
        "similarity.csv", "A row for each layer",
        [DataPackage.Column.layer]
            + [
                ("all", "all sentences"), ("same_group", "sentences of one group"),
                ("different_group", "sentences of different groups"),
                ("same_label", "sentences with one label"),
                ("different_label", "sentences with different labels"),
            ].map {
                .init($0, .number, "mean cosine of the word's vectors in two sentences: \($1)")
            }
            + [.init("baseline", .number, "mean cosine of unrelated words, from -1 to 1")],
        key: ["layer"])

    private func matrixTable(_ layer: String) -> DataPackage.Table {
        .init(
            WordReport.matrixPath(layer), "The similarity of every two sentences at \(layer)",
            [.init("id", "name of the sentence")]
                + sentences.map {
                    .init($0.id, .number, "cosine of the word's vectors there and here")
                }, key: ["id"])
    }

    /// A row for each sentence, in the order of the list.
    func sentencesCSV() -> [UInt8] {
        var table = Self.sentencesTable.begun()
        for sentence in sentences {
            table.append(
                [
                    sentence.id, sentence.text, sentence.label ?? "", "\(sentence.group)",
                    sentence.silhouette.description,
                ] + sentence.point.map(\.description))
        }
        return table.bytes
    }

    /// Mean similarities by layer; empty where there is no such pair.
    func similarityCSV() -> [UInt8] {
        let means = [
            similarity.all, similarity.sameGroup, similarity.differentGroup, similarity.sameLabel,
            similarity.differentLabel, similarity.baseline,
        ]
        var table = Self.similarityTable.begun()
        for (index, layer) in layers.enumerated() {
            table.append([layer] + means.map { $0?[index].description ?? "" })
        }
        return table.bytes
    }

    /// The similarity of every two sentences, in the order of the list, a row at a time.
    func writeMatrixCSV(_ matrix: SymmetricMatrix, to part: ([UInt8]) throws -> Void) throws {
        var table = CSV(header: ["id"] + sentences.map(\.id))
        for (index, sentence) in sentences.enumerated() {
            table.append(sentence.id, exact: matrix.row(index))
            if table.bytes.count >= 1 << 16 { try part(table.takeBytes()) }
        }
        try part(table.takeBytes())
    }
}

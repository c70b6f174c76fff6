/// The folder of one word: page, style sheet, figures, JSON and CSV.
///
/// ```swift
/// let report = WordReport(result, producer: .init(version: "1.0.0"))
/// try ReportWriter(directory: "out/bank")
///     .write(report.files(threadCount: 2), streams: report.matrices())
/// ```
public struct WordReport: Sendable {
    private let result: WordAnalyzer.Result
    private let producer: Producer
    private let date: String?
    private let design: PageDesign?
    private let command: String?

    /// - Parameters:
    ///   - date: shown in the footer if given.
    ///   - design: the package's own where it is `nil`.
    ///   - command: what makes the report again, if that is known.
    public init(
        _ result: WordAnalyzer.Result, producer: Producer, date: String? = nil,
        design: PageDesign? = nil, command: String? = nil
    ) {
        self.result = result
        self.producer = producer
        self.date = date
        self.design = design
        self.command = command
    }

    /// The matrix of each layer, made while it is written: of thousands of sentences they are many MB.
    public func matrices() -> [StreamedFile] {
        result.study.layers.enumerated().map { [result] layer, name in
            StreamedFile(path: "matrix-\(name).csv") { part in
                try result.study.writeMatrixCSV(result.matrix(layer: layer), to: part)
            }
        }
    }

    /// All other files, still in memory, the page last.
    /// - Throws: `ChartError`, `PageError`.
    public func files(threadCount: Int) throws -> [OutputFile] {
        let study = result.study
        let design = try design ?? .standard()
        let figures = try WordFigures(study: study, matrix: result.shownMatrix)
            .rendered(threadCount: threadCount)
        let page = WordPage(
            study: study, figures: figures.map(\.figure), producer: producer, date: date,
            command: command)
        return figures.files
            + [
                OutputFile(path: "data.json", bytes: try study.json()),
                OutputFile(path: "sentences.csv", bytes: study.sentencesCSV()),
                OutputFile(path: "similarity.csv", bytes: study.similarityCSV()),
                OutputFile(path: PairPage.stylePath, bytes: design.style),
                OutputFile(path: "index.html", bytes: Array(try page.html(design).utf8)),
            ]
    }
}

extension WordStudy {
    /// A row for each sentence, in the order of the list.
    func sentencesCSV() -> [UInt8] {
        var table = CSV(header: ["id", "sentence", "label", "group", "silhouette", "x", "y"])
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
        let columns: [(String, [Float]?)] = [
            ("all", similarity.all), ("same_group", similarity.sameGroup),
            ("different_group", similarity.differentGroup), ("same_label", similarity.sameLabel),
            ("different_label", similarity.differentLabel), ("baseline", similarity.baseline),
        ]
        var table = CSV(header: ["layer"] + columns.map(\.0))
        for (index, layer) in layers.enumerated() {
            table.append([layer] + columns.map { $0.1?[index].description ?? "" })
        }
        return table.bytes
    }

    /// The similarity of every two sentences, in the order of the list, a row at a time.
    func writeMatrixCSV(_ matrix: [[Float]], to part: ([UInt8]) throws -> Void) throws {
        var table = CSV(header: ["id"] + sentences.map(\.id))
        for (sentence, row) in zip(sentences, matrix) {
            table.append([sentence.id] + row.map(\.description))
            if table.bytes.count >= 1 << 16 { try part(table.takeBytes()) }
        }
        try part(table.takeBytes())
    }
}

/// The folder of one pair: page, style sheet, figures, JSON and CSV, all still in memory.
///
/// ```swift
/// let report = PairReport(analysis: pair, figures: figures, producer: .init(version: "1.0.0"))
/// try ReportWriter(directory: "out/\(report.folder)").write(report.files())
/// ```
public struct PairReport: Sendable {
    public var analysis: PairAnalysis
    public var figures: [RenderedFigure]
    public var producer: Producer
    /// Shown in the footer if given. Nothing here reads the clock.
    public var date: String?

    public init(
        analysis: PairAnalysis, figures: [RenderedFigure], producer: Producer, date: String? = nil
    ) {
        self.analysis = analysis
        self.figures = figures
        self.producer = producer
        self.date = date
    }

    /// The folder's name: the pair's id, made safe.
    public var folder: String { SafeName.make(analysis.id) }

    /// All files, the page last: once it is there, everything that it links to is.
    public func files() throws -> [OutputFile] {
        let page = PairPage(
            analysis: analysis, figures: figures.map(\.figure), producer: producer, date: date)
        var files = figures.flatMap { rendered in
            rendered.contents.sorted { $0.key < $1.key }.map { format, bytes in
                OutputFile(path: rendered.figure.path(format), bytes: bytes)
            }
        }
        files.append(OutputFile(path: PairPage.jsonPath, bytes: try analysis.json()))
        files.append(OutputFile(path: PairPage.similarityPath, bytes: analysis.similarityCSV()))
        files.append(OutputFile(path: PairPage.attentionPath, bytes: analysis.attentionCSV()))
        files.append(OutputFile(path: PairPage.stylePath, bytes: PageTemplates.styleSheet))
        files.append(OutputFile(path: "index.html", bytes: Array(try page.html().utf8)))
        return files
    }
}

/// The program that made a report, for its footer.
public struct Producer: Equatable, Sendable {
    public var name: String
    public var version: String

    public init(name: String = "report", version: String) {
        self.name = name
        self.version = version
    }
}

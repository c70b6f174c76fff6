import Encoder

/// The folder of one pair: page, style sheet, figures, JSON and CSV, all still in memory.
///
/// ```swift
/// let report = PairReport(analysis: pair, figures: figures, producer: .init(version: "1.0.0"))
/// let folder = ReportFolder(in: "out", name: report.folder)
/// try folder.write(report.files(), of: .pair(pair, model: "all-MiniLM-L6-v2"))
/// ```
public struct PairReport: Sendable {
    public var analysis: PairAnalysis
    public var figures: [RenderedFigure]
    public var producer: Producer
    /// Shown in the footer if given. Nothing here reads the clock.
    public var date: String?
    /// What both sentences gave, for exploring; without it the page has no explorer.
    public var encodings: [Encoding]
    /// The package's own where it is `nil`.
    public var design: PageDesign?
    /// What the page's command says after `--model`, where that is not the model's name.
    public var modelArgument: String?

    public init(
        analysis: PairAnalysis, figures: [RenderedFigure], producer: Producer, date: String? = nil,
        encodings: [Encoding] = [], design: PageDesign? = nil, modelArgument: String? = nil
    ) {
        self.analysis = analysis
        self.figures = figures
        self.producer = producer
        self.date = date
        self.encodings = encodings
        self.design = design
        self.modelArgument = modelArgument
    }

    /// The folder's name: the pair's id, made safe.
    public var folder: String { SafeName.make(analysis.id) }

    /// All files, the page last: once it is there, everything that it links to is.
    /// - Parameter threadCount: the bytes do not depend on it.
    public func files(threadCount: Int = 1) throws -> [OutputFile] {
        let design = try design ?? .standard()
        let page = page
        // The page takes longest, so it is begun first.
        let parts: [@Sendable () throws -> [OutputFile]] = [
            { [OutputFile(path: "index.html", bytes: Array(try page.html().utf8))] },
            { try data() },
        ]
        let made = try mapConcurrently(count: parts.count, threadCount: threadCount) {
            try parts[$0]()
        }
        var files = figures.files + made[1]
        files.append(OutputFile(path: PairPage.stylePath, bytes: design.style))
        if page.hasExplorer() {
            files.append(OutputFile(path: PairPage.scriptPath, bytes: PageTemplates.script))
        }
        return files + made[0]
    }

    /// The page alone, with everything that it shows inside it.
    public func singleFile() throws -> OutputFile {
        var page = page
        page.files = .inside(figures, try data())
        return OutputFile(path: "index.html", bytes: Array(try page.html().utf8))
    }

    /// The page alone, and beside it the numbers that a batch can draw it from again.
    func pageAndNumbers() throws -> [OutputFile] {
        [
            OutputFile(path: PairPage.jsonPath, bytes: try analysis.json()), try singleFile(),
        ]
    }

    private var page: PairPage {
        var page = PairPage(
            analysis: analysis, figures: figures.map(\.figure), producer: producer, date: date,
            encodings: encodings, design: design)
        page.modelArgument = modelArgument
        return page
    }

    private func data() throws -> [OutputFile] {
        var files = [
            OutputFile(path: PairPage.jsonPath, bytes: try analysis.json()),
            OutputFile(path: PairPage.similarityPath, bytes: analysis.similarityCSV()),
            OutputFile(path: PairPage.attentionPath, bytes: analysis.attentionCSV()),
        ]
        for (path, bytes) in [
            (PairPage.headsPath, analysis.headsCSV()), (PairPage.tokensPath, analysis.tokensCSV()),
            (PairPage.analysesPath, analysis.analysesCSV()),
        ] {
            if let bytes { files.append(OutputFile(path: path, bytes: bytes)) }
        }
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

import Analyses
import Encoder
import Files

/// The folder of one pair: page, style sheet, figures, JSON and CSV, all still in memory.
///
/// ```swift
/// let report = PairReport(analysis: pair, figures: figures, producer: .init(version: "1.0.0"))
/// let folder = ReportFolder(in: "out", name: report.folder)
/// try folder.write(report.files(), of: .pair(pair, model: "all-MiniLM-L6-v2"))
/// ```
package struct PairReport: Sendable {
    var analysis: AnalyzedPair
    var figures: [RenderedFigure]
    var producer: Producer
    /// Shown in the footer if given. Nothing here reads the clock.
    var date: String?
    /// What both sentences gave, for exploring; without it the page has no explorer.
    var encodings: [ModelOutput]
    /// The package's own where it is `nil`.
    var design: PageDesign?
    /// What the page's command says after `--model`, where that is not the model's name.
    var modelArgument: String?
    /// The way from the page to the folder with style sheet and script, where pages share them; `nil` where
    /// the report has its own.
    var sharedRoot: String?

    package init(
        analysis: AnalyzedPair, figures: [RenderedFigure], producer: Producer, date: String? = nil,
        encodings: [ModelOutput] = [], design: PageDesign? = nil, modelArgument: String? = nil,
        sharedRoot: String? = nil
    ) {
        self.analysis = analysis
        self.figures = figures
        self.producer = producer
        self.date = date
        self.encodings = encodings
        self.design = design
        self.modelArgument = modelArgument
        self.sharedRoot = sharedRoot
    }

    /// The folder's name: the pair's id, made safe.
    var folder: String { SafeName.make(analysis.id) }

    /// All files, the page last: once it is there, everything that it links to is.
    /// - Parameter threadCount: the bytes do not depend on it.
    package func files(threadCount: Int = 1) throws -> [OutputFile] {
        let design = try design ?? .standard()
        let page = page
        // The page takes longest, so it is begun first.
        let parts: [@Sendable () throws -> [OutputFile]] = [
            { [OutputFile(path: "index.html", bytes: try page.html())] },
            { try data() },
        ]
        let made = try mapConcurrently(count: parts.count, threadCount: threadCount) {
            try parts[$0]()
        }
        var files = figures.files + made[1]
        if sharedRoot == nil {
            files += [OutputFile(path: PairPage.stylePath, bytes: design.style), Self.script]
        }
        return files + made[0]
    }

    /// The script of pairs' pages.
    package static var script: OutputFile {
        OutputFile(path: PairPage.scriptPath, bytes: PageTemplates.script)
    }

    /// The page alone, with everything that it shows inside it.
    package func singleFile() throws -> OutputFile {
        var page = page
        page.files = .inside(figures, try data())
        return OutputFile(path: "index.html", bytes: try page.html())
    }

    /// The page alone, and beside it the numbers that a batch can draw it from again.
    package func pageAndNumbers() throws -> [OutputFile] {
        [
            OutputFile(path: PairDataFile.json, bytes: try analysis.json()), try singleFile(),
        ]
    }

    private var page: PairPage {
        var page = PairPage(
            analysis: analysis, figures: figures.map(\.figure), producer: producer, date: date,
            encodings: encodings, design: design)
        page.modelArgument = modelArgument
        if let sharedRoot { page.files = .sharing(sharedRoot) }
        return page
    }

    private func data() throws -> [OutputFile] {
        var files = [
            OutputFile(path: PairDataFile.json, bytes: try analysis.json()),
            OutputFile(path: PairDataFile.similarity, bytes: analysis.similarityCSV()),
            OutputFile(path: PairDataFile.attention, bytes: analysis.attentionCSV()),
        ]
        for (path, bytes) in [
            (PairDataFile.heads, analysis.headsCSV()), (PairDataFile.tokens, analysis.tokensCSV()),
            (PairDataFile.analyses, analysis.analysesCSV()),
        ] {
            if let bytes { files.append(OutputFile(path: path, bytes: bytes)) }
        }
        files.append(
            try DataPackage(name: "attention-report-pair", analysis.tables).file())
        return files
    }
}

/// The program that made a report, for its footer.
package struct Producer: Equatable, Sendable {
    package var name: String
    var version: String

    package init(name: String = "report", version: String) {
        self.name = name
        self.version = version
    }
}

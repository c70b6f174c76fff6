/// What a report says of its making.
public struct ReportOrigin: Sendable {
    public var producer: Producer
    /// Shown in the footer if given. Nothing here reads the clock.
    public var date: String?
    /// What makes the report again, if that is known.
    public var command: String?

    public init(producer: Producer, date: String? = nil, command: String? = nil) {
        self.producer = producer
        self.date = date
        self.command = command
    }
}

/// A study's page with its figures and numbers, as a folder or as the page alone.
struct StudyReport {
    var page: StudyPage
    var figures: [RenderedFigure]
    /// What can be saved from the page, but for files that are made while they are written.
    var data: [OutputFile]

    init(page: StudyPage, figures: [RenderedFigure], data: [OutputFile]) {
        self.page = page
        self.figures = figures
        self.data = data
    }

    /// A report with one figure, which is drawn first.
    /// - Throws: `ChartError`.
    init(
        _ figure: Figure, _ formats: Set<PairFigure.Format>, data: [OutputFile],
        page: (PairFigure) -> StudyPage
    ) throws {
        let drawn = try figure.rendered(formats)
        self.init(page: page(drawn.figure), figures: [drawn], data: data)
    }

    /// All files, the page last: once it is there, everything that it links to is.
    /// - Parameter design: the package's own where it is `nil`.
    /// - Throws: `PageError`.
    func files(_ design: PageDesign?) throws -> [OutputFile] {
        let design = try design ?? .standard()
        return try figures.files + data + [
            OutputFile(path: PairPage.stylePath, bytes: design.style), index(page, design),
        ]
    }

    /// The page alone, with everything that it shows inside it.
    func singleFile(_ design: PageDesign?) throws -> OutputFile {
        var page = page
        page.files = .inside(figures, data)
        return try index(page, design ?? .standard())
    }

    private func index(_ page: StudyPage, _ design: PageDesign) throws -> OutputFile {
        OutputFile(path: "index.html", bytes: Array(try page.html(design).utf8))
    }
}

import Analyses
import Files

/// What a report says of its making.
package struct ReportOrigin: Sendable {
    var producer: Producer
    /// Shown in the footer if given. Nothing here reads the clock.
    var date: String?
    /// What makes the report again, if that is known.
    var command: String?

    package init(producer: Producer, date: String? = nil, command: String? = nil) {
        self.producer = producer
        self.date = date
        self.command = command
    }
}

/// A page of sections with its figures and numbers, as a folder or as the page alone.
package struct SectionedReport {
    var page: SectionedPage
    var figures: [RenderedFigure]
    /// What can be saved from the page, but for files that are made while they are written.
    package var data: [OutputFile]

    package init(page: SectionedPage, figures: [RenderedFigure], data: [OutputFile]) {
        self.page = page
        self.figures = figures
        self.data = data
    }

    /// A report with one figure, which is drawn first.
    /// - Throws: `ChartError`.
    package init(
        _ figure: Figure, _ formats: Set<PairFigure.Format>, data: [OutputFile],
        page: (PairFigure) -> SectionedPage
    ) throws {
        let drawn = try figure.rendered(formats)
        self.init(page: page(drawn.figure), figures: [drawn], data: data)
    }

    /// All files, the page last: once it is there, everything that it links to is.
    /// - Parameter design: the package's own where it is `nil`.
    /// - Throws: `PageError`.
    package func files(_ design: PageDesign?) throws -> [OutputFile] {
        let design = try design ?? .standard()
        return try figures.files + data + [
            OutputFile(path: PairPage.stylePath, bytes: design.style), index(page, design),
        ]
    }

    /// The page alone, with everything that it shows inside it.
    package func singleFile(_ design: PageDesign?) throws -> OutputFile {
        var page = page
        page.files = .inside(figures, data)
        return try index(page, design ?? .standard())
    }

    private func index(_ page: SectionedPage, _ design: PageDesign) throws -> OutputFile {
        OutputFile(path: "index.html", bytes: try page.html(design))
    }
}

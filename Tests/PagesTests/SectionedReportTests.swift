import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Pages

@Suite struct SectionedReportTests {
    private let figure = RenderedFigure(
        name: "map", title: "A map", caption: "How to read it.", altText: "What it shows.",
        width: 700, height: 300, contents: [.svg: Array("<svg/>".utf8)])

    private var report: SectionedReport {
        SectionedReport(
            page: SectionedPage(
                title: "A report", lead: "reads.", models: [Sample.model],
                origin: ReportOrigin(producer: Producer(version: "1.0.0")), findings: ["It is."],
                sections: [.init(anchor: "map", heading: "A map", figures: [figure.figure])],
                failures: [], failureCaption: "", options: [], citation: ("A", "B", "c"),
                downloads: [("numbers.csv", "all")]),
            figures: [figure],
            data: [OutputFile(path: "numbers.csv", bytes: Array("a,b\r\n".utf8))])
    }

    @Test func aFolderHasEveryFileAndThePageLast() throws {
        let files = try report.files(nil)
        #expect(
            files.map(\.path) == ["figures/map.svg", "numbers.csv", "style.css", "index.html"])
        #expect(files[2].bytes == PageTemplates.styleSheet)
        let page = try ParsedPage(String(decoding: files[3].bytes, as: UTF8.self))
        #expect(try page.attributes("src") == ["figures/map.svg"])
        #expect(try page.elements("//head/style").isEmpty)
    }

    @Test func theFigureThatShowsMostStandsBesideTheFindings() throws {
        var report = report
        report.page.opening = [figure.figure]
        report.page.sections = []
        report.figures[0].figure.narrow = .init((width: 352, height: 264))
        report.page.opening[0].narrow = report.figures[0].figure.narrow
        let files = try report.files(nil)
        let page = try ParsedPage(String(decoding: try #require(files.last).bytes, as: UTF8.self))
        let section = "//section[h2/@id='findings']"
        #expect(try page.texts("\(section)/ul/li") == ["It is."])
        #expect(try page.elements("\(section)/div/figure/a/picture/img").count == 1)
        #expect(
            try page.elements("\(section)//source").map {
                $0.attribute(forName: "srcset")?.stringValue
            } == ["figures/map-narrow.svg"])
    }

    @Test func thePageAloneRefersToNothing() throws {
        let file = try report.singleFile(nil)
        #expect(file.path == "index.html")
        let page = try ParsedPage(String(decoding: file.bytes, as: UTF8.self))
        let outward = try (page.attributes("src") + page.attributes("href")).filter {
            !$0.hasPrefix("#") && !$0.hasPrefix("data:")
        }
        #expect(outward.isEmpty)
        #expect(try page.attributes("download") == ["numbers.csv"])
        #expect(try page.elements("//head/style").count == 1)
        #expect(try page.elements("//head/link").isEmpty)
    }
}

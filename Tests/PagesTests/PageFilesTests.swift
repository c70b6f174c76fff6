import Foundation
import Testing

@testable import Analyses
@testable import Files
@testable import Pages

@Suite struct PageFilesTests {
    private let figure = RenderedFigure(
        name: "a map", title: "A map", caption: "How to read it.", altText: "What it shows.",
        width: 700, height: 300, contents: [.png: [1, 2, 3], .svg: Array("<svg/>".utf8)])
    private let data = OutputFile(path: "numbers.csv", bytes: Array("a,b\r\n".utf8))

    private func text(_ value: PageValue?) -> String? {
        if case .text(let text)? = value { text } else { nil }
    }

    @Test func besideThePageFilesHaveTheirNames() throws {
        let files = PageFiles.beside
        #expect(!files.isSingleFile)
        #expect(files.url("figures/a map.svg") == "figures/a%20map.svg")
        let values = files.values(figure.figure, shape: "map")
        #expect(values["source"] == .text("figures/a-map.svg"))
        #expect(values["isFile"] == .flag(true))
        guard case .list(let links)? = values["links"] else {
            Issue.record("no links")
            return
        }
        let formats = links.map { link -> PageValue? in
            if case .values(let values) = link { values["format"] } else { nil }
        }
        #expect(formats == [.text("SVG"), .text("PNG")])
        let head = try files.values(.standard(), script: nil)
        #expect(
            head["policy"] == .text("default-src 'none'; img-src 'self'; style-src 'self'"))
        #expect(head["styleSource"] == .text(""))
    }

    @Test func whatIsDrawnForPhonesIsBesideOrInsideThePage() {
        var drawn = figure
        drawn.narrow = Array("<svg>narrow</svg>".utf8)
        drawn.figure.narrow = .init((width: 352, height: 264))
        let beside = PageFiles.beside.values(drawn.figure, shape: "map")
        #expect(beside["hasNarrow"] == .flag(true))
        #expect(beside["narrowSource"] == .text("figures/a-map-narrow.svg"))
        let inside = PageFiles.inside([drawn], []).values(drawn.figure, shape: "map")
        let svg = Data("<svg>narrow</svg>".utf8).base64EncodedString()
        #expect(inside["narrowSource"] == .text("data:image/svg+xml;base64,\(svg)"))
        #expect(PageFiles.beside.values(figure.figure, shape: "map")["hasNarrow"] == .flag(false))
    }

    @Test func figuresForPhonesAreSlim() {
        var slim = figure.figure
        slim.width = 352
        #expect(PageFiles.shape("bars", slim, isPaired: true) == "bars slim")
        #expect(PageFiles.shape("bars", figure.figure, isPaired: false) == "bars")
        #expect(PageFiles.shape("bars", figure.figure, isPaired: true) == "bars broad")
    }

    @Test func pagesMayShareStyleSheetAndScript() throws {
        let files = PageFiles.sharing("../../")
        let head = try files.values(.standard(), script: Array("go()".utf8))
        #expect(head["stylePath"] == .text("../../style.css"))
        #expect(head["scriptPath"] == .text("../../explore.js"))
        #expect(files.url("figures/a map.svg") == "figures/a%20map.svg")
    }

    @Test func insideThePageTheyAreItsParts() throws {
        let files = PageFiles.inside([figure], [data])
        #expect(files.isSingleFile)
        let values = files.values(figure.figure, shape: "map")
        let svg = Data("<svg/>".utf8).base64EncodedString()
        #expect(values["source"] == .text("data:image/svg+xml;base64,\(svg)"))
        #expect(values["isFile"] == .flag(false))
        #expect(values["links"] == .list([]))
        let file = files.values("numbers.csv", note: "all")
        let csv = Data(data.bytes).base64EncodedString()
        #expect(file["url"] == .text("data:text/csv;base64,\(csv)"))
        #expect(file["path"] == .text("numbers.csv"))
        let head = try files.values(.standard(), script: nil)
        let policy = try #require(text(head["policy"]))
        #expect(policy.hasPrefix("default-src 'none'; img-src data:; style-src 'sha256-"))
        #expect(!policy.contains("script-src") && !policy.contains("'self'"))
    }

    @Test func theFormatThatAPageShowsIsEmbedded() {
        var bitmap = figure
        bitmap.contents = [.png: [1, 2, 3]]
        bitmap.figure.formats = [.png]
        let values = PageFiles.inside([bitmap], []).values(bitmap.figure, shape: "map")
        #expect(values["source"] == .text("data:image/png;base64,AQID"))
    }

    @Test func aScriptIsLetInByItsHash() throws {
        let script = Array("go()".utf8)
        let beside = try PageFiles.beside.values(.standard(), script: script)
        #expect(text(beside["policy"])?.hasSuffix("; script-src 'self'") == true)
        #expect(beside["scriptSource"] == .text(""))
        let inside = try PageFiles.inside([], []).values(.standard(), script: script)
        #expect(text(inside["policy"])?.contains("; script-src 'sha256-") == true)
        #expect(inside["scriptSource"] == .text("go()"))
    }

    @Test func wideFiguresAreBroad() {
        var wide = figure.figure
        wide.width = 900
        #expect(PageFiles.beside.values(wide, shape: "map")["shape"] == .text("map broad"))
    }
}

import Foundation
import FoundationXML
import Testing

@testable import Charts

@Suite struct SVGDocumentTests {
    private let hostile = BarChart(
        title: "a < b & \"c\" \0\u{1} \u{FFFE} ]]>", subtitle: "<script>",
        bars: [.init("</svg>", 1), .init("\u{0}", 2, isMarked: true), .init("بنك", .nan)])

    private func svg(_ chart: some Chart, _ options: ChartOptions = .init()) throws -> String {
        String(decoding: try ChartRenderer(options: options).svg(chart), as: UTF8.self)
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var root: [String: String] = [:]
        var ids: [String] = []
        var references: Set<String> = []
        var texts: [String: String] = [:]
        private var element = ""

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            if name == "svg" { root = attributes }
            element = name
            for (key, value) in attributes {
                if key == "id" { ids.append(value) }
                if value.hasPrefix("#"), key.hasSuffix("href") {
                    references.insert(String(value.dropFirst()))
                }
                if value.hasPrefix("url(#") {
                    references.insert(String(value.dropFirst(5).dropLast()))
                }
            }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            texts[element, default: ""] += string
        }

        func parser(
            _ parser: XMLParser, didEndElement: String, namespaceURI: String?,
            qualifiedName: String?
        ) { element = "" }
    }

    private func read(_ svg: String) throws -> Reader {
        let reader = Reader()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        return reader
    }

    @Test func isWellFormedWhateverTheText() throws {
        let reader = try read(try svg(hostile, .init(description: "1 < 2 \u{8} & 3")))
        #expect(reader.texts["title"] == "a < b & \"c\"   ]]>")
        #expect(reader.texts["desc"] == "1 < 2  & 3")
    }

    @Test func namesItself() throws {
        let reader = try read(try svg(hostile))
        #expect(reader.root["role"] == "img")
        let labels = try #require(reader.root["aria-labelledby"]).split(separator: " ")
        #expect(labels.count == 2)
        #expect(labels.allSatisfy { reader.ids.contains(String($0)) })
    }

    @Test func withoutATitleTheSummaryNamesIt() throws {
        let reader = try read(try svg(BarChart(bars: [.init("a", 1), .init("b", 2)])))
        #expect(
            reader.texts["title"] == "Bar chart of 2 values. Highest: b (2). Lowest: a (1).")
        #expect(reader.texts["desc"] == nil)
    }

    @Test func referencesHaveTargets() throws {
        let reader = try read(try svg(hostile))
        #expect(!reader.references.isEmpty)
        #expect(reader.references.isSubset(of: Set(reader.ids)))
        #expect(Set(reader.ids).count == reader.ids.count)
    }

    @Test func idsDifferBetweenFigures() throws {
        var other = hostile
        other.bars[0].value = 1.5
        let (a, b) = (try read(try svg(hostile)).ids, try read(try svg(other)).ids)
        #expect(Set(a).isDisjoint(with: b))
    }

    /// A surface that is given up writes its end all the same.
    @Test func drawingsThatFailAreHarmless() {
        let title = String(repeating: "No room for this ", count: 9)
        for height in 20..<48 {
            let options = ChartOptions(size: .init(width: 200, height: Double(height)))
            let chart = BarChart(title: title, bars: [.init("a", 1)], categoryTitle: title)
            #expect(throws: ChartError.self) { try svg(chart, options) }
        }
    }

    @Test func sameFigureSameBytes() throws {
        #expect(try svg(hostile) == svg(hostile))
    }
}

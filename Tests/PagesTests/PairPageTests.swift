import Foundation
import FoundationXML
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Pages

struct PairPageTests {
    private func html(
        _ analysis: AnalyzedPair, figures: [RenderedFigure]? = nil, date: String? = nil
    ) throws -> String {
        let page = PairPage(
            analysis: analysis,
            figures: (try figures ?? Sample.figures(of: analysis)).map(\.figure),
            producer: Producer(version: "1.2.3"), date: date)
        return String(decoding: try page.html(), as: UTF8.self)
    }

    private func page(
        _ analysis: AnalyzedPair, figures: [RenderedFigure]? = nil
    ) throws -> ParsedPage {
        try ParsedPage(html(analysis, figures: figures))
    }

    @Test func quotesBothSentencesWithTheWordMarked() throws {
        let page = try page(Sample.analysis())
        #expect(
            try page.texts("//blockquote/p")
                == ["The bank of the river was calm.", "She went to the bank to deposit money."])
        #expect(try page.texts("//blockquote//mark") == ["bank", "bank"])
        for quotation in try page.elements("//blockquote/p") {
            #expect(quotation.attribute(forName: "dir")?.stringValue == "auto")
            #expect(quotation.attribute(forName: "lang")?.stringValue == "")
        }
        #expect(try page.texts("//h1") == ["bank in two sentences"])
        #expect(try page.texts("//title") == ["bank in two sentences – attention report"])
    }

    @Test func marksEveryPieceAndEveryStretch() throws {
        var sentence = Sample.sentence(
            "An embankment, an embankment!",
            pieces: [
                ("an", 1), ("em", 2), ("##bank", 3), ("##ment", 4), (",", 5), ("an", 1),
                ("em", 2), ("##bank", 3), ("##ment", 4), ("!", 6),
            ], word: "embankment", target: [2, 3, 4])
        var weights = Sample.flat
        weights[0] = [Float](repeating: 1, count: 12)
        var page = try page(
            Sample.analysis(sentences: [sentence, Sample.money], weights: weights))
        #expect(try page.texts("//blockquote//mark") == ["embankment", "bank"])
        #expect(
            try page.texts("//table[contains(@class, 'tokens')]//mark") == [
                "em", "##bank", "##ment", "bank",
            ])

        sentence.target = [2, 3, 4, 7, 8, 9]
        page = try self.page(
            Sample.analysis(sentences: [sentence, Sample.money], weights: weights))
        #expect(try page.texts("//blockquote//mark") == ["embankment", "embankment", "bank"])
        #expect(try page.texts("//h1") == ["embankment and bank in two sentences"])
    }

    /// The sentences, what they come to, the similarity and the explorer stand before everything else.
    @Test func beginsWithWhatItComesTo() throws {
        let analysis = try Sample.analysis()
        let page = try page(analysis)
        let verdict = analysis.verdict().description
            .replacingOccurrences(of: "“", with: "").replacingOccurrences(of: "”", with: "")
        #expect(try page.texts("//p[@id='verdict']") == [verdict])
        let parts = try page.elements("//main/*")
        #expect(
            parts.prefix(2).map { $0.attribute(forName: "class")?.stringValue } == [
                "first", "opening",
            ])
        #expect(try page.elements("//div[@class='opening']/figure").count == 1)
        #expect(try page.elements("//p[@id='verdict']//following::figure").count == 7)
    }

    /// A title is in a picture, a heading above it, or a caption below it, but not in two of these.
    @Test func saysNoTitleTwice() throws {
        let analysis = try Sample.analysis()
        let page = try page(analysis)
        for figure in try Sample.figures(of: analysis).map(\.figure) {
            for place in ["//figcaption", "//h2", "//h3"] {
                #expect(
                    try page.texts(place).allSatisfy { !$0.contains(figure.title) },
                    "\(figure.title)")
            }
        }
    }

    @Test func listsTheFindings() throws {
        let analysis = try Sample.analysis()
        let plain = analysis.findings().map { finding in
            finding.description.replacingOccurrences(of: "“", with: "")
                .replacingOccurrences(of: "”", with: "")
        }
        #expect(try page(analysis).texts("//section[@aria-labelledby='findings']//li") == plain)
    }

    @Test func tabulatesTheCosinesAndTokens() throws {
        let page = try page(Sample.analysis())
        let cosines = "//table[contains(@class, 'cosines')]"
        #expect(
            try page.texts("\(cosines)//tbody//th") == ["emb", "L0", "L1", "L2", "L3", "L4", "L5"])
        #expect(
            try page.texts("\(cosines)//td")
                == ["0.9581", "0.8804", "0.8569", "0.8064", "0.8477", "0.8720", "0.8114"])
        #expect(try page.texts("\(cosines)//td[@class='number lowest']") == ["0.8064"])

        let tokens = "//table[contains(@class, 'tokens')]"
        #expect(
            try page.texts("\(tokens)//tbody//th") == Sample.river.tokens + Sample.money.tokens)
        #expect(
            try page.texts("\(tokens)//tbody/tr/td[1]")
                == (Array(0..<10) + Array(0..<11)).map(String.init))
        #expect(
            try page.texts("\(tokens)//tbody/tr/td[2]")
                == (Sample.river.ids + Sample.money.ids).map(String.init))
        #expect(try page.texts("\(tokens)//tr[@class='target']//mark") == ["bank", "bank"])
    }

    @Test func tabulatesTheHeatmaps() throws {
        let analysis = try Sample.analysis()
        let page = try page(analysis)
        let tables = "//table[@class='values']"
        #expect(try page.texts("\(tables)[1]//thead//th").prefix(3) == ["Token", "L0", "L1"])
        #expect(
            try page.texts("\(tables)//tbody//bdi") == Sample.river.tokens + Sample.money.tokens)
        #expect(try page.texts("\(tables)//tr[@class='target']/th") == ["bank", "bank"])
        // A row for each token, so that tables of long sentences stay as narrow.
        let values = AnalyzedPair.Side.allCases.flatMap { side in
            let map = analysis.layerMap(side: side)
            return map[0].indices.flatMap { token in
                map.map { Format.fixed(Double($0[token]), decimals: 4) }
            }
        }
        #expect(try page.texts("\(tables)//td") == values)
        #expect(try page.attributes("aria-details").contains("values-2"))
    }

    @Test func tabulatesTheHeads() throws {
        let analysis = try Sample.analysis()
        let table = "//table[@class='heads']"
        let page = try page(analysis)
        let tokens = try page.texts("\(table)//td/bdi")
        let shares = try page.texts("\(table)//td/span")
        #expect(tokens.count == 2 * 6 * 12)
        let row = analysis.attentionRow(side: .second, layer: 5, head: 11)
        let most = row.indices.max { row[$0] < row[$1] } ?? 0
        #expect(tokens.last == Sample.money.tokens[most])
        #expect(shares.last == Format.percent(row[most]))
    }

    @Test func saysHowToMakeAndCiteIt() throws {
        let page = try page(Sample.analysis())
        let code = try page.texts("//pre/code")
        #expect(code.first == (try Sample.analysis().command))
        #expect(
            code.last?.hasPrefix("@misc{attention-report-bank,\n  title = {bank in two") == true)
    }

    @Test func saysWhetherTheIdIsTheSame() throws {
        let first = try html(Sample.analysis())
        #expect(first.contains("The word’s id is 2924 in both sentences"))
        var other = Sample.money
        other.ids[5] = 3000
        let second = try html(
            Sample.analysis(sentences: [Sample.river, other], weights: Sample.flat))
        #expect(second.contains("id is 2924 in sentence 1 and 3000 in sentence 2."))
    }

    @Test func namesModelAndOptions() throws {
        let options = PairOptions(layer: 3, head: 8, special: .hide, occurrence2: 2)
        let page = try page(
            Sample.analysis(options: options, weights: Sample.flat))
        let rows = Dictionary(
            uniqueKeysWithValues: zip(
                try page.texts("//table[@class='settings']//th"),
                try page.texts("//table[@class='settings']//td")))
        #expect(rows["Model"] == "sentence-transformers/all-MiniLM-L6-v2")
        #expect(rows["Parameters"] == "22,713,216")
        #expect(rows["SHA-256 of the weights"] == Sample.model.sha256)
        #expect(rows["Layer shown as last"] == "L3")
        #expect(rows["Head shown"] == "head 8")
        #expect(rows["Occurrence in sentence 2"] == "2")
        // Hidden tokens have no share.
        #expect(
            try page.texts("//table[@class='tokens']//tr[@class='special']/td[3]")
                == ["–", "–", "–", "–"])
    }

    @Test func everyLinkLeadsToAFileOrPlaceOfTheReport() throws {
        var figures = try Sample.figures()
        figures.append(
            RenderedFigure(
                name: "голова 8", title: "More", caption: "c", altText: "a", width: 1, height: 1,
                contents: [.png: [1], .pdf: [2]]))
        let analysis = try Sample.analysis()
        let files = try PairReport(
            analysis: analysis, figures: figures, producer: Producer(version: "1")
        ).files().map(\.path)
        let page = try page(analysis, figures: figures)
        let ids = try page.attributes("id")
        #expect(Set(ids).count == ids.count)
        let links = try page.attributes("href") + page.attributes("src")
        for link in links {
            if link.hasPrefix("#") {
                #expect(ids.contains(String(link.dropFirst())))
            } else {
                #expect(files.contains(link.removingPercentEncoding ?? ""), "\(link)")
            }
        }
        // And every file but the page itself is linked.
        let targets = Set(links.compactMap(\.removingPercentEncoding))
        #expect(Set(files).subtracting(targets) == ["index.html"])
        for label in try page.attributes("aria-labelledby") { #expect(ids.contains(label)) }
    }

    @Test func imagesHaveTextAndSize() throws {
        let page = try page(Sample.analysis())
        let images = try page.elements("//figure//img")
        let figures = try Sample.figures().map(\.figure)
        #expect(images.count == figures.count)
        for (image, figure) in zip(
            images.sorted { $0.source < $1.source },
            figures.sorted { $0.name < $1.name })
        {
            #expect(image.source == "figures/\(figure.name).svg")
            #expect(image.attribute(forName: "alt")?.stringValue == figure.altText)
            #expect(image.attribute(forName: "width")?.stringValue == String(figure.width))
            #expect(image.attribute(forName: "height")?.stringValue == String(figure.height))
        }
        #expect(try page.texts("//figcaption").count == images.count)
    }

    @Test func headingsAndTablesAreInOrder() throws {
        let page = try page(Sample.analysis())
        #expect(
            try page.texts("//h2") == [
                "Findings", "How similar the two vectors are",
                "Where the word attends", "From layer to layer", "Head by head",
                "Attention is not explanation",
                "What the model reads", "Model and options", "Cite", "Downloads",
            ])
        #expect(try page.texts("//h3").isEmpty)
        #expect(try page.elements("//table[not(caption)]").isEmpty)
        #expect(try page.elements("//th[not(@scope)]").isEmpty)
        #expect(try page.elements("//main").count == 1)
        #expect(try page.elements("/html[@lang='en']").count == 1)
    }

    @Test func worksWithoutFigures() throws {
        let page = try page(Sample.analysis(), figures: [])
        #expect(try page.elements("//img").isEmpty)
        #expect(try page.texts("//h2").contains("Where the word attends") == false)
        #expect(try page.elements("//table[contains(@class, 'cosines')]").count == 1)
    }

    @Test func keepsToItsPolicy() throws {
        let text = try html(Sample.analysis())
        let page = try ParsedPage(text)
        #expect(
            try page.elements("//meta[@http-equiv]").compactMap {
                $0.attribute(forName: "content")?.stringValue
            } == ["default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'"])
        #expect(try page.elements("//script[not(@src='explore.js')]").isEmpty)
        for name in ["style", "iframe", "object", "form", "base", "svg"] {
            #expect(try page.elements("//\(name)").isEmpty)
        }
        #expect(try page.attributes("style").isEmpty)
        for (key, _) in try page.shape() { #expect(!key.contains(" on")) }
        #expect(!text.contains("http:") && !text.contains("https:"))
    }

    @Test func showsADateOnlyIfGiven() throws {
        #expect(try html(Sample.analysis()).contains("Made with report 1.2.3. "))
        #expect(
            try html(Sample.analysis(), date: "2024-05-01")
                .contains("Made with report 1.2.3, 2024-05-01. "))
    }

    static let payloads = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "\"\u{301} onload=\"x", "<\u{301}b>bold</b>", "&\u{301}lt;", "</title><h1>x</h1>",
        "</bdi></p></blockquote>", "{{text}} {{{text}}} {{> figure}}", "]]><!-- -->",
        "a\u{0}b\u{1}c\u{8}\u{B}\u{1F}\u{7F}\u{85}\u{9F}d", "\r\n\t", "\u{202E}evil\u{202C}",
        "\u{2066}open", "\u{FFFE}\u{FFFF}\u{FFEE}", "javascript:alert(1)", "&#60;b&#62;",
        "+ADw-script+AD4-",
    ]

    /// Foreign text in every place never changes which elements and attributes there are.
    @Test(arguments: payloads) func foreignTextStaysText(_ payload: String) throws {
        func shape(_ text: String) throws -> ([String: Int], ParsedPage) {
            let scalars = text.unicodeScalars.count
            let sentences = (0..<2).map { _ in
                AnalyzedPair.Sentence(
                    text: "a \(text) b", tokens: ["[CLS]", "a", text, "b", text, "[SEP]"],
                    ids: [1, 2, 3, 4, 5, 6],
                    offsets: [
                        0..<0, 0..<1, 2..<2 + scalars, 3 + scalars..<4 + scalars, 0..<0, 0..<0,
                    ],
                    word: text, target: [2], special: [0, 5])
            }
            let row = [Float](repeating: 1 / 6, count: 6)
            var model = Sample.model
            model.name = text
            model.type = text
            model.sha256 = text
            let rows = Array(repeating: Array(repeating: row, count: 12), count: 6)
            let analysis = try AnalyzedPair(
                id: text, model: model, options: PairOptions(layer: 5), sentences: sentences,
                similarity: .init(cosine: Sample.cosine),
                attention: [.init(targetRows: rows), .init(targetRows: rows)])
            let figures = ["similarity", "layers-1", text].map {
                RenderedFigure(
                    name: $0, title: text, caption: text, altText: text, width: 1, height: 1,
                    contents: [.svg: [], .png: []])
            }
            let page = try ParsedPage(
                PairPage(
                    analysis: analysis, figures: figures.map(\.figure),
                    producer: Producer(name: text, version: text), date: text
                ).html())
            return (try page.shape(), page)
        }
        let (found, page) = try shape(payload)
        #expect(try found == shape("harmless").0)
        if !payload.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            && !payload.contains("\u{FFFE}")
        {
            #expect(try page.texts("//blockquote//mark") == [payload, payload])
            #expect(
                try page.elements("//img").first?.attribute(forName: "alt")?.stringValue == payload)
        }
        for link in try page.attributes("href") { #expect(!link.contains(":")) }
    }
}

extension XMLElement {
    fileprivate var source: String { attribute(forName: "src")?.stringValue ?? "" }
}

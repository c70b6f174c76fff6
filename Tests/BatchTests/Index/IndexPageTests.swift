import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Files
@testable import Lists

@Suite struct IndexPageTests {
    private let header = BatchHeader(
        version: "1.0", model: Sample.model, options: PairOptions(layer: 5),
        figures: BatchFigures.thumbnails.rawValue, formats: ["png"])

    private func entry(
        _ number: Int, id: String? = nil, text: String = "The bank of the river.",
        label: String? = nil, reason: String? = nil, isDrawn: Bool = true
    ) throws -> JournalEntry {
        let values = [
            "id": id ?? "pair-\(number)", "word": "bank", "sentence1": text, "sentence2": "A bank.",
            "label": label ?? "",
        ]
        var entry = JournalEntry(number: number, row: ListRow { values[$0] }, key: "")
        if let reason {
            entry.reason = reason
        } else {
            entry.folder = PairFolder.path(id: entry.row.id)
            entry.files = isDrawn ? [Thumbnail.path: ""] : [:]
            entry.cosine = Sample.cosine.map { $0 - Float(number) / 10_000 }
            entry.marks = [[4, 8], [2, 6]]
        }
        return entry
    }

    private func pages(_ entries: [JournalEntry]) throws -> [OutputFile] {
        var plan = IndexPlan(layers: header.layers)
        for entry in entries { plan.add(entry) }
        let page = IndexPage(header: header, plan: plan)
        var rest = entries[...]
        return try plan.pageSizes.enumerated().map { index, size in
            defer { rest.removeFirst(size) }
            return try page.file(number: index + 1, entries: Array(rest.prefix(size)))
        }
    }

    private func parsed(_ file: OutputFile) throws -> ParsedPage {
        try ParsedPage(String(decoding: file.bytes, as: UTF8.self))
    }

    @Test func listsPairsAndFailures() throws {
        let files = try pages([
            entry(1, label: "same"), entry(2, label: "different"), entry(3, reason: "no <word>"),
        ])
        #expect(files.map(\.path) == ["index.html"])
        let page = try parsed(files[0])
        #expect(try page.texts("//h1") == ["2 pairs"])
        #expect(try page.elements("//table[@class='pairs']/tbody/tr").count == 3)
        #expect(try page.texts("//tr[@class='failed']//p[@class='reason']") == ["no <word>"])
        #expect(
            try page.texts("//td[@class='label']") == ["same", "L2", "different", "L2", "", "–"])
        #expect(try page.texts("//table[@class='pairs']//mark").prefix(2) == ["bank", "bank"])
        #expect(try page.attributes("id").contains("pair-pair-1"))
        let thumbnail = "\(PairFolder.path(id: "pair-1"))/thumbnail.svg"
        #expect(try page.attributes("src").contains(thumbnail))
        // Every link to a place in the page has its place.
        let ids = Set(try page.attributes("id"))
        for link in try nonEmpty(page.attributes("href").filter { $0.hasPrefix("#") }) {
            #expect(ids.contains(String(link.dropFirst())), "\(link)")
        }
        #expect(try page.attributes("style") == [])
        // One script, from a file.
        #expect(try page.elements("//script").map(\.stringValue) == [""])
    }

    @Test func saysWhatMadeItAndHowToCiteIt() throws {
        var header = header
        header.top = BatchTop(count: 3, by: .drop)
        header.options.special = .hide
        header.options.analyses = AnalysisChoice([Corrected.self])
        header.date = "2026-05-01"
        let entries = try (1...300).map { try entry($0) }
        var plan = IndexPlan(layers: header.layers)
        for entry in entries { plan.add(entry) }
        let pages = IndexPage(header: header, plan: plan)
        let page = try parsed(pages.file(number: 1, entries: Array(entries.prefix(200))))
        let rows = Dictionary(
            uniqueKeysWithValues: zip(
                try page.texts("//table[@class='settings']//th"),
                try page.texts("//table[@class='settings']//td")))
        #expect(rows["Model"] == Sample.model.name)
        #expect(rows["SHA-256 of the weights"] == Sample.model.sha256)
        #expect(rows["Layer shown as last"] == "L5")
        #expect(rows["Special tokens"] == "left out of figures")
        #expect(try page.texts("//td[@class='code']") == [Sample.model.sha256])
        let code = try page.texts("//pre/code")
        #expect(
            code.first
                == "report batch LIST --model sentence-transformers/all-MiniLM-L6-v2 --layer 5 "
                + "--head mean --special hide --analyses corrected --figures thumbnails --formats png --top 3 "
                + "--by drop")
        #expect(code.last?.hasPrefix("@misc{attention-report-batch,") == true)
        header.modelFolder = "Models/mini"
        #expect(header.command.hasPrefix("report batch LIST --model Models/mini --layer 5 "))
        #expect(
            try page.texts("//section[h2/@id='cite']/p").first?.hasPrefix(
                "300 pairs: attention in sentence-transformers/all-MiniLM-L6-v2. ") == true)
        // Once for all pages.
        let second = try parsed(pages.file(number: 2, entries: Array(entries.suffix(100))))
        #expect(try second.elements("//pre").isEmpty)
    }

    @Test func picturesAreExplained() throws {
        let page = try parsed(pages([entry(1)])[0])
        #expect(
            try page.texts("//caption[@id='table']/span").first?.contains(
                "Attention: where the word attends") == true)
        var header = header
        header.figures = BatchFigures.none.rawValue
        var plan = IndexPlan(layers: header.layers)
        plan.add(try entry(1))
        let plain = try parsed(
            IndexPage(header: header, plan: plan).file(number: 1, entries: [entry(1)]))
        #expect(
            try plain.texts("//caption[@id='table']/span").first?.contains("Attention") == false)
    }

    @Test func onlyPairsThatAreDrawnHaveAPicture() throws {
        var header = header
        header.top = BatchTop(count: 1, by: .min)
        let entries = try [entry(1), entry(2, isDrawn: false), entry(3, reason: "no")]
        var plan = IndexPlan(layers: header.layers)
        for entry in entries { plan.add(entry) }
        let page = try parsed(
            IndexPage(header: header, plan: plan).file(number: 1, entries: entries))
        #expect(try page.elements("//img[@class='thumbnail']").count == 1)
        #expect(
            try page.texts("//section[@id='list']/p") == [
                "Figures were drawn for the pair with the lowest similarity of any layer; the other "
                    + "pages have the numbers alone."
            ])
    }

    @Test func theScriptIsToldWhatThereIs() throws {
        let entries = try (1...2100).map {
            try entry($0, label: $0 % 3 == 0 ? "<same>" : "other", reason: $0 == 7 ? "no" : nil)
        }
        let files = try pages(entries)
        for (index, file) in files.enumerated() {
            let list = try #require(try parsed(file).elements("//section[@id='list']").first)
            func value(_ name: String) -> String? {
                list.attribute(forName: "data-\(name)")?.stringValue
            }
            #expect(value("root") == (index == 0 ? "" : "../"))
            #expect(value("rows") == "2100")
            #expect(value("files") == "3")
            #expect(value("failed") == "1")
            #expect(value("chosen") == "")
            #expect(value("labels") == #"["<same>","other"]"#)
        }
    }

    @Test func anEmptyListHasAPage() throws {
        let page = IndexPage(header: header, plan: IndexPlan(layers: header.layers))
        let file = try page.file(number: 1, entries: [])
        #expect(try parsed(file).texts("//h1") == ["0 pairs"])
        #expect(try page.figureFiles().isEmpty)
    }

    @Test func hostileTextStaysText() throws {
        let texts = [
            "\"><script>x</script>", "'\u{301}\"\u{301} onload=", "{{id}} {{{id}}}", "&lt;",
        ]
        let calm = try parsed(pages([entry(1, id: "a", label: "b")])[0]).shape()
        for text in texts {
            let file = try pages([entry(1, id: text, text: text + " bank", label: text)])[0]
            let page = try parsed(file)
            // A sentence whose mark does not fit has other segments, but no other elements.
            #expect(try page.shape() == calm, "\(text)")
        }
    }

    @Test func manyRowsTakeSeveralSmallPages() throws {
        let long = String(repeating: "\"&<>'", count: 5_000)
        let entries = try (1...900).map { try entry($0, text: $0 % 2 == 0 ? long : "The bank.") }
        let files = try pages(entries)
        #expect(files.count > 4)
        #expect(files[1].path == "index/2.html")
        for file in files { #expect(file.bytes.count < 1_000_000) }
        let second = try parsed(files[1])
        #expect(try second.attributes("href").contains("../style.css"))
        #expect(try second.attributes("href").contains("../index.html"))
        #expect(try second.elements("//tr[@id]").count > 0)
        let rows = try files.map { try parsed($0).elements("//tr[@id]").count }
        #expect(rows.reduce(0, +) == 900)
    }

    @Test func figuresFollowTheReadersPreference() throws {
        var plan = IndexPlan(layers: header.layers)
        for number in 1...3 { plan.add(try entry(number)) }
        let figures = try IndexPage(header: header, plan: plan).figureFiles()
            .filter { $0.path.hasSuffix(".svg") }
        // Both once more for phones.
        #expect(figures.count == 4)
        for figure in figures {
            let text = String(decoding: figure.bytes, as: UTF8.self)
            #expect(text.contains("@media screen and (prefers-color-scheme:dark)"))
        }
    }
}

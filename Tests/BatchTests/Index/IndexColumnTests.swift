import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Files
@testable import Lists

@Suite struct IndexColumnTests {
    private let layers = ["emb", "L0", "L1"]

    private func entry(_ label: String = "", reason: String? = nil) -> JournalEntry {
        let values = [
            "id": "river", "word": "bank", "sentence1": "The bank.", "sentence2": "A bank.",
            "label": label,
        ]
        var entry = JournalEntry(number: 7, row: ListRow { values[$0] }, key: "", reason: reason)
        if reason == nil {
            entry.folder = PairFolder.path(id: "river")
            entry.cosine = [0.9, -0.12345, 0.5]
        }
        return entry
    }

    private func columns(hasLabels: Bool = true) -> [IndexColumn] {
        IndexColumn.list(layers: layers, corrected: nil, hasLabels: hasLabels)
    }

    @Test func theSummaryKeepsItsColumns() {
        let columns = columns().filter { $0.csvName != nil }
        #expect(
            columns.map(\.csvName) == [
                "id", "word", "word2", "sentence1", "sentence2", "label", "page", "emb", "L0", "L1",
            ])
        #expect(
            columns.map { $0.csvField(entry("same")) } == [
                "river", "bank", "bank", "The bank.", "A bank.", "same",
                "\(PairFolder.path(id: "river"))/index.html", "0.9", "-0.12345", "0.5",
            ])
    }

    @Test func numbersAreTheSameOnThePageAndForItsScript() throws {
        for column in columns() where column.decimals != nil {
            let text = column.text(entry()).replacing("−", with: "-")
            let shown = try #require(Double(text), "\(column.key)")
            let value = try #require(column.scriptValue(entry()), "\(column.key)")
            #expect(value == .number(Int((shown * 10_000).rounded())), "\(column.key)")
            #expect(column.text(entry(reason: "no")) == "–")
            #expect(column.scriptValue(entry(reason: "no")) == nil)
        }
        let lowest = try #require(columns().first { $0.key == "lowest" })
        #expect(lowest.text(entry()) == "−0.1235")
    }

    @Test func namesTheFirstLayerWithTheLowestSimilarity() throws {
        let column = try #require(columns().first { $0.key == "lowestLayer" })
        #expect(column.text(entry()) == "L0")
        var even = entry()
        even.cosine = [0.5, 0.25, 0.25]
        #expect(column.text(even) == "L0")
        #expect(column.text(entry(reason: "no")) == "–")
        #expect(column.csvName == nil)
    }

    /// As the page shows the number, so is its colour: 1.0951 counts as 1.10.
    @Test(arguments: [
        (0, 0), (1.0944, 0), (1.0951, 1), (-1.0951, -1), (2.29, 1), (2.296, 2), (-9, -2),
    ])
    func cellsAreColouredFromTheStepsOn(_ value: Float, _ shade: Int) {
        var column = IndexColumn(
            key: "odds", heading: "Odds", content: .number(decimals: 2) { _ in value })
        #expect(column.shade(entry()) == 0)
        column.shades = [1.0986123, 2.3025851]
        #expect(column.shade(entry()) == shade)
        #expect(column.text(entry()).isEmpty == false)
        #expect(columns().allSatisfy { $0.shade(entry()) == 0 })
    }

    @Test func noLabelsNoColumn() {
        #expect(columns().first { $0.key == "label" }?.heading == "Label")
        let label = columns(hasLabels: false).first { $0.key == "label" }
        #expect(label?.isInScript == false)
        #expect(label?.csvName == "label")
    }

    @Test func namesAreUnique() {
        for layers in [layers, ["emb"], (0..<100).map { "L\($0)" }] {
            let columns = IndexColumn.list(layers: layers, corrected: nil, hasLabels: true)
            // The script adds the last three.
            let names =
                columns.filter(\.isInScript).map(\.key) + IndexRows.parts.map(\.key)
                + ["place", "anchor", "text"]
            #expect(Set(names).count == names.count)
            let headings = columns.compactMap(\.csvName)
            #expect(Set(headings).count == headings.count)
        }
    }

    @Test func aFurtherColumnIsOneEntry() throws {
        let column = IndexColumn(
            key: "length", csvName: "characters", heading: "Length", note: "Length: in characters.",
            orders: [.descending("longest first")],
            content: .number(decimals: 0) { Float($0.row.sentence1.count) })
        let header = BatchHeader(
            version: "1.0", model: Sample.model, options: PairOptions(layer: 5),
            figures: BatchFigures.thumbnails.rawValue, formats: ["png"])
        var plan = IndexPlan(layers: header.layers)
        plan.add(entry())
        var page = IndexPage(header: header, plan: plan)
        page.columns.append(column)

        let html = try ParsedPage(
            String(
                decoding: page.file(number: 1, entries: [entry()]).bytes, as: UTF8.self))
        #expect(try html.texts("//table[@class='pairs']//th[@data-key='length']") == ["Length"])
        #expect(try html.texts("//table[@class='pairs']//td[@class='number']").last == "9")
        #expect(
            try html.texts("//caption[@id='table']/span").first?.contains("Length: in characters.")
                == true)
        let list = try #require(try html.elements("//section[@id='list']").first)
        let described = try #require(list.attribute(forName: "data-columns")?.stringValue)
        #expect(
            described.hasSuffix(
                #",{"decimals":0,"isCell":true,"key":"length","orders":[["-length","longest first"]]}]"#
            ))

        var rows = IndexRows(number: 1, columns: page.columns)
        rows.append(entry())
        let data = try ScriptRows(String(decoding: rows.file().bytes, as: UTF8.self))
        #expect(data.rows.first?["length"] as? Int == 9)
        #expect(column.csvField(entry()) == "9")
    }
}

import Foundation
import Lists
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Pages
@testable import Words

@Suite struct ComparisonReportTests {
    private static let families = ["distilbert-tiny", "roberta-tiny", "modernbert-tiny"]

    private static let list: ComparedPairs = {
        var entries: [ComparedPairs.Entry] = []
        for word in ["bank", "river", "money", "house", "dog", "day"] {
            for (sentence, isSame) in [
                ("The \(word) was dark.", true), ("She went to the \(word).", false),
            ] {
                let pair = SentencePair(
                    sentence, "A \(word) is here.", word: word, id: "\(word)-\(isSame)")
                entries.append(.init(row: entries.count + 1, pair, isSame: isSame))
            }
        }
        return ComparedPairs(entries, list: "list.csv")
    }()

    /// Of labelled pairs that every state tells apart, or none does.
    private func calibration(_ states: Int, isInformed: Bool) throws -> Calibration {
        try Calibration(
            (0..<80).map { index in
                let isHigh = index.isMultiple(of: 2)
                return .init(
                    words: ["w\(index / 4)"],
                    isSame: isInformed ? isHigh : (index / 2).isMultiple(of: 2),
                    cosine: (0..<states).map { state in
                        (isHigh ? 0.7 : 0.4) + Float((index * (state + 3)) % 11) / 40
                    })
            }, listHash: "0")
    }

    /// - Parameter isInformed: whether models tell labelled pairs apart.
    private func comparison(
        _ pairs: ComparedPairs, _ families: [String] = ComparisonReportTests.families,
        isInformed: Bool = true
    ) throws -> ModelComparison {
        let names = ComparedModel.names(families)
        return ModelComparison(
            pairs,
            try zip(families, names).map { family, name in
                let model = try TinyModel.load(family)
                let (measurement, failures, _) = try ComparisonCache(
                    beside: BaselineCache(directory: "/proc/none")
                ).measurement(of: model, pairs)
                return ComparedModel(
                    name: name, model: model.summary,
                    calibration: try calibration(
                        model.summary.layers + 1, isInformed: isInformed),
                    measurement: measurement, failures: failures, of: pairs)
            })
    }

    private func files(_ comparison: ModelComparison) throws -> [String: [UInt8]] {
        let report = ComparisonReport(comparison, calibratedOn: TinyModel.labelled)
        let files = try report.files(
            ReportOrigin(producer: Producer(version: "1.0.0")), nil, threadCount: 2)
        #expect(files.last?.path == "index.html")
        return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
    }

    private func page(_ files: [String: [UInt8]]) throws -> ParsedPage {
        try ParsedPage(String(decoding: files["index.html"] ?? [], as: UTF8.self))
    }

    private func rows(_ bytes: [UInt8]?) -> [[String]] {
        String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func aPairHasEveryFileAndLinksToNoOther() throws {
        let comparison = try comparison(ComparedPairs(TinyModel.pair))
        let files = try files(comparison)
        let names =
            ["depth", "model-1", "model-2", "model-3"]
            + ["first-1", "last-1", "first-2", "last-2"].map { "attention-\($0)" }
        #expect(
            Set(files.keys)
                == Set(names.flatMap { ["figures/\($0).svg", "figures/\($0).png"] }).union(
                    names.prefix(4).map { "figures/\($0)-narrow.svg" }
                ).union([
                    "index.html", "style.css", "data.json", "similarity.csv", "pairs.csv",
                    "attention.csv", "datapackage.json",
                ]))
        let page = try page(files)
        for name in try nonEmpty(try page.attributes("src") + page.attributes("download")) {
            #expect(files[name] != nil || name.isEmpty, "\(name)")
        }
        let anchors = try page.attributes("id")
        #expect(Set(anchors).count == anchors.count)
        #expect(try page.texts("//h1") == ["bank in 3 models"])
        #expect(
            try page.texts("//p[@class='lead']")
                == [
                    "How distilbert-tiny, roberta-tiny and modernbert-tiny read a word in two sentences."
                ]
        )
        #expect(
            try page.texts("//table[caption/@id='models-verdicts']/tbody/tr/th")
                == Self.families)
    }

    @Test func tablesAgreeWithTheNumbers() throws {
        let comparison = try comparison(ComparedPairs(TinyModel.pair))
        let files = try files(comparison)
        let similarity = rows(files["similarity.csv"]).dropFirst()
        let states = comparison.models.flatMap { model in
            model.stateNames.indices.map { (model, $0) }
        }
        for (row, (model, state)) in try paired(similarity, states) {
            #expect(row[0] == model.name && row[1] == model.stateNames[state])
            #expect(Double(row[2]) == Double(state) / Double(model.model.layers))
            let cosine = try #require(model.measurement.pairs[0]?.cosine[state])
            #expect(Double(row[3]).map { Float($0) } == cosine)
            #expect(row.last == "")
        }
        let pairs = rows(files["pairs.csv"]).dropFirst()
        for (row, model) in try paired(pairs, comparison.models) {
            let opinion = try #require(model.opinions[0])
            #expect(row[3] == model.name)
            #expect(try Double(row[8]) == #require(opinion.logOdds))
        }
        // Shares of a sentence, model and layer add up to 1.
        let attention = Dictionary(
            grouping: rows(files["attention.csv"]).dropFirst(), by: { Array($0.prefix(3)) })
        #expect(attention.count == 2 * 2 * comparison.models.count)
        for (_, words) in attention {
            let shares = try words.map { try #require(Double($0[6])) }
            #expect(abs(shares.reduce(0, +) - 1) < 1e-5)
        }
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(files["data.json"] ?? [])) as? [String: Any])
        #expect(json["schema"] as? String == "attention-report/comparison/1")
        let models = try #require(json["models"] as? [[String: Any]])
        #expect(models.map { $0["name"] as? String } == Self.families)
        #expect(json["list"] == nil && json["ranking"] == nil)
    }

    /// Chance has no log-odds: not in the tables, nor in the text.
    @Test func modelsThatKnowNothingHaveNoLogOdds() throws {
        let pair = try comparison(ComparedPairs(TinyModel.pair), isInformed: false)
        #expect(pair.informed.isEmpty)
        let ofPair = try files(pair)
        let verdicts = "//table[caption/@id='models-verdicts']"
        #expect(
            try page(ofPair).texts("\(verdicts)/tbody/tr/td[last()]") == ["–", "–", "–"])
        #expect(
            try page(ofPair).texts("\(verdicts)/caption")[0]
                .hasSuffix("; a dash where a model does not tell labelled pairs apart"))
        for row in try nonEmpty(Array(rows(ofPair["pairs.csv"]).dropFirst())) {
            #expect(row[8...] == ["", ""] && Double(row[5]) != nil)
        }
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(ofPair["data.json"] ?? [])) as? [String: Any])
        for model in try #require(json["models"] as? [[String: Any]]) {
            let verdict = try #require(model["verdict"] as? [String: Any])
            #expect(verdict["log_odds"] == nil && verdict["cosine"] != nil)
        }
        let list = try comparison(Self.list, isInformed: false)
        let nothing = ComparisonFindings.nothingToDisagree
        #expect(ComparisonFindings(comparison: list).findings.contains(nothing))
        #expect(
            try page(files(list)).texts("//main//p").contains(nothing))
        #expect(try page(files(list)).elements("//caption[@id='disagreements-odds']").isEmpty)
    }

    @Test func aLabelledListHasARankingAndDisagreements() throws {
        let comparison = try comparison(Self.list)
        let ranking = try #require(comparison.ranking)
        let files = try files(comparison)
        #expect(files["attention.csv"] == nil)
        let table = rows(files["ranking.csv"])
        for (row, entry) in try paired(table.dropFirst(), ranking.entries) {
            #expect(row.count == table[0].count)
            #expect(row[0] == comparison.models[entry.model].name)
            #expect(
                Double(row[1]) == entry.accuracy.value
                    && Double(row[8]) == entry.accuracyBehind.value)
        }
        let page = try page(files)
        #expect(
            try page.texts("//table[caption/@id='ranking-models']/tbody/tr/th")
                == ranking.entries.map { comparison.models[$0.model].name })
        #expect(
            try page.texts("//table[caption/@id='disagreements-odds']/tbody/tr/th")
                == comparison.disagreements.filter { $0.spread > 0 }
                .map { comparison.pairs.entries[$0.pair].pair.id })
        #expect(comparison.disagreements[0].spread > 0)
        #expect(rows(files["pairs.csv"]).count == 1 + 12 * 3)
        let similarity = rows(files["similarity.csv"]).dropFirst()
        #expect(similarity.allSatisfy { Double($0.last ?? "") != nil })
    }

    @Test func aListWithoutLabelsSaysThatNothingSaysWhichIsBest() throws {
        let bare = ComparedPairs(
            Self.list.entries.map { .init(row: $0.row, $0.pair) }, list: "list.csv")
        let comparison = try comparison(bare)
        let findings = ComparisonFindings(comparison: comparison).findings
        #expect(findings[0].hasPrefix("The list has fewer than 5 pairs with the same sense or"))
        let files = try files(comparison)
        #expect(files["ranking.csv"] == nil)
        #expect(try page(files).elements("//*[@id='ranking']").isEmpty)
    }

    @Test func equalModelsAreToldAndAgree() throws {
        let comparison = try comparison(Self.list, ["bert-tiny", "bert-tiny"])
        let findings = ComparisonFindings(comparison: comparison).findings
        #expect(findings.contains("The models agree on every pair."))
        #expect(findings.contains("bert-tiny (1) and bert-tiny (2) have the same weights."))
        let ranking = try #require(comparison.ranking)
        #expect(ranking.entries.allSatisfy { $0.accuracyBehind.high == 0 })
        _ = try page(files(comparison))
    }

    /// A word that one tokenizer does not find counts for none, and the page says so.
    @Test func pairsThatAModelDoesNotReadAreTold() throws {
        let whole = try comparison(Self.list)
        let first = whole.models[0]
        var measurement = first.measurement
        measurement.pairs[2] = nil
        let model = try TinyModel.load("distilbert-tiny")
        let cut = ComparedModel(
            name: first.name, model: first.model,
            calibration: try Calibration(model: model.encoder, list: TinyModel.labelled),
            measurement: measurement,
            failures: [.init(row: 3, id: "river-true", reason: "sentence 1 has no \"river\"")],
            of: Self.list)
        let comparison = ModelComparison(Self.list, [cut] + whole.models.dropFirst())
        let page = try page(files(comparison))
        #expect(
            try page.texts("//table[caption/@id='reasons']//tr")
                == ["3, distilbert-tinysentence 1 has no \"river\""])
        #expect(
            ComparisonFindings(comparison: comparison).findings.last
                == "distilbert-tiny finds the word in 11 of 12 pairs; all models are compared on the 11 that all of "
                + "them read.")
        #expect(rows(try files(comparison)["pairs.csv"])[7][4...] == ["", "", "", "", "", ""])
    }

    @Test func linesStandAtTheirDepths() throws {
        let figures = ComparisonFigures(
            comparison: try comparison(ComparedPairs(TinyModel.pair)))
        let chart = figures.depthChart
        let places: [[Double]?] = [[0, 4.0 / 3, 8.0 / 3, 4], [0, 2, 4], [0, 1, 2, 3, 4]]
        #expect(chart.series.map { $0.places } == places)
        // Every model has the same scale.
        let ranges = figures.comparison.models.indices.map { figures.modelChart($0).valueRange }
        #expect(Set(ranges).count == 1 && ranges[0] != nil)
        #expect(figures.modelChart(0).bands.count == 2)
        #expect(figures.modelChart(0).series.map(\.name) == ["this pair"])
        #expect(figures.modelChart(0).bands.allSatisfy { $0.series == nil })
    }

    @Test func linesOfAListHaveTheColorsOfTheirBands() throws {
        let chart = ComparisonFigures(comparison: try comparison(Self.list)).modelChart(0)
        #expect(chart.series.map { $0.name } == ["same, mean", "different, mean"])
        #expect(chart.bands.map { $0.name } == ["same sense", "different senses"])
        #expect(chart.bands.map { $0.series } == [0, 1])
    }

    @Test func theTableHasALineForEachModel() throws {
        let report = ComparisonReport(
            try comparison(Self.list), calibratedOn: TinyModel.labelled)
        let lines = report.table.split(separator: "\n")
        #expect(lines[0].split(separator: " ").prefix(2) == ["model", "right"])
        #expect(
            Set(lines[1...3].map { String($0.split(separator: " ")[0]) }) == Set(Self.families))
    }

    @Test func thePageAloneHasAllInside() throws {
        let report = ComparisonReport(
            try comparison(ComparedPairs(TinyModel.pair)), calibratedOn: TinyModel.labelled)
        let file = try report.singleFile(
            ReportOrigin(producer: Producer(version: "1.0.0")), nil, threadCount: 1)
        let page = try ParsedPage(String(decoding: file.bytes, as: UTF8.self))
        #expect(try page.attributes("src").allSatisfy { $0.hasPrefix("data:image/svg+xml;") })
        let outward = try page.attributes("href").filter {
            !$0.hasPrefix("#") && !$0.hasPrefix("data:")
        }
        #expect(outward.isEmpty)
    }

    /// What a list and names of models have in them is text, wherever it stands.
    @Test func hostileTextStaysText() throws {
        let hostile = "</script><img src=x>&\"'"
        let pair = SentencePair("The bank \(hostile).", "A bank.", word: "bank", id: hostile)
        let page = try page(
            files(
                comparison(
                    ComparedPairs([.init(pair), .init(row: 2, pair)], list: "\(hostile).csv"))))
        #expect(try page.elements("//img[@src='x']").isEmpty)
        #expect(try page.texts("//h1") == ["Models side by side: \(hostile).csv"])
    }
}

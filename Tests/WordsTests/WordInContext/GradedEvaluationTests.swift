import Encoder
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Lists
@testable import Pages
@testable import Words

@Suite struct GradedEvaluationTests {
    private func evaluate(
        _ text: String, as name: String = "list.csv", gold: String? = nil,
        test: String? = nil
    ) throws -> WordInContextResult {
        try withTemporaryDirectory { directory in
            func file(_ name: String, _ text: String?) throws -> String? {
                guard let text else { return nil }
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
                return "\(directory)/\(name)"
            }
            let data = try file(name, text) ?? ""
            let gold = try file("gold.csv", gold)
            let other = try file("test.csv", test)
            return try WordInContextEvaluator(
                model: TinyModel.load(), cache: BaselineCache(directory: directory),
                reference: WordReference.sentences
            ).evaluate(
                data: data, gold: gold,
                test: other.map { .files(data: $0, gold: nil) } ?? .folds(2))
        }
    }

    private static let head = "word,sentence1,sentence2,label\n"
    private static let graded =
        head + "bank,The bank of the river.,She went to the bank.,1.5\n"
        + "bank,A bank by the water.,The bank of the river.,3.5\n"
        + "bank,My bank is closed.,He robbed a bank.,4\n"
        + "bank,He robbed a bank.,A bank by the water.,1\n"
        + "bank,The bank lends money.,My bank is closed.,T\n"

    private func grades(_ result: WordInContextResult) throws -> GradedEvaluation {
        guard case .grades(let evaluation) = result else {
            throw AnalyzedPairError.unknownSchema("labels")
        }
        return evaluation
    }

    @Test func gradesAreCorrelatedByLayer() throws {
        let result = try evaluate(Self.graded)
        let found = try grades(result)
        #expect(found.test == 4 && found.train == nil && found.chosenLayer == nil)
        #expect(found.lowestGrade == 1 && found.highestGrade == 4)
        #expect(found.layers.map(\.name) == ["emb", "L0", "L1", "L2"])
        #expect(
            result.failureTexts.map { $0.replacing(/bank\.[0-9a-f]+/, with: "ID") } == [
                "list.csv, ID: the label \"T\" is not a number, but those of other rows are grades"
            ])
        #expect(result.table.contains("pairs       4 measured, 1 failed"))
        let files = try result.files(
            ReportOrigin(producer: Producer(version: "1.0.0")), .standard())
        #expect(files.map(\.path).contains("correlation.csv"))
        let page = String(decoding: files[files.count - 1].bytes, as: UTF8.self)
        _ = try ParsedPage(page)
        #expect(page.contains("Spearman"))
    }

    /// The cosines of all pairs and their grades give the correlation of the page.
    @Test func theCorrelationIsThatOfThePairs() throws {
        let found = try grades(try evaluate(Self.graded))
        let pairs = try withTemporaryDirectory { directory in
            let path = "\(directory)/list.csv"
            try Data(Self.graded.utf8).write(to: URL(fileURLWithPath: path))
            return try WordInContextPairs(data: path, gold: nil, model: TinyModel.load().encoder)
        }
        #expect(pairs.isGraded && pairs.pairs.map(\.grade) == [1.5, 3.5, 4, 1])
        for (layer, expected) in found.layers.enumerated() {
            let cosines = pairs.pairs.map { Double($0.cosine[layer]) }
            #expect(RankCorrelation(cosines, pairs.pairs.map(\.grade)) == expected.spearman)
        }
    }

    @Test func aLayerIsChosenOnTheTrainingPart() throws {
        let found = try grades(try evaluate(Self.graded, test: Self.graded))
        #expect(found.train == 4 && found.chosenLayer != nil)
        let best = found.layers.compactMap { $0.spearman?.value }.max()
        #expect(
            found.layers.first { $0.name == found.chosenLayer }?.spearman?.value == best)
    }

    @Test func equalGradesAreAnError() {
        let error = #expect(throws: WordInContextEvaluationError.self) {
            try evaluate(Self.head + "bank,A bank.,My bank.,2\nbank,A bank.,The bank.,2\n")
        }
        #expect(
            error.map { "\($0)" }
                == "the data has 2 pairs with grades, of which no two differ; expected different grades"
        )
    }

    // MARK: Word usage graphs

    private static let uses =
        "lemma\tpos\tdate\tidentifier\tcontext\tindexes_target_token\n"
        + "bank\tnn\t1\ta\t\"The banks of it.\t5:10\nbank\tnn\t2\tb\tA bank lent.\t2:6\n"
        + "bank\tnn\t3\tc\tMy bank is closed.\t3:7\n"
    private static let judgments =
        "identifier1\tidentifier2\tannotator\tjudgment\tcomment\tlemma\n"
        + "b\ta\tx\t1.0\t\tbank\na\tb\ty\t2.0\t\tbank\nb\tc\tx\t4.0\t\tbank\n"
        + "c\tb\ty\t0.0\t\tbank\na\tc\tx\t0.0\t\tbank\nc\ta\ty\t3.0\t\tbank\nc\tq\tx\t3.0\t\tbank\n"

    @Test func judgmentsMakePairsOfUses() throws {
        let list = try readList(Self.uses.utf8, as: "uses.csv", gold: Self.judgments)
        #expect(list.problem == nil)
        #expect(list.rows.map(\.id) == ["a_b", "b_c", "a_c"])
        #expect(list.rows.map(\.label) == ["1.5", "4", "3"])
        #expect(list.rows.map(\.word) == ["banks", "bank", "banks"])
        #expect(list.rows.map(\.word2) == ["bank", nil, "bank"])
        #expect(list.rows[0].sentence1 == "\"The banks of it.")
        #expect(try list.rows[0].pair().ranges1 == [5..<10])
        #expect(list.warnings.contains { $0.contains("1 of the uses that it names") })
        let found = try grades(try evaluate(Self.uses, as: "uses.csv", gold: Self.judgments))
        #expect(found.test == 3 && found.lowestGrade == 1.5)
    }

    @Test func usesAloneAreNoPairs() throws {
        let list = try readList(Self.uses.utf8, as: "uses.csv")
        #expect(
            list.problem
                == "uses.csv: these are the uses of a word usage graph; its judgments.csv pairs "
                + "them: give it with --gold, or to report wic as the second file")
        let wrong = Self.judgments.replacing("4.0", with: "much")
        #expect(
            try readList(Self.uses.utf8, as: "uses.csv", gold: wrong).problem?.hasSuffix(
                "judgment: expected a number such as 1 to 4, found \"much\"") == true)
    }

    @Test func aUseWithoutAClusterHasNoLabel() throws {
        try withTemporaryDirectory { directory in
            let (path, gold) = ("\(directory)/uses.csv", "\(directory)/clusters.csv")
            try Data(Self.uses.utf8).write(to: URL(fileURLWithPath: path))
            try Data("identifier\tcluster\na\t-1\nb\t0\nc\t1\n".utf8)
                .write(to: URL(fileURLWithPath: gold))
            var options = ListOptions()
            options.gold = gold
            let list = try WordList(path: path, options: options)
            var labels: [String?] = []
            while let row = try list.next() { labels.append(row.label) }
            #expect(labels == [nil, "0", "1"])
        }
    }
}

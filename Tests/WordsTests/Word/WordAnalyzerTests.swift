import Encoder
import Foundation
import TestSupport
import Testing

@testable import Analyses
@testable import Lists
@testable import Words

@Suite struct WordAnalyzerTests {
    private func analyze(
        _ list: String, clusters: Int? = nil, layer: PairAnalyzer.Layer = .last,
        linkage: Linkage = .ward, model: WordReference.Name = .distilBERT
    ) throws -> WordAnalyzer.Result {
        try withTemporaryDirectory { directory in
            try WordAnalyzer(
                model: model.model(), layer: layer, clusters: clusters,
                linkage: linkage, cache: BaselineCache(directory: directory),
                reference: WordReference.sentences
            ).analyze(WordList(path: list), word: "bank")
        }
    }

    private func analyze(
        lines: [String], clusters: Int? = nil
    ) throws -> WordAnalyzer.Result {
        try withTemporaryDirectory { directory in
            let path = directory + "/list.txt"
            try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
            return try analyze(path, clusters: clusters)
        }
    }

    @Test(arguments: WordReference.Name.allCases)
    func agreesWithTheReference(_ name: WordReference.Name) throws {
        let whole = try WordReference.load(name)
        let reference = whole.word
        let result = try analyze(WordReference.list, clusters: 3, model: name)
        let analysis = result.analysis
        #expect(analysis.sentences.count == 30 && analysis.failed.isEmpty)
        #expect(largestDifference(reference.all, analysis.similarity.all) < 1e-5)
        let (same, different) = (analysis.similarity.sameLabel, analysis.similarity.differentLabel)
        #expect(largestDifference(reference.sameLabel, try #require(same)) < 1e-5)
        #expect(largestDifference(reference.differentLabel, try #require(different)) < 1e-5)
        for (index, expected) in reference.matrix.enumerated() {
            #expect(largestDifference(expected, result.shownMatrix.row(index)) < 1e-5)
        }
        #expect(largestDifference(whole.baseline, analysis.similarity.baseline) < 1e-5)
        for (expected, sentence) in try paired(reference.points, analysis.sentences) {
            #expect(largestDifference(expected, sentence.point) < 1e-4)
        }
    }

    /// Each linkage gives the groups that scipy gives, and as much evidence for them.
    @Test(arguments: WordReference.Name.allCases, Linkage.allCases)
    func groupsAgreeWithTheReference(_ name: WordReference.Name, _ linkage: Linkage) throws {
        let reference = try #require(
            WordReference.load(name).word.clusterings[linkage.rawValue])
        let result = try analyze(
            WordReference.list, clusters: 3, linkage: linkage, model: name)
        let analysis = result.analysis
        #expect(analysis.options.linkage == linkage)
        let tree = Clustering(distances: result.shownMatrix.distances, linkage: linkage)
        #expect(largestDifference(reference.heights, tree.merges.map(\.height)) < 1e-4)
        #expect(analysis.sentences.map { $0.group - 1 } == reference.groups)
        #expect(
            largestDifference(reference.silhouettes, analysis.sentences.map(\.silhouette)) < 1e-4)
        let agreement = try #require(analysis.agreement)
        #expect(abs(agreement.purity - reference.purity) < 1e-8)
        #expect(abs(agreement.majority - reference.majority) < 1e-8)
        #expect(abs(agreement.adjustedRand - reference.adjustedRand) < 1e-8)
        let best = try analyze(WordReference.list, linkage: linkage, model: name).analysis
        #expect(best.groups.count == reference.bestCount)
        // Other random numbers, and a hundred heaps of a thousand.
        let share = try #require(best.evidence).lowerShare
        #expect(abs(Double(share) - reference.lowerShare) < 0.12)
    }

    @Test func wardsLinkageIsWhatIsMeantByDefault() throws {
        let analysis = try analyze(WordReference.list, model: .miniLM).analysis
        #expect(analysis.options.linkage == .ward)
        // What the plane shows, and average linkage does not find: .04 and two odd sentences.
        #expect(try #require(analysis.agreement).adjustedRand > 0.7)
        #expect(analysis.groups.allSatisfy { $0.size >= 5 })
    }

    @Test func theOrderKeepsGroupsTogether() throws {
        let analysis = try analyze(WordReference.list, clusters: 4).analysis
        #expect(analysis.order.sorted() == Array(0..<30))
        let groups = analysis.order.map { analysis.sentences[$0].group }
        let changes = zip(groups, groups.dropFirst()).count { $0 != $1 }
        #expect(changes == analysis.groups.count - 1)
        #expect(analysis.groups.reduce(0) { $0 + $1.size } == 30)
        for group in analysis.groups {
            #expect(analysis.sentences[group.representative].group == group.number)
        }
        #expect(analysis.sentences.allSatisfy { -1...1 ~= $0.silhouette })
    }

    @Test func aLayerIsChosenByItsNumber() throws {
        let result = try analyze(WordReference.list, layer: .index(0))
        #expect(result.analysis.options.layer == "L0")
        #expect(throws: SelectionError.self) {
            try analyze(WordReference.list, layer: .index(3))
        }
    }

    @Test func badRowsAreToldAndPassedOver() throws {
        let result = try analyze(lines: [
            "The bank of the river.", "No such word here.", "She went to the bank.",
            "A bank, another Bank.",
        ])
        #expect(result.analysis.failed.map(\.row) == [2])
        #expect(result.analysis.failed[0].reason.contains("bank"))
        #expect(result.analysis.sentences.map(\.id) == ["1", "3", "4"])
        #expect(try (0...3).allSatisfy { try result.matrix(layer: $0).count == 3 })
        #expect(try result.shownMatrix == result.matrix(layer: 3))
    }

    @Test func occurrencesAndFormsCount() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/list.csv"
            let text = """
                sentence,word,occurrence
                A bank and a bank.,,2
                The banks of a river.,banks,
                A bank.,,two
                A bank.,,7
                """
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let analysis = try analyze(path).analysis
            #expect(analysis.sentences.map(\.word) == ["bank", "banks"])
            #expect(analysis.sentences[0].places.first?[0] == 13)
            #expect(analysis.failed.map(\.row) == [3, 4])
            #expect(
                analysis.failed[0].reason
                    == "occurrence: expected a number, 1 or more, found \"two\"")
        }
    }

    @Test(arguments: [[], ["The bank."], ["No such word.", "Nor here."]])
    func fewerThanTwoSentencesAreAnError(_ lines: [String]) {
        #expect(throws: AnalyzedWordError.self) { try analyze(lines: lines) }
    }

    @Test func equalSentencesAreOneGroup() throws {
        let analysis = try analyze(lines: Array(repeating: "The bank.", count: 4)).analysis
        #expect(analysis.groups.map(\.size) == [4])
        #expect(analysis.similarity.all.allSatisfy { abs($0 - 1) < 1e-6 })
        #expect(analysis.similarity.differentGroup == nil && analysis.agreement == nil)
        #expect(analysis.sentences.allSatisfy { $0.point == [0, 0] })
    }

    @Test func aSentenceGivesTheSameInAnyCompany() throws {
        let lines = try String(contentsOfFile: WordReference.list, encoding: .utf8)
            .split(separator: "\n").dropFirst().map { String($0.split(separator: ",")[1]) }
            .filter { $0.contains("bank") && !$0.contains("\"") }
        let all = try analyze(lines: lines)
        let few = try analyze(lines: Array(lines.prefix(3)))
        for layer in 0...3 {
            let (large, small) = (try all.matrix(layer: layer), try few.matrix(layer: layer))
            #expect(small == large.among([0, 1, 2]))
        }
    }
}

import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Lists

/// `WordList` over lists of pairs.
@Suite struct PairUsesTests {
    private struct Uses {
        var rows: [WordList.Row] = []
        var warnings: [String] = []
        var problem: String?
        /// What stands at the places; the sentences where there is none.
        var places: [String] {
            rows.map { row in
                row.range.flatMap { WordPlace.words(at: $0, in: row.sentence) } ?? row.sentence
            }
        }
    }

    private func uses(
        of word: String, _ text: String, as name: String = "list.csv", gold: String? = nil,
        _ change: (inout ListOptions) -> Void = { _ in }
    ) throws -> Uses {
        try withTemporaryDirectory { directory in
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
            var options = ListOptions()
            options.word = word
            if let gold {
                try Data(gold.utf8).write(to: URL(fileURLWithPath: "\(directory)/gold"))
                options.gold = "\(directory)/gold"
            }
            change(&options)
            var uses = Uses()
            do {
                let list = try WordList(path: "\(directory)/\(name)", options: options)
                while let row = try list.next() { uses.rows.append(row) }
                uses.warnings = list.warnings.map { $0.replacing(directory + "/", with: "") }
            } catch {
                uses.problem = "\(error)".replacing(directory + "/", with: "")
            }
            return uses
        }
    }

    @Test func everySentenceWhoseWordItIsIsAUse() throws {
        let found = try uses(
            of: "Bank",
            """
            id,word,word2,sentence1,sentence2,range1,occurrence2,label
            a,bank,,The bank.,A bank by a bank.,4-8,2,same
            b,river,bank,The river.,My bank.,,,different
            c,river,,A river.,The river.,,,same

            """)
        #expect(
            found.rows == [
                WordList.Row(
                    number: 1, id: "a-1", sentence: "The bank.", word: "bank", range: "4-8"),
                WordList.Row(
                    number: 1, id: "a-2", sentence: "A bank by a bank.", word: "bank",
                    occurrence: "2"),
                WordList.Row(number: 2, id: "b-2", sentence: "My bank.", word: "bank"),
            ])
        #expect(found.warnings == [])
    }

    @Test func equalUsesAreTakenOnce() throws {
        let found = try uses(
            of: "bank",
            """
            id,word,sentence1,sentence2,range1,range2,token2
            a,bank,A bank or bank.,A bank or bank.,2-6,10-14,
            b,bank,A bank or bank.,A bank or bank.,2:6,,3
            c,bank,My bank.,My bank.,,,
            d,bank,My bank.,A bank or bank.,3-7,,

            """)
        // A place in other words is the same place; a sentence without one may be searched for another word.
        #expect(found.rows.map(\.id) == ["a-1", "a-2", "c-1", "d-1", "d-2"])
    }

    /// Every data set gives the two sentences of its pairs, with the place that the pair gives.
    @Test(arguments: PublishedList.samples)
    func dataSetsGiveTheirUses(_ sample: PublishedList) throws {
        let list = try readList(sample.text.utf8, as: sample.name, gold: sample.gold)
        let words = Set(list.rows.flatMap { [$0.word, $0.word2 ?? $0.word] })
        var expected: [String: Set<String>] = [:]
        for row in list.rows {
            for (word, sentence, range) in [
                (row.word, row.sentence1, row.range1),
                (row.word2 ?? row.word, row.sentence2, row.range2),
            ] {
                let place = range.flatMap { WordPlace.words(at: $0, in: sentence) } ?? "-"
                expected[word, default: []].insert("\(sentence)|\(place)")
            }
        }
        for word in words.sorted() {
            let found = try uses(of: word, sample.text, as: sample.name, gold: sample.gold)
            #expect(found.problem == nil)
            #expect(found.rows.allSatisfy { $0.label == nil })
            let keys = found.rows.map { row in
                let place = row.range.flatMap { WordPlace.words(at: $0, in: row.sentence) } ?? "-"
                return "\(row.sentence)|\(place)"
            }
            #expect(expected[word]?.isSubset(of: keys) == true, "\(word)")
        }
    }

    /// The data sets' own words are lemmas; the rows' words are the forms that stand at the places.
    @Test func lemmasBesideTheWordsAreFoundAsWell() throws {
        let wic = "bank\tN\t1-4\tThe banks of it .\tShe went to a bank .\n"
        for isLemma in [false, true] {
            let found = try uses(of: "bank", wic, as: "wic.txt") { $0.isLemma = isLemma }
            #expect(
                found.places == ["banks", "bank"] && found.rows.map(\.word) == ["banks", "bank"])
        }
        #expect(try uses(of: "banks", wic, as: "wic.txt").places == ["banks"])
        #expect(try uses(of: "banks", wic, as: "wic.txt") { $0.isLemma = true }.problem != nil)
        // RAW-C has the form in a column of its own beside the lemma.
        let rawc = try #require(PublishedList.samples.first { $0.name == "rawc.csv" })
        #expect(
            try uses(of: "bank", rawc.text, as: rawc.name).rows.map(\.word) == ["banked", "banked"])
        // A list of our own kind.
        let own =
            "id,lemma,word,word2,sentence1,sentence2\na,bank,banks,bank,The banks.,My bank.\n"
            + "b,river,rivers,river,Two rivers.,A river.\n"
        for isLemma in [false, true] {
            let found = try uses(of: "bank", own) { $0.isLemma = isLemma }
            #expect(found.rows.map(\.word) == ["banks", "bank"] && found.warnings == [])
        }
    }

    @Test func judgedUsesArePairsToo() throws {
        let uses =
            "lemma\tpos\tidentifier\tcontext\tindexes_target_token\nattack_nn\tnn\tu1\tAn attack.\t3:9\n"
            + "attack_nn\tnn\tu2\tTwo attacks.\t4:11\nattack_nn\tnn\tu3\tNo attack.\t3:9\n"
        let judgments =
            "identifier1\tidentifier2\tannotator\tjudgment\nu1\tu2\ta\t4\nu3\tu1\ta\t1\n"
        for isLemma in [false, true] {
            let found = try self.uses(of: "attack", uses, as: "uses.csv", gold: judgments) {
                $0.isLemma = isLemma
            }
            #expect(found.places == ["attack", "attacks", "attack"], "\(found)")
        }
    }

    @Test func formsAreUses() throws {
        let list = "word,sentence1,sentence2\nbanks,Two banks.,My banks.\nriver,A river.,A river.\n"
        let found = try uses(of: "bank", list) {
            $0.forms = WordForms("banks") ?? WordForms()
        }
        #expect(found.rows.map(\.sentence) == ["Two banks.", "My banks."])
    }

    @Test func withoutAUseTheNearestWordsAreNamed() throws {
        let list =
            "word,sentence1,sentence2\nbanks,Two banks.,My banks.\nriver,A river.,A river.\nBand,A band.,A band.\n"
        #expect(
            try uses(of: "bank", list).problem
                == "list.csv: none of the 3 pairs has the word \"bank\"; the nearest words of the list are \"Band\", "
                + "\"banks\" and \"river\"; --forms names other forms of the word")
        #expect(
            try uses(of: "bank", "word,sentence1,sentence2\nsea,A sea.,My sea.\n").problem?
                .hasPrefix("list.csv: the only pair does not have the word \"bank\"") == true)
        #expect(try uses(of: "bank", "word,sentence1,sentence2\n").problem == nil)
    }

    @Test func ofALemmaWithoutAPlaceThereIsNoUse() throws {
        let list = "id,word,sentence1,sentence2,range1\na,go,She went.,They go.,4-8\n"
        let found = try uses(of: "go", list) { $0.isLemma = true }
        #expect(found.rows.map(\.range) == ["4-8", WordPlace.unplaced])
        #expect(found.rows.map(\.word) == [nil, nil])
        #expect(throws: RowError.self) {
            try WordPlace.ranges(WordPlace.unplaced, in: "They go.", column: "range")
        }
        let withForms = try uses(of: "go", list) {
            $0.isLemma = true
            $0.forms = WordForms("goes") ?? WordForms()
        }
        #expect(withForms.rows.map(\.range) == ["4-8", nil])
    }

    @Test func wordsBetweenMarksAloneAreNoLemmas() throws {
        let list = "context1\tcontext2\tlabel\nA <word>bank</word>.\tMy <word>bank</word>.\tT\n"
        #expect(try uses(of: "bank", list, as: "list.tsv").places == ["bank", "bank"])
        let problem = try uses(of: "bank", list, as: "list.tsv") { $0.isLemma = true }.problem
        #expect(
            problem?.contains("--lemma takes pairs with a column \"word\" or \"lemma\"") == true)
    }

    @Test func labelsOfPairsArePassedOver() throws {
        let found = try uses(
            of: "bank", "bank\tN\t1-1\tA bank .\tMy bank .\n", as: "wic.txt", gold: "no label\n")
        #expect(found.rows.count == 2)
        #expect(
            found.warnings == ["gold: passed over, as labels of pairs say nothing of a single use"])
    }

    /// Of other words nothing is said.
    @Test func placesThatDoNotFitAreToldOfTheWordAlone() throws {
        let found = try uses(
            of: "bank",
            "id,word,sentence1,sentence2,range1\na,river,It is today.,A river.,6-11\n"
                + "b,bank,It is today.,A bank.,6-11\n")
        #expect(found.warnings.count == 1)
        #expect(found.warnings[0].hasPrefix("row 2, b-1: range says 6-11, where \"today\" stands"))
    }

    @Test func aListOfBothIsReadAsSentences() throws {
        let found = try uses(
            of: "bank", "sentence,sentence1,sentence2,word\nA bank.,My bank.,Our bank.,bank\n")
        #expect(found.rows.map(\.sentence) == ["A bank."])
    }
}

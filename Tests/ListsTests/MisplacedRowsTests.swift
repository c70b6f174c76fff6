import Foundation
import TestSupport
import Testing

@testable import Lists

@Suite struct MisplacedRowsTests {
    @Test(arguments: [0, 1, 100, 101, 250])
    func aHundredAreNamedAndTheOthersCounted(_ count: Int) {
        var rows = MisplacedRows()
        var warnings: [String] = []
        for number in 1...max(1, count) where number <= count {
            warnings += rows.add(row: number, id: "a", ["first", "second"])
            warnings += rows.add(row: number, id: "b", [])
        }
        #expect(rows.count == count)
        let named = min(count, 100)
        #expect(warnings.count == 2 * named)
        #expect(warnings.first == (named > 0 ? "row 1, a: first" : nil))
        #expect(warnings.last == (named > 0 ? "row \(named), a: second" : nil))
        let rest =
            switch count {
            case 101: ["1 further row has a place that has nothing in common with its word"]
            case 250: ["150 further rows have a place that has nothing in common with their word"]
            default: [String]()
            }
        #expect(rows.end() == rest)
        #expect(rows.end().isEmpty)
    }

    /// Lists of pairs and of sentences tell no more than that.
    @Test func aLongListOfWrongPlacesIsNotToldRowByRow() throws {
        try withTemporaryDirectory { directory in
            let pairs = "word,sentence1,range1,sentence2\n"
            let sentences = "word,sentence,range\n"
            let wrong = (0..<130).map { _ in "bank,It is today.,6-11" }
            for (text, name) in [
                (pairs + wrong.map { $0 + ",A bank.\n" }.joined(), "pairs.csv"),
                (sentences + wrong.map { $0 + "\n" }.joined(), "sentences.csv"),
            ] {
                let path = "\(directory)/\(name)"
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                var warnings: [String] = []
                if name == "pairs.csv" {
                    let list = try SentenceList(path: path)
                    while try list.next() != nil { warnings += list.takeWarnings() }
                    warnings += list.takeWarnings()
                    #expect(list.misplacedCount == 130)
                } else {
                    let list = try WordList(path: path)
                    while try list.next() != nil {}
                    warnings = list.warnings
                    #expect(list.misplacedCount == 130)
                }
                #expect(warnings.count == 101, "\(name)")
                #expect(
                    warnings.last
                        == "\(path): 30 further rows have a place that has nothing in common with their word"
                )
            }
        }
    }
}

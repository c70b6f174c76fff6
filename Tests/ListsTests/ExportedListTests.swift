import ReportTestSupport
import Testing

/// Lists as they come out of other programs: what is read, and what is said of the rest.
@Suite struct ExportedListTests {
    private static let header = "word,sentence1,sentence2\n"
    private static let row = "bank,The bank.,My bank.\n"

    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var text: String
        var gold: String?
        var rows = 1
        var labels: [String?]?
        var warnings: [String] = []
        var problem: String?
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "markdown.txt",
            text:
                "| word | sentence1 | sentence2 |\n|:---|---|--:|\n| bank | A bank. | My bank. |\n"),
        // In any other table it is a row.
        Case(name: "dashes.csv", text: header + "---,---,---\n" + row, rows: 2),
        Case(
            name: "start.csv", text: "word,sentence1,sentence2,Start1\nbank,The bank.,My bank.,4\n",
            warnings: ["start.csv: the column \"start1\" says no place without \"end1\""]),
        Case(
            name: "end.jsonl",
            text:
                #"{"word": "bank", "sentence1": "The bank.", "sentence2": "My bank.", "end2": 7}"#,
            warnings: ["end.jsonl: the column \"end2\" says no place without \"start2\""]),
        Case(
            name: "quoted.tsv",
            text: "\"word\"\t\"sentence1\"\t\"sentence2\"\n\"bank\"\t\"A bank.\"\t\"My bank.\"\n",
            rows: 0,
            problem:
                "quoted.tsv, line 1, column 1: there is no column \"sentence1\"; the first line names "
                + "\"\"word\"\", \"\"sentence1\"\", \"\"sentence2\"\"; the fields stand in quotation marks, which "
                + "--quotes takes off"),
        Case(
            name: "blank.csv", text: "\n\n  \n", rows: 0,
            problem:
                "blank.csv, line 1, column 1: the list is empty; expected a line with the names of the columns"
        ),
        Case(name: "named-gold.csv", text: header + row, gold: "Label\nT\n", labels: ["same"]),
        Case(
            name: "short-gold.csv", text: header + row + row, gold: "Label\nT\n",
            problem: "gold, line 3: there are fewer labels than rows"),
        Case(
            name: "gold-with-bom.csv", text: header + row, gold: "\u{FEFF}label\r\nF\r\n",
            labels: ["different"]),
        Case(
            name: "twice.csv", text: "id," + header + "a," + row, gold: "id,label\na,T\na,T\n",
            labels: ["same"]),
        Case(
            name: "contradiction.csv", text: "id," + header + "a," + row,
            gold: "id,label\na,T\nb,T\na,F\n", rows: 0,
            problem: "gold, line 4, column 1: \"a\" has the label \"T\" before, and \"F\" here"),
    ]

    @Test(arguments: cases)
    func isReadOrSaidWhatIsWrong(_ list: Case) throws {
        let found = try readList(list.text.utf8, as: list.name, gold: list.gold)
        #expect(found.problem == list.problem)
        #expect(found.rows.count == list.rows)
        #expect(found.warnings == list.warnings)
        if let labels = list.labels { #expect(found.rows.map(\.label) == labels) }
    }
}

import Foundation
import Testing

@Suite struct ListCommandTests {
    private static let list =
        "word,sentence1,sentence2\nbank,A bank.,My bank.\nriver,A bank.,A river.\n"

    private func run(_ arguments: String..., list: String = list) throws -> Program.Outcome {
        try Program.withTemporaryDirectory { directory in
            try Data(list.utf8).write(to: URL(fileURLWithPath: "\(directory)/list.csv"))
            return try Program.run(["list"] + arguments, directory: directory)
        }
    }

    @Test func rowsWithTroubleAreNamedWithoutAModel() throws {
        let outcome = try run("list.csv")
        #expect(outcome.status == 1 && outcome.errors == "")
        #expect(outcome.output.hasPrefix("list.csv: 2 pairs\nformat    a table with commas"))
        #expect(outcome.output.contains("row 2, river."))
    }

    @Test(arguments: ["--gold", "--forms"])
    func filesThatAreReadAreNotReplaced(_ option: String) throws {
        try Program.withTemporaryDirectory { directory in
            try Data(Self.list.utf8).write(to: URL(fileURLWithPath: "\(directory)/list.csv"))
            let other = URL(fileURLWithPath: "\(directory)/other.csv")
            try Data("river=bank\n".utf8).write(to: other)
            let outcome = try Program.run(
                [
                    "list", "list.csv", option, option == "--forms" ? "@other.csv" : "other.csv",
                    "--convert", "./other.csv",
                ], directory: directory)
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains("./other.csv is an input of this command"))
            #expect(try Data(contentsOf: other) == Data("river=bank\n".utf8))
        }
    }

    @Test func halfAPlaceFails() throws {
        for place in ["16,", ",20"] {
            let outcome = try run(
                "list.csv",
                list:
                    "word,sentence1,sentence2,start1,end1\nbank,The bank of the bank.,A bank.,\(place)\n"
            )
            #expect(outcome.status == 1)
            #expect(
                outcome.output.contains("expected a start and an end such as 4-8, found"),
                "\(outcome.output)")
        }
    }

    @Test func formsAreFound() throws {
        let outcome = try run("list.csv", "--forms", "river=bank", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("\"failed\":0"))
    }

    @Test func aWordShowsItsUses() throws {
        let outcome = try run("list.csv", "--word", "bank")
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
        #expect(
            outcome.output.hasPrefix(
                "list.csv: 2 sentences\nformat    a table with commas between fields, with quoting, of pairs whose "
                    + "uses of the word are read\n"), "\(outcome.output)")
        let none = try run("list.csv", "--word", "band")
        #expect(none.status == 65)
        #expect(
            none.errors
                == "report: error: list.csv: none of the 2 pairs has the word \"band\"; the nearest words of the list are "
                + "\"bank\" and \"river\"; --forms names other forms of the word\n")
    }

    @Test func aModelMayDecide() throws {
        let outcome = try run("list.csv", "--model", Program.tinyModel)
        #expect(outcome.status == 1 && outcome.output.contains("distilbert-tiny"))
    }

    @Test(arguments: [
        (["list.csv", "--convert", "list.csv"], "--convert would replace the list"),
        (["list.csv", "--convert", "out.tsv"], "give a name that ends with .csv"),
        (["list.csv", "--forms", "banks"], "--forms takes words with their forms"),
        (["list.csv", "--columns", "x=y"], "--columns names \"x\""),
        (["list.csv", "--lemma"], "--lemma says that --word is a lemma; give it with --word"),
    ])
    func mistakesInTheCommandAreNamed(_ arguments: [String], _ message: String) throws {
        try Program.withTemporaryDirectory { directory in
            try Data(Self.list.utf8).write(to: URL(fileURLWithPath: "\(directory)/list.csv"))
            let outcome = try Program.run(["list"] + arguments, directory: directory)
            #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
        }
    }
}

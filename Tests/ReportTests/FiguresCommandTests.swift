import Foundation
import Testing

@Suite struct FiguresCommandTests {
    private let list = """
        sentences: [The bank of the river was calm., She went to the bank to deposit money.]
        word: bank
        figures:
          - {output: a.png, kind: similarity}
          - {output: new/b.svg, kind: bars, side: both, layer: 0}
          - {output: c.pdf, kind: links, theme: print, size: paper}
        """

    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func run(_ arguments: String..., in directory: String) throws -> Program.Outcome {
        try Program.run(
            ["figures", "talk.yaml", "--model", Program.tinyModel] + arguments,
            directory: directory)
    }

    @Test func theListIsNotReplacedByAPicture() throws {
        try Program.withTemporaryDirectory { directory in
            let text = """
                sentences: [The bank was calm., My bank.]
                word: bank
                figures: [{output: link.svg, kind: similarity}]
                """
            try write(text, directory + "/talk.yaml")
            #expect(symlink("talk.yaml", directory + "/link.svg") == 0)
            let before = try Program.tree(directory)
            let outcome = try run(in: directory)
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains("link.svg is an input of this command"))
            #expect(try Program.tree(directory) == before)
        }
    }

    @Test func drawsWhatIsStaleAndNothingElse() throws {
        try Program.withTemporaryDirectory { directory in
            try write(list, directory + "/talk.yaml")

            let early = try run("--check", in: directory)
            #expect(early.status == 1)
            #expect(early.errors.contains("a.png is out of date: not there"))
            #expect(try Program.tree(directory).count == 1)

            let first = try run(in: directory)
            #expect(first.status == 0)
            #expect(first.errors == "")
            #expect(
                first.output == """
                    figure     kind        state
                    a.png      similarity  drawn (not there)
                    new/b.svg  bars        drawn (not there)
                    c.pdf      links       drawn (not there)

                    """)
            let tree = try Program.tree(directory)
            #expect(
                Set(tree.keys) == [
                    "talk.yaml", "talk.yaml.lock", "a.png", "new", "new/b.svg", "c.pdf",
                ])

            let check = try run("--check", in: directory)
            #expect(check.status == 0)
            #expect(check.output.components(separatedBy: "current").count == 4)

            // A figure whose settings change, one that is edited, one that stays.
            try write(
                list.replacingOccurrences(of: "layer: 0", with: "layer: 1"),
                directory + "/talk.yaml")
            try write("other", directory + "/c.pdf")
            let stale = try run("--check", in: directory)
            #expect(stale.status == 1)
            #expect(stale.errors.contains("new/b.svg is out of date: made from another list"))
            #expect(stale.errors.contains("c.pdf is out of date: changed since it was drawn"))
            #expect(!stale.errors.contains("a.png"))

            let second = try run(in: directory)
            #expect(second.status == 0)
            #expect(second.output.contains("a.png      similarity  current"))
            let after = try Program.tree(directory)
            #expect(after["c.pdf"] == tree["c.pdf"])
            #expect(after["new/b.svg"] != tree["new/b.svg"])

            let forced = try run("--force", in: directory)
            #expect(forced.output.components(separatedBy: "drawn").count == 4)
            #expect(try Program.tree(directory) == after)
        }
    }

    @Test func figuresAreThoseOfTheSingleCommand() throws {
        try Program.withTemporaryDirectory { directory in
            try write(list, directory + "/talk.yaml")
            _ = try run(in: directory)
            _ = try Program.run(
                "figure", "links", "The bank of the river was calm.", "--word", "bank", "--theme",
                "print", "--size", "paper", "-o", "d.pdf", "--model", Program.tinyModel,
                directory: directory)
            let tree = try Program.tree(directory)
            #expect(tree["c.pdf"] == tree["d.pdf"])
        }
    }

    @Test func aFigureThatFailsDoesNotStopTheOthers() throws {
        try Program.withTemporaryDirectory { directory in
            try write(
                list.replacingOccurrences(of: "layer: 0", with: "word: bark"),
                directory + "/talk.yaml")
            let outcome = try run(in: directory)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("talk.yaml, line 5: new/b.svg: sentence 1: "))
            let tree = try Program.tree(directory)
            #expect(tree["new"] == nil)
            #expect(tree["a.png"] != nil)
            #expect(try run("--check", in: directory).status == 1)
        }
    }

    @Test func badListsAndPlacesLeaveNothing() throws {
        try Program.withTemporaryDirectory { directory in
            #expect(try run(in: directory).status == 66)
            for (text, status) in [
                ("figures: [", 65), ("figures: [{}]", 65), ("\u{0}", 65),
                (list + "\n  - {output: talk.yaml/x.png, kind: bars}", 73),
            ] {
                try write(text, directory + "/talk.yaml")
                let outcome = try run(in: directory)
                #expect(outcome.status == Int32(status), "\(text)")
                #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
                #expect(try Program.tree(directory).count == 1)
            }
            try write(list, directory + "/talk.yaml")
            let outcome = try Program.run(
                "figures", "talk.yaml", "--model", "none", directory: directory)
            #expect(outcome.status == 69)
            #expect(try Program.tree(directory).count == 1)
            #expect(try run("--check", "--force", in: directory).status == 64)
        }
    }
}

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

    @Test func filesOfOthersAreNotReplaced() throws {
        try Program.withTemporaryDirectory { directory in
            let text = list.replacingOccurrences(of: "a.png, ", with: "a.png, caption: notes.md, ")
            try write(text, directory + "/talk.yaml")
            try write("my notes", directory + "/notes.md")
            try write("mine", directory + "/c.pdf")
            let first = try run(in: directory)
            #expect(first.status == 1)
            for name in ["notes.md", "c.pdf"] {
                #expect(first.errors.contains("\(name) is in the way"), "\(first.errors)")
            }
            let tree = try Program.tree(directory)
            #expect(tree["notes.md"] == Data("my notes".utf8) && tree["c.pdf"] == Data("mine".utf8))
            #expect(tree["a.png"] == nil && tree["new/b.svg"] != nil)
            #expect(try run("--force", in: directory).status == 0)
            #expect(try Program.tree(directory)["c.pdf"] != Data("mine".utf8))
            // As after a run that was killed before it recorded what it drew.
            try FileManager.default.removeItem(atPath: directory + "/talk.yaml.lock")
            #expect(try run(in: directory).status == 0)
            #expect(try run("--check", in: directory).status == 0)
        }
    }

    @Test func captionsAreFilesOfTheirFigures() throws {
        try Program.withTemporaryDirectory { directory in
            let text = list.replacingOccurrences(
                of: "a.png, ", with: "a.png, title: none, caption: new/a.tex, ")
            try write(text, directory + "/talk.yaml")
            #expect(try run(in: directory).status == 0)
            let caption = try String(contentsOfFile: directory + "/new/a.tex", encoding: .utf8)
            #expect(caption.hasPrefix("\\caption{\\textbf{Similarity of ``bank''"))
            #expect(caption.contains("Model: distilbert-tiny."))
            #expect(try run("--check", in: directory).status == 0)
            try write("mine", directory + "/new/a.tex")
            let edited = try run("--check", in: directory)
            #expect(edited.status == 1)
            #expect(edited.errors.contains("a.png is out of date: changed since it was drawn"))
            try FileManager.default.removeItem(atPath: directory + "/new/a.tex")
            #expect(
                try run("--check", in: directory).errors.contains("a.png is out of date: not there")
            )
            #expect(try run(in: directory).status == 0)
            #expect(
                try String(contentsOfFile: directory + "/new/a.tex", encoding: .utf8) == caption)
        }
    }

    /// In continuous integration there is no model.
    @Test func aCheckNeedsNoModel() throws {
        try Program.withTemporaryDirectory { directory in
            try write("model: tiny\n" + list, directory + "/talk.yaml")
            try FileManager.default.copyItem(
                atPath: Program.tinyModel, toPath: directory + "/tiny")
            #expect(try Program.run("figures", "talk.yaml", directory: directory).status == 0)
            try FileManager.default.removeItem(atPath: directory + "/tiny")
            func check() throws -> Program.Outcome {
                try Program.run("figures", "talk.yaml", "--check", directory: directory)
            }
            let current = try check()
            #expect(current.status == 0, "\(current.errors)")
            #expect(current.errors.contains("a model is not on this machine"))
            #expect(current.output.components(separatedBy: "current").count == 4)
            // Pictures and list still count, and the model that the list names.
            try write("other", directory + "/c.pdf")
            #expect(try check().errors.contains("c.pdf is out of date: changed since"))
            try write(
                "model: other\n" + list.replacingOccurrences(of: "layer: 0", with: "layer: 1"),
                directory + "/talk.yaml")
            let stale = try check()
            #expect(stale.status == 1)
            #expect(stale.errors.components(separatedBy: "made from another list").count == 4)
            // Drawing needs it.
            #expect(try Program.run("figures", "talk.yaml", directory: directory).status == 69)
        }
    }

    @Test func markdownEmbedsEveryFigure() throws {
        try Program.withTemporaryDirectory { directory in
            let themes = list.replacingOccurrences(
                of: "output: c.pdf, kind: links, theme: print",
                with: "output: \"c d-{theme}.svg\", kind: links, themes: [light, dark]")
            try write(themes, directory + "/talk.yaml")
            let outcome = try run("--markdown", in: directory)
            #expect(outcome.status == 0)
            let pieces = outcome.output.components(separatedBy: "\n\n")
            try #require(pieces.count == 3)
            #expect(pieces[0].hasPrefix("![Line chart: Similarity of “bank”"))
            #expect(pieces[0].hasSuffix("](<a.png>)"))
            #expect(pieces[1].hasSuffix("](<new/b.svg>)"))
            let lines = pieces[2].split(separator: "\n")
            #expect(lines.first == "<picture>" && lines.last == "</picture>")
            #expect(
                lines[1]
                    == "  <source media=\"(prefers-color-scheme: dark)\" srcset=\"c%20d-dark.svg\">"
            )
            #expect(
                lines[2].hasPrefix("  <img alt=\"")
                    && lines[2].hasSuffix("src=\"c%20d-light.svg\">"))
            // The lock knows what current figures show.
            #expect(try run("--markdown", "--check", in: directory).output == outcome.output)
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

import Charts
import Testing

@testable import Analyses
@testable import Files

@Suite struct FigureListTests {
    private func list(_ text: String) throws -> FigureList {
        try FigureList(text, name: "talk.yaml", folder: "")
    }

    /// The message that a list ends in.
    private func message(_ text: String) -> String? {
        do throws(InputError) {
            _ = try FigureList(text, name: "talk.yaml", folder: "")
            return nil
        } catch {
            return error.description
        }
    }

    @Test func settingsOfTheFileHoldForEveryFigure() throws {
        let list = try list(
            """
            model: tiny
            word: bank
            theme: dark
            sentences:
              - The bank of the river.
              - The bank lends money.
            figures:
              - {output: a.png, kind: similarity}
              - output: b/c.svg
                kind: bars
                layer: 3
                head: 8
                side: 2
                theme: print
                special: hide
              - {output: d.pdf, kind: links, sentences: A bank., words: yes, occurrence1: 1}
              - {output: e.svg, kind: similarity, bands: no}
            """)
        #expect(list.entries.map(\.line) == [8, 9, 16, 17])
        #expect(list.entries.map(\.output) == ["a.png", "b/c.svg", "d.pdf", "e.svg"])
        #expect(list.entries.map(\.format) == [.png, .svg, .pdf, .svg])
        #expect(list.entries.map(\.style.theme) == ["dark", "print", "dark", "dark"])
        #expect(list.entries.allSatisfy { $0.model == "tiny" })
        #expect(list.entries[0].request == FigureRequest(.similarity))
        #expect(
            list.entries[1].request
                == FigureRequest(
                    .bars, side: .second, layer: .index(3), head: .index(8), special: .hide))
        #expect(list.entries[2].request == FigureRequest(.links, mergesWords: true))
        #expect(list.entries[3].request == FigureRequest(.similarity, showsBands: false))
        #expect(
            list.entries[2].sentences == [WordInSentence("A bank.", word: "bank", occurrence: 1)])
        #expect(
            list.entries[0].sentences == [
                WordInSentence("The bank of the river.", word: "bank"),
                WordInSentence("The bank lends money.", word: "bank"),
            ])
    }

    @Test func formsBelongToTheirWords() throws {
        let list = try list(
            """
            sentences: [The banks., A river.]
            word: bank
            word2: stream
            forms: bank=banks;stream=river
            figures: [{output: a.png, kind: similarity}, {output: b.png, kind: links, forms: "banks,banked"}]
            """)
        #expect(list.entries[0].sentences.map(\.forms) == [["banks"], ["river"]])
        #expect(
            list.entries[1].sentences.map(\.forms) == [["banks", "banked"], ["banks", "banked"]])
    }

    @Test func wordsThatYAMLTakesForOtherThingsStayWords() throws {
        for word in ["no", "on", "null", "1984", "1e3", "~"] {
            let list = try list(
                "figures: [{output: a.png, kind: bars, sentences: [say \(word)], word: \(word)}]")
            #expect(list.entries[0].sentences == [WordInSentence("say \(word)", word: word)])
        }
    }

    @Test func aSizeOfItsOwnTakesThePlaceOfTheFiles() throws {
        let list = try list(
            """
            size: slide
            word: a
            sentences: a
            figures:
              - {output: a.png, kind: bars}
              - {output: b.png, kind: bars, width: 80mm, height: 60mm}
            """)
        #expect(list.entries[0].style == FigureStyle(preset: .slide))
        #expect(list.entries[1].style == FigureStyle(width: "80mm", height: "60mm"))
    }

    @Test func aFigureIsDrawnInEveryTheme() throws {
        let list = try list(
            """
            sentences: A bank.
            word: bank
            themes: [light, dark]
            colormap: magma_r
            figures:
              - {output: "a/{theme}/b-{theme}.svg", caption: b.tex, kind: heatmap, text: text}
              - {output: c.png, kind: bars, theme: print, layer: L3, title: none, font-size: 7}
              - {output: "d-{theme}.pdf", kind: heads, scale: log, title: My heads}
            """)
        #expect(
            list.entries.map(\.output)
                == [
                    "a/light/b-light.svg", "a/dark/b-dark.svg", "c.png", "d-light.pdf",
                    "d-dark.pdf",
                ])
        #expect(list.entries.map(\.style.theme) == ["light", "dark", "print", "light", "dark"])
        #expect(list.entries.map(\.number) == [0, 0, 1, 2, 2])
        // The text is the same in both.
        #expect(list.entries.map(\.caption) == ["b.tex", nil, nil, nil, nil])
        #expect(list.entries[0].style.text == .text)
        #expect(list.entries[2].style.fontSize == 7)
        #expect(
            list.entries[2].request
                == FigureRequest(
                    .bars, layer: .index(3),
                    look: FigureLook(
                        title: .none, colorMap: .magma.reversed, refusesMismatch: false)))
        #expect(list.entries[3].request.look.title == .text("My heads"))
        #expect(list.entries[3].request.look.scale == .log)
        #expect(list.entries[3].request.look.refusesMismatch)
    }

    @Test func pathsAreRelativeToTheFile() throws {
        let list = try FigureList(
            "figures: [{output: a.png, kind: bars, sentences: a, word: a, model: org/name}]",
            name: "x", folder: "docs")
        #expect(list.path(of: list.entries[0]) == "docs/a.png")
        #expect(list.model(of: list.entries[0]) == "org/name")
        let absolute = try FigureList(
            "figures: [{output: /tmp/a.png, kind: bars, sentences: a, word: a}]",
            name: "x", folder: "docs")
        #expect(absolute.path(of: absolute.entries[0]) == "/tmp/a.png")
        #expect(absolute.model(of: absolute.entries[0]) == nil)
    }

    private static let figure = "output: a.png, kind: bars, sentences: a, word: a"

    private static let kinds = FigureKind.allCases.map(\.rawValue).joined(separator: ", ")

    private static let mistakes: [(String, String)] = [
        ("", "line 1: the file is empty"),
        ("hello", "line 1, column 1: expected settings in the form name: value, found a text"),
        ("model: x", "line 1, column 1: figures is missing"),
        ("figures: []", "line 1, column 10: figures: expected a list"),
        ("figures: a", "line 1, column 10: figures: expected a list"),
        (
            "figures: [a]",
            "line 1, column 11: expected settings in the form name: value, found a text"
        ),
        (
            "figures:\n- {\(figure), tehme: dark}",
            "line 2, column 54: there is no setting \"tehme\"; did you mean theme?"
        ),
        (
            "figures:\n- {\(figure), colour: red}",
            "line 2, column 54: there is no setting \"colour\""
        ),
        ("output: a.png\nfigures: [{}]", "line 1, column 1: there is no setting \"output\""),
        ("figures: [{kind: bars}]", "line 1, column 11: output is missing"),
        (
            "figures: [{output: a.jpg, kind: bars}]",
            "line 1, column 20: output: expected a name that ends in .png, .svg or .pdf"
        ),
        ("figures: [{output: a.png}]", "line 1, column 11: kind is missing"),
        (
            "figures: [{output: a.png, kind: pie}]",
            "line 1, column 33: kind: expected one of \(kinds), found \"pie\""
        ),
        ("figures: [{output: a.png, kind: bars}]", "line 1, column 11: sentences is missing"),
        (
            "figures: [{output: a.png, kind: bars, sentences: [a, b, c], word: a}]",
            "line 1, column 50: sentences: expected one or two, found 3"
        ),
        (
            "figures: [{output: a.png, kind: bars, sentences: [[a]], word: a}]",
            "line 1, column 51: sentences: expected a text, found a list"
        ),
        (
            "figures: [{output: a.png, kind: bars, sentences: a}]",
            "line 1, column 11: word is missing"
        ),
        (
            "figures: [{\(figure), layer: first}]",
            "line 1, column 69: layer: expected last or a layer such as L3, found \"first\""
        ),
        (
            "figures: [{\(figure), side: both}]",
            "line 1, column 50: sentences: there is no second"
        ),
        (
            "figures: [{\(figure), occurrence1: 0}]",
            "line 1, column 75: occurrence1: expected a number from 1, found 0"
        ),
        (
            "figures: [{\(figure), forms: '@forms.txt'}]",
            "line 1, column 69: forms: expected forms such as banks,banking or "
                + "bank=banks,banking;river=rivers, found \"@forms.txt\""
        ),
        (
            "figures: [{\(figure), words: maybe}]",
            "line 1, column 69: words: expected true or false"
        ),
        (
            "figures: [{\(figure), theme: pink}]",
            "line 1, column 11: there is no theme \"pink\"; did you mean print?"
        ),
        (
            "figures: [{\(figure), theme: neon}]",
            "line 1, column 11: there is no theme \"neon\"; there are light, dark, high-contrast, print"
        ),
        (
            "figures: [{output: a.png, kind: bar}]",
            "line 1, column 33: kind: there is no \"bar\"; did you mean bars?"
        ),
        (
            "figures: [{\(figure), colormap: virids}]",
            "line 1, column 72: colormap: there is no \"virids\"; did you mean viridis?"
        ),
        (
            "figures: [{\(figure), scale: sqrt}]",
            "line 1, column 69: scale: expected one of linear, log, found \"sqrt\""
        ),
        (
            "figures: [{\(figure), font-size: 1}]",
            "line 1, column 11: font-size takes a number of points from 3 to 72, not 1.0"
        ),
        (
            "figures: [{\(figure), caption: a.png}]",
            "line 1, column 71: caption: expected a name that ends in .tex, .md or .txt"
        ),
        (
            "figures: [{\(figure), themes: [light, dark]}]",
            "line 1, column 20: output: with several themes the name needs {theme}, as in "
                + "\"bank-{theme}.svg\""
        ),
        (
            "figures: [{\(figure), themes: [light], theme: dark}]",
            "line 1, column 70: themes: give either theme or themes"
        ),
        (
            "figures:\n- {\(figure), caption: a.md}\n"
                + "- {output: b.png, kind: bars, sentences: a, word: a, caption: a.md}",
            "line 3, column 63: caption: the figure of line 2 is written to a.md already"
        ),
        (
            "figures: [{\(figure), width: 80mm}]",
            "line 1, column 11: width and height belong together"
        ),
        (
            "figures: [{\(figure), size: slide, width: 80mm, height: 2in}]",
            "line 1, column 11: give either size or width and height"
        ),
        (
            "figures:\n- {\(figure)}\n- {output: ./b/../a.png, kind: bars, sentences: a, word: a}",
            "line 3, column 12: output: the figure of line 2 is written to ./b/../a.png already"
        ),
    ]

    @Test(arguments: mistakes)
    func refusesWhatItDoesNotUnderstand(text: String, problem: String) {
        #expect(message(text) == "talk.yaml, \(problem)")
    }

    @Test func hostileFilesEndInAMessage() throws {
        let bomb = (1..<30).reduce("a0: &a0 [x, x]\n") { text, level in
            text + "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        }
        for text in [
            String(repeating: "[", count: 200_000), String(repeating: "{a: ", count: 100_000),
            String(repeating: "- ", count: 100_000), bomb, "a: *b", "? [a]\n: b", "a: 1\na: 2",
            "--- a\n--- b", "%YAML 9.9\n---\na: b", "a: \"\\xZZ\"", "\u{FEFF}figures: [",
            "&a [*a]", "figures: !!binary x", "\t- a", "figures: [{output: !!map {}}]",
        ] { #expect(message(text) != nil, "\(text.prefix(40))") }
    }

    @Test func everyCutOfAListIsReadOrRefused() throws {
        let text = """
            word: bank
            sentences: ["The bank", 'of the river']
            figures:
              - output: a.png
                kind: bars
              - {output: "b.png", kind: 'links', layer: 0}
            """
        for length in 0..<text.count where message(String(text.prefix(length))) == nil {
            #expect(try !list(String(text.prefix(length))).entries.isEmpty)
        }
    }

    @Test func tokensAreChosenByTheFileOrTheFigure() throws {
        let list = try list(
            """
            model: tiny
            word: bank
            top: 12
            sentences: [The bank of the river., The bank lends money.]
            figures:
              - {output: a.png, kind: similarity}
              - {output: b.png, kind: bars, size: paper}
              - {output: c.png, kind: heatmap, top: all, horizontal: true}
            """)
        let requests = list.entries.map(\.request)
        #expect(requests.map(\.limit) == [.automatic, .count(12), .all])
        #expect(requests.map(\.isHorizontal) == [false, false, true])
        #expect(requests[1].room.width < 40 && requests[2].room == .page)
        let opening =
            "sentences: [A bank.]\nword: bank\nfigures:\n  - {output: a.png, kind: bars, top: "
        for top in ["0", "-3", "many"] {
            #expect(
                message(opening + "\(top)}")?.contains(
                    "expected all or a number from 1, found \"\(top)\"") == true)
        }
    }
}

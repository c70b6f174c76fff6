import Foundation
import Testing

@Suite struct FigureCommandTests {
    private let sentence = "She went to the bank to deposit money."

    private func figure(_ arguments: String..., in directory: String) throws -> Program.Outcome {
        try Program.run(
            ["figure"] + arguments + ["--model", Program.tinyModel], directory: directory)
    }

    @Test func writesOneFileInTheFormatOfItsName() throws {
        try Program.withTemporaryDirectory { directory in
            for (name, start) in [
                ("a.png", "\u{89}PNG"), ("b.svg", "<svg"), ("new/c.pdf", "%PDF"),
            ] {
                let outcome = try figure(
                    "links", sentence, "--word", "bank", "-o", name, in: directory)
                #expect(outcome.status == 0)
                #expect(outcome.errors == "")
                let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
                #expect(data.starts(with: start.unicodeScalars.map { UInt8($0.value) }))
            }
            #expect(try Program.tree(directory).count == 4)
        }
    }

    @Test(arguments: ["-o", "--caption"])
    func filesThatAreReadAreNotReplaced(_ option: String) throws {
        try Program.withTemporaryDirectory { directory in
            let sentences = URL(fileURLWithPath: "\(directory)/base.svg")
            try Data("The river was calm.\n".utf8).write(to: sentences)
            let caption = directory + "/base.txt"
            try FileManager.default.createSymbolicLink(
                atPath: caption, withDestinationPath: "base.svg")
            let files =
                option == "-o" ? ["-o", "base.svg"] : ["-o", "b.svg", "--caption", "base.txt"]
            let outcome = try Program.run(
                [
                    "figure", "similarity", "The bank.", "A bank.", "--word", "bank", "--model",
                    Program.tinyModel, "--baseline", "base.svg",
                ] + files, directory: directory)
            #expect(outcome.status == 64, "\(outcome.errors)")
            #expect(try Data(contentsOf: sentences) == Data("The river was calm.\n".utf8))
        }
    }

    @Test func noSizeIsTooLargeForAMessage() throws {
        try Program.withTemporaryDirectory { directory in
            for kind in ["bars", "heatmap", "links", "rollout"] {
                let outcome = try Program.run(
                    "figure", kind, "The bank.", "--word", "bank", "--model", Program.tinyModel,
                    "-o",
                    "f.svg", "--width", "60000000000000000000mm", "--height",
                    "99999999999999999999mm",
                    directory: directory)
                #expect(outcome.status == 64, "\(kind): \(outcome.errors)")
            }
        }
    }

    @Test func markdownNamesTheFileAndDescribesIt() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try figure(
                "bars", sentence, "--word", "bank", "--layer", "0", "-o", "a b.png", "--markdown",
                in: directory)
            #expect(outcome.output.hasPrefix("![Bar chart: Where “bank” attends: first layer (L0)"))
            #expect(outcome.output.hasSuffix("](<a b.png>)\n"))
        }
    }

    @Test func otherFormsOfTheWordAreFound() throws {
        try Program.withTemporaryDirectory { directory in
            for sentence in ["The banks lend.", "She banked it."] {
                let outcome = try figure(
                    "bars", sentence, "--word", "bank", "--forms", "banks,banked", "-o", "a.svg",
                    in: directory)
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            let two = try figure(
                "similarity", "The banks lend.", "A long river.", "--word", "bank", "--word2",
                "stream", "--forms", "bank=banks;stream=river", "-o", "b.svg", in: directory)
            #expect(two.status == 0, "\(two.errors)")
            #expect(
                try figure(
                    "bars", "The banks.", "--word", "bank", "--forms", ",", "-o", "c.svg",
                    in: directory
                ).status == 64)
            #expect(Set(try Program.tree(directory).keys) == ["a.svg", "b.svg"])
        }
    }

    /// The calibration of bands that are not wanted is not measured, and one that is says so.
    @Test func bandsAreMeasuredOnceAndOnlyWhereTheyAreShown() throws {
        try Program.withTemporaryDirectory { directory in
            func similarity(_ name: String, _ more: String...) throws -> Program.Outcome {
                try Program.run(
                    [
                        "figure", "similarity", "A bank.", "The bank.", "--word", "bank", "--model",
                        Program.tinyModel, "-o", name,
                    ] + more, directory: directory,
                    environment: ["XDG_CACHE_HOME": directory + "/cache"])
            }
            let bare = try similarity("a.svg", "--no-bands")
            #expect(bare.status == 0 && bare.errors == "", "\(bare.errors)")
            #expect(!(try Program.tree(directory).keys.contains { $0.contains("calibration-") }))
            let first = try similarity("b.svg")
            #expect(first.status == 0)
            #expect(
                first.errors.contains(
                    "calibrating this model on the pairs that come with the program, once"))
            #expect(try similarity("c.svg").errors == "")
            let tree = try Program.tree(directory)
            #expect(tree["b.svg"] == tree["c.svg"] && tree["a.svg"] != tree["b.svg"])
            #expect(try similarity("d.svg", "--no-bands", "--calibration", "x.csv").status == 64)
        }
    }

    @Test func sizesAreHonoured() throws {
        try Program.withTemporaryDirectory { directory in
            for (arguments, pixels) in [
                (["--size", "slide"], [1920, 1080]),
                (["--width", "89mm", "--height", "60mm", "--dpi", "300"], [1051, 709]),
                (["--width", "800px", "--height", "400px"], [800, 400]),
            ] {
                let outcome = try Program.run(
                    ["figure", "bars", sentence, "--word", "bank", "--model", Program.tinyModel]
                        + arguments + ["-o", "x.png"], directory: directory)
                #expect(outcome.status == 0)
                let data = try Data(contentsOf: URL(fileURLWithPath: directory + "/x.png"))
                func number(at place: Int) -> Int {
                    data[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
                }
                #expect([number(at: 16), number(at: 20)] == pixels)
            }
        }
    }

    @Test func optionsForPapersReachTheFile() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try figure(
                "heatmap", sentence, "--word", "bank", "--title", "Mine & yours", "--colormap",
                "magma-reversed", "--scale", "log", "--text", "text", "--font-size", "7.5",
                "--caption", "new/a.tex", "-o", "a.svg", in: directory)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let svg = try String(contentsOfFile: directory + "/a.svg", encoding: .utf8)
            #expect(svg.contains(">Mine &amp; yours</text>"))
            #expect(svg.contains(">[CLS]</text>") && svg.contains("font-size=\"7.5\""))
            let caption = try String(contentsOfFile: directory + "/new/a.tex", encoding: .utf8)
            #expect(caption.hasPrefix(#"\caption{\textbf{Mine \& yours.} "#))
            #expect(caption.hasSuffix("Sentence: ``\(sentence)'' Model: distilbert-tiny.}\n"))
            let plain = try figure(
                "heatmap", sentence, "--word", "bank", "--title", "none", "--text", "text", "-o",
                "b.svg", in: directory)
            #expect(plain.status == 0)
            let bare = try String(contentsOfFile: directory + "/b.svg", encoding: .utf8)
            #expect(!bare.contains("Where “bank”</text>") && !bare.contains(">\(sentence)</text>"))
        }
    }

    @Test func layersHaveTheNamesThatOutputWrites() throws {
        try Program.withTemporaryDirectory { directory in
            for (layer, name) in [("1", "a.svg"), ("L1", "b.svg"), ("last", "c.svg")] {
                _ = try figure(
                    "bars", sentence, "--word", "bank", "--layer", layer, "-o", name, in: directory)
            }
            let tree = try Program.tree(directory)
            #expect(tree["a.svg"] != nil && tree["a.svg"] == tree["b.svg"])
            #expect(tree["a.svg"] != tree["c.svg"])
        }
    }

    /// One suggestion in place of all names, or all names once.
    @Test(arguments: [
        (["bar"], "for '<kind>'. Did you mean 'bars'?"),
        (["pie"], "for '<kind>'. There are: similarity, bars, heatmap, "),
        (["bars", "--size", "slid"], "'--size <size>'. Did you mean 'slide'?"),
        (["bars", "--side", "3"], "'--side <side>'. There are: 1, 2, both."),
        (["heatmap", "--colormap", "virids"], "<colormap>'. Did you mean 'viridis'?"),
        (["heatmap", "--scale", "logarithm"], "<scale>'. There are: linear, log."),
        (["bars", "--theme", "drak"], "there is no theme \"drak\"; did you mean dark?"),
        (["bars", "--them", "dark"], "Did you mean '--theme'?"),
        (["bars", "--colormap", "magma"], "bars shows no numbers as colours; leave out colormap"),
        (["bars", "--font-size", "1"], "font-size takes a number of points from 3 to 72"),
        (["bars", "--caption", "a.doc"], "a.doc: a caption goes to a file whose name ends in"),
        (["bars", "--caption", "a.png"], "--caption and -o name the same file"),
    ])
    func aWrongNameGetsTheNearest(arguments: [String], message: String) throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try Program.run(
                [
                    "figure", arguments[0], sentence, "--word", "bank", "-o", "a.png", "--model",
                    Program.tinyModel,
                ] + arguments.dropFirst(), directory: directory)
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
            #expect(outcome.errors.components(separatedBy: "similarity").count <= 3)
            #expect(try Program.tree(directory).isEmpty)
        }
    }

    @Test func whatTheModelCannotGiveIsSaid() throws {
        try Program.withTemporaryDirectory { directory in
            let model = Program.tinyModel.replacingOccurrences(
                of: "distilbert-tiny", with: "electra-tiny")
            let outcome = try Program.run(
                "figure", "substitutes", "A bank.", "The bank.", "--word", "bank", "--model", model,
                "-o", "a.svg", directory: directory)
            #expect(outcome.status == 69)
            #expect(outcome.errors.contains("substitutes cannot be drawn: the checkpoint has no"))
            #expect(try Program.tree(directory).isEmpty)
        }
    }

    @Test func refusalsLeaveNoFile() throws {
        try Program.withTemporaryDirectory { directory in
            for (arguments, status) in [
                (["similarity", sentence, "--word", "bank", "-o", "a.png"], 64),
                (["bars", sentence, "--word", "bank", "-o", "a.jpg"], 64),
                (["bars", sentence, "--word", "bark", "-o", "a.png"], 65),
                (["bars", sentence, "--word", "bank", "--layer", "9", "-o", "a.png"], 64),
                (
                    [
                        "bars", sentence, "--word", "bank", "--width", "3", "--height", "2in", "-o",
                        "a.png",
                    ], 64
                ),
                (["bars", sentence, "--word", "bank", "--theme", "pink", "-o", "a.png"], 64),
                (["pie", sentence, "--word", "bank", "-o", "a.png"], 64),
            ] {
                let outcome = try Program.run(
                    ["figure"] + arguments + ["--model", Program.tinyModel], directory: directory)
                #expect(outcome.status == status, "\(arguments)")
            }
            #expect(try Program.tree(directory).isEmpty)
        }
    }
}

/// A machine on which nobody has installed a font.
@Suite struct NoFontsTests {
    @Test(arguments: ["png", "svg", "pdf"]) func packageIsNamed(format: String) throws {
        try Program.withTemporaryDirectory { directory in
            try "<?xml version=\"1.0\"?><fontconfig></fontconfig>".write(
                toFile: directory + "/fonts.conf", atomically: true, encoding: .utf8)
            let outcome = try Program.run(
                "figure", "bars", "The bank was calm.", "--word", "bank", "--model",
                Program.tinyModel, "-o", "figure.\(format)", directory: directory,
                environment: ["FONTCONFIG_FILE": directory + "/fonts.conf"])
            #expect(outcome.status == 69)
            #expect(
                outcome.errors.contains(
                    "expected at least one font, found none; install the Debian package fonts-inter"
                ))
            #expect(!FileManager.default.fileExists(atPath: directory + "/figure.\(format)"))
        }
    }

    /// No row is to blame, and what was computed for hours would have no index.
    @Test(arguments: ["all", "none"]) func aBatchEndsBeforeItsFirstRow(figures: String) throws {
        try Program.withTemporaryDirectory { directory in
            try "<?xml version=\"1.0\"?><fontconfig></fontconfig>".write(
                toFile: directory + "/fonts.conf", atomically: true, encoding: .utf8)
            try "word,sentence1,sentence2\nbank,The bank.,A bank.\n".write(
                toFile: directory + "/list.csv", atomically: true, encoding: .utf8)
            let outcome = try Program.run(
                "batch", "list.csv", "-o", "out", "--figures", figures, "--model",
                Program.tinyModel, directory: directory,
                environment: ["FONTCONFIG_FILE": directory + "/fonts.conf"])
            #expect(outcome.status == 69)
            #expect(outcome.errors.components(separatedBy: "at least one font").count == 2)
            #expect(!outcome.errors.contains("row"))
            #expect(!FileManager.default.fileExists(atPath: directory + "/out"))
        }
    }
}

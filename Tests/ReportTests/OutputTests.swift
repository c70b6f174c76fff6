import Foundation
import Testing

/// What becomes of results: files that the user names, folders of reports, standard output.
@Suite struct OutputTests {
    private static let river = "The bank of the river was calm."
    private static let money = "She went to the bank to deposit money."

    private func run(_ arguments: [String], in directory: String) throws -> Program.Outcome {
        try Program.run(
            arguments, directory: directory, environment: ["REPORT_MODEL": Program.tinyModel])
    }

    private func put(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    /// Runs the program in a shell, which can send its output anywhere.
    ///
    /// Foundation starts it with the signals blocked that the test's thread has blocked, SIGCHLD among
    /// them: a shell that says `wait` would wait for ever.
    private func shell(_ command: String, in directory: String) throws -> Program.Outcome {
        try Program.run(
            ["-c", command, Program.executable.path], directory: directory,
            environment: ["REPORT_MODEL": Program.tinyModel],
            // Not dash: its `wait` never ends where the process that started it blocks SIGCHLD.
            executable: URL(fileURLWithPath: "/bin/bash"))
    }

    // MARK: Files

    @Test func whatIsReadIsNotReplaced() throws {
        try Program.withTemporaryDirectory { directory in
            let text = Data("{\"text\": \"A bank.\"}\n".utf8)
            try text.write(to: URL(fileURLWithPath: directory + "/t.jsonl"))
            let outcome = try run(["encode", "--jsonl", "t.jsonl", "-o", "t.jsonl"], in: directory)
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains("t.jsonl is an input of this command"))
            #expect(try Program.tree(directory) == ["t.jsonl": text])
        }
    }

    @Test func everyFigureGoesToStandardOutputInEveryFormat() throws {
        let kinds = [
            "similarity", "bars", "heatmap", "tokens", "heads", "links", "rollout", "norm",
            "head-profile", "head-plane", "head-distance", "corrected", "token-similarity",
            "neighbours", "substitutes", "geometry",
        ]
        try Program.withTemporaryDirectory { directory in
            // One shell for all: starting it is the dear part.
            let script = """
                for k in \(kinds.joined(separator: " ")); do for f in png svg pdf; do
                  "$0" figure $k "\(Self.river)" "\(Self.money)" --word bank -o - --format $f -q >$k.$f ||
                    echo "$k $f: $?"
                done; done
                """
            let outcome = try shell(script, in: directory)
            #expect(outcome.output == "" && outcome.errors == "")
            let files = try Program.tree(directory)
            #expect(files.count == 3 * kinds.count)
            for (name, bytes) in files {
                let start =
                    name.hasSuffix("png") ? "\u{89}PNG" : name.hasSuffix("svg") ? "<svg" : "%PDF"
                #expect(bytes.starts(with: start.unicodeScalars.map { UInt8($0.value) }), "\(name)")
            }
        }
    }

    @Test(arguments: ["f", "é", "𝄞", "./f", "d/f"])
    func shortNamesAreNames(_ name: String) throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try run(
                ["figure", "bars", Self.river, "--word", "bank", "-o", name, "--format", "svg"],
                in: directory)
            #expect(outcome.status == 0 && outcome.errors == "")
            let data = FileManager.default.contents(atPath: "\(directory)/\(name)")
            #expect(data?.starts(with: "<svg".utf8) == true)
            let encoded = try run(
                ["encode", "a", "-o", name], in: directory)
            #expect(encoded.status == 0)
        }
    }

    @Test func aListOfFiguresMayHaveAnyName() throws {
        let list = """
            {sentences: [A bank.], word: bank, figures: [{output: a.svg, kind: bars}]}
            """
        for name in ["y", "ÿ", "𝄞"] {
            try Program.withTemporaryDirectory { directory in
                try put(list, "\(directory)/\(name)")
                let outcome = try run(
                    ["figures", name], in: directory)
                #expect(outcome.status == 0 && outcome.errors == "")
                #expect(
                    Set(try Program.tree(directory).keys) == [name, "a.svg", "\(name).lock"])
            }
        }
    }

    @Test func whatIsNoFilesNameIsAMistakeInTheCommand() throws {
        try Program.withTemporaryDirectory { directory in
            for name in ["", "/", ".", "x/"] {
                let figure = try run(
                    ["figure", "bars", "A bank.", "--word", "bank", "-o", name, "--format", "svg"],
                    in: directory)
                #expect(figure.status == 64)
                #expect(figure.errors.contains("-o takes the name of a file, not \"\(name)\""))
                #expect(try run(["encode", "a", "-o", name], in: directory).status == 64)
            }
            for command in [
                ["pair", "A bank.", "A bank.", "--word", "bank"], ["batch", "x"], ["merge", "x"],
                ["word", "x", "--word", "bank"],
            ] {
                #expect(try run(command + ["-o", ""], in: directory).status == 64)
            }
            #expect(try run(["index", ""], in: directory).status == 64)
            #expect(try Program.tree(directory).isEmpty)
        }
    }

    /// Devices by links of their own: a program that replaced them would spoil the machine.
    @Test func linksAndDevicesAreNotReplaced() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try shell(
                """
                ln -s real.svg link.svg; ln -s /dev/stdout out; ln -s /dev/null null; mkfifo pipe
                f() { "$0" figure bars "A bank." --word bank --format svg -q -o "$@"; }
                f pipe & cat pipe >copy.svg
                f link.svg && f link.svg && f out >stdout.svg && f null &&
                  { echo begin; f out; echo end; } >all &&
                  "$0" encode "A bank." -o out | wc -c && "$0" encode "A bank." -o x && wc -c <x
                test -L link.svg && test -p pipe && test -L out && test -L null && echo whole
                """, in: directory)
            #expect(outcome.errors == "")
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.count == 3 && lines[0] == lines[1] && lines[2] == "whole")
            let files = try ["real", "copy", "stdout"].map {
                try String(contentsOfFile: "\(directory)/\($0).svg", encoding: .utf8)
            }
            #expect(files[0].hasPrefix("<svg") && Set(files).count == 1)
            let all = try String(contentsOfFile: directory + "/all", encoding: .utf8)
            #expect(all == "begin\n" + files[0] + "end\n")
        }
    }

    // MARK: Standard output

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func aFullDiskUnderStandardOutputIsAnError() throws {
        try Program.withTemporaryDirectory { directory in
            try put("The bank.\nA bank.\n", directory + "/list.txt")
            let texts = (0..<2000).map { "{\"text\":\"bank \($0)\"}\n" }.joined()
            try put(texts, directory + "/list.jsonl")
            let snapshot = "cache/models--a--b/snapshots/c"
            try FileManager.default.createDirectory(
                atPath: "\(directory)/\(snapshot)", withIntermediateDirectories: true)
            try put("{}", "\(directory)/\(snapshot)/config.json")
            try FileManager.default.createSymbolicLink(
                atPath: directory + "/full", withDestinationPath: "/dev/full")
            let examples =
                URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent().path + "/Examples"
            let pair = "pair \"A bank.\" \"My bank.\" --word bank"
            let wic = "wic \(examples)/wic.data.txt \(examples)/wic.gold.txt"
            let commands = [
                "tokenize a", "tokenize --jsonl list.jsonl", "\(pair) --json", "\(pair) -o a",
                "word list.txt --word bank --json", "word list.txt --word bank -o b",
                "\(wic) --json", "\(wic) -o c", "model info",
                "figure bars \"A bank.\" --word bank -o - --format png",
                "figure bars \"A bank.\" --word bank -o full --format png",
                "encode a -o full", "--help", "pair --help", "--version",
            ]
            for command in commands {
                let outcome = try shell("exec \"$0\" \(command) >/dev/full", in: directory)
                #expect(outcome.status == 74, "\(command)")
                let lines = outcome.errors.split(separator: "\n")
                #expect(
                    lines.last?.hasSuffix("No space left on device") == true
                        || lines.last?.contains("full: No space left on device") == true,
                    "\(command): \(outcome.errors)")
            }
            let list = try shell(
                "HF_HUB_CACHE=cache exec \"$0\" model list >/dev/full", in: directory)
            #expect(list.status == 74)
        }
    }

    @Test func aReaderThatIsGoneIsNone() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try shell(
                """
                trap '' PIPE
                { "$0" tokenize "$(head -c 100000 /dev/zero | tr '\\0' a)" a b c; echo $? >&2; } | true
                { sleep 1; "$0" pair "A bank." "A bank." --word bank --json; echo $? >&2; } | true
                """, in: directory)
            #expect(outcome.errors.split(separator: "\n").suffix(1) == ["0"])
            #expect(
                !outcome.errors.contains("Broken pipe")
                    && !outcome.errors.contains("standard output"))
        }
    }

    /// Started without standard output, a program gets its number for the first file that it opens.
    @Test func aMissingStandardOutputIsNoFileOfOurs() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try shell(
                "exec \"$0\" pair \"A bank.\" \"My bank.\" --word bank -o a >&-", in: directory)
            #expect(outcome.status == 74)
            #expect(outcome.errors.contains("cannot write to standard output"))
            let again = try run(
                ["pair", "A bank.", "My bank.", "--word", "bank", "-o", "b", "-q"], in: directory)
            #expect(again.status == 0)
            #expect(try Program.tree(directory + "/a") == Program.tree(directory + "/b"))
        }
    }

    @Test func tablesShowNothingThatATerminalObeys() throws {
        try Program.withTemporaryDirectory { directory in
            let hostile = "The bank \u{1B}]0;x\u{7} is\u{9B}31m here."
            let pair = try run(
                ["pair", hostile, "A bank.", "--word", "bank"], in: directory)
            try put("\(hostile)\nA bank.\nNo \u{1B}[2J.\n", directory + "/l.txt")
            let word = try run(
                ["word", "l.txt", "--word", "bank", "--clusters", "1"], in: directory)
            for outcome in [pair, word] {
                #expect(
                    outcome.output.contains("The bank \u{FFFD}]0;x\u{FFFD} is\u{FFFD}31m here."))
                for text in [outcome.output, outcome.errors] {
                    #expect(
                        text.unicodeScalars.allSatisfy {
                            $0 == "\n" || $0.properties.generalCategory != .control
                        })
                }
            }
            // Numbers for programs are exact.
            let json = try run(
                ["pair", hostile, "A bank.", "--word", "bank", "--json"], in: directory)
            #expect(json.output.contains("The bank \\u001b]0;x\\u0007 is"))
        }
    }

    @Test func quietFailuresHaveASentence() throws {
        try Program.withTemporaryDirectory { directory in
            try put("The bank.\nA bank.\nNothing.\n", directory + "/l.txt")
            let word = try run(
                ["word", "l.txt", "--word", "bank", "-q"], in: directory)
            #expect(word.status == 1)
            #expect(
                word.errors
                    == "report: error: l.txt: 1 of 3 sentences could not be used; run it without "
                    + "--quiet to see which\n")
            try put("sentence1,sentence2,word\nA bank,No.,bank\n", directory + "/l.csv")
            let batch = try run(
                ["batch", "l.csv", "-o", "b", "-q"], in: directory)
            #expect(batch.status == 1)
            #expect(
                batch.errors == "report: error: 1 row failed; b/failed.tsv says which, and why\n")
        }
    }

    // MARK: Folders

    @Test func reportsOfOneWordDoNotReplaceEachOther() throws {
        try Program.withTemporaryDirectory { directory in
            func pair(_ first: String, _ arguments: String...) throws -> Program.Outcome {
                try run(
                    ["pair", first, Self.money, "--word", "bank", "-o", "out"] + arguments,
                    in: directory)
            }
            let first = try pair(Self.river, "--analyses", "all")
            #expect(first.status == 0 && first.errors == "")
            let whole = try Program.tree(directory + "/out/bank")

            let second = try pair("He robbed a bank.")
            #expect(second.output.hasSuffix("\nout/bank-2/index.html\n"))
            #expect(
                second.errors
                    == "report: out/bank holds another report; this one is in out/bank-2\n")
            try put("The bank.\nA bank.\n", directory + "/list.txt")
            let word = try run(
                ["word", "list.txt", "--word", "bank", "-o", "out", "-q"], in: directory)
            #expect(word.status == 0 && word.errors == "")
            #expect(try Program.tree(directory + "/out/bank") == whole)
            let data = try String(
                contentsOfFile: directory + "/out/bank-3/data.json", encoding: .utf8)
            #expect(data.contains("\"schema\":\"attention-report/word/1\""))

            // With other options it is the same report, and has no file too many.
            let fewer = try pair(Self.river, "--analyses", "none")
            #expect(fewer.output.hasSuffix("\nout/bank/index.html\n") && fewer.errors == "")
            let files = try Program.tree(directory + "/out/bank")
            #expect(files["tokens.csv"] == nil && files["figures/rollout.svg"] == nil)
            #expect(try pair(Self.river, "--single-file").status == 0)
            #expect(
                try Program.tree(directory + "/out/bank").keys.sorted()
                    == [".report.json", "index.html"])
            #expect(try pair(Self.river, "--analyses", "all").status == 0)
            #expect(try Program.tree(directory + "/out/bank") == whole)
        }
    }

    @Test func aListFromStandardInputIsKnownByItsSentences() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try shell(
                """
                for list in "The bank.\\nA bank.\\n" "My bank.\\nA bank.\\n" "The bank.\\n\\nA bank.\\n"; do
                  printf "$list" | "$0" word - --word bank | tail -1
                done
                """, in: directory)
            #expect(
                outcome.output == """
                    Output/bank/index.html
                    Output/bank-2/index.html
                    Output/bank/index.html

                    """)
        }
    }

    @Test func aFileInTheWayIsSaidBeforeTheModelLoads() throws {
        try Program.withTemporaryDirectory { directory in
            try FileManager.default.createDirectory(
                atPath: directory + "/out/bank", withIntermediateDirectories: true)
            try put("mine", directory + "/out/bank/style.css")
            try put("mine", directory + "/out/index.html")
            try put("sentence,sentence1,sentence2,word\n", directory + "/l.csv")
            let before = try Program.tree(directory)
            for (command, file) in [
                (["pair", Self.river, Self.money, "--word", "bank"], "out/bank/style.css"),
                (["word", "l.csv", "--word", "bank"], "out/bank/style.css"),
                (["batch", "l.csv"], "out/index.html"),
            ] {
                let outcome = try Program.run(
                    command + ["-o", "out", "--model", "./none"], directory: directory)
                #expect(outcome.status == 73, "\(command)")
                #expect(
                    outcome.errors
                        == "report: error: \(file) is in the way, and this program did not write it; move "
                        + "it, or choose another directory with -o\n")
            }
            #expect(try Program.tree(directory).keys == before.keys)
        }
    }

    @Test func twoProcessesSideBySideHaveTwoFolders() async throws {
        let directory = NSTemporaryDirectory() + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for sentence in ["A bank.", "The bank."] {
                group.addTask {
                    try run(
                        ["pair", sentence, "My bank.", "--word", "bank", "-o", "out", "-q"],
                        in: directory
                    ).status
                }
            }
            for try await status in group { #expect(status == 0) }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: directory + "/out")
        #expect(names.sorted() == ["bank", "bank-2"])
    }

    @Test func aSentenceMayBeginWithADash() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try run(
                ["pair", "- The bank was calm.", "-h is no bank.", "--word", "bank", "--json"],
                in: directory)
            #expect(outcome.status == 0)
            for text in ["- The bank was calm.", "-h is no bank."] {
                #expect(outcome.output.contains("\"text\":\"\(text)\""))
            }
        }
    }
}

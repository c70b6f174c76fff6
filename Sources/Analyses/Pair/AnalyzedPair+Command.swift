import Lists

extension AnalyzedPair {
    /// The command that makes this report again, for a POSIX shell.
    ///
    /// Every option that decides a number or a figure is named, also where it has its default; the
    /// model has its name.
    var command: String { command(model: model.name) }

    /// - Parameters:
    ///   - model: the model as a command line names it.
    ///   - isSingleFile: whether the page is alone in its file.
    package func command(model: String, isSingleFile: Bool = false) -> String {
        let (first, second) = (sentences[0], sentences[1])
        var named: [(String, String)] = [("word", first.word)]
        if second.word != first.word { named.append(("word2", second.word)) }
        for (name, occurrence) in [
            ("occurrence1", options.occurrence1), ("occurrence2", options.occurrence2),
        ] {
            if let occurrence { named.append((name, String(occurrence))) }
        }
        named += [
            ("model", model), ("layer", String(options.layer)),
            ("head", options.head.map(String.init) ?? "mean"),
            ("special", options.special.rawValue), ("analyses", options.analyses.description),
        ]
        named += self.model.loadingOptions
        if let baseline = options.baseline { named.append(("baseline", baseline)) }
        if let list = options.calibration { named.append(("calibration", list)) }
        let pair = SentencePair(first.text, second.text, word: first.word, word2: second.word)
        if id != pair.id { named.append(("id", id)) }
        let arguments = named.flatMap { ShellCommand.option($0, $1) }
        return ShellCommand.text(
            ["report", "pair"] + arguments
                + (isSingleFile ? ["--single-file"] : [])
                + ["--", first.text, second.text])
    }
}

/// A command line for a POSIX shell.
package enum ShellCommand {
    package static func text(_ arguments: [String]) -> String {
        arguments.map(quoted).joined(separator: " ")
    }

    /// The arguments of an option with a value.
    package static func option(_ name: String, _ value: String) -> [String] {
        // A value that looks like an option has to be part of it.
        value.utf8.first == UInt8(ascii: "-") ? ["--\(name)=\(value)"] : ["--\(name)", value]
    }

    /// An argument as a shell reads it back.
    private static func quoted(_ argument: String) -> String {
        let isPlain =
            !argument.isEmpty
            && argument.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
        if isPlain { return argument }
        // By scalars: a quote that a combining mark follows is one character with it.
        let inner = argument.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }
        return "'\(inner.joined())'"
    }
}

import ArgumentParser
import Files
import Lists

extension TextEncoding: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
}
extension PlaceUnit: ExpressibleByArgument {}

/// The second of two files, where a data set has two.
struct GoldOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("The labels, if they are in a separate file.", valueName: "file"))
    var gold: String?
}

/// How a list is written, where the program does not find it out.
struct ListInputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The format of the list (default: recognised from its name and first line).",
            discussion: """
                csv, tsv, jsonl (JSON lines or an array), or a data set as published. Of pairs: wic, \
                xl-wic, superglue, mcl-wic, wic-ita, am2ico, tempowic, cosimlex, raw-c, rushifteval, and \
                dwug with its judgments; of sentences, for report word: dwug, coarsewsd-20, wic-tsv.
                """))
    var format: SentenceList.Format?

    @Option(
        help: ArgumentHelp(
            "The character between fields: comma, semicolon, tab, pipe or any ASCII character.",
            valueName: "character"))
    var delimiter: Delimiter?

    @Option(
        help: ArgumentHelp(
            "The character encoding: utf-8, utf-16, utf-16le, utf-16be or windows-1252.",
            valueName: "name"))
    var encoding: TextEncoding?

    @Option(
        help: ArgumentHelp(
            "The list's own column names, as in sentence1=A,word=Target.", valueName: "names"))
    var columns: ColumnNames?

    @Flag(help: "Treat quotation marks around fields as quoting in tab-separated tables, too.")
    var quotes = false

    @Flag(
        name: .customLong("detokenize"),
        help:
            "Join what a tokenizer has split, such as \"do n't\" and \"bank ,\"; ranges are adjusted."
    )
    var joinsTokens = false

    @Option(
        help: ArgumentHelp(
            "What marks the word in its sentence, before and after it, as in \"<t>,</t>\".",
            valueName: "before,after"))
    var marks: MarksChoice?

    @Option(help: "What places such as 4-8 count: characters, utf16 or bytes.")
    var places = PlaceUnit.characters

    @OptionGroup var formsOption: FormsOption

    /// The options without a value that were given.
    var givenFlags: [String] {
        (quotes ? ["--quotes"] : []) + (joinsTokens ? ["--detokenize"] : [])
    }

    /// The options as they were given, for the command that a page shows.
    var given: [(String, String)] {
        var options: [(String, String)] = []
        if let format { options.append(("format", format.rawValue)) }
        if let delimiter { options.append(("delimiter", String(Character(delimiter.scalar)))) }
        if let encoding { options.append(("encoding", encoding.rawValue)) }
        if let columns {
            let names = columns.names.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            options.append(("columns", names.joined(separator: ",")))
        }
        if let marks { options.append(("marks", "\(marks.marks.before),\(marks.marks.after)")) }
        if let forms = formsOption.shown { options.append(("forms", forms)) }
        if places != .characters { options.append(("places", places.rawValue)) }
        return options
    }

    /// - Parameters:
    ///   - known: the columns that the command's lists may have.
    ///   - hasOneWord: whether the command has one word, to which forms belong.
    func check(_ known: [String], hasOneWord: Bool = false) throws {
        try formsOption.check(hasOneWord: hasOneWord)
        guard let name = columns?.names.keys.sorted().first(where: { !known.contains($0) }) else {
            return
        }
        throw ValidationError(
            "--columns names \"\(name)\", which is none of \(known.joined(separator: ", "))")
    }

    /// - Throws: `InputError` for a file of forms that cannot be read.
    func value(gold: String?) throws(InputError) -> ListOptions {
        var options = ListOptions()
        options.format = format
        options.gold = gold
        options.delimiter = delimiter?.scalar
        options.encoding = encoding
        options.columns = columns?.names ?? [:]
        options.hasQuotes = quotes ? true : nil
        options.marks = marks?.marks
        options.unit = places
        options.joinsTokens = joinsTokens
        options.forms = try formsOption.value()
        return options
    }

    struct Delimiter: ExpressibleByArgument {
        let scalar: Unicode.Scalar

        init?(argument: String) {
            switch argument.lowercased() {
            case "comma": scalar = ","
            case "semicolon": scalar = ";"
            case "tab", "\\t": scalar = "\t"
            case "pipe": scalar = "|"
            default:
                guard let only = argument.unicodeScalars.first, only.isASCII,
                    argument.unicodeScalars.count == 1, !["\"", "\n", "\r"].contains(only)
                else { return nil }
                scalar = only
            }
        }
    }

    struct ColumnNames: ExpressibleByArgument {
        var names: [String: String] = [:]

        init?(argument: String) {
            for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
                guard let sign = part.firstIndex(of: "=") else { return nil }
                let name = String(part[..<sign])
                guard names[name] == nil else { return nil }
                names[name] = String(part[part.index(after: sign)...])
            }
        }
    }

    struct MarksChoice: ExpressibleByArgument {
        let marks: WordMarks

        init?(argument: String) {
            let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
            marks = WordMarks(before: String(parts[0]), after: String(parts[1]))
        }
    }
}

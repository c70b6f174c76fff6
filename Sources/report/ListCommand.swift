import ArgumentParser
import Encoder
import Files
import Lists
import Survey

/// `report list`: what the program understands of a list, before anything runs.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Shows how the program reads a list, without running a model.",
        discussion: """
            Prints the format, the columns and what they mean, the encoding, how the words' places are given, \
            the labels, and the rows that cannot be used, each with the reason. The exit code is 1 if there are \
            any. Words are searched for in text as uncased models tokenize it, or as --model does.

            Example: report list Examples/pairs.csv
            """)

    @Argument(help: "The list, of pairs or of sentences, or - for standard input.")
    var list: String

    @OptionGroup var listOptions: ListInputOptions

    @Option(
        help: ArgumentHelp("The labels, if they are in a separate file.", valueName: "file"))
    var gold: String?

    @Option(
        help: ArgumentHelp(
            "Show how report word reads the list for this word.",
            discussion: """
                In a list of sentences, it is looked for in rows that name none; in a list of pairs, its \
                uses are the rows.
                """))
    var word: String?

    @OptionGroup var lemmaOption: LemmaOption

    @Option(help: "Read at most this many rows.")
    var limit: Int?

    @Option(
        help: ArgumentHelp(
            "Write the list as CSV with the columns that Documentation/Lists.md names.",
            valueName: "file.csv"))
    var convert: String?

    @Flag(help: "Print a JSON object.")
    var json = false

    @OptionGroup var modelOptions: ModelOptions

    func validate() throws {
        try listOptions.check(ListOptions.anyColumns, hasOneWord: word != nil)
        if lemmaOption.isLemma, word == nil {
            throw ValidationError("--lemma says that --word is a lemma; give it with --word")
        }
        if let limit, limit < 1 {
            throw ValidationError("--limit takes a number of at least 1, not \(limit)")
        }
        guard let convert else { return }
        try OutputOption.validate(convert)
        guard convert.lowercased().hasSuffix(".csv") else {
            throw ValidationError("--convert writes CSV: give a name that ends with .csv")
        }
        if convert == list || FilePath.areSameFile(convert, list) {
            throw ValidationError("--convert would replace the list; give another name")
        }
    }

    func run() throws {
        try Interruption.run(survey)
    }

    private func survey() throws {
        if let convert {
            let inputs =
                [gold].compactMap { $0 } + listOptions.formsOption.files + modelOptions.files
            try OutputTarget.check(convert, isNot: inputs)
        }
        var options = try listOptions.value(gold: gold)
        options.isLemma = lemmaOption.isLemma
        let survey = try ListSurvey(
            options: options, word: word, limit: limit,
            model: try modelOptions.model.map { ($0, try modelOptions.loadTokenizer()) })
        let description = try survey.run(list, convertingTo: convert) { Interruption.hasCome }
        modelOptions.warn { description.warnings.forEach(Console.warning) }
        if json {
            try Console.print(bytes: description.json())
        } else {
            try Console.print(description.text)
        }
        if description.failed > 0 { throw ExitCode(1) }
    }
}

import ArgumentParser

/// `--lemma`: the word is a lemma, for lists that say whose forms stand where.
struct LemmaOption: ParsableArguments {
    @Flag(
        name: .customLong("lemma"),
        help: ArgumentHelp(
            "Take --word as a lemma: read only the rows whose column \"lemma\" is it.",
            discussion: """
                Its form is what stands at the row's place or between its marks. In a list of pairs without \
                that column, the column "word" is the lemma.
                """))
    var isLemma = false

    /// The flag as it was given.
    var givenFlags: [String] { isLemma ? ["--lemma"] : [] }
}

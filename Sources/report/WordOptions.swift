import ArgumentParser

/// Which word is meant, of one or two sentences.
struct WordOptions: ParsableArguments {
    @Option(help: "The word. Case matters only if the model distinguishes it.")
    var word: String

    @OptionGroup var wordPlaces: WordPlaceOptions

    var word2: String? { wordPlaces.word2 }
    var occurrence1: Int? { wordPlaces.occurrence1 }
    var occurrence2: Int? { wordPlaces.occurrence2 }
}

/// The word of the second sentence, and where words stand.
struct WordPlaceOptions: ParsableArguments {
    @Option(help: "The word in the second sentence, if it is a different one.")
    var word2: String?

    @Option(help: "Which occurrence of the word is meant in the first sentence, from 1.")
    var occurrence1: Int?

    @Option(help: "Which occurrence is meant in the second sentence.")
    var occurrence2: Int?

    func validate() throws {
        for (name, value) in [("--occurrence1", occurrence1), ("--occurrence2", occurrence2)] {
            if let value, value < 1 {
                throw ValidationError("\(name) takes a number of at least 1, not \(value)")
            }
        }
    }
}

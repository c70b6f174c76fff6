import Testing

@testable import Encoder

@Suite struct TargetWordTests {
    /// SentencePiece's tokenizers split at spaces alone: punctuation belongs to their words.
    @Test func aWordIsFoundWithPunctuationAtIt() throws {
        let tokenizer = try Tokenizer(
            directory: Fixtures.directory + "/xlm-roberta-sentencepiece")
        let text = "\"She\" went to the bank."
        let sequence = tokenizer.encode(text)
        func found(_ target: TargetWord) throws -> String {
            let places = try target.tokens(in: sequence, tokenizer: tokenizer)
                .map { sequence.offsets[$0] }
            let scalars = Array(text.unicodeScalars)
            let range = try #require(places.first).lowerBound..<#require(places.last).upperBound
            return String(String.UnicodeScalarView(scalars[range]))
        }
        #expect(try found(.text("bank")) == "bank")
        #expect(try found(.text("bank.")) == "bank.")
        #expect(try found(.text("She")) == "She")
        #expect(try found(.text("the bank")) == "the bank")
        #expect(try found(.range(1..<4)) == "She")
        #expect(
            message { try TargetWord.text("river").tokens(in: sequence, tokenizer: tokenizer) }
                .contains("whose words are: She, went, to, the, bank"))
    }

    private static let vocabulary = Vocabulary(tokens: [
        "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "The", "bank", "Bank", "bank", "##er", "river",
        "new", "york", "well", "known", "-", ".", ",", "日", "本", "snow", "##board", "##ing", "is",
        "in", "ᄒ", "##ᅡ", "##ᆫ", "cafe", "café", "'", "s",
    ])

    private func tokenizer(
        cased: Bool = false, maximumTokenCount: Int = 64
    ) throws -> Tokenizer {
        try Tokenizer(
            vocabulary: Self.vocabulary, normalizer: BertNormalizer(lowercases: !cased),
            maximumTokenCount: maximumTokenCount)
    }

    private func tokens(
        _ target: TargetWord, in text: String, cased: Bool = false, maximumTokenCount: Int = 64
    ) throws -> [Int] {
        let tokenizer = try tokenizer(cased: cased, maximumTokenCount: maximumTokenCount)
        return try target.tokens(in: tokenizer.encode(text), tokenizer: tokenizer)
    }

    private func error(
        _ target: TargetWord, in text: String, cased: Bool = false, maximumTokenCount: Int = 64
    ) -> String {
        message {
            try tokens(target, in: text, cased: cased, maximumTokenCount: maximumTokenCount)
        }
    }

    // MARK: Found

    @Test(
        arguments: [
            ("bank", "the bank is in the river .", [2]),
            ("bank", "banker bank", [3]),
            ("BANK", "The Bank", [2]),
            ("bank", "the BANK.", [2]),
            ("  bank ", "the bank", [2]),
            ("snowboarding", "is snowboarding in", [2, 3, 4]),
            ("New York", "the bank in New York.", [4, 5]),
            ("new  york", "New\tYork", [1, 2]),
            ("well-known", "the well-known bank", [2, 3, 4]),
            ("known", "the well-known bank", [4]),
            ("日本", "the日本bank", [2, 3]),
            ("本", "日本", [2]),
            (".", "the bank.", [3]),
            ("'s", "the bank's river", [3, 4]),
            ("café", "the cafe is", [2]),
            ("cafe", "the café is", [2]),
            ("cafe", "the cafe\u{301} is", [2]),
            ("[MASK]", "the [MASK] is", [2]),
            ("zzz", "the zzz is", [2]),
            ("한", "the 한 is", [2, 3, 4]),
        ] as [(String, String, [Int])])
    func findsWholeWords(_ word: String, _ text: String, _ expected: [Int]) throws {
        #expect(try tokens(.text(word), in: text) == expected)
    }

    /// Every way of the signs in the word against every way in the sentence, in tokenizers that divide them
    /// differently.
    @Test(
        arguments: ["bert-tiny", "roberta-tiny", "xlm-roberta-sentencepiece"],
        [
            ["don't", "don\u{2019}t", "don\u{2018}t", "don\u{02BC}t", "don\u{FF07}t", "don`t"],
            ["well-known", "well\u{2010}known", "well\u{2011}known", "well\u{2013}known"],
            ["office", "o\u{FB03}ce", "o\u{FB00}ice", "of\u{AD}fice", "of\u{200B}fice"],
            ["bank", "\u{FF42}\u{FF41}\u{FF4E}\u{FF4B}"], ["café", "cafe\u{301}"],
        ])
    func signsThatLookAlikeAreTheSame(_ name: String, _ forms: [String]) throws {
        let tokenizer = try Tokenizer(directory: Fixtures.directory + "/" + name)
        for written in forms {
            let text = "They \(written) say."
            let sequence = tokenizer.encode(text)
            let end = 5 + written.unicodeScalars.count
            for wanted in forms {
                let match = try TargetWord.text(wanted).match(in: sequence, tokenizer: tokenizer)
                // The place may leave out an accent or a sign at the end that the model does not read.
                #expect(match.place.lowerBound == 5, "\(wanted) in \(text)")
                #expect(end - 1...end ~= match.place.upperBound, "\(wanted) in \(text)")
                #expect(match.count == 1)
                let places = match.tokens.map { sequence.offsets[$0] }
                #expect(places.first?.lowerBound == 5)
                #expect(places.last?.upperBound == match.place.upperBound)
            }
            #expect(sequence.text == text)
        }
    }

    @Test func gapsCountWhereTheTextIsCompared() throws {
        #expect(throws: TargetWordError.self) { try tokens(.text("newyork"), in: "the new york") }
        #expect(throws: TargetWordError.self) { try tokens(.text("new york"), in: "the newyork") }
    }

    @Test func formsCountTogetherFromTheFirst() throws {
        let tokenizer = try tokenizer()
        let text = "banks bank the banker is banks"
        func match(
            _ occurrence: Int, _ forms: [String] = ["banks", "banker"]
        ) throws -> TargetWord.Match {
            try TargetWord.text("bank", forms: forms, occurrence: occurrence)
                .match(in: tokenizer.encode(text), tokenizer: tokenizer)
        }
        let found = try (1...4).map { try match($0) }
        #expect(found.map(\.form) == ["banks", "bank", "banker", "banks"])
        #expect(found.map(\.occurrence) == [1, 1, 1, 2])
        #expect(found.map(\.place) == [0..<5, 6..<10, 15..<21, 25..<30])
        #expect(found.allSatisfy { $0.count == 4 })
        // Of forms that begin with each other the longest one.
        #expect(try match(1, ["bank the"]).count == 1)
        #expect(try match(1, ["bank the"]).form == "bank the")
    }

    @Test func anUnknownWordIsFoundByItsText() throws {
        // Both are [UNK]: what counts is the text.
        #expect(try tokens(.text("xxx"), in: "zzz xxx") == [2])
    }

    @Test func caseCountsOnACasedModel() throws {
        #expect(try tokens(.text("Bank"), in: "The bank Bank", cased: true) == [3])
        #expect(
            error(.text("bank"), in: "The Bank", cased: true)
                == "the word \"bank\" is not in the sentence, whose words are: The, Bank; did you "
                + "mean \"Bank\"?")
    }

    @Test func occurrencesCountFromOne() throws {
        let text = "the bank the bank, bank"
        for (occurrence, token) in [(1, 2), (2, 4), (3, 6)] {
            #expect(try tokens(.text("bank", occurrence: occurrence), in: text) == [token])
        }
        for occurrence in [0, -1, 4, .max, .min] {
            #expect(
                error(.text("Bank", occurrence: occurrence), in: text)
                    == "occurrence \(occurrence) of \"Bank\" was asked for, but the sentence has it "
                    + "3 times")
        }
        #expect(
            error(.text("bank", occurrence: 2), in: "the bank")
                == "occurrence 2 of \"bank\" was asked for, but the sentence has it once")
    }

    @Test func occurrencesOfSeveralWordsDoNotOverlap() throws {
        let text = "new new new new"
        #expect(try tokens(.text("new new", occurrence: 2), in: text) == [3, 4])
        #expect(
            error(.text("new new", occurrence: 3), in: text)
                == "occurrence 3 of \"new new\" was asked for, but the sentence has it 2 times")
    }

    @Test(
        arguments: [
            (4..<8, [2]), (3..<9, [2]), (4..<9, [2]), (0..<8, [1, 2]), (0..<1000, [1, 2, 3, 4, 5]),
            (9..<21, [3, 4, 5]),
        ] as [(Range<Int>, [Int])])
    func rangesCoverWholeWords(_ range: Range<Int>, _ expected: [Int]) throws {
        #expect(try tokens(.range(range), in: "the bank snowboarding") == expected)
    }

    @Test(arguments: [5..<8, 4..<7, 3..<4, 4..<4, 0..<5, 21..<30, 500..<600, -9..<(-3)])
    func otherRangesAreRefused(_ range: Range<Int>) {
        #expect(
            error(.range(range), in: "the bank snowboarding")
                .hasPrefix(
                    "the characters \(range.lowerBound) to \(range.upperBound) are not whole words "
                        + "of the sentence"))
    }

    @Test func aRangeInsideAWordNamesTheWordThatItCuts() {
        #expect(
            error(.range(4..<6), in: "The Banker is")
                == "the characters 4 to 6 are not whole words of the sentence; they cut the word "
                + "\"Banker\"")
        #expect(error(.range(4..<12), in: "The Banker is").hasSuffix("they cut the word \"is\""))
        #expect(error(.range(3..<4), in: "The bank").hasSuffix("whole words of the sentence"))
    }

    @Test func rangesCountScalars() throws {
        // "e" and the accent are two; the flag is two; the wave is one.
        let text = "cafe\u{301} 🇩🇪 🌊 bank"
        #expect(try tokens(.range(11..<15), in: text).count == 1)
        #expect(try tokens(.range(11..<15), in: text) == tokens(.text("bank"), in: text))
    }

    // MARK: Not found

    @Test func namesTheWordsAndTheNearest() {
        #expect(
            error(.text("banks"), in: "The Bank, the bank, the river.")
                == "the word \"banks\" is not in the sentence, whose words are: The, Bank, the, bank, "
                + "river; did you mean \"Bank\"?")
        #expect(
            error(.text("rivr"), in: "the bank of the River")
                == "the word \"rivr\" is not in the sentence, whose words are: the, bank, of, River; "
                + "did you mean \"River\"?")
        #expect(
            error(.text("new york"), in: "new bank")
                == "the word \"new york\" is not in the sentence, whose words are: new, bank; did you "
                + "mean \"new\"?")
    }

    @Test(
        arguments: [
            ("money", "The bank of the river", nil), ("a", "the bank", nil),
            ("bank", "a river", nil),
            ("BANKER", "the bank", "bank"), ("rivers", "the river", "river"), ("日", "日本", nil),
            ("bnak", "the bank", nil), ("bans", "the bank", "bank"), ("he", "the bank", "the"),
            ("век", "он в лесу", nil),
        ] as [(String, String, String?)])
    func onlyWhatIsNearOrAPartIsSuggested(_ word: String, _ text: String, _ nearest: String?) {
        let hint = nearest.map { "did you mean \"\($0)\"?" }
        let message = word == "日" ? "" : error(.text(word), in: text, cased: true)
        #expect(message.contains("did you mean") == (hint != nil), "\(message)")
        if let hint { #expect(message.hasSuffix(hint)) }
    }

    @Test func aLongSentenceIsNotRepeatedWhole() {
        let text = (0..<50).map { "w\($0)" }.joined(separator: " ")
        let found = error(.text("bank"), in: text, maximumTokenCount: 100)
        let shown = (0..<30).map { "w\($0)" }.joined(separator: ", ")
        #expect(
            found.hasPrefix(
                "the word \"bank\" is not in the sentence, whose words are: \(shown), … (20 more)"))
    }

    @Test(.timeLimit(.minutes(1))) func aVeryLongSentenceIsSearchedInLinearTime() throws {
        let text = (0..<20_000).map { "w\($0)" }.joined(separator: " ")
        #expect(throws: TargetWordError.self) { try tokens(.text("bank"), in: text) }
    }

    @Test func nothingIsNoWord() {
        for word in ["", "  ", "\n", "\u{0}", "\u{200D}"] {
            #expect(
                error(.text(word), in: "the bank")
                    == "the word is empty; give a word of the sentence")
        }
        for text in ["", "   ", "\u{0}"] {
            for target in [TargetWord.text("bank"), .range(0..<1), .text("")] {
                #expect(
                    error(target, in: text)
                        == "the sentence is empty; give a sentence that contains the word")
            }
        }
    }

    @Test func theSpecialTokensOfTheModelAreNoWords() {
        #expect(throws: TargetWordError.self) { try tokens(.text("[CLS]"), in: "the bank") }
    }

    // MARK: Cut off

    @Test func aWordBehindTheCutIsReported() throws {
        // [CLS] the bank [SEP], of the 5 tokens of the whole.
        #expect(try tokens(.text("bank"), in: "the bank river", maximumTokenCount: 4) == [2])
        #expect(
            error(.text("river"), in: "the bank river", maximumTokenCount: 4)
                == "\"river\" lies behind the 4 tokens that the model can read (the sentence has 5); "
                + "shorten the sentence")
        #expect(
            error(.range(9..<14), in: "the bank river", maximumTokenCount: 4)
                == "\"characters 9 to 14\" lies behind the 4 tokens that the model can read (the "
                + "sentence has 5); shorten the sentence")
    }

    @Test(arguments: 3...6) func aWordCutInItsMiddleIsReported(_ limit: Int) throws {
        // [CLS] the snow ##board ##ing [SEP]
        let target = TargetWord.text("snowboarding")
        if limit == 6 {
            #expect(
                try tokens(target, in: "the snowboarding", maximumTokenCount: limit) == [2, 3, 4])
        } else {
            #expect(
                error(target, in: "the snowboarding", maximumTokenCount: limit)
                    == "\"snowboarding\" lies behind the \(limit) tokens that the model can read (the "
                    + "sentence has 6); shorten the sentence")
        }
        #expect(try tokens(.text("the"), in: "the snowboarding", maximumTokenCount: limit) == [1])
    }

    @Test(arguments: 3...6) func aCutInsideOneCharacterIsReported(_ limit: Int) throws {
        // The pieces of a syllable all come from the same place in the text: places do not tell
        // whether one is missing.
        let sequence = try tokenizer(maximumTokenCount: limit).encode("the 한")
        #expect(sequence.wholeWordCount == (limit == 6 ? 2 : 1))
        if limit == 6 {
            #expect(try tokens(.text("한"), in: "the 한", maximumTokenCount: limit) == [2, 3, 4])
        } else {
            #expect(
                error(.text("한"), in: "the 한", maximumTokenCount: limit).hasPrefix(
                    "\"한\" lies behind the \(limit) tokens"))
        }
    }

    @Test func severalWordsCutBetweenThemAreReported() throws {
        #expect(throws: TargetWordError.cutOff(word: "New York", kept: 4, total: 5)) {
            try tokens(.text("New York"), in: "the new york", maximumTokenCount: 4)
        }
        #expect(try tokens(.text("New York"), in: "the new york", maximumTokenCount: 5) == [2, 3])
    }

    // MARK: Distance

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("bank", "bank", 0),
        ("flaw", "lawn", 2), ("\u{E9}", "e\u{301}", 2), ("🇩🇪", "🇩🇰", 1),
    ])
    func levenshtein(_ a: String, _ b: String, _ distance: Int) {
        #expect(editDistance(a, b) == distance)
        #expect(editDistance(b, a) == distance)
    }
}

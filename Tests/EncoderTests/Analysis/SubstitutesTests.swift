import Foundation
import Testing

@testable import Encoder

@Suite struct SubstitutesTests {
    private func comparison(count: Int = 10) throws -> SubstituteComparison {
        let reference = try AnalysisReference.load(.distilBERT)
        let finder = try #require(try SubstituteFinder(reference.model))
        return try finder.compare(
            reference.encodings[0].sequence, reference.targets[0],
            reference.encodings[1].sequence, reference.targets[1], count: count)
    }

    @Test func equalsTheReference() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let found = try comparison()
        for number in 0..<2 {
            #expect(
                found.words[number].flatMap { $0.map { Float($0.id) } }
                    == (try reference("\(number).substitutes").scalars))
            expectClose(
                found.words[number].flatMap { $0.map(\.probability) },
                try reference("\(number).substitute_probabilities"), tolerance: 1e-6)
        }
        expectClose(found.jaccard, try reference("jaccard"))
        expectClose(found.sharedProbability, try reference("shared_probability"))
    }

    @Test func wordsAreWholeAndSorted() throws {
        let vocabulary = try AnalysisReference.load(.distilBERT).model.tokenizer.vocabulary
        let found = try comparison(count: 1000)
        for words in found.words.flatMap({ $0 }) {
            #expect(words.map(\.probability) == words.map(\.probability).sorted(by: >))
            #expect(words.allSatisfy { vocabulary[$0.id] == $0.word && 0...1 ~= $0.probability })
            #expect(!words.contains { $0.word.hasPrefix("##") && $0.word != "##" })
            #expect(!words.contains { ["[CLS]", "[MASK]", "[UNK]"].contains($0.word) })
            #expect(words.reduce(0) { $0 + $1.probability } < 1)
            #expect(words.count > 100)
        }
        #expect(try comparison(count: 3).words[0][0] == Array(found.words[0][0].prefix(3)))
        #expect(try comparison(count: 0).words[0][0] == [])
    }

    @Test func theWordsOwnProbability() throws {
        let found = try comparison(count: 1000)
        // "riverbanks" is two tokens.
        #expect(found.ownProbability[0] == nil)
        let own = try #require(found.ownProbability[1])
        for (layer, words) in found.words[1].enumerated() {
            #expect(words.first { $0.word == "bank" }?.probability == own[layer])
        }
    }

    @Test func equalContextsAgree() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let finder = try #require(try SubstituteFinder(reference.model))
        let sequence = reference.encodings[1].sequence
        let same = try finder.compare(sequence, [5], sequence, [5])
        #expect(same.words[0] == same.words[1])
        #expect(same.jaccard == [1, 1, 1, 1])
        #expect(same.sharedProbability.allSatisfy { abs($0 - 1) < 1e-5 })
        // The masked word itself has no say.
        let other = reference.model.tokenizer.encode("She went to the river to deposit money.")
        let masked = try finder.compare(sequence, [5], other, [5])
        #expect(masked.words[0] == masked.words[1])
    }

    @Test func manyPairsAreAsEachAlone() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let finder = try #require(try SubstituteFinder(reference.model))
        let sequence = reference.encodings[1].sequence
        let sentences = try [2, 5, 6].map { try finder.masked(sequence, [$0]) }
        let encodings = try reference.model.encode(sentences.map(\.sequence))
        let masked = Array(zip(sentences, encodings))
        // More than are compared with the vocabulary together.
        let pairs = (0..<40).map { [masked[$0 % 3], masked[($0 + 1) % 3]] }
        let found = try finder.compare(pairs)
        #expect(found.count == 40)
        for (index, pair) in pairs.enumerated() {
            #expect(
                try found[index]
                    == finder.compare(pair[0].0, pair[0].1, pair[1].0, pair[1].1))
        }
        #expect(
            message { try finder.compare([[masked[0], (sentences[1], encodings[0])]]) }
                == "the encoding is not of the sentence in which the word is masked")
    }

    @Test func overlapsAreShares() throws {
        let found = try comparison()
        for value in found.jaccard + found.sharedProbability { #expect(0...1 ~= value) }
        #expect(jaccard([1, 2, 3], [2, 3, 4]) == 0.5)
        #expect(jaccard([1], [2]) == 0)
        #expect(jaccard([], []) == 1)
    }

    @Test(arguments: ["bert-long", "electra-tiny"])
    func aModelWithoutAHeadHasNone(_ name: String) throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/\(name)")
        #expect(try SubstituteFinder(model) == nil)
    }

    @Test func worksForByteLevelVocabularies() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/roberta-tiny")
        let finder = try #require(try SubstituteFinder(model))
        let first = model.tokenizer.encode("The bank of the river was calm.")
        let second = model.tokenizer.encode("bank")
        func tokens(_ sequence: TokenSequence) throws -> [Int] {
            try TargetWord.text("bank").tokens(in: sequence, tokenizer: model.tokenizer)
        }
        let found = try finder.compare(
            first, tokens(first), second, tokens(second), count: 400)
        func spellings(_ number: Int) -> [String] {
            found.words[number][0].map { model.tokenizer.vocabulary[$0.id] }
        }
        // Within a sentence words bring their space along; at its start they have none.
        #expect(spellings(0).allSatisfy { $0.hasPrefix("Ġ") } && spellings(0).contains("Ġbank"))
        #expect(!spellings(1).contains { $0.hasPrefix("Ġ") } && spellings(1).contains("T"))
        #expect(found.words[0][0].contains { $0.word == "bank" })
        #expect(!spellings(1).contains { ["<s>", "</s>", "<mask>", "<pad>"].contains($0) })
    }

    @Test func worksForSentencePiecesVocabularies() throws {
        let model = try EncoderModel(
            directory: "\(Fixtures.directory)/xlm-roberta-sentencepiece")
        let finder = try #require(try SubstituteFinder(model))
        let sentences = ["The bank of the river was calm.", "She went to the bank."].map {
            model.tokenizer.encode($0)
        }
        let tokens = try sentences.map {
            try TargetWord.text("bank").tokens(in: $0, tokenizer: model.tokenizer)
        }
        let found = try finder.compare(
            sentences[0], tokens[0], sentences[1], tokens[1], count: 2000)
        for words in found.words.joined() {
            #expect(!words.isEmpty)
            #expect(
                words.allSatisfy {
                    model.tokenizer.vocabulary[$0.id] == "▁" + $0.word && !$0.word.isEmpty
                })
        }
    }

    /// Every layer's states are read as the last layer's are, after the last layer norm.
    @Test(arguments: ["modernbert-tiny", "xlm-roberta-xl-tiny", "bert-tiny"])
    func innerLayersGuessAsTheHeadReadsThem(_ name: String) throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/\(name)")
        let head = try #require(try model.maskedLMHead())
        let finder = try #require(try SubstituteFinder(model))
        let sentence = try finder.masked(model.tokenizer.encode("the bank of the river"), [2])
        let encoding = try model.encode([sentence.sequence])[0]
        let own = try #require(sentence.ownID)
        let found = try finder.compare(sentence, encoding, sentence, encoding)
        for state in 0...encoding.layerCount {
            let logits = try head.logits(
                [Array(encoding.hiddenStates[row: state, 2])],
                areInner: state < encoding.layerCount
            ).scalars.map(Double.init)
            let sum = logits.reduce(0) { $0 + exp($1) }
            let probability = try #require(found.ownProbability[0]?[state])
            #expect(abs(Double(probability) - exp(logits[own]) / sum) < 1e-6)
        }
    }

    @Test func worksForMPNetsNames() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/mpnet-tiny")
        let finder = try #require(try SubstituteFinder(model))
        let sequence = model.tokenizer.encode("the bank of the river")
        let found = try finder.compare(sequence, [2], sequence, [5], count: 400)
        let special: Set = ["<s>", "</s>", "<pad>", "<mask>", "[UNK]"]
        for words in found.words.flatMap({ $0 }) {
            #expect(special.isDisjoint(with: words.map(\.word)))
            #expect(words.contains { $0.word == "bank" })
        }
    }

    @Test func tokensThatASentenceDoesNotHaveAreRefused() throws {
        let reference = try AnalysisReference.load(.distilBERT)
        let finder = try #require(try SubstituteFinder(reference.model))
        let sequence = reference.encodings[1].sequence
        for tokens in [[], [11], [-1], [2, 5], [Int.max]] {
            #expect(
                message { try finder.compare(sequence, tokens, sequence, [5]) }
                    == "the word's tokens are \(tokens); expected one or more side by side of 0 to "
                    + "10")
        }
    }
}

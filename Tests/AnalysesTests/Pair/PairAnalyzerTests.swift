import Encoder
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Lists

@Suite struct PairAnalyzerTests {
    @Test func analysesAPair() throws {
        let model = try TinyModel.load()
        let result = try PairAnalyzer(model: model).analyze(TinyModel.pair)
        #expect(result.warnings == [])
        let analysis = result.analysis
        #expect(analysis.id == "bank")
        #expect(analysis.sentences.map(\.target) == [[2], [5]])
        #expect(analysis.sentences.map(\.special) == [[0, 9], [0, 10]])
        #expect(analysis.similarity.layers == ["emb", "L0", "L1", "L2"])
        // Four heads: there is no head 8 to show.
        #expect(analysis.options == PairOptions(layer: 2, head: nil))
        for (attention, sentence) in try paired(analysis.attention, analysis.sentences) {
            for row in attention.targetRows.joined() {
                #expect(row.count == sentence.tokens.count)
                #expect(abs(row.reduce(0, +) - 1) < 1e-5)
            }
        }
        // The rows are the encoder's own.
        let encoding = try model.encoder.encode([TinyModel.pair.sentence1])[0]
        #expect(analysis.attention[0].targetRows[1][3] == Array(encoding.attentions[row: 1, 3, 2]))
    }

    /// What is kept of a long text grows with its length and not with its square, which would be 17 GB for the
    /// attention of 4,000 tokens.
    @Test func numbersOfALongTextGrowWithItsLength() throws {
        let model = try TinyModel.load("modernbert-long")
        let analyzer = try PairAnalyzer(model: model, tools: TinyModel.tools(of: model))
        func size(_ sentences: Int) throws -> (tokens: Double, numbers: Double) {
            let around = [String](
                repeating: "the river was calm and she went home.", count: sentences
            ).joined(separator: " ")
            let pair = SentencePair(
                "\(around) A bank of sand. \(around)", "\(around) She went to the bank. \(around)",
                word: "bank")
            let result = try analyzer.analyze(pair)
            #expect(result.encodings.isEmpty)
            let tokens = result.analysis.sentences[0].tokens.count
            #expect(tokens > EncoderModel.wholeAttentionLimit)
            // A comma stands between each number of the file and the next.
            let numbers = try result.analysis.json().count { $0 == UInt8(ascii: ",") }
            return (Double(tokens), Double(numbers))
        }
        let (short, long) = (try size(35), try size(90))
        #expect(long.tokens > 2 * short.tokens)
        #expect(long.numbers / short.numbers < 1.05 * long.tokens / short.tokens)
    }

    @Test func swappingTheSentencesSwapsTheSides() throws {
        let analyzer = try PairAnalyzer(model: TinyModel.load())
        let pair = TinyModel.pair
        let analysis = try analyzer.analyze(pair).analysis
        let swapped = try analyzer.analyze(
            SentencePair(pair.sentence2, pair.sentence1, word: "bank")
        ).analysis
        #expect(swapped.sentences == analysis.sentences.reversed())
        #expect(swapped.attention == analysis.attention.reversed())
        #expect(swapped.similarity == analysis.similarity)
    }

    @Test func aSentenceWithItselfIsAlikeAtEveryLayer() throws {
        let sentence = TinyModel.pair.sentence1
        let analysis = try PairAnalyzer(model: TinyModel.load())
            .analyze(SentencePair(sentence, sentence, word: "BANK")).analysis
        #expect(analysis.similarity.cosine == [1, 1, 1, 1])
    }

    @Test func saysWhichSentenceLacksTheWord() throws {
        let analyzer = try PairAnalyzer(model: TinyModel.load())
        #expect(throws: PairError(sentence: 2, problem: .emptySentence)) {
            try analyzer.analyze(SentencePair("The bank.", " ", word: "bank"))
        }
        #expect {
            try analyzer.analyze(SentencePair("The bank.", "A river.", word: "bank"))
        } throws: { error in
            "\(error)"
                == "sentence 2: the word \"bank\" is not in the sentence, whose words are: A, river"
        }
    }

    @Test func refusesLayersAndHeadsThatAreNotThere() throws {
        let model = try TinyModel.load()
        #expect(throws: SelectionError(kind: "layer", value: -1, count: 3)) {
            try PairAnalyzer(model: model, layer: .index(-1))
        }
        #expect(throws: SelectionError(kind: "head", value: 4, count: 4)) {
            try PairAnalyzer(model: model, head: .index(4))
        }
    }

    @Test func warnsOfACutSentence() throws {
        let long = "bank" + String(repeating: " river", count: 70)
        let result = try PairAnalyzer(model: TinyModel.load())
            .analyze(SentencePair("The bank.", long, word: "bank"))
        #expect(
            result.warnings == [
                "sentence 2 has 73 tokens; the model reads the first 63 and the final [SEP]"
            ])
    }
}

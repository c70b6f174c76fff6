import Encoder
import ReportTestSupport
import Testing

@testable import Analyses
@testable import Lists

@Suite struct VectorCacheTests {
    private func readings(
        _ sentences: [(String, String)], _ model: EncoderModel
    ) throws -> [SentenceReading] {
        try sentences.map { text, word in
            let pair = SentencePair(text, "A bank.", word: word)
            return try SentenceReading(pair.first, number: 1, tokenizer: model.tokenizer)
        }
    }

    /// A sentence is known by its bytes and by its word, also in the middle of a call.
    @Test(arguments: [0, 600, VectorCache.standardCapacity])
    func vectorsAreThoseOfEncoding(_ capacity: Int) throws {
        let model = try TinyModel.load().encoder
        let cache = VectorCache(capacity: capacity)
        let calls = [
            [("The bank lends.", "bank"), ("A bank.", "bank"), ("The bank lends.", "bank")],
            [("The bank lends.", "the"), ("the bank lends.", "bank"), ("A bank.", "bank")],
            [], [("A bank.", "bank")],
        ]
        for call in calls + calls {
            let readings = try readings(call, model)
            let expected = try WordVectors.encode(readings, model)
            #expect(try cache.encode(readings, model).map(\.layers) == expected.map(\.layers))
        }
        #expect(capacity > 600 ? cache.count == 4 : cache.count < 4)
    }

    /// A model with other weights would give others: what is known is not computed.
    @Test func whatIsKnownIsNotEncodedAgain() throws {
        let model = try TinyModel.load().encoder
        let other = try TinyModel.load("bert-tiny").encoder
        let cache = VectorCache()
        let sentences = [("The bank lends money.", "bank")]
        let first = try cache.encode(try readings(sentences, model), model)[0].layers
        #expect(try cache.encode(try readings(sentences, model), other)[0].layers == first)
        #expect(try VectorCache().encode(readings(sentences, other), other)[0].layers != first)
    }

    @Test func memoryIsBoundedAndWhatIsAskedForStays() throws {
        let model = try TinyModel.load().encoder
        let often = try readings([("The bank was first.", "bank")], model)
        let one = VectorCache()
        let layers = try one.encode(often, model)[0].layers
        let size = layers.reduce(180) { $0 + 32 + 4 * $1.count }
        let cache = VectorCache(capacity: 10 * size)
        _ = try cache.encode(often, model)
        for number in 0..<60 {
            _ = try cache.encode(readings([("The bank, \(number).", "bank")], model), model)
            #expect(cache.count <= 12)
            #expect(try cache.encode(often, model)[0].layers == layers)
        }
        #expect(cache.count >= 4)
    }
}

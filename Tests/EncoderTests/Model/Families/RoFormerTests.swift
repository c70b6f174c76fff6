import Testing

@testable import Encoder

@Suite struct RoFormerTests {
    @Test func hasTheDefaultsOfItsReference() throws {
        let configuration = try configuration("roformer")
        #expect(configuration.vocabularySize == 50000)
        #expect(configuration.maximumTokenCount == 1536)
        // Missing or null, it is the hidden size.
        #expect(configuration.embeddingSize == 768)
        #expect(configuration.architecture.embeddingProjection == nil)
    }

    @Test func valuesThatTurnAreRefused() {
        #expect(
            problem("roformer", "\"rotary_value\": true")
                == "\"rotary_value\" is true; values that turn are not supported")
        #expect(problem("roformer", "\"rotary_value\": false") == "no error")
    }
}

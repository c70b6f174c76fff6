import Testing

@testable import Encoder

@Suite struct XLMRobertaTests {
    /// Of 514 positions two stand before the first token.
    @Test(arguments: [
        ("xlm-roberta", 768, 30522), ("camembert", 768, 30522), ("xlm-roberta-xl", 2560, 250_880),
    ])
    func positionsCountFromBehindThePadding(_ type: String, _ hidden: Int, _ words: Int) throws {
        let configuration = try configuration(type, "\"max_position_embeddings\": 514")
        #expect(configuration.maximumTokenCount == 512)
        #expect(configuration.hiddenSize == hidden && configuration.vocabularySize == words)
        #expect(
            problem(type, "\"max_position_embeddings\": 4")
                == "\"max_position_embeddings\" is 4, which leaves room for 2 tokens; expected 3 or more"
        )
    }

    @Test(arguments: ["xlm-roberta", "camembert", "xlm-roberta-xl"])
    func otherPositionsAreRefused(_ type: String) {
        #expect(
            problem(type, "\"position_embedding_type\": \"relative_key_query\"")
                == "\"position_embedding_type\" is \"relative_key_query\"; only \"absolute\" is supported"
        )
        #expect(
            problem(type, "\"is_decoder\": true")
                == "\"is_decoder\" is true; only encoders are supported")
    }
}

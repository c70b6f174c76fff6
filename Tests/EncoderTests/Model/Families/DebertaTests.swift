import Testing

@testable import Encoder

@Suite struct DebertaTests {
    private func plan(_ type: String, _ keys: String) throws -> Architecture.Disentanglement? {
        guard
            case .disentangled(let plan) = try configuration(type, keys).architecture
                .relativePositions
        else { return nil }
        return plan
    }

    @Test func hasTheDefaultsOfItsReference() throws {
        let first = try configuration("deberta")
        #expect(first.hiddenSize == 768 && first.vocabularySize == 50265)
        #expect(first.tokenTypeCount == 0 && first.layerNormEpsilon == 1e-7)
        let second = try configuration("deberta-v2")
        #expect(second.hiddenSize == 1536 && second.vocabularySize == 128_100)
        #expect(second.layerCount == 24 && second.headCount == 24)
    }

    @Test(arguments: ["deberta", "deberta-v2"])
    func termsAreAListOrOneString(_ type: String) throws {
        for terms in ["\"p2c|C2P\"", "[\"c2p\", \"p2c\"]"] {
            let plan = try #require(
                try plan(type, "\"relative_attention\": true, \"pos_att_type\": \(terms)"))
            #expect(plan.contentToPosition && plan.positionToContent)
            #expect(plan.isRelative && plan.termCount == 3 && plan.span == 512)
        }
        let none = try #require(try plan(type, "\"pos_att_type\": null"))
        #expect(!none.contentToPosition && !none.positionToContent && none.termCount == 1)
        #expect(!none.isRelative)
    }

    @Test func distancesMayShareEmbeddings() throws {
        let plan = try #require(
            try plan(
                "deberta-v2", "\"position_buckets\": 256, \"max_relative_positions\": -1"))
        #expect(plan.span == 256)
        #expect(plan.buckets == .init(count: 256, maximumDistance: 512))
        // Below 1 there are none.
        #expect(try self.plan("deberta-v2", "\"position_buckets\": -1")?.buckets == nil)
    }

    @Test(arguments: [
        (
            "deberta", "\"talking_head\": true",
            "\"talking_head\" is true; such attention is not supported"
        ),
        (
            "deberta", "\"pos_att_type\": [1]",
            "\"pos_att_type\" is an array of 1; expected a list of strings"
        ),
        (
            "deberta-v2", "\"attention_head_size\": 32",
            "\"attention_head_size\" is 32; expected the hidden size divided by the number of heads, 64"
        ),
        (
            "deberta-v2", "\"position_buckets\": 3",
            "\"position_buckets\" is 3; expected 4 or more, and less than twice the largest distance 512"
        ),
        (
            "deberta-v2", "\"position_buckets\": 1022",
            "\"position_buckets\" is 1022; expected 4 or more, and less than twice the largest distance "
                + "512"
        ),
        (
            "deberta-v2", "\"conv_kernel_size\": 4",
            "the convolution has a width of 4 and 1 groups; expected an odd width below 64, and groups that "
                + "share the hidden size 1536"
        ),
        (
            "deberta-v2", "\"conv_kernel_size\": 3, \"conv_groups\": 7",
            "the convolution has a width of 3 and 7 groups; expected an odd width below 64, and groups that "
                + "share the hidden size 1536"
        ),
        (
            "deberta-v2", "\"conv_kernel_size\": 3, \"conv_act\": \"mish\"",
            "\"conv_act\" is \"mish\", an activation that is not supported"
        ),
        ("deberta-v2", "\"legacy\": 0", "\"legacy\" is 0; expected true or false"),
    ]) func whatIsNotSupportedIsRefused(_ type: String, _ keys: String, _ expected: String) {
        #expect(problem(type, keys) == expected)
    }
}

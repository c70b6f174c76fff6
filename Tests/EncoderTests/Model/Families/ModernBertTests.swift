import Testing

@testable import Encoder

@Suite struct ModernBertTests {
    private func layers(_ keys: String = "") throws -> [Architecture.Layer] {
        try configuration("modernbert", keys).architecture.layers
    }

    @Test func hasTheDefaultsOfItsReference() throws {
        let configuration = try configuration("modernbert")
        #expect(configuration.hiddenSize == 768)
        #expect(configuration.layerCount == 22)
        #expect(configuration.intermediateSize == 1152)
        #expect(configuration.vocabularySize == 50368)
        #expect(configuration.maximumTokenCount == 8192)
        #expect(configuration.layerNormEpsilon == 1e-5)
        let layers = configuration.architecture.layers
        #expect(layers.count == 22)
        for (index, layer) in layers.enumerated() {
            let isGlobal = index % 3 == 0
            #expect(layer.window == (isGlobal ? nil : 64))
            #expect(layer.rotaryBase == (isGlobal ? 160_000 : 10_000))
        }
    }

    /// As the files on the hub have them, which transformers 4 wrote.
    @Test func readsTheOlderKeys() throws {
        let layers = try layers(
            """
            "num_hidden_layers": 5, "global_attn_every_n_layers": 2, "local_attention": 11,
            "global_rope_theta": 80000.0, "local_rope_theta": 500
            """)
        #expect(layers.map(\.window) == [nil, 5, nil, 5, nil])
        #expect(layers.map(\.rotaryBase) == [80000, 500, 80000, 500, 80000])
    }

    @Test func readsTheNewerKeysBeforeTheOlder() throws {
        let layers = try layers(
            """
            "num_hidden_layers": 3, "global_attn_every_n_layers": 1,
            "layer_types": ["sliding_attention", "sliding_attention", "full_attention"],
            "global_rope_theta": 7.0, "local_rope_theta": 8.0,
            "rope_parameters": {"full_attention": {"rope_type": "default", "rope_theta": 900.0},
                                "sliding_attention": {"rope_theta": 30.0}}
            """)
        #expect(layers.map(\.window) == [64, 64, nil])
        #expect(layers.map(\.rotaryBase) == [30, 30, 900])
    }

    /// Each base counts from the older key, and then from the default, where the newer one lacks it.
    @Test func basesThatAreMissingAreTakenFromElsewhere() throws {
        let layers = try layers(
            """
            "num_hidden_layers": 2, "local_rope_theta": 8.0,
            "rope_parameters": {"sliding_attention": {"rope_type": "default"}}
            """)
        #expect(layers.map(\.rotaryBase) == [160_000, 8])
    }

    @Test(arguments: [
        (
            "\"num_hidden_layers\": 2, \"layer_types\": [\"full_attention\"]",
            "\"layer_types\" has 1 entries; expected 2"
        ),
        (
            "\"num_hidden_layers\": 1, \"layer_types\": [\"chunked_attention\"]",
            "\"layer_types\" has \"chunked_attention\"; expected \"full_attention\" or "
                + "\"sliding_attention\""
        ),
        ("\"layer_types\": 3", "\"layer_types\" is 3; expected a list of strings"),
        (
            "\"global_attn_every_n_layers\": 0",
            "\"global_attn_every_n_layers\" is 0; expected a whole number from 1 to 1048576"
        ),
        (
            "\"rope_parameters\": {\"full_attention\": {\"rope_type\": \"yarn\"}}",
            "the \"rope_type\" of \"full_attention\" is \"yarn\"; only \"default\" is supported"
        ),
        (
            "\"rope_parameters\": {\"sliding_attention\": {\"rope_theta\": 0.5}}",
            "the \"rope_theta\" of \"sliding_attention\" is 0.5; expected 1 or more"
        ),
        (
            "\"rope_parameters\": {\"rope_type\": \"default\", \"rope_theta\": 10000}",
            "\"rope_parameters\" are the same for all layers; expected those of \"full_attention\" and of "
                + "\"sliding_attention\""
        ),
        ("\"rope_parameters\": [1]", "\"rope_parameters\" is an array of 1; expected an object"),
        (
            "\"rope_scaling\": {\"factor\": 2}",
            "\"rope_scaling\" is set; such positions are not supported"
        ),
        (
            "\"global_rope_theta\": null",
            "\"global_rope_theta\" is null; expected a number that is not negative"
        ),
        (
            "\"local_rope_theta\": 0",
            "the \"rope_theta\" of \"sliding_attention\" is 0.0; expected 1 or more"
        ),
        ("\"norm_bias\": 1", "\"norm_bias\" is 1; expected true or false"),
        (
            "\"classifier_activation\": \"mish\"",
            "\"classifier_activation\" is \"mish\", an activation that is not supported"
        ),
    ]) func whatIsNotSupportedIsRefused(_ keys: String, _ expected: String) {
        #expect(problem("modernbert", keys) == expected)
    }
}

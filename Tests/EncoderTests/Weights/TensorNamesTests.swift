import Testing

@testable import Encoder

@Suite struct TensorNamesTests {
    @Test func bertNamesWithAndWithoutThePrefix() {
        #expect(
            TensorNames(.bert).candidates(for: "encoder.layer.11.attention.self.query.weight") == [
                "encoder.layer.11.attention.self.query.weight",
                "bert.encoder.layer.11.attention.self.query.weight",
            ])
    }

    @Test func layerNormsHaveAnOldSpelling() {
        #expect(
            TensorNames(.bert).candidates(for: "embeddings.LayerNorm.weight") == [
                "embeddings.LayerNorm.weight", "embeddings.LayerNorm.gamma",
                "bert.embeddings.LayerNorm.weight", "bert.embeddings.LayerNorm.gamma",
            ])
        #expect(
            TensorNames(.distilBERT).candidates(for: "encoder.layer.0.output.LayerNorm.bias") == [
                "transformer.layer.0.output_layer_norm.bias",
                "transformer.layer.0.output_layer_norm.beta",
                "distilbert.transformer.layer.0.output_layer_norm.bias",
                "distilbert.transformer.layer.0.output_layer_norm.beta",
            ])
    }

    @Test(arguments: [
        ("attention.self.query.weight", "attention.q_lin.weight"),
        ("attention.self.key.bias", "attention.k_lin.bias"),
        ("attention.self.value.weight", "attention.v_lin.weight"),
        ("attention.output.dense.bias", "attention.out_lin.bias"),
        ("attention.output.LayerNorm.weight", "sa_layer_norm.weight"),
        ("intermediate.dense.weight", "ffn.lin1.weight"),
        ("output.dense.weight", "ffn.lin2.weight"),
        ("output.LayerNorm.bias", "output_layer_norm.bias"),
    ])
    func distilBERTHasItsOwnNames(_ bert: String, _ distilBERT: String) {
        #expect(
            TensorNames(.distilBERT).candidates(for: "encoder.layer.5." + bert).first
                == "transformer.layer.5." + distilBERT)
        #expect(
            TensorNames(.bert).candidates(for: "encoder.layer.5." + bert)[0] == "encoder.layer.5."
                + bert)
    }

    @Test func tellsTheEncoderFromAHead() {
        for name in [
            "embeddings.word_embeddings.weight", "encoder.layer.0.x", "pooler.dense.weight",
        ] {
            #expect(TensorNames(.bert).isEncoderParameter(name))
            #expect(TensorNames(.bert).isEncoderParameter("bert." + name))
        }
        for name in ["cls.predictions.bias", "classifier.weight", "bert.cls.x", "embeddingsx"] {
            #expect(!TensorNames(.bert).isEncoderParameter(name))
        }
        #expect(TensorNames(.distilBERT).isEncoderParameter("distilbert.transformer.layer.0.x"))
        for name in ["vocab_transform.weight", "vocab_layer_norm.weight", "vocab_projector.bias"] {
            #expect(!TensorNames(.distilBERT).isEncoderParameter(name))
        }
    }
}

import Testing

@Suite struct ModelCommandTests {
    @Test func infoShowsLayersShapesAndCounts() throws {
        let outcome = try Program.run("model", "info", Program.tinyModel)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        let lines = outcome.output.split(separator: "\n").map { line in
            line.split(separator: " ").joined(separator: " ")
        }
        #expect(lines.contains("type distilbert"))
        #expect(lines.contains("layers 3"))
        #expect(lines.contains("heads 4 of width 16"))
        #expect(lines.contains("distilbert.embeddings.word_embeddings.weight 211 × 64 F32 13,504"))
        #expect(lines.contains("distilbert.transformer.layer.2.ffn.lin1.weight 128 × 64 F32 8,192"))
        // The masked-LM head is not the encoder's.
        #expect(!outcome.output.contains("vocab_transform"))
        // 211 + 64 rows of 64; layer norms; per layer four squares, the two products, two norms.
        let layer = 4 * (64 * 64 + 64) + 2 * 64 * 128 + 128 + 64 + 4 * 64
        #expect(lines.contains("parameters \(grouped((211 + 64) * 64 + 128 + 3 * layer))"))
    }

    @Test func infoRefusesWhatIsNotThere() throws {
        let outcome = try Program.run("model", "info", "./nothing")
        #expect(outcome.status == 69)
        #expect(outcome.errors.hasPrefix("report: error: ./nothing: no such model folder"))
    }

    private func grouped(_ value: Int) -> String {
        "\(value / 1000)," + String("00\(value % 1000)".suffix(3))
    }
}

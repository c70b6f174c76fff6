import Foundation
import TestSupport
import Testing

@testable import Encoder

@Suite struct EncoderModelTests {
    static let tinyModels = ["distilbert-tiny", "bert-tiny", "bert-tiny-gelu-new"]

    private func expectReference(_ encodings: [ModelOutput], _ name: String) throws {
        let expected = try Fixtures.tensors(name)
        for (index, encoding) in encodings.enumerated() {
            let hidden = try #require(expected["\(index).hidden_states"])
            let attentions = try #require(expected["\(index).attentions"])
            expectStates(encoding.hiddenStates, hidden)
            expectAttentions(encoding.attentions, attentions)
        }
    }

    @Test(arguments: tinyModels) func randomModelsEqualTheReference(_ name: String) throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/\(name)")
        let sentences = try Fixtures.expectation(name).sentences
        let encodings = try model.encode(sentences.map(\.text))
        #expect(encodings.count == 6)
        for (encoding, sentence) in try paired(encodings, sentences) {
            #expect(encoding.sequence.ids == sentence.ids)
        }
        try expectReference(encodings, name)
    }

    @Test func miniLMEqualsTheReference() throws {
        let model = try EncoderModel(directory: Fixtures.miniLM)
        let expectation = try Fixtures.expectation("minilm-pair")
        let encodings = try model.encode(expectation.sentences.map(\.text))
        try expectReference(encodings, "minilm-pair")
        #expect(model.parameterCount == 22_713_216)

        let targets = try encodings.map {
            try TargetWord.text("bank").tokens(in: $0.sequence, tokenizer: model.tokenizer)
        }
        #expect(targets == [[2], [5]])
        let cosine = CosineSimilarity.byLayer(encodings[0], targets[0], encodings[1], targets[1])
        // Published with the model's conversion; the fixture has more digits of the same.
        let known: [Float] = [0.9581, 0.8804, 0.8569, 0.8064, 0.8477, 0.8720, 0.8114]
        let reference = try #require(expectation.similarities?.first?.cosine)
        #expect(cosine.count == 7)
        for (found, (known, reference)) in zip(cosine, try paired(known, reference)) {
            #expect(abs(found - known) <= 1e-4)
            #expect(abs(Double(found) - reference) <= 1e-5)
        }
    }

    @Test(arguments: tinyModels + ["miniLM"])
    func resultsDependNeitherOnCompanyNorOnThreads(_ name: String) throws {
        let directory = name == "miniLM" ? Fixtures.miniLM : "\(Fixtures.directory)/\(name)"
        let limit = name == "miniLM" ? 400 : 60
        let texts = [1, 2, 5, 9, 10, 11, 17, 30, 31, 50, limit].map { count in
            (0..<count).map { ["the", "bank", "river", "money", "calm"][($0 * 7 + count) % 5] }
                .joined(separator: " ")
        }
        let single = try EncoderModel(directory: directory, threadCount: 1)
        let alone = try texts.map { try single.encode([$0])[0] }
        for threads in [1, 2, 3] {
            let model = try EncoderModel(directory: directory, threadCount: threads)
            #expect(try model.encode(texts) == alone)
            #expect(try texts.map { try model.encode([$0])[0] } == alone)
            #expect(try model.encode(texts.reversed()) == alone.reversed())
            #expect(try model.encode(Array(texts[3..<5])) == Array(alone[3..<5]))
        }
    }

    @Test func severalThreadsMayShareAModel() async throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/distilbert-tiny")
        let texts = ["The bank of the river was calm.", "She went to the bank."]
        let expected = try model.encode(texts)
        try await withThrowingTaskGroup(of: [ModelOutput].self) { group in
            for _ in 0..<16 { group.addTask { try model.encode(texts) } }
            for try await encodings in group { #expect(encodings == expected) }
        }
    }

    @Test func attentionRowsAreDistributions() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny")
        let attentions = try model.encode(["The bank of the river was calm."])[0].attentions
        let width = attentions.shape[3]
        for start in stride(from: 0, to: attentions.scalars.count, by: width) {
            let row = attentions.scalars[start..<start + width]
            #expect(abs(row.reduce(0, +) - 1) < 1e-5)
            #expect(row.allSatisfy { 0...1 ~= $0 })
        }
    }

    @Test func nothingInNothingOut() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny")
        #expect(try model.encode([String]()).isEmpty)
        #expect(try model.encode([""])[0].sequence.tokens == ["[CLS]", "[SEP]"])
    }

    @Test func refusesSequencesThatTheModelCannotRead() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny")
        let larger = try Tokenizer(
            directory: "\(Fixtures.directory)/bert-tiny", maximumTokenCount: 600)
        let long = larger.encode(String(repeating: "bank ", count: 100))
        #expect(
            throws: ModelError.invalidInput(
                problem: "sequence 0 has 102 tokens; expected 1 to 64")
        ) { try model.encode([long]) }
    }

    @Test func namesWhatIsMissing() throws {
        func error(_ directory: String) -> String {
            do {
                _ = try EncoderModel(directory: directory)
                return "no error"
            } catch { return "\(error)".replacingOccurrences(of: directory, with: "DIR") }
        }
        #expect(
            error("/no/such/model")
                == "DIR: no such model folder; give a folder with config.json, vocab.txt and "
                + "model.safetensors, or the name of a model in the Hugging Face cache")
        try Fixtures.withTemporaryDirectory { directory in
            #expect(
                error(directory)
                    == "DIR/config.json: no such file; a model folder holds config.json, vocab.txt "
                    + "and model.safetensors")
        }
        for (file, message) in [
            (
                "vocab.txt",
                "no such file; a model folder holds config.json, model.safetensors and the tokenizer: "
                    + "tokenizer.json, or vocab.txt, vocab.json with merges.txt, or SentencePiece's .model file"
            ),
            (
                "model.safetensors",
                "no such file; a model folder holds config.json, vocab.txt and model.safetensors"
            ),
        ] {
            try Fixtures.withCopy(of: "bert-tiny") { copy in
                try FileManager.default.removeItem(atPath: "\(copy)/\(file)")
                #expect(error(copy) == "DIR/\(file): \(message)")
            }
        }
    }

    @Test func namesTensorsThatDoNotFit() throws {
        try Fixtures.withCopy(of: "distilbert-tiny") { copy in
            let path = copy + "/config.json"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try text.replacingOccurrences(of: "\"hidden_dim\": 128", with: "\"hidden_dim\": 256")
                .write(toFile: path, atomically: true, encoding: .utf8)
            #expect(
                throws: ModelError.wrongShape(
                    path: copy + "/model.safetensors",
                    name: "distilbert.transformer.layer.0.ffn.lin1.weight", expected: [256, 64],
                    found: [128, 64])
            ) { try EncoderModel(directory: copy, threadCount: 1) }

            try text.replacingOccurrences(of: "\"n_layers\": 3", with: "\"n_layers\": 4")
                .write(toFile: path, atomically: true, encoding: .utf8)
            #expect(
                throws: ModelError.missingTensor(
                    path: copy + "/model.safetensors",
                    name: "transformer.layer.3.attention.q_lin.weight", shape: [64, 64])
            ) { try EncoderModel(directory: copy, threadCount: 1) }
        }
    }

    @Test func noticesAFileThatChangesUnderneath() throws {
        try Fixtures.withCopy(of: "bert-tiny") { copy in
            let model = try EncoderModel(directory: copy)
            let path = copy + "/model.safetensors"
            let size = try #require(
                FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
            truncate(path, 1000)
            #expect(
                throws: SafetensorsError(
                    path: path,
                    problem: "the file had \(size) bytes when it was opened and has 1000 now")
            ) { try model.encode(["bank"]) }
        }
    }

    @Test func refusesIdsOfAnotherVocabulary() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny")
        let special = ["[UNK]", "[CLS]", "[SEP]"]
        let larger = try Tokenizer(
            vocabulary: Vocabulary(tokens: special + (3..<300).map { "w\($0)" }))
        #expect(
            throws: ModelError.invalidInput(
                problem: "sequence 1 has the token id 299; the vocabulary ends at 210")
        ) { try model.encode([larger.encode("w210"), larger.encode("w5 w299")]) }
        #expect(
            throws: ModelError.invalidInput(
                problem: "sequence 0 has the token id 211; the vocabulary ends at 210")
        ) { try model.encode([larger.encode("w211")]) }
    }

    @Test func refusesAVocabularyLargerThanTheTable() throws {
        try Fixtures.withCopy(of: "bert-tiny") { copy in
            let text = try String(contentsOfFile: copy + "/vocab.txt", encoding: .utf8)
            try write(text + "one\ntwo\n", to: copy + "/vocab.txt")
            #expect(
                message(in: copy) { try EncoderModel(directory: copy) }
                    == "DIR/config.json: \"vocab_size\" is 211, but the vocabulary has 213 entries: do "
                    + "the two files belong together?")
        }
    }

    @Test(arguments: [Int.min, -1, 0, 5, .max]) func anyNumberOfThreadsWillDo(_ count: Int) throws {
        let directory = "\(Fixtures.directory)/bert-tiny"
        let texts = ["The bank of the river was calm.", "", "She went to the bank."]
        let expected = try EncoderModel(directory: directory, threadCount: 1).encode(texts)
        let model = try EncoderModel(directory: directory, threadCount: count)
        #expect(try model.encode(texts) == expected)
        #expect(try model.encode([String]()).isEmpty)
    }

    @Test func shardsAreTheSameModel() throws {
        try Fixtures.withCopy(of: "distilbert-tiny") { copy in
            let whole = try EncoderModel(directory: copy, threadCount: 1)
            let file = try SafetensorsFile(path: copy + "/model.safetensors")
            var shards = [TensorFileBuilder(), TensorFileBuilder()]
            var index: [String] = []
            for (number, entry) in file.header.entries.enumerated() {
                shards[number % 2].add(
                    entry.name, entry.type, entry.shape, Array(file.bytes(of: entry)))
                index.append("\"\(entry.name)\":\"part-\(number % 2).safetensors\"")
            }
            for (number, shard) in shards.enumerated() {
                try write(shard.bytes, to: copy + "/part-\(number).safetensors")
            }
            try FileManager.default.removeItem(atPath: copy + "/model.safetensors")
            try write(
                "{\"weight_map\":{\(index.joined(separator: ","))}}",
                to: copy + "/model.safetensors.index.json")
            let sharded = try EncoderModel(directory: copy, threadCount: 2)
            #expect(sharded.parameterCount == whole.parameterCount)
            let text = ["The bank of the river was calm."]
            let expected = try whole.encode(text)
            #expect(try sharded.encode(text) == expected)
        }
    }

    @Test(
        arguments: [
            "distilbert.embeddings.word_embeddings.weight",
            "distilbert.transformer.layer.0.attention.q_lin.weight",
            "distilbert.transformer.layer.1.ffn.lin1.weight",
            "distilbert.transformer.layer.2.output_layer_norm.bias",
        ], [Float.nan, .infinity])
    func resultsThatAreNoNumbersAreAnError(_ tensor: String, _ value: Float) throws {
        try Fixtures.withCopy(of: "distilbert-tiny") { copy in
            let path = copy + "/model.safetensors"
            let file = try SafetensorsFile(path: path)
            let entry = try #require(file.header.entries.first { $0.name == tensor })
            var builder = TensorFileBuilder()
            for other in file.header.entries {
                var bytes = Array(file.bytes(of: other))
                if other.name == entry.name {
                    // One number in each row, as a word may have any.
                    for start in stride(from: 0, to: bytes.count, by: 256) {
                        bytes.replaceSubrange(
                            start..<start + 4, with: withUnsafeBytes(of: value) { Array($0) })
                    }
                }
                builder.add(other.name, other.type, other.shape, bytes)
            }
            try write(builder.bytes, to: path)
            let texts = ["The bank of the river.", String(repeating: "bank ", count: 40)]
            for threads in [1, 2] {
                let model = try EncoderModel(directory: copy, threadCount: threads)
                for text in texts {
                    #expect {
                        try model.encode([text])
                    } throws: { error in
                        guard case ModelError.invalidWeights(copy, let problem) = error else {
                            return false
                        }
                        return problem.hasPrefix(
                            "the model's result for \"\(text.prefix(60))")
                    }
                }
                let sequence = model.tokenizer.encode(texts[0])
                #expect(throws: ModelError.self) {
                    try model.encodeAlone(sequence, attendingTokens: [1], stateTokens: [1])
                }
            }
        }
    }

    @Test func aModelOfAMillionLayersFailsSoon() throws {
        try Fixtures.withCopy(of: "bert-tiny") { copy in
            let path = copy + "/config.json"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try write(
                text.replacingOccurrences(
                    of: "\"num_hidden_layers\": 2", with: "\"num_hidden_layers\": 1048576"),
                to: path)
            #expect(
                throws: ModelError.missingTensor(
                    path: copy + "/model.safetensors",
                    name: "encoder.layer.2.attention.self.query.weight", shape: [48, 48])
            ) { try EncoderModel(directory: copy, threadCount: 2) }
        }
    }
}

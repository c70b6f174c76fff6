import Testing

@testable import Encoder

/// Random-weight checkpoints of every family and spelling, against `make_checkpoints.py`.
@Suite struct CheckpointTests {
    /// Name, and what it is a case of.
    static let checkpoints = [
        ("bert-f16-gamma", "half precision, gamma and beta, no prefix, an index table"),
        ("bert-bf16-sharded", "bfloat16 in three files, relu, masked-LM head"),
        ("distilbert-sinusoidal", "sinusoidal positions, relu, six heads"),
        ("electra-tiny", "embeddings narrower than the layers"),
        ("mpnet-tiny", "relative positions"),
        ("roberta-tiny", "positions behind the padding id, byte-level BPE"),
        ("bert-untied", "a head of its own"), ("mpnet-untied", "a head of its own"),
        ("roberta-untied", "a head of its own"),
    ]

    private static func sequence(_ ids: [Int]) -> TokenSequence {
        TokenSequence(
            text: "", tokens: ids.map(String.init), ids: ids, offsets: ids.map { _ in 0..<0 },
            wordIndices: ids.map { _ in nil }, words: [], truncatedTokenCount: 0,
            wholeWordCount: 0)
    }

    private func sequences(_ name: String) throws -> [TokenSequence] {
        let file = try SafetensorsFile(path: "\(Fixtures.directory)/\(name).safetensors")
        return try (0..<5).map { index in
            let entry = try #require(
                file.header.entries.first { $0.name == "\(index).input_ids" })
            let bytes = file.bytes(of: entry)
            let ids = (0..<entry.elementCount).map {
                Int(bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self))
            }
            return Self.sequence(ids)
        }
    }

    private func model(_ name: String) throws -> EncoderModel {
        try EncoderModel(directory: "\(Fixtures.directory)/\(name)")
    }

    @Test(arguments: checkpoints) func equalsTheReference(_ name: String, _ kind: String) throws {
        let encodings = try model(name).encode(sequences(name))
        let expected = try Fixtures.tensors(name)
        for (index, encoding) in encodings.enumerated() {
            expectStates(encoding.hiddenStates, try #require(expected["\(index).hidden_states"]))
            expectAttentions(encoding.attentions, try #require(expected["\(index).attentions"]))
        }
    }

    @Test(arguments: ["bert-long", "mpnet-long"])
    func equalsTheReferenceUpTo512Tokens(_ name: String) throws {
        let encodings = try model(name).encode(sequences(name))
        let expected = try Fixtures.tensors(name)
        #expect(encodings.map(\.tokenCount) == [3, 64, 127, 300, 512])
        for (index, encoding) in encodings.enumerated() {
            let shape = [encoding.tokenCount, encoding.hiddenStates.shape[2]]
            let count = shape[0] * shape[1]
            let states = encoding.hiddenStates.scalars
            let first = try #require(Tensor(shape: shape, scalars: Array(states.prefix(count))))
            let last = try #require(Tensor(shape: shape, scalars: Array(states.suffix(count))))
            expectStates(first, try #require(expected["\(index).first_states"]))
            expectStates(last, try #require(expected["\(index).last_states"]))
        }
    }

    @Test(arguments: [
        "distilbert-tiny", "bert-tiny", "bert-tiny-gelu-new", "bert-bf16-sharded",
        "distilbert-sinusoidal", "mpnet-tiny", "roberta-tiny", "bert-untied", "mpnet-untied",
        "roberta-untied",
    ])
    func headEqualsTheReference(_ name: String) throws {
        try expectHead(of: model(name), name)
    }

    private func expectHead(of model: EncoderModel, _ name: String) throws {
        let head = try #require(try model.maskedLMHead())
        let number = 2
        let encoding =
            name.contains("tiny") && name.contains("bert-tiny") && !name.hasPrefix("roberta")
            ? try model.encode([Fixtures.expectation(name).sentences[number].text])[0]
            : try model.encode([sequences(name)[number]])[0]
        let last = (0..<encoding.tokenCount).map {
            Array(encoding.hiddenStates[row: encoding.layerCount, $0])
        }
        let logits = try head.logits(last)
        expectStates(logits, try #require(try Fixtures.tensors(name)["\(number).logits"]))
        #expect(logits.shape == [encoding.tokenCount, model.configuration.vocabularySize])
        #expect(try head.logits([]).shape == [0, model.configuration.vocabularySize])
        #expect(throws: ModelError.self) { try head.logits([[1, 2]]) }
    }

    /// An untied checkpoint whose tensors are renamed (old to new) or left out (`nil`).
    private func withUntied(
        _ name: String, _ changes: [String: String?], _ body: (String) throws -> Void
    ) throws {
        try Fixtures.withCopy(of: name) { copy in
            let path = copy + "/model.safetensors"
            var builder = TensorFileBuilder()
            do {
                let file = try SafetensorsFile(path: path)
                for entry in file.header.entries {
                    guard let name = changes[entry.name, default: entry.name] else { continue }
                    builder.add(name, entry.type, entry.shape, Array(file.bytes(of: entry)))
                }
            }
            try write(builder.bytes, to: path)
            try body(copy)
        }
    }

    /// As transformers 4 writes it: one bias, under the name of the other one.
    @Test(arguments: [
        ("bert-untied", "cls.predictions"), ("mpnet-untied", "lm_head"),
        ("roberta-untied", "lm_head"),
    ])
    func aHeadWithOneBiasHasThatOne(_ name: String, _ scope: String) throws {
        let changes = ["\(scope).bias": nil, "\(scope).decoder.bias": "\(scope).bias"]
        try withUntied(name, changes) { try expectHead(of: EncoderModel(directory: $0), name) }
        // Alone under the decoder's name, as transformers 5 reads it, too.
        try withUntied(name, ["\(scope).bias": nil]) {
            try expectHead(of: EncoderModel(directory: $0), name)
        }
    }

    @Test func anUntiedHeadNeedsAMatrixOfItsOwn() throws {
        try withUntied("bert-untied", ["cls.predictions.decoder.weight": nil]) { copy in
            let model = try EncoderModel(directory: copy)
            #expect(
                message(in: copy) { try model.maskedLMHead() }
                    == "DIR/model.safetensors: there is no tensor \"cls.predictions.decoder.weight\"; "
                    + "expected one of shape [211, 32], as config.json requires: do the two "
                    + "files belong together?")
        }
    }

    @Test(arguments: [
        ("F8_E8M0", 4), ("F8_E4M3FNUZ", 4), ("F8_E5M2FNUZ", 4), ("F4", 2), ("F6_E3M2", 3),
        ("C64", 32),
        ("Q3_K", 7),
    ])
    func aTensorOfARareTypeThatIsNotNeededDoesNotMatter(_ type: String, _ count: Int) throws {
        try Fixtures.withCopy(of: "bert-tiny") { copy in
            let path = copy + "/model.safetensors"
            let expected = try EncoderModel(directory: copy).encode(["The bank."])
            var builder = TensorFileBuilder()
            do {
                let file = try SafetensorsFile(path: path)
                for entry in file.header.entries {
                    builder.add(entry.name, entry.type, entry.shape, Array(file.bytes(of: entry)))
                }
            }
            builder.add(
                "extra.scale", ScalarType(rawValue: type), [4], Array(repeating: 1, count: count))
            try write(builder.bytes, to: path)
            let found = try EncoderModel(directory: copy).encode(["The bank."])
            #expect(found == expected)
        }
    }

    @Test func aModelWithoutAHeadSaysSo() throws {
        #expect(try model("bert-long").maskedLMHead() == nil)
        #expect(try model("electra-tiny").maskedLMHead() == nil)
    }

    @Test func aPaddingTokenInTheTextHasNoPlaceOfItsOwn() throws {
        // RoBERTa counts positions over the other tokens only: the token behind a padding token
        // has the position that it would have without it.
        let model = try model("roberta-tiny")
        func states(_ ids: [Int]) throws -> ModelOutput {
            try model.encode([Self.sequence(ids)])[0]
        }
        let with = try states([0, 50, 1, 60, 2])
        let without = try states([0, 50, 60, 2])
        #expect(with.hiddenStates[row: 0, 3] == without.hiddenStates[row: 0, 2])
    }
}

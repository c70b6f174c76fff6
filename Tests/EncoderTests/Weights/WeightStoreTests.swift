import Foundation
import Testing

@testable import Encoder

@Suite struct WeightStoreTests {
    /// A folder with these files, each with tensors of one scalar.
    private func withShards(
        _ shards: [String: [String: Float]], index: String? = nil, _ body: (String) throws -> Void
    ) throws {
        try Fixtures.withTemporaryDirectory { directory in
            for (file, tensors) in shards {
                var builder = TensorFileBuilder()
                for (name, scalar) in tensors.sorted(by: { $0.key < $1.key }) {
                    builder.add(name, [1], [scalar])
                }
                try write(builder.bytes, to: directory + "/" + file)
            }
            if let index { try write(index, to: directory + "/model.safetensors.index.json") }
            try body(directory)
        }
    }

    private func scalar(
        _ name: String, _ family: ModelFamily = .bert, in directory: String
    ) throws -> Float {
        try WeightStore(directory: directory, names: TensorNames(family)).tensor(name, shape: [1])
            .tensor()
            .scalars[0]
    }

    @Test(arguments: [
        "embeddings.LayerNorm.weight", "embeddings.LayerNorm.gamma",
        "bert.embeddings.LayerNorm.weight", "bert.embeddings.LayerNorm.gamma",
    ])
    func findsEverySpelling(_ spelling: String) throws {
        try withShards(["model.safetensors": [spelling: 4, "other": 5]]) { directory in
            let found = try scalar("embeddings.LayerNorm.weight", in: directory)
            #expect(found == 4)
        }
    }

    @Test func readsShards() throws {
        let index = """
            {"metadata": {"total_size": 8},
             "weight_map": {"embeddings.a": "model-00001-of-00002.safetensors",
                            "bert.encoder.b": "model-00002-of-00002.safetensors"}}
            """
        try withShards(
            [
                "model-00001-of-00002.safetensors": ["embeddings.a": 1],
                "model-00002-of-00002.safetensors": ["bert.encoder.b": 2, "cls.bias": 3],
            ], index: index
        ) { directory in
            let store = try WeightStore(directory: directory, names: TensorNames(.bert))
            #expect(
                store.files.map(\.path)
                    == [1, 2].map { "\(directory)/model-0000\($0)-of-00002.safetensors" })
            #expect(try scalar("embeddings.a", in: directory) == 1)
            #expect(try store.scoped("encoder").tensor("b", shape: [1]).tensor().scalars[0] == 2)
            #expect(store.parameters.map(\.entry.name) == ["embeddings.a", "bert.encoder.b"])
            try store.checkUnchanged()
            truncate("\(directory)/model-00002-of-00002.safetensors", 50)
            #expect(throws: SafetensorsError.self) { try store.checkUnchanged() }
        }
    }

    @Test func aSingleFileComesBeforeShards() throws {
        try withShards(
            ["model.safetensors": ["x": 1], "s.safetensors": ["x": 2]],
            index: "{\"weight_map\":{\"x\":\"s.safetensors\"}}"
        ) { directory in
            let found = try scalar("x", in: directory)
            #expect(found == 1)
        }
    }

    @Test func aTensorMayBeInOneShardOnly() throws {
        try withShards(
            ["a.safetensors": ["x": 1, "y": 1], "b.safetensors": ["x": 2]],
            index: "{\"weight_map\":{\"y\":\"a.safetensors\",\"x\":\"b.safetensors\"}}"
        ) { directory in
            #expect(
                message(in: directory) {
                    try WeightStore(directory: directory, names: TensorNames(.bert))
                }
                    == "DIR/b.safetensors: tensor \"x\" is in DIR/a.safetensors too")
        }
    }

    @Test(arguments: [
        "../x.safetensors", "/etc/passwd", "a/b.safetensors", "..", "", "../../etc/passwd",
    ])
    func anIndexNamesFilesBesideItOnly(_ name: String) throws {
        try withShards([:], index: "{\"weight_map\":{\"x\":\"\(name)\"}}") { directory in
            #expect(
                message(in: directory) { try WeightFiles.paths(in: directory) }
                    == "DIR/model.safetensors.index.json: \"\(name)\" is not the name of a file beside it"
            )
        }
    }

    @Test(arguments: ["", "[]", "{}", "{\"weight_map\":[]}", "{\"weight_map\":{\"a\":1}}"])
    func aMalformedIndexIsRefused(_ index: String) throws {
        try withShards([:], index: index) { directory in
            #expect(
                message(in: directory) { try WeightFiles.paths(in: directory) }
                    == "DIR/model.safetensors.index.json: expected an object with a \"weight_map\" "
                    + "from names to files")
        }
    }

    @Test func anEmptyIndexIsRefused() throws {
        try withShards([:], index: "{\"weight_map\":{}}") { directory in
            #expect(
                message(in: directory) { try WeightFiles.paths(in: directory) }
                    == "DIR/model.safetensors.index.json: the \"weight_map\" is empty; expected the "
                    + "tensors' names")
        }
    }

    @Test func missingFilesAreNamed() throws {
        try withShards([:], index: "{\"weight_map\":{\"x\":\"none.safetensors\"}}") { directory in
            #expect(throws: ModelError.missingFile(path: directory + "/none.safetensors")) {
                try WeightFiles.paths(in: directory)
            }
        }
        try withShards([:]) { directory in
            #expect(throws: ModelError.missingFile(path: directory + "/model.safetensors")) {
                try WeightFiles.paths(in: directory)
            }
        }
    }

    @Test func refusesTensorsThatDoNotFit() throws {
        try Fixtures.withTemporaryDirectory { directory in
            var builder = TensorFileBuilder()
            builder.add("bert.embeddings.a", [2], [1, 2])
            builder.add("embeddings.position_ids", .int64, [1], [0, 0, 0, 0, 0, 0, 0, 0])
            builder.add("embeddings.wide", .float64, [1], [0, 0, 0, 0, 0, 0, 0, 0])
            builder.add("embeddings.rare", ScalarType(rawValue: "F8_E8M0"), [1], [0])
            builder.add("embeddings.new", ScalarType(rawValue: "Q3_K"), [1], [0, 0, 0])
            try write(builder.bytes, to: directory + "/model.safetensors")
            let store = try WeightStore(directory: directory, names: TensorNames(.bert))
            func problem(_ name: String, _ shape: [Int]) -> String {
                message(in: directory) { try store.tensor(name, shape: shape) }
            }
            let hint = ", as config.json requires: do the two files belong together?"
            #expect(
                problem("embeddings.a", [1, 2])
                    == "DIR/model.safetensors: tensor \"bert.embeddings.a\" has shape [2]; expected "
                    + "[1, 2]" + hint)
            #expect(
                problem("embeddings.b", [3])
                    == "DIR/model.safetensors: there is no tensor \"embeddings.b\"; expected one of "
                    + "shape [3]" + hint)
            for (name, type) in [
                ("embeddings.position_ids", "I64"), ("embeddings.wide", "F64"),
                ("embeddings.rare", "F8_E8M0"), ("embeddings.new", "Q3_K"),
            ] {
                #expect(
                    problem(name, [1])
                        == "DIR/model.safetensors: tensor \"\(name)\" has the number type \(type); "
                        + "F32, F16 and BF16 are read: convert the checkpoint to one of them")
            }
            // Index tables are no parameters.
            #expect(
                store.parameters.map(\.entry.name)
                    == ["bert.embeddings.a", "embeddings.wide", "embeddings.rare"])
        }
    }
}

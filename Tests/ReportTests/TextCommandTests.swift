import Foundation
import Testing

@Suite struct TextCommandTests {
    @Test func tokenizePrintsOneObjectALine() throws {
        let outcome = try Program.run(
            "tokenize", "The bank", "river", "--model", Program.tinyModel)
        #expect(outcome.status == 0)
        #expect(
            outcome.output == """
                {"ids":[2,170,115,3],"offsets":[[0,0],[0,3],[4,8],[0,0]],"text":"The bank",\
                "tokens":["[CLS]","the","bank","[SEP]"]}
                {"ids":[2,157,3],"offsets":[[0,0],[0,5],[0,0]],"text":"river",\
                "tokens":["[CLS]","river","[SEP]"]}

                """)
    }

    @Test func tokenizeReadsFilesAndNamesBadLines() throws {
        try Program.withTemporaryDirectory { directory in
            let lines = (0..<600).map { "{\"text\":\"bank \($0)\"}" } + ["oops"]
            try lines.joined(separator: "\n").write(
                toFile: directory + "/list.jsonl", atomically: true, encoding: .utf8)
            let outcome = try Program.run(
                "tokenize", "--jsonl", "list.jsonl", "--model", Program.tinyModel,
                directory: directory)
            #expect(outcome.status == 65)
            #expect(outcome.output.split(separator: "\n").count == 600)
            #expect(
                outcome.errors
                    == "report: error: list.jsonl, line 601: expected a JSON object with a string "
                    + "\"text\"\n")
        }
    }

    @Test func encodeWritesTheArrays() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try Program.run(
                "encode", "The bank", "--model", Program.tinyModel, "-o", "x.safetensors",
                directory: directory)
            #expect(outcome.status == 0)
            #expect(outcome.output == "")
            let data = try Data(contentsOf: URL(fileURLWithPath: directory + "/x.safetensors"))
            let length = Int(data.prefix(8).withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
            let header = try #require(
                try JSONSerialization.jsonObject(with: data[8..<8 + length])
                    as? [String: [String: Any]])
            #expect(header["0.input_ids"]?["shape"] as? [Int] == [4])
            #expect(header["0.hidden_states"]?["shape"] as? [Int] == [4, 4, 64])
            #expect(header["0.attentions"]?["shape"] as? [Int] == [3, 4, 4, 4])
        }
    }

    /// One weight is no number: every command that runs the model says so.
    @Test func damagedWeightsAreNamed() throws {
        try Program.withTemporaryDirectory { directory in
            try FileManager.default.copyItem(
                atPath: Program.tinyModel, toPath: directory + "/damaged")
            let file = URL(fileURLWithPath: directory + "/damaged/model.safetensors")
            var data = try Data(contentsOf: file)
            let length = Int(data.prefix(8).withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
            // The first tensor, a layer norm of the embeddings.
            data.replaceSubrange(
                8 + length..<12 + length, with: withUnsafeBytes(of: Float.nan) { Data($0) })
            try data.write(to: file)
            try "sentence1,sentence2,word\nA bank.,The bank.,bank\n".write(
                toFile: directory + "/list.csv", atomically: true, encoding: .utf8)
            try "A bank.\nThe bank.\nMy bank.\n".write(
                toFile: directory + "/list.txt", atomically: true, encoding: .utf8)
            for command in [
                ["encode", "The bank"], ["batch", "list.csv"],
                ["word", "list.txt", "--word", "bank"],
                ["pair", "A bank.", "The bank.", "--word", "bank"],
                ["figure", "heatmap", "A bank.", "--word", "bank", "--format", "svg"],
            ] {
                let outcome = try Program.run(
                    command + ["--model", "damaged", "-o", "out"], directory: directory)
                #expect(outcome.status == 65, "\(command)")
                #expect(
                    outcome.errors.contains("error: damaged: the model's result for \""),
                    "\(command): \(outcome.errors)")
                #expect(outcome.errors.contains("is not finite; the weights may be damaged"))
            }
        }
    }

    @Test func failuresLeaveNoFile() throws {
        try Program.withTemporaryDirectory { directory in
            let absent = try Program.run(
                "encode", "--jsonl", "none.jsonl", "--model", Program.tinyModel, "-o", "x",
                directory: directory)
            #expect(absent.status == 66)
            #expect(absent.errors == "report: error: cannot read none.jsonl: no such file\n")
            let unwritable = try Program.run(
                "encode", "bank", "--model", "./none", "-o", "no/x", directory: directory)
            #expect(unwritable.status == 73)
            #expect(try Program.tree(directory).isEmpty)
        }
        #expect(try Program.run("tokenize").status == 64)
        #expect(try Program.run("tokenize", "a", "--jsonl", "-").status == 64)
    }

    /// A folder that versions 4 and 5 of transformers read differently.
    @Test func warnsWhereTransformersDisagrees() throws {
        let folder =
            Program.tests.path + "/EncoderTests/Fixtures/tokenizer-folders/deberta-v2-4"
        try Program.withTemporaryDirectory { directory in
            let model = directory + "/deberta"
            try FileManager.default.copyItem(atPath: folder, toPath: model)
            let loud = try Program.run("tokenize", "bank", "--model", model)
            #expect(loud.status == 0)
            #expect(
                loud.errors.hasPrefix(
                    "report: warning: \(model)/tokenizer.json: versions 4 and 5 of transformers read this "
                        + "folder differently, and 5 is followed: of \""))
            #expect(try Program.run("tokenize", "bank", "--model", model, "-q").errors == "")
        }
    }

    @Test func longTextsAreWarnedOf() throws {
        let text = String(repeating: "bank ", count: 70)
        let loud = try Program.run("tokenize", text, "--model", Program.tinyModel)
        #expect(
            loud.errors == "report: warning: text 0 has 72 tokens; the model reads 64\n")
        let quiet = try Program.run("tokenize", text, "--model", Program.tinyModel, "-q")
        #expect(quiet.errors == "")
    }
}

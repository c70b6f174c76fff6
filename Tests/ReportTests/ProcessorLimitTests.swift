import Encoder
import Foundation
import Testing

/// The program under the limits of older processors, which `ONEDNN_MAX_CPU_ISA` sets.
@Suite struct ProcessorLimitTests {
    private static let fixtures = Program.tests.path + "/EncoderTests/Fixtures"
    private static let miniLM =
        Program.tests.deletingLastPathComponent().path + "/Models/all-MiniLM-L6-v2"
    private static let limits = ["AVX512_CORE", "AVX2", "AVX", "SSE41"]

    /// The models: every family, and one of a usual size.
    private static let models =
        [miniLM]
        + ["bert-tiny", "distilbert-tiny", "electra-tiny", "mpnet-tiny", "roberta-tiny"].map {
            "\(fixtures)/\($0)"
        }

    private func encode(
        _ texts: [String], _ model: String, threads: Int, limit: String, _ more: [String] = []
    ) throws -> (file: Data, path: String, output: String) {
        try Program.withTemporaryDirectory { directory in
            let path = directory + "/x.safetensors"
            let outcome = try Program.run(
                ["encode"] + texts
                    + ["--model", model, "--threads", "\(threads)", "-o", path] + more,
                environment: ["ONEDNN_MAX_CPU_ISA": limit, "ONEDNN_VERBOSE": "1"])
            try #require(outcome.status == 0, "\(outcome.errors)")
            return (try Data(contentsOf: URL(fileURLWithPath: path)), path, outcome.output)
        }
    }

    /// The kernels that oneDNN ran, as "softmax_v2,jit:avx2".
    private func kernels(in output: String) -> Set<String> {
        Set(
            output.split(separator: "\n").compactMap { line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                // "onednn_verbose,exec,cpu,softmax_v2,jit:avx2,…"; version 3 has more fields before.
                guard line.hasPrefix("onednn_verbose"), let exec = fields.firstIndex(of: "exec"),
                    fields.count > exec + 4
                else { return nil }
                return "\(fields[exec + 2]),\(fields[exec + 3])"
            })
    }

    @Test(arguments: limits)
    func bytesDoNotDependOnThreadsAndNoKernelIsAReference(_ limit: String) throws {
        // Two that share their layers, many for a thread each, and one longer than the short kernels take.
        let pair = ["The bank of the river was calm.", "She went to the bank to deposit money."]
        let many = (1..<12).map { Array(repeating: "river bank", count: $0).joined(separator: " ") }
        let long = [Array(repeating: "money in the bank", count: 40).joined(separator: " ")]
        for model in Self.models {
            for texts in [pair, many, long] {
                let single = try encode(texts, model, threads: 1, limit: limit)
                for threads in [2, 4] {
                    let found = try encode(texts, model, threads: threads, limit: limit)
                    #expect(found.file == single.file, "\(model), \(threads) threads")
                    let used = kernels(in: found.output)
                    #expect(!used.isEmpty)
                    #expect(!used.contains { $0.contains("ref") }, "\(model): \(used)")
                }
                let used = kernels(in: single.output)
                #expect(!used.contains { $0.contains("ref") }, "\(model): \(used)")
            }
        }
    }

    /// The arrays of two sentences against those of the reference; see `make_fixtures.py`.
    @Test(arguments: limits) func aPairEqualsTheReference(_ limit: String) throws {
        let expected = try arrays("\(Self.fixtures)/minilm-pair.safetensors")
        let texts = ["The bank of the river was calm.", "She went to the bank to deposit money."]
        try Program.withTemporaryDirectory { directory in
            for threads in [1, 2] {
                let path = "\(directory)/\(threads)"
                try encode(texts, Self.miniLM, threads: threads, limit: limit).file
                    .write(to: URL(fileURLWithPath: path))
                let found = try arrays(path)
                for (name, reference) in expected where !name.hasSuffix("input_ids") {
                    let values = try #require(found[name])
                    #expect(values.count == reference.count)
                    let isAttention = name.hasSuffix("attentions")
                    let excess = zip(values, reference).map { value, reference in
                        abs(value - reference)
                            - (isAttention ? 2e-6 : 1e-5 + 1e-4 * abs(reference))
                    }
                    #expect(excess.allSatisfy { $0 <= 0 }, "\(name)")
                }
            }
        }
    }

    /// With a cache of its own: what is measured once for a model differs between kinds of processor in the last digits.
    @Test(arguments: limits) func substitutesHaveNoReferenceKernelEither(_ limit: String) throws {
        let names = ["bert-tiny", "distilbert-tiny", "mpnet-tiny", "roberta-tiny", "bert-untied"]
        try Program.withTemporaryDirectory { directory in
            let environment = [
                "ONEDNN_MAX_CPU_ISA": limit, "ONEDNN_VERBOSE": "1", "XDG_CACHE_HOME": directory,
            ]
            for name in names {
                var outputs: [String] = []
                for threads in ["1", "2"] {
                    let arguments = [
                        "pair", "the bank of the river", "a bank", "--word", "bank", "--analyses",
                        "all", "--json", "--model", "\(Self.fixtures)/\(name)", "--threads",
                        threads,
                    ]
                    let outcome = try Program.run(arguments, environment: environment)
                    try #require(outcome.status == 0, "\(outcome.errors)")
                    #expect(!kernels(in: outcome.output).contains { $0.contains("ref") })
                    outputs.append(
                        outcome.output.split(separator: "\n").filter { $0.hasPrefix("{") }
                            .joined())
                }
                #expect(outputs[0] == outputs[1])
                #expect(outputs[0].contains("substitutes"))
            }
        }
    }

    @Test func halfPrecisionFollowsTheLimit() throws {
        let outcome = try Program.run(
            ["tokenize", "bank", "--model", Program.tinyModel],
            environment: ["ONEDNN_MAX_CPU_ISA": "AVX2"])
        #expect(outcome.status == 0)
        let refused = try Program.run(
            [
                "pair", "a bank", "the bank", "--word", "bank", "--model", Program.tinyModel,
                "--json",
                "--precision", "bf16",
            ], environment: ["ONEDNN_MAX_CPU_ISA": "AVX2"])
        #expect(refused.status == 69)
        #expect(refused.errors.contains("this processor cannot multiply bf16 numbers"))
    }

    private func arrays(_ path: String) throws -> [String: [Float]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let file = try SafetensorsFile(path: path)
        return Dictionary(
            uniqueKeysWithValues: file.header.entries.filter { $0.type == .float32 }.map { entry in
                let bytes = data[entry.bytes]
                let values = bytes.withUnsafeBytes { bytes in
                    (0..<entry.elementCount).map {
                        bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self)
                    }
                }
                return (entry.name, values)
            })
    }
}

// Times the encoder, as one side of Tests/Benchmarks/benchmark.py, which writes commands to its
// standard input and reads a line of JSON for each:
//
//     encoder-benchmark MODEL THREADS [fp32|bf16]
//
//     encode REPEATS TEXT⇥TEXT…     milliseconds of each run of one call for all texts
//     tokenise REPEATS TEXT⇥TEXT…   the same for tokenising alone
//     memory                        resident memory in MB

import Encoder
import Foundation

func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    try body()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
}

/// Resident memory in MB: what is anonymous (the process's own), and what is mapped from files.
func residentMemory() -> (own: Double, mapped: Double) {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    func value(_ name: String) -> Double {
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line.flatMap { Double($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
    }
    return (value("RssAnon:") / 1024, value("RssFile:") / 1024)
}

func answer(_ values: [String: Any]) throws {
    let data = try JSONSerialization.data(withJSONObject: values, options: [.sortedKeys])
    FileHandle.standardOutput.write(data + Data("\n".utf8))
}

let arguments = CommandLine.arguments + ["fp32"]
guard arguments.count >= 4, let threads = Int(arguments[2]),
    let precision = Precision(rawValue: arguments[3])
else {
    FileHandle.standardError.write(
        Data("usage: encoder-benchmark MODEL THREADS [PRECISION]\n".utf8))
    exit(64)
}
let before = residentMemory()
var loaded: EncoderModel?
let loading = try milliseconds {
    loaded = try EncoderModel(directory: arguments[1], threadCount: threads, precision: precision)
}
guard let model = loaded else { exit(70) }
let layerWeights = model.parameters.filter { $0.name.contains("layer.") }
    .reduce(0) { $0 + $1.elementCount * 4 }
let after = residentMemory()
try answer([
    "load": loading, "layerWeights": Double(layerWeights) / 1_048_576,
    "before": before.own + before.mapped, "after": after.own + after.mapped,
])

while let line = readLine() {
    let words = line.split(separator: " ", maxSplits: 2).map(String.init)
    switch (words.first, words.count) {
    case ("memory", _):
        let memory = residentMemory()
        try answer(["own": memory.own, "mapped": memory.mapped])
    case ("encode", 3), ("tokenise", 3):
        let texts = words[2].split(separator: "\t").map(String.init)
        let runs = try (0..<(Int(words[1]) ?? 1)).map { _ in
            try milliseconds {
                let sequences = texts.map { model.tokenizer.encode($0) }
                if words[0] == "encode" { _ = try model.encode(sequences) }
            }
        }
        try answer(["ms": runs])
    default:
        FileHandle.standardError.write(Data("not understood: \(line)\n".utf8))
        exit(64)
    }
}

// Times loading, tokenising and encoding, and weighs the loaded model:
//
//     swift run -c release encoder-benchmark [MODEL]

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

func print(_ name: String, _ value: Double, _ unit: String) {
    print(
        name.padding(toLength: 36, withPad: " ", startingAt: 0), String(format: "%10.2f", value),
        unit)
}

let path = CommandLine.arguments.dropFirst().first ?? "Models/all-MiniLM-L6-v2"
var loaded: EncoderModel?
let before = residentMemory()
print("load", try milliseconds { loaded = try EncoderModel(directory: path) }, "ms")
guard let model = loaded else { exit(1) }
let after = residentMemory()
let layers = model.parameters.filter { $0.name.contains("layer.") }
    .reduce(0) { $0 + $1.elementCount * 4 }
print("layer weights", Double(layers) / 1_048_576, "MB")
print("resident before loading", before.own + before.mapped, "MB")
print("resident after loading", after.own + after.mapped, "MB")

let pair = ["The bank of the river was calm.", "She went to the bank to deposit money."]
print("first pair", try milliseconds { _ = try model.encode(pair) }, "ms")
let warm = try (0..<20).map { _ in try milliseconds { _ = try model.encode(pair) } }.sorted()
print("warm pair, median of 20", warm[10], "ms")

let words = ["the", "bank", "river", "money", "deposit", "calm", "she", "went", "to", "walked"]
let lines = (0..<1000).map { line in
    (0..<8 + line % 5).map { words[(line * 7 + $0 * 3) % words.count] }.joined(separator: " ") + "."
}
var sequences: [TokenSequence] = []
sequences = lines.map { model.tokenizer.encode($0) }
let tokenizing = milliseconds { sequences = lines.map { model.tokenizer.encode($0) } }
let tokens = sequences.reduce(0) { $0 + $1.ids.count }
_ = try model.encode(Array(sequences.prefix(200)))
let encoding = try milliseconds { _ = try model.encode(sequences) }
print("tokenise 1,000 lines, \(tokens) tokens", tokenizing, "ms")
print("encode them on \(model.threadCount) threads", encoding, "ms")
print("tokenising, of encoding", 100 * tokenizing / encoding, "%")

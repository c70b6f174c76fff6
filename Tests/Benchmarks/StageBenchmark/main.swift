// Times the stages of one pair's report, warm and on one thread:
//
//     stage-benchmark MODEL FOLDER [ROUNDS]
//
// Prints one line of JSON: the median milliseconds of each stage. FOLDER is where the report goes.

import Analyses
import Charts
import Encoder
import Files
import Foundation
import Lists
import Pages

struct Stages {
    private(set) var times: [String: [Double]] = [:]

    mutating func time<Result>(_ stage: String, _ body: () throws -> Result) rethrows -> Result {
        let start = DispatchTime.now().uptimeNanoseconds
        let result = try body()
        times[stage, default: []].append(
            Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
        return result
    }

    var medians: [String: Double] { times.mapValues { $0.sorted()[$0.count / 2] } }
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
    FileHandle.standardError.write(Data("usage: stage-benchmark MODEL FOLDER [ROUNDS]\n".utf8))
    exit(64)
}
let environment = ProcessInfo.processInfo.environment
let model = try LoadedModel(
    ModelReference(arguments[1], environment: environment),
    cache: HubCache(environment: environment), threadCount: 1)
let encoder = model.encoder
let plain = try PairAnalyzer(model: model)
let thorough = try PairAnalyzer(
    model: model,
    tools: AnalysisTools(
        .all, model: encoder, weights: model.summary.sha256,
        cache: BaselineCache(environment: environment)))
let pair = SentencePair(
    "The bank of the river was calm.", "She went to the bank to deposit money.", word: "bank")
let texts = [pair.sentence1, pair.sentence2]

var stages = Stages()
for round in 0..<((arguments.count > 3 ? Int(arguments[3]) : nil) ?? 30) {
    // The first rounds fill caches of fonts and kernels.
    if round == 3 { stages = Stages() }
    let sequences = stages.time("tokenise") { texts.map { encoder.tokenizer.encode($0) } }
    _ = try stages.time("encode") { try encoder.encode(sequences) }
    let result = try stages.time("tokenise, encode, and measure") { try plain.analyze(pair) }
    _ = try stages.time("the same with all analyses") { try thorough.analyze(pair) }
    let figures = PairFigures(result.analysis)
    _ = try stages.time("draw 7 figures as SVG") {
        try figures.rendered(threadCount: 1, formats: [.svg])
    }
    let drawn = try stages.time("draw and pack 7 figures as PNG") {
        try figures.rendered(threadCount: 1, formats: [.png])
    }
    let files = try stages.time("page and data") {
        try PairReport(
            analysis: result.analysis, figures: drawn, producer: Producer(version: "0"),
            encodings: result.encodings
        ).files()
    }
    let writer = ReportWriter(directory: "\(arguments[2])/\(round)")
    try stages.time("write \(files.count) files") { try writer.write(files) }
    try FileManager.default.removeItem(atPath: writer.directory)
}
let data = try JSONSerialization.data(
    withJSONObject: stages.medians.mapValues { ($0 * 1000).rounded() / 1000 },
    options: [.sortedKeys])
FileHandle.standardOutput.write(data + Data("\n".utf8))

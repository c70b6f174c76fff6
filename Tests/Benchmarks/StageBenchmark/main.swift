// Times the stages of one pair's report, warm and on one thread:
//
//     stage-benchmark MODEL FOLDER [ROUNDS]
//
// Prints one line of JSON: the median milliseconds of each stage. FOLDER is where the report goes, and where lists of
// 1,000 pairs are read from: a thousandth of that time stands beside the time to encode one pair.

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

/// The same 1,000 pairs, in several formats.
let lists = try {
    let rows = (0..<1000).map { (id: "pair-\($0)", word: "bank") }
    let names = ["id", "word", "sentence1", "sentence2", "label"]
    func table(_ mark: String) -> String {
        ([names.joined(separator: mark)]
            + rows.map {
                [$0.id, $0.word, pair.sentence1, pair.sentence2, "same"].joined(separator: mark)
            }).joined(separator: "\n")
    }
    let objects = rows.map {
        #"{"id": "\#($0.id)", "word": "\#($0.word)", "sentence1": "\#(pair.sentence1)", "#
            + #""sentence2": "\#(pair.sentence2)", "label": "same"}"#
    }
    let texts = [
        "csv": table(","), "tsv": table("\t"), "jsonl": objects.joined(separator: "\n"),
        "json": "[\n" + objects.joined(separator: ",\n") + "\n]\n",
    ]
    try FileManager.default.createDirectory(
        atPath: arguments[2], withIntermediateDirectories: true)
    return try texts.sorted { $0.key < $1.key }.map { ending, text in
        let path = "\(arguments[2])/list.\(ending)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }
}()
var stages = Stages()
for round in 0..<((arguments.count > 3 ? Int(arguments[3]) : nil) ?? 30) {
    // The first rounds fill caches of fonts and kernels.
    if round == 3 { stages = Stages() }
    for path in lists {
        try stages.time("read 1,000 pairs of \(URL(fileURLWithPath: path).pathExtension)") {
            let list = try SentenceList(path: path, options: ListOptions())
            while let row = try list.next() { _ = try row.pair() }
        }
    }
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
for path in lists { try FileManager.default.removeItem(atPath: path) }
let data = try JSONSerialization.data(
    withJSONObject: stages.medians.mapValues { ($0 * 1000).rounded() / 1000 },
    options: [.sortedKeys])
FileHandle.standardOutput.write(data + Data("\n".utf8))

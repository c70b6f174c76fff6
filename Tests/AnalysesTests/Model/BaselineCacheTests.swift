import Encoder
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses

@Suite struct BaselineCacheTests {
    private let sentences = ["The bank of the river.", "She went home.", "It was a dark day."]

    private func measured() throws -> SimilarityBaseline {
        try SimilarityBaseline(model: TinyModel.load().encoder, sentences: sentences)
    }

    @Test func theSecondTimeItIsRead() throws {
        let model = try TinyModel.load()
        try withTemporaryDirectory { directory in
            let cache = BaselineCache(directory: directory + "/a/b")
            let first = try cache.baseline(of: model, sentences: sentences)
            #expect(try first == measured())
            let names = listing(directory + "/a/b")
            #expect(
                names == [
                    "baseline-\(model.summary.sha256)-\(SimilarityBaseline.hash(of: sentences)).json"
                ])
            #expect(try cache.baseline(of: model, sentences: sentences.reversed()) == first)

            // A file with other numbers shows that it is the file that is read.
            let path = directory + "/a/b/" + names[0]
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let other = text.replacingOccurrences(of: "\"tokenCount\":3", with: "\"tokenCount\":4")
            #expect(other != text)
            try other.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(try cache.baseline(of: model, sentences: sentences).tokenCount == 4)
        }
    }

    @Test func otherSentencesHaveTheirOwnFile() throws {
        let model = try TinyModel.load()
        try withTemporaryDirectory { directory in
            let cache = BaselineCache(directory: directory)
            let first = try cache.baseline(of: model, sentences: sentences)
            let second = try cache.baseline(of: model, sentences: sentences + ["Who is it?"])
            #expect(first != second)
            #expect(listing(directory).count == 2)
        }
    }

    /// The same weights give other vectors.
    @Test func withAnotherTokenizerItIsMeasuredAnew() throws {
        try withTemporaryDirectory { directory in
            let folder = directory + "/model"
            try FileManager.default.copyItem(atPath: TinyModel.directory, toPath: folder)
            try "{\"do_lower_case\": false, \"model_max_length\": 64}".write(
                toFile: folder + "/tokenizer_config.json", atomically: true, encoding: .utf8)
            let (model, cased) = (try TinyModel.load(), try TinyModel.load(folder))
            #expect(model.summary.sha256 == cased.summary.sha256)
            let cache = BaselineCache(directory: directory + "/cache")
            let baselines = try [model, cased, model].map {
                try cache.baseline(of: $0, sentences: sentences)
            }
            #expect(baselines[0] != baselines[1])
            #expect(baselines[0] == baselines[2])
            #expect(
                try baselines[1]
                    == SimilarityBaseline(model: cased.encoder, sentences: sentences))
        }
    }

    @Test(arguments: [
        "", "{", "[]", "{\"schema\":\"attention-report/baseline/1\"}",
        "SCHEMA", "KEY", "SHORT", "RANGE", "HASH",
    ])
    func whatCannotBeReadIsMeasuredAnew(_ damage: String) throws {
        let model = try TinyModel.load()
        try withTemporaryDirectory { directory in
            let cache = BaselineCache(directory: directory)
            let baseline = try cache.baseline(of: model, sentences: sentences)
            let path = directory + "/" + listing(directory)[0]
            let whole = try String(contentsOfFile: path, encoding: .utf8)
            func replacing(_ old: String, _ new: String) -> String {
                whole.replacingOccurrences(of: old, with: new)
            }
            let first = String(describing: baseline.layers[0])
            let damaged =
                switch damage {
                case "SCHEMA": replacing("baseline\\/1", "baseline\\/9")
                case "KEY": replacing(model.summary.sha256, "0")
                case "SHORT": replacing("[\(first),", "[")
                case "RANGE": replacing("[\(first),", "[1.5,")
                case "HASH":
                    replacing("\"sentencesHash\":\"", "\"sentencesHash\":\"0")
                default: damage
                }
            #expect(damaged != whole)
            try damaged.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(try cache.baseline(of: model, sentences: sentences) == baseline)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == whole)
            #expect(listing(directory).count == 1)
        }
    }

    @Test func whatCannotBeWrittenIsNoError() throws {
        let model = try TinyModel.load()
        try withTemporaryDirectory { directory in
            let file = directory + "/file"
            try "".write(toFile: file, atomically: true, encoding: .utf8)
            for place in [file, file + "/below", "/proc/none"] {
                let cache = BaselineCache(directory: place)
                #expect(try cache.baseline(of: model, sentences: sentences) == measured())
            }
            // A folder in the file's place.
            let cache = BaselineCache(directory: directory + "/cache")
            let baseline = try cache.baseline(of: model, sentences: sentences)
            let path = directory + "/cache/" + listing(directory + "/cache")[0]
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(
                atPath: path + "/inside", withIntermediateDirectories: true)
            #expect(try cache.baseline(of: model, sentences: sentences) == baseline)
            #expect(listing(directory + "/cache").allSatisfy { !$0.hasSuffix(".tmp") })
        }
    }

    @Test func saysWhatItDoes() throws {
        let model = try TinyModel.load()
        try withTemporaryDirectory { directory in
            var told: [String] = []
            func ask(_ directory: String) throws {
                _ = try BaselineCache(directory: directory).baseline(
                    of: model, sentences: sentences, onMeasuring: { told.append("measuring") },
                    onUnwritten: { told.append($0) })
            }
            try ask(directory)
            try ask(directory)
            #expect(told == ["measuring"])
            try ask("/proc/none")
            #expect(told.count == 3 && told[2].hasPrefix("/proc/none/baseline-"))
        }
    }

    @Test func theErrorsOfMeasuringPass() throws {
        let model = try TinyModel.load()
        try withTemporaryDirectory { directory in
            #expect(throws: SimilarityBaselineError.tooFewSentences(1)) {
                try BaselineCache(directory: directory).baseline(of: model, sentences: ["Yes."])
            }
            #expect(listing(directory).isEmpty)
        }
    }

    @Test func theEnvironmentNamesTheFolder() {
        func directory(_ environment: [String: String]) -> String {
            BaselineCache(environment: environment).directory
        }
        #expect(
            directory(["XDG_CACHE_HOME": "/cache", "HOME": "/me"]) == "/cache/attention-report")
        #expect(directory(["HOME": "/me"]) == "/me/.cache/attention-report")
        #expect(
            directory(["XDG_CACHE_HOME": "", "HOME": "/me"]) == "/me/.cache/attention-report")
        #expect(
            directory(["XDG_CACHE_HOME": "here", "HOME": "/me"]) == "/me/.cache/attention-report")
        #expect(directory([:]).hasSuffix("/.cache/attention-report"))
    }
}

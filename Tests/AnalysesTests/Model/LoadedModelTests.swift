import Encoder
import Foundation
import ReportTestSupport
import Testing

@testable import Analyses

@Suite struct LoadedModelTests {
    @Test func summarisesTheModel() throws {
        let summary = try TinyModel.load().summary
        #expect(summary.name == "distilbert-tiny")
        #expect(summary.type == "distilbert")
        #expect(summary.layers == 3)
        #expect(summary.heads == 4)
        #expect(summary.hiddenSize == 64)
        // Not the masked-LM head's.
        #expect(summary.parameters == 118_144)
    }

    @Test func hashesTheWeights() throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sha256sum", TinyModel.directory + "/model.safetensors"]
        process.standardOutput = output
        try process.run()
        let line = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(try TinyModel.load().summary.sha256 == line.prefix(64))
        #expect(try WeightsHash.ofModel(in: TinyModel.directory) == line.prefix(64))
    }

    @Test func passesTheEncodersErrorsOn() throws {
        #expect(throws: ModelError.missingDirectory(path: "./none")) {
            try LoadedModel(
                ModelReference("./none", environment: [:]), cache: HubCache(directory: "/none"),
                threadCount: 1)
        }
        #expect(throws: ModelError.notInCache(name: "no/model", cache: "/none")) {
            try LoadedModel(
                ModelReference("no/model", environment: [:]), cache: HubCache(directory: "/none"),
                threadCount: 1)
        }
    }
}

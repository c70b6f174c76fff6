import Encoder
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses

@Suite struct PackedWeightsCacheTests {
    private func model(_ directory: String, _ cache: PackedWeightsCache) throws -> EncoderModel {
        try EncoderModel(
            directory: directory, threadCount: 1, precision: .float32, packed: cache)
    }

    /// A copy of the tiny model, whose files are new.
    private func copy(in folder: String, _ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try FileManager.default.copyItem(atPath: TinyModel.directory, toPath: path)
        return path
    }

    private func files(_ directory: String) -> [String] {
        listing(directory).filter { $0.hasPrefix("packed-") }
    }

    @Test func theSecondModelReadsWhatTheFirstHasPacked() throws {
        try withTemporaryDirectory { folder in
            let directory = try copy(in: folder, "model")
            let cache = PackedWeightsCache(directory: folder + "/a/b", shortestAge: 0)
            let first = try model(directory, cache)
            #expect(first.packedByteCount > 0)
            #expect(files(folder + "/a/b").count == 1)
            let second = try model(directory, cache)
            #expect(second.packedByteCount == 0)
            let text = ["The bank of the river was calm."]
            #expect(try first.encode(text)[0].attentions == second.encode(text)[0].attentions)
        }
    }

    @Test func filesThatChangedMomentsAgoAreNotKept() throws {
        try withTemporaryDirectory { folder in
            let directory = try copy(in: folder, "model")
            _ = try model(directory, PackedWeightsCache(directory: folder + "/cache"))
            #expect(listing(folder + "/cache").isEmpty)
        }
    }

    @Test func otherWeightsInTheSamePlaceArePackedAnew() throws {
        try withTemporaryDirectory { folder in
            let directory = try copy(in: folder, "model")
            let cache = PackedWeightsCache(directory: folder + "/cache", shortestAge: 0)
            _ = try model(directory, cache)
            let before = files(folder + "/cache")
            // The same bytes, but nothing says so.
            let weights = directory + "/model.safetensors"
            try Data(contentsOf: URL(fileURLWithPath: weights)).write(
                to: URL(fileURLWithPath: weights), options: .atomic)
            #expect(try model(directory, cache).packedByteCount > 0)
            #expect(files(folder + "/cache") == before)
            #expect(try model(directory, cache).packedByteCount == 0)
        }
    }

    @Test func aDamagedFileIsReplaced() throws {
        try withTemporaryDirectory { folder in
            let directory = try copy(in: folder, "model")
            let cache = PackedWeightsCache(directory: folder + "/cache", shortestAge: 0)
            _ = try model(directory, cache)
            let path = folder + "/cache/" + files(folder + "/cache")[0]
            try Data("damaged".utf8).write(to: URL(fileURLWithPath: path))
            #expect(try model(directory, cache).packedByteCount > 0)
            #expect(try model(directory, cache).packedByteCount == 0)
        }
    }

    @Test func theModelsUsedLeastRecentlyMakeRoom() throws {
        try withTemporaryDirectory { folder in
            let models = try ["a", "b", "c"].map { try copy(in: folder, $0) }
            let unlimited = PackedWeightsCache(directory: folder + "/cache", shortestAge: 0)
            let size = try model(models[0], unlimited).packedByteCount
            // Room for two, with their tables of contents.
            let cache = PackedWeightsCache(
                directory: folder + "/cache", limit: size * 5 / 2, shortestAge: 0)
            _ = try model(models[1], cache)
            #expect(files(folder + "/cache").count == 2)
            Thread.sleep(forTimeInterval: 0.05)
            #expect(try model(models[0], cache).packedByteCount == 0)
            _ = try model(models[2], cache)
            #expect(files(folder + "/cache").count == 2)
            #expect(try model(models[0], cache).packedByteCount == 0)
            #expect(try model(models[1], cache).packedByteCount > 0)

            // Too large for the cache: nothing goes for it.
            let small = PackedWeightsCache(
                directory: folder + "/cache", limit: size - 1, shortestAge: 0)
            let before = files(folder + "/cache")
            #expect(try model(copy(in: folder, "d"), small).packedByteCount > 0)
            #expect(files(folder + "/cache") == before)
        }
    }

    @Test func aFolderThatCannotBeWrittenToDoesNotMatter() throws {
        try withTemporaryDirectory { folder in
            let directory = try copy(in: folder, "model")
            try Data().write(to: URL(fileURLWithPath: folder + "/file"))
            let cache = PackedWeightsCache(directory: folder + "/file", shortestAge: 0)
            #expect(try model(directory, cache).packedByteCount > 0)
        }
    }

    @Test func whatIsWrongWithAModelIsSaidAsWithoutACache() throws {
        let cache = PackedWeightsCache(directory: "/none")
        #expect(throws: ModelError.missingDirectory(path: "/none/model")) {
            try model("/none/model", cache)
        }
    }
}

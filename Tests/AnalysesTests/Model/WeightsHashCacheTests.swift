import Encoder
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files

@Suite struct WeightsHashCacheTests {
    /// Bytes that stand for weights, changed at a time that is long ago for the content; the system keeps
    /// the time of the file itself.
    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: path)
    }

    private func hash(_ text: String) -> String { ContentHash.hex(of: text.utf8) }

    /// Waits for the next tick of the file system's clock, which the age stands for elsewhere.
    private func wait() { Thread.sleep(forTimeInterval: 0.05) }

    @Test func whatIsUnchangedIsReadAndWhatChangedIsHashed() throws {
        try withTemporaryDirectory { folder in
            let weights = folder + "/model.safetensors"
            try write("first", weights)
            // Moments old: another change could look the same.
            let careful = WeightsHashCache(directory: folder + "/a/b")
            #expect(try careful.hash(ofModelIn: folder) == hash("first"))
            #expect(listing(folder + "/a/b").isEmpty)

            let cache = WeightsHashCache(directory: folder + "/a/b", shortestAge: 0)
            #expect(try cache.hash(ofModelIn: folder) == hash("first"))
            let names = listing(folder + "/a/b")
            #expect(names.count == 1)

            // A file with another hash shows that it is the file that is read.
            let path = folder + "/a/b/" + names[0]
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.hasSuffix(hash("first") + "\n"))
            let other = text.dropLast(65) + hash("other") + "\n"
            try Data(other.utf8).write(to: URL(fileURLWithPath: path))
            #expect(try cache.hash(ofModelIn: folder) == hash("other"))

            // Damaged in every way: hashed anew.
            let damaged: [String] = [
                "", "x", String(other.dropLast()), other + "x",
                other.replacingOccurrences(of: "/1\n", with: "/0\n"),
                text.dropLast(65) + String(repeating: "Z", count: 64) + "\n",
            ]
            for damage in damaged {
                try Data(damage.utf8).write(to: URL(fileURLWithPath: path))
                #expect(try cache.hash(ofModelIn: folder) == hash("first"))
            }

            // As long, and with the same time of its content, in place.
            wait()
            let file = try #require(FileHandle(forWritingAtPath: weights))
            try file.write(contentsOf: Data("fIrst".utf8))
            try file.close()
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
                ofItemAtPath: weights)
            #expect(try cache.hash(ofModelIn: folder) == hash("fIrst"))

            // Another file in its place.
            wait()
            try write("fiRst", folder + "/new")
            _ = rename(folder + "/new", weights)
            #expect(try cache.hash(ofModelIn: folder) == hash("fiRst"))
        }
    }

    @Test func allPartsOfAModelCount() throws {
        try withTemporaryDirectory { folder in
            let index = #"{"weight_map":{"a":"1.safetensors","b":"2.safetensors"}}"#
            try write(index, folder + "/model.safetensors.index.json")
            try write("one", folder + "/1.safetensors")
            try write("two", folder + "/2.safetensors")
            let cache = WeightsHashCache(directory: folder + "/cache", shortestAge: 0)
            #expect(try cache.hash(ofModelIn: folder) == hash("onetwo"))
            #expect(listing(folder + "/cache").count == 1)
            wait()
            try write("2wo", folder + "/2.safetensors")
            #expect(try cache.hash(ofModelIn: folder) == hash("one2wo"))
        }
    }

    @Test func aFolderThatCannotBeWrittenIsNoError() throws {
        let cache = WeightsHashCache(directory: "/proc/none")
        #expect(
            try cache.hash(ofModelIn: TinyModel.directory)
                == WeightsHash.ofModel(in: TinyModel.directory))
        #expect(throws: ModelError.missingFile(path: "/proc/model.safetensors")) {
            try cache.hash(ofModelIn: "/proc")
        }
    }

    @Test func itIsBesideTheBaselines() {
        for environment in [["XDG_CACHE_HOME": "/cache"], ["HOME": "/me"]] {
            #expect(
                WeightsHashCache(environment: environment).directory
                    == BaselineCache(environment: environment).directory)
        }
    }
}

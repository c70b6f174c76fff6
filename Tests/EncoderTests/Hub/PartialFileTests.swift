import Foundation
import Testing

@testable import Encoder

@Suite struct PartialFileTests {
    @Test func goesOnWhereItStopped() throws {
        try Fixtures.withTemporaryDirectory { directory in
            let blob = directory + "/blob"
            for text in ["river", " bank"] {
                let file = try PartialFile(of: blob)
                #expect(file.path == blob + ".incomplete")
                try Array(text.utf8).withUnsafeBytes { try file.append($0) }
            }
            let file = try PartialFile(of: blob)
            #expect(file.size == 10)
            try file.finish(as: blob)
            #expect(FileManager.default.contents(atPath: blob) == Data("river bank".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["blob"])
        }
    }

    @Test func linksAreNotFollowed() throws {
        try Fixtures.withTemporaryDirectory { directory in
            try write("mine", to: directory + "/other")
            try FileManager.default.createSymbolicLink(
                atPath: directory + "/blob.incomplete", withDestinationPath: "other")
            let error = #expect(throws: SystemError.self) {
                try PartialFile(of: directory + "/blob")
            }
            #expect(error?.code == ELOOP)
            #expect(FileManager.default.contents(atPath: directory + "/other") == Data("mine".utf8))
        }
    }
}

import Foundation
import TestSupport
import Testing

@testable import Analyses

@Suite struct FileStampTests {
    @Test func changesWithContentTimeAndFile() throws {
        try withTemporaryDirectory { folder in
            let path = folder + "/file"
            let url = URL(fileURLWithPath: path)
            try Data("one".utf8).write(to: url)
            let first = try #require(FileStamp(of: [path]))
            #expect(FileStamp(of: [path]) == first)
            // As long, with the time of its content set back: the file's own time is not.
            Thread.sleep(forTimeInterval: 0.05)
            let times = try FileManager.default.attributesOfItem(atPath: path)
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.write(contentsOf: Data("two".utf8))
            try handle.close()
            try FileManager.default.setAttributes(
                [.modificationDate: #require(times[.modificationDate])], ofItemAtPath: path)
            #expect(FileStamp(of: [path]) != first)
            #expect(FileStamp(of: [path, folder + "/none"]) == nil)
            #expect(FileStamp(of: [path, path]) != FileStamp(of: [path]))
        }
    }

    @Test func isOldOnlyAfterTheClocksTick() throws {
        try withTemporaryDirectory { folder in
            let path = folder + "/file"
            try Data().write(to: URL(fileURLWithPath: path))
            let stamp = try #require(FileStamp(of: [path]))
            let now = Int(time(nil))
            #expect(!stamp.isOld(at: now, shortestAge: 3))
            #expect(stamp.isOld(at: now + 3, shortestAge: 3))
            #expect(stamp.isOld(at: now, shortestAge: 0))
        }
    }
}

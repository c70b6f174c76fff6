import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FileWriterTests {
    @Test func writesThroughALinkAndLeavesIt() throws {
        try withTemporaryDirectory { base in
            try FileManager.default.createDirectory(
                atPath: base + "/data", withIntermediateDirectories: false)
            #expect(symlink("data/real", base + "/link") == 0)
            for text in ["first", "second"] {
                let writer = FileWriter(path: base + "/link")
                try writer.probe()
                try writer.write(Array(text.utf8))
                #expect(
                    FileManager.default.contents(atPath: base + "/data/real") == Data(text.utf8))
            }
            #expect(listing(base) == ["data", "data/real", "link"])
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: base + "/link")
                    == "data/real")
        }
    }

    @Test func writesToAPipeAsItIs() throws {
        try withTemporaryDirectory { base in
            #expect(mkfifo(base + "/pipe", 0o600) == 0)
            let reader = open(base + "/pipe", O_RDONLY | O_NONBLOCK)
            defer { close(reader) }
            let writer = FileWriter(path: base + "/pipe")
            try writer.probe()
            try writer.write([1, 2, 3])
            var bytes = [UInt8](repeating: 0, count: 8)
            #expect(read(reader, &bytes, 8) == 3)
            #expect(bytes.prefix(3) == [1, 2, 3])
            #expect(listing(base) == ["pipe"])
            var status = stat()
            #expect(lstat(base + "/pipe", &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        }
    }

    @Test func aFolderIsNotReplaced() throws {
        try withTemporaryDirectory { base in
            #expect(throws: OutputError.notAFile(path: base, kind: "a folder")) {
                try FileWriter(path: base).probe()
            }
            #expect(throws: OutputError.notAFile(path: base, kind: "a folder")) {
                try FileWriter(path: base).write([])
            }
            #expect(listing(base) == [])
        }
    }

    @Test func foldersAreMadeAndTakenBack() throws {
        try withTemporaryDirectory { base in
            let writer = FileWriter(path: base + "/a/b/f")
            try writer.probe()
            #expect(listing(base) == ["a", "a/b"])
            writer.rollBack()
            #expect(listing(base) == [])
            try writer.write([1])
            writer.rollBack()
            #expect(listing(base) == ["a", "a/b", "a/b/f"])
        }
    }
}

import Foundation
import Testing

@testable import Encoder

@Suite struct FilePathTests {
    /// A path, its name, its folder, and its ending.
    private static let parts: [(String, String, String, String?)] = [
        ("f", "f", ".", nil), ("é", "é", ".", nil), ("𝄞", "𝄞", ".", nil), ("-", "-", ".", nil),
        ("", "", ".", nil), ("/", "", "/", nil), ("//", "", "/", nil), ("/f", "f", "/", nil),
        ("a/f", "f", "a", nil), ("a//f", "f", "a", nil), ("a/b/", "b", "a", nil),
        ("/a/b.c/f.tar.gz", "f.tar.gz", "/a/b.c", "gz"), ("a.b/c", "c", "a.b", nil),
        (".png", ".png", ".", "png"), ("f.", "f.", ".", ""), ("./f.SVG", "f.SVG", ".", "SVG"),
        // A slash and a dot that combining marks follow.
        ("a/\u{301}b", "\u{301}b", "a", nil), ("a.\u{301}b", "a.\u{301}b", ".", "\u{301}b"),
    ]

    @Test(arguments: parts)
    func partsOfAPath(_ path: String, _ name: String, _ parent: String, _ ending: String?) {
        #expect(FilePath.name(of: path).utf8.elementsEqual(name.utf8))
        #expect(FilePath.parent(of: path) == parent)
        #expect(FilePath.ending(of: path) == ending)
    }

    @Test func pathsAreJoined() {
        #expect(FilePath.join("a", "b") == "a/b")
        #expect(FilePath.join("a/", "b") == "a/b")
        #expect(FilePath.join("/", "b") == "/b")
        #expect(FilePath.join("", "b") == "b")
        #expect(FilePath.join("a", "/b") == "/b")
    }

    @Test func namesOfFoldersAreNoFiles() {
        for path in ["", "/", ".", "..", "a/", "a/.."] { #expect(!FilePath.mayBeFile(path)) }
        for path in ["f", "é", "/f", "a/.f", "..f", "/dev/stdout"] {
            #expect(FilePath.mayBeFile(path))
        }
    }

    @Test func absolutePathsHaveOneForm() {
        #expect(FilePath.absolute("/a/./b//c/../d/") == "/a/b/d")
        #expect(FilePath.absolute("/../..") == "/")
        let here = FileManager.default.currentDirectoryPath
        #expect(FilePath.absolute("x/../y") == (here == "/" ? "/y" : here + "/y"))
    }

    @Test func linksLeadToTheSameFile() throws {
        let folder = NSTemporaryDirectory() + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data().write(to: URL(fileURLWithPath: folder + "/a"))
        try Data().write(to: URL(fileURLWithPath: folder + "/b"))
        #expect(symlink("a", folder + "/link") == 0)
        #expect(FilePath.areSameFile(folder + "/a", folder + "/link"))
        #expect(!FilePath.areSameFile(folder + "/a", folder + "/b"))
        #expect(!FilePath.areSameFile(folder + "/none", folder + "/none"))
    }
}

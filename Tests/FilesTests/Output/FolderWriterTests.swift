import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FolderWriterTests {
    private func write(
        _ text: String, in base: String, own: Set<String>
    ) throws {
        let writer = FolderWriter(directory: base)
        try writer.prepare()
        defer { writer.removeStaging() }
        try writer.write(
            [OutputFile(path: "figures/a.svg", bytes: Array(text.utf8))], to: "pairs/x",
            replacing: { own.contains($0) ? .program : .foreign })
    }

    @Test func replacesAFolderOfItsOwnFiles() throws {
        try withTemporaryDirectory { base in
            try write("first", in: base, own: [])
            try write("second", in: base, own: ["figures/a.svg"])
            #expect(
                listing(base)
                    == ["pairs", "pairs/x", "pairs/x/figures", "pairs/x/figures/a.svg"])
            let file = FileManager.default.contents(atPath: base + "/pairs/x/figures/a.svg")
            #expect(file == Data("second".utf8))
        }
    }

    @Test func aForeignFileKeepsTheFolderAsItWas() throws {
        try withTemporaryDirectory { base in
            try write("first", in: base, own: [])
            let note = base + "/pairs/x/deep/note"
            try FileManager.default.createDirectory(
                atPath: base + "/pairs/x/deep", withIntermediateDirectories: false)
            try Data("mine".utf8).write(to: URL(fileURLWithPath: note))
            let before = fileTree(base)
            #expect(throws: OutputError.foreign(path: note)) {
                try write("second", in: base, own: ["figures/a.svg"])
            }
            #expect(fileTree(base) == before)
        }
    }

    @Test func whatIsNotAsItWasWrittenStays() throws {
        try withTemporaryDirectory { base in
            try write("first", in: base, own: [])
            let writer = FolderWriter(directory: base)
            let file = "\(base)/pairs/x/figures/a.svg"
            let hash = FolderManifest.hash("first".utf8)
            try writer.check("pairs/x") { _ in .hash(hash) }
            try Data("mine".utf8).write(to: URL(fileURLWithPath: file))
            #expect(throws: OutputError.edited(path: file)) {
                try writer.check("pairs/x") { _ in .hash(hash) }
            }
            #expect(unlink(file) == 0 && symlink("/etc/hostname", file) == 0)
            #expect(throws: OutputError.foreign(path: file)) {
                try write("second", in: base, own: ["figures/a.svg"])
            }
            // Nor does a link lead elsewhere on the way.
            #expect(rename(base + "/pairs", base + "/moved") == 0)
            #expect(symlink("moved", base + "/pairs") == 0)
            #expect(throws: OutputError.foreign(path: base + "/pairs")) {
                try write("second", in: base, own: ["figures/a.svg"])
            }
        }
    }

    @Test func aLinkOrFileOfTheFoldersNameStays() throws {
        try withTemporaryDirectory { base in
            try FileManager.default.createDirectory(
                atPath: base + "/pairs", withIntermediateDirectories: false)
            #expect(symlink("/tmp", base + "/pairs/x") == 0)
            #expect(throws: OutputError.foreign(path: base + "/pairs/x")) {
                try write("first", in: base, own: ["figures/a.svg"])
            }
            #expect(unlink(base + "/pairs/x") == 0)
            try Data().write(to: URL(fileURLWithPath: base + "/pairs/x"))
            #expect(throws: OutputError.foreign(path: base + "/pairs/x")) {
                try write("first", in: base, own: ["figures/a.svg"])
            }
        }
    }
}

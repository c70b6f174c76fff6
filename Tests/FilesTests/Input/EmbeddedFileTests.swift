import Files
import Foundation
import TestSupport
import Testing

@Suite struct EmbeddedFileTests {
    /// None is forgotten, and none is older than its source.
    @Test(arguments: [
        "Sources/Pages/Templates", "Sources/Pages/Templates/explore",
        "Sources/Analyses/Model/Resources",
        "Sources/Analyses/Pair/Resources",
    ])
    func everyFileOfTheFoldersIsEmbedded(folder: String) throws {
        let url = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: folder)
        let files = try FileManager.default.contentsOfDirectory(
            at: url, includingPropertiesForKeys: [.isRegularFileKey]
        ).filter { try $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true }
        #expect(!files.isEmpty)
        for file in files {
            #expect(
                try EmbeddedFile.bytes(file.lastPathComponent) == Array(Data(contentsOf: file)),
                "\(file.lastPathComponent)")
        }
    }

    @Test func textIsUTF8() {
        #expect(EmbeddedFile.text("pairs.csv").hasPrefix("id,word,sentence1,sentence2,label\n"))
    }
}

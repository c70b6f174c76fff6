import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FolderManifestTests {
    private let identity = ReportIdentity.word("bank", list: "bank.csv", model: "m")

    @Test func isReadAsItIsWritten() throws {
        try withTemporaryDirectory { base in
            let manifest = FolderManifest(identity, ["a/b.svg": ["00ff"]])
            let path = "\(base)/\(FolderManifest.name)"
            try Data(manifest.bytes()).write(to: URL(fileURLWithPath: path))
            #expect(try FolderManifest.found(in: base) == manifest)
            #expect(
                String(decoding: try manifest.bytes(), as: UTF8.self).hasSuffix(
                    """
                      "report" : {
                        "kind" : "word",
                        "lists" : [
                          "bank.csv"
                        ],
                        "model" : "m",
                        "words" : [
                          "bank"
                        ]
                      },
                      "schema" : "attention-report/folder/1"
                    }

                    """))
        }
    }

    /// Its files may be removed, so a manifest that names others is none.
    @Test func doesNotReachOutsideOfItsFolder() throws {
        try withTemporaryDirectory { base in
            for path in ["../a", "/etc/passwd", "a//b", "", FolderManifest.name] {
                let manifest = FolderManifest(identity, [path: ["00ff"]])
                let place = "\(base)/\(FolderManifest.name)"
                try Data(manifest.bytes()).write(to: URL(fileURLWithPath: place))
                #expect(throws: OutputError.unknownManifest(path: place), "\(path)") {
                    try FolderManifest.found(in: base)
                }
            }
        }
    }
}

import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct ReportFolderTests {
    private func identity(_ sentence: String) -> ReportIdentity {
        .pair(
            sentences: [sentence, "My bank."], words: ["bank", "bank"], occurrences: [1, 1],
            model: "m")
    }

    private func file(_ path: String, _ text: String) -> OutputFile {
        OutputFile(path: path, bytes: Array(text.utf8))
    }

    @discardableResult
    private func write(
        _ sentence: String, _ files: [String: String], in base: String,
        streams: [StreamedFile] = []
    ) throws -> String {
        let folder = ReportFolder(in: base, name: "bank")
        try folder.probe(identity(sentence), files: files.keys.sorted())
        return try folder.write(
            files.sorted { $0.key < $1.key }.map { file($0.key, $0.value) }, streams: streams,
            of: identity(sentence))
    }

    private func put(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func theSameReportIsRenewedWhole() throws {
        try withTemporaryDirectory { base in
            try write(
                "A bank.", ["index.html": "1", "heads.csv": "1", "figures/deep/a.svg": "1"],
                in: base)
            try put("mine", base + "/bank/notes.txt")
            #expect(try write("A bank.", ["index.html": "2"], in: base) == base + "/bank")
            #expect(
                listing(base) == ["bank", "bank/.report.json", "bank/index.html", "bank/notes.txt"])
            #expect(text(base + "/bank/index.html") == "2")
            #expect(text(base + "/bank/notes.txt") == "mine")
        }
    }

    @Test func anotherReportGetsAFolderOfItsOwnAndKeepsIt() throws {
        try withTemporaryDirectory { base in
            #expect(try write("A", ["index.html": "a"], in: base) == base + "/bank")
            #expect(try write("B", ["index.html": "b"], in: base) == base + "/bank-2")
            #expect(try write("C", ["index.html": "c"], in: base) == base + "/bank-3")
            #expect(try write("B", ["index.html": "b2"], in: base) == base + "/bank-2")
            #expect(text(base + "/bank/index.html") == "a")
            #expect(text(base + "/bank-2/index.html") == "b2")
            // It is found where it is, also when a lower number has become free.
            try FileManager.default.removeItem(atPath: base + "/bank")
            #expect(try write("C", ["index.html": "c2"], in: base) == base + "/bank-3")
            #expect(try write("D", ["index.html": "d"], in: base) == base + "/bank")
        }
    }

    @Test func aFileThatIsNotOursIsNamedAndStays() throws {
        try withTemporaryDirectory { base in
            try FileManager.default.createDirectory(
                atPath: base + "/bank", withIntermediateDirectories: false)
            for name in ["style.css", FolderManifest.name] {
                let path = "\(base)/bank/\(name)"
                try put("mine", path)
                let error =
                    name == FolderManifest.name
                    ? OutputError.unknownManifest(path: path) : .foreign(path: path)
                #expect(throws: error) {
                    try write("A", ["index.html": "a", "style.css": "a"], in: base)
                }
                // Also where the first look did not know of the file.
                #expect(throws: error) {
                    try ReportFolder(in: base, name: "bank").write(
                        [file("index.html", "a"), file("style.css", "a")], of: identity("A"))
                }
                #expect(listing(base) == ["bank", "bank/\(name)"])
                #expect(text(path) == "mine")
                try FileManager.default.removeItem(atPath: path)
            }
            // A file that a later kind of report has, beside the report that is renewed.
            try write("A", ["index.html": "a"], in: base)
            try put("mine", base + "/bank/heads.csv")
            #expect(throws: OutputError.foreign(path: base + "/bank/heads.csv")) {
                try write("A", ["index.html": "b", "heads.csv": "b"], in: base)
            }
            #expect(text(base + "/bank/index.html") == "a")
        }
    }

    @Test func aRecordThatCannotBeReadIsSaidToBeSo() throws {
        try withTemporaryDirectory { base in
            try write("A", ["index.html": "a"], in: base)
            let path = "\(base)/bank/\(FolderManifest.name)"
            let whole = try #require(text(path))
            try put(String(whole.prefix(whole.count / 2)), path)
            #expect(throws: OutputError.unknownManifest(path: path)) {
                try write("A", ["index.html": "b"], in: base)
            }
            // Not even root can read the memory of a process at its beginning.
            #expect(throws: OutputError.unreadable(path: "/proc/self/mem", code: EIO)) {
                try FileTree.contents(of: "/proc/self/mem")
            }
            #expect(throws: OutputError.unreadable(path: base + "/none", code: ENOENT)) {
                try FileTree.contents(of: base + "/none")
            }
            #expect(text(base + "/bank/index.html") == "a")
        }
    }

    @Test func whatWasChangedSinceIsTheUsers() throws {
        try withTemporaryDirectory { base in
            try write("A", ["index.html": "a", "style.css": "a"], in: base)
            try put("mine", base + "/bank/style.css")
            let before = fileTree(base)
            for files in [["index.html": "b", "style.css": "b"], ["index.html": "b"]] {
                #expect(throws: OutputError.edited(path: base + "/bank/style.css")) {
                    try write("A", files, in: base)
                }
            }
            #expect(fileTree(base) == before)
            // A file that is gone is no loss, and a link is not what was written.
            #expect(unlink(base + "/bank/style.css") == 0)
            try write("A", ["index.html": "b", "style.css": "b"], in: base)
            #expect(text(base + "/bank/style.css") == "b")
            #expect(unlink(base + "/bank/style.css") == 0)
            #expect(symlink("index.html", base + "/bank/style.css") == 0)
            #expect(throws: OutputError.edited(path: base + "/bank/style.css")) {
                try write("A", ["index.html": "c", "style.css": "c"], in: base)
            }
        }
    }

    /// A run that was killed between its first rename and its last leaves the union of both manifests,
    /// files of both, and what waited for its name.
    @Test func aRunThatWasKilledIsCompleted() throws {
        try withTemporaryDirectory { base in
            try write("A", ["index.html": "1", "old.csv": "1", "style.css": "1"], in: base)
            let found = try FolderManifest.found(in: base + "/bank")
            let old = try #require(found)
            let new = FolderManifest(
                identity("A"),
                ["index.html": "2", "new.csv": "2", "style.css": "2"]
                    .mapValues { [FolderManifest.hash($0.utf8)] })
            let manifest = URL(fileURLWithPath: "\(base)/bank/\(FolderManifest.name)")
            try Data(old.union(with: new).bytes()).write(to: manifest)
            try put("2", base + "/bank/style.css")
            try put("2", base + "/bank/new.csv")
            try FileManager.default.createDirectory(
                atPath: base + "/bank/.report-staging", withIntermediateDirectories: false)
            try put("2", base + "/bank/.report-staging/index.html")

            try write("A", ["index.html": "3"], in: base)
            #expect(listing(base) == ["bank", "bank/.report.json", "bank/index.html"])
            #expect(text(base + "/bank/index.html") == "3")
            #expect(
                try FolderManifest.found(in: base + "/bank")?.files
                    == ["index.html": [FolderManifest.hash("3".utf8)]])
        }
    }

    @Test func aFolderOfTheUserWithTheNameOfOursStays() throws {
        try withTemporaryDirectory { base in
            let staging = base + "/bank/.report-staging"
            try FileManager.default.createDirectory(
                atPath: staging, withIntermediateDirectories: true)
            try put("mine", staging + "/x")
            #expect(throws: OutputError.foreign(path: staging)) {
                try write("A", ["index.html": "1"], in: base)
            }
            #expect(text(staging + "/x") == "mine")
            // What a killed run has left is marked.
            try put("", staging + "/.attention-report")
            try write("A", ["index.html": "1"], in: base)
            #expect(listing(base) == ["bank", "bank/.report.json", "bank/index.html"])
        }
    }

    @Test func aFailureChangesNothing() throws {
        struct Failure: Error {}
        try withTemporaryDirectory { base in
            let failing = StreamedFile(path: "a.csv") { part in
                try part([1])
                throw Failure()
            }
            #expect(throws: Failure.self) {
                try write("A", ["index.html": "1"], in: base + "/new", streams: [failing])
            }
            #expect(listing(base) == [])
            try write("A", ["index.html": "1"], in: base)
            let before = fileTree(base)
            #expect(throws: Failure.self) {
                try write("A", ["index.html": "2"], in: base, streams: [failing])
            }
            #expect(fileTree(base) == before)
            #expect(throws: OutputError.duplicatePath("x")) {
                try ReportFolder(in: base, name: "y").write(
                    [file("x", ""), file("x", "")], of: identity("A"))
            }
        }
    }

    @Test func streamsAreFilesLikeOthers() throws {
        try withTemporaryDirectory { base in
            let stream = StreamedFile(path: "m.csv") { part in
                try part(Array("a,".utf8))
                try part(Array("b".utf8))
            }
            try write("A", ["index.html": "1"], in: base, streams: [stream])
            #expect(text(base + "/bank/m.csv") == "a,b")
            #expect(
                try FolderManifest.found(in: base + "/bank")?.files["m.csv"]
                    == [FolderManifest.hash("a,b".utf8)])
            try write("A", ["index.html": "2"], in: base)
            #expect(listing(base) == ["bank", "bank/.report.json", "bank/index.html"])
        }
    }

    /// Many at the same time, each with its own sentence: as many folders, each whole.
    @Test func writersSideBySideGetFoldersOfTheirOwn() async throws {
        let base = NSTemporaryDirectory() + "report-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: base) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                group.addTask { try write("\(number)", ["index.html": "\(number)"], in: base) }
            }
            try await group.waitForAll()
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: base).sorted()
        #expect(Set(names) == Set(["bank"] + (2...12).map { "bank-\($0)" }))
        let texts = names.map { text("\(base)/\($0)/index.html") }
        #expect(Set(texts) == Set((0..<12).map { "\($0)" }))
    }
}

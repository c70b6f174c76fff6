import Foundation
import Testing

/// Swift code in documents stands in the samples of this folder, which are compiled and run.
@Suite struct SamplesTests {
    private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    private static let package = samples.deletingLastPathComponent().deletingLastPathComponent()

    @Test func everyDocumentsCodeIsCompiled() throws {
        let samples = try FileManager.default
            .contentsOfDirectory(at: Self.samples, includingPropertiesForKeys: nil)
            .map { lines(try String(contentsOf: $0, encoding: .utf8)) }
        var count = 0
        for document in try Self.documents() {
            let text = try String(contentsOf: document, encoding: .utf8)
            for block in text.matches(of: /(?m)^```swift\n((?s:.*?))^```$/).map({ String($0.1) })
            where !block.hasPrefix(".package(") {
                count += 1
                let code = lines(block)
                #expect(
                    samples.contains { $0.contains(code) },
                    "\(document.lastPathComponent): in no file of Tests/DocumentationTests:\n\(block)"
                )
            }
        }
        #expect(count >= 10)
    }

    @Test func codeThatIsNotInASampleIsFound() {
        #expect(lines("a  // b\n\n  c").contains(lines("a // b\nc")))
        #expect(!lines("a\nb\nc").contains(lines("a\nc")))
    }

    private static func documents() throws -> [URL] {
        let folders = [
            "Documentation", "Sources/Charts/Charts.docc", "Sources/Encoder/Encoder.docc",
        ]
        return try folders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                at: package.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        }.filter { $0.pathExtension == "md" } + [package.appendingPathComponent("README.md")]
    }

    /// Lines of code without their layout; imports, which stand elsewhere in a file, are left out.
    private func lines(_ code: String) -> [String] {
        code.split(separator: "\n")
            .map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty && !$0.hasPrefix("import ") }
    }
}

import ReportTestSupport
import Testing

@testable import Analyses

@Test func modelDescriptionCountsEveryParameterOnce() throws {
    let lines = ModelDescription.text(for: try TinyModel.load()).split(separator: "\n").map {
        $0.split(separator: " ").joined(separator: " ")
    }
    let header = try #require(lines.firstIndex(of: "tensor shape type parameters"))
    let counts = lines[(header + 1)...].compactMap { line in
        line.split(separator: " ").last.flatMap { Int($0.filter { $0 != "," }) }
    }
    #expect(counts.reduce(0, +) == 118_144)
    // Layer 2 stands after layer 1, and would before layer 10.
    #expect(lines.contains("distilbert.transformer.layer.1.ffn.lin2.weight 64 × 128 F32 8,192"))
}

import Testing

@testable import Encoder

@Suite struct PostProcessorTests {
    private func trim(
        _ range: Range<Int>, _ token: String, keeps: Bool = false, isFirst: Bool = false
    ) -> Range<Int> {
        PostProcessor.Trimming(keepsPrefixSpace: keeps)(
            range, of: token.unicodeScalars, isFirst: isFirst)
    }

    @Test func leavesSpacesOut() {
        #expect(trim(3..<8, "Ġbank") == 4..<8)
        #expect(trim(3..<8, "bankĠ") == 3..<7)
        #expect(trim(3..<4, "Ġ") == 4..<4)
        #expect(trim(3..<6, "ĠĠĠ") == 6..<6)
        #expect(trim(3..<8, "  <m>") == 5..<8)
        #expect(trim(3..<7, "bank") == 3..<7)
    }

    @Test func keepsASpaceThatMayHaveBeenPutThere() {
        #expect(trim(0..<4, "Ġbank", keeps: true, isFirst: true) == 0..<4)
        #expect(trim(0..<4, "Ġbank", keeps: true) == 0..<4)
        #expect(trim(0..<4, "Ġbank", isFirst: true) == 1..<4)
        #expect(trim(0..<6, "ĠĠbank", keeps: true, isFirst: true) == 2..<6)
    }
}

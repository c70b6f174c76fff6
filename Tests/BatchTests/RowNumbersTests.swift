import TestSupport
import Testing

@testable import Batch

@Suite struct RowNumbersTests {
    @Test(arguments: 0..<20) func answersAreThoseOfADictionary(_ seed: UInt64) {
        var random = SeededGenerator(seed)
        var (all, reference) = (RowNumbers([]), [Int: Bool]())
        for _ in 0..<4 {
            var own: [(number: Int, isDone: Bool)] = (0..<Int.random(in: 0..<50, using: &random))
                .map { _ in
                    (Int.random(in: 1..<80, using: &random), Bool.random(using: &random))
                }
            own.sort { $0.number < $1.number }
            let numbers = RowNumbers(own)
            let ownReference = Dictionary(own.map { ($0.number, $0.isDone) }) { $1 }
            #expect(numbers.count == ownReference.count)
            #expect(numbers.doneCount == ownReference.values.count { $0 })
            #expect(numbers.last == ownReference.keys.max() ?? 0)
            all.formUnion(numbers)
            reference.merge(ownReference) { $0 || $1 }
        }
        #expect(all.count == reference.count)
        #expect(all.doneCount == reference.values.count { $0 })
        #expect(all.last == reference.keys.max() ?? 0)
    }
}

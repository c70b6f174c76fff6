import Foundation
import Testing

@testable import Encoder

@Suite struct LargePagesTests {
    /// Advice must not touch what lies before, behind, or in memory that is too small for a page.
    @Test(arguments: [0, 100, LargePages.size - 1, LargePages.size, 5 * LargePages.size + 4096])
    func memoryOfAnySizeKeepsItsContent(_ count: Int) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        defer { memory.deallocate() }
        for index in memory.indices { memory[index] = UInt8(truncatingIfNeeded: index) }
        LargePages.advise(memory)
        #expect(memory.indices.allSatisfy { memory[$0] == UInt8(truncatingIfNeeded: $0) })
    }

    @Test func nothingIsNoMemory() {
        LargePages.advise(UnsafeMutableRawBufferPointer(start: nil, count: 0))
    }
}

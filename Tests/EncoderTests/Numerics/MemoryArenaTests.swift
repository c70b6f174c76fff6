import Testing

@testable import Encoder

@Suite struct MemoryArenaTests {
    @Test func buffersLieOnCacheLinesAndDoNotOverlap() throws {
        let arena = MemoryArena()
        let sizes = [1, 64, 65, 1 << 20, 40 << 20, 33 << 20, 100, 0]
        let buffers = try sizes.map { try arena.buffer(byteCount: $0) }
        for (size, buffer) in try paired(sizes, buffers) {
            #expect(buffer.byteCount >= size)
            #expect(Int(bitPattern: buffer.base) % 64 == 0)
        }
        let places = buffers.map { (Int(bitPattern: $0.base), $0.byteCount) }.sorted { $0.0 < $1.0 }
        for (first, second) in zip(places, places.dropFirst()) {
            #expect(first.0 + first.1 <= second.0)
        }
    }

    @Test func aBufferOutlivesTheArenasOwner() throws {
        let buffer = try MemoryArena().buffer(byteCount: 4000)
        buffer.floats.update(repeating: 3)
        #expect(buffer.floats.allSatisfy { $0 == 3 })
    }

    @Test func moreThanThereIsIsAnError() {
        #expect(throws: NumericsError.self) { try MemoryArena().buffer(byteCount: .max) }
        #expect(throws: NumericsError.self) { try MemoryArena().buffer(byteCount: 1 << 60) }
    }
}

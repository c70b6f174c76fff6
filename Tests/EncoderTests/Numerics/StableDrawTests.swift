import Testing

@testable import Encoder

@Suite struct StableDrawTests {
    /// Computed with Python: int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % count.
    @Test func followsTheBytesOfTheText() {
        #expect(StableDraw.index(of: "The bank of the river was calm.", below: 7) == 1)
        #expect(StableDraw.index(of: "Café", below: 1000) == 264)
        #expect(StableDraw.index(of: "", below: 1) == 0)
        // Nothing to draw from.
        #expect(StableDraw.index(of: "bank", below: 0) == 0)
    }
}

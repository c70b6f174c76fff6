import Testing

@testable import Charts

@Suite struct PaletteTests {
    private func bitmap<Result>(
        _ pixels: [UInt32], width: Int, hasAlpha: Bool = false, _ body: (Bitmap) throws -> Result
    ) rethrows -> Result {
        try pixels.withUnsafeBytes {
            try body(
                Bitmap(
                    bytes: $0, width: width, height: pixels.count / width, stride: width * 4,
                    hasAlpha: hasAlpha))
        }
    }

    @Test func fewColorsAreKept() throws {
        let indexed = try #require(
            bitmap([1, 2, 2, 1, 1, 2, 2, 1, 3, 3, 3, 1], width: 4) { $0.indexed(exact: []) })
        #expect(indexed.pixels == [0, 1, 1, 0, 0, 1, 1, 0, 2, 2, 2, 0])
        #expect(indexed.colors == [0xFF00_0001, 0xFF00_0002, 0xFF00_0003])
    }

    @Test(arguments: [1, 15, 16, 17, 33, 100]) func everyPixelKeepsItsColor(_ width: Int) throws {
        var random = SystemRandomNumberGenerator()
        var pixels: [UInt32] = []
        while pixels.count < 30 * width {
            let color = UInt32.random(in: 0..<40, using: &random)
            let length = Int.random(in: 1...40, using: &random)
            // The highest byte has no meaning without alpha.
            for _ in 0..<length {
                pixels.append(color | UInt32.random(in: 0...255, using: &random) << 24)
            }
        }
        pixels.removeLast(pixels.count - 30 * width)
        // A row like the one above.
        pixels.replaceSubrange(5 * width..<6 * width, with: pixels[4 * width..<5 * width])
        let indexed = try #require(bitmap(pixels, width: width) { $0.indexed(exact: []) })
        #expect(indexed.pixels.map { indexed.colors[Int($0)] } == pixels.map { $0 | 0xFF00_0000 })
    }

    @Test func exactColorsSurviveTheMerging() throws {
        let greys = (0..<256).map { UInt32($0) * 0x010101 | 0xFF00_0000 }
        let reds = (0..<256).map { UInt32($0) << 16 | 0xFF00_0000 }
        let exact: Set<UInt32> = [0xFF10_1010, 0xFF11_1111, 0xFF33_0000]
        let pixels = greys + reds
        let indexed = try #require(bitmap(pixels, width: 256) { $0.indexed(exact: exact) })
        #expect(indexed.colors.count <= 256)
        for (pixel, place) in try paired(pixels, indexed.pixels) {
            let color = indexed.colors[Int(place)]
            if exact.contains(pixel) { #expect(color == pixel) }
            for shift in [0, 8, 16] as [UInt32] {
                let difference = Int((pixel >> shift) & 0xFF) - Int((color >> shift) & 0xFF)
                #expect(abs(difference) <= 5)
            }
        }
    }

    @Test func tooManyExactColorsHaveNoPalette() {
        let pixels = (0..<300).map { UInt32($0) * 7 | 0xFF00_0000 }
        #expect(bitmap(pixels, width: 300) { $0.indexed(exact: Set(pixels)) } == nil)
    }

    @Test func tooManyColorsHaveNoPalette() {
        let pixels = (0..<40_000).map { UInt32($0) * 419 & 0xFFFFFF }
        #expect(bitmap(pixels, width: 200) { $0.indexed(exact: []) } == nil)
    }
}

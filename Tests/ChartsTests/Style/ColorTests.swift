import Testing

@testable import Charts

@Suite struct ColorTests {
    @Test func readsWebNotation() {
        #expect(Color(0x440154) == Color(red: 0x44, green: 0x01, blue: 0x54))
        #expect(Color(0xFF_440154) == Color(0x440154))
    }

    @Test func writesWebNotation() {
        #expect(Color(0x0A_FF_00).web == "#0aff00")
        #expect(Color(0x16191D, alpha: 9).web == "#16191d")
    }

    @Test func luminanceRunsFromBlackToWhite() {
        #expect(Color.black.luminance == 0)
        #expect(abs(Color.white.luminance - 1) < 1e-12)
        #expect(abs(Color(0x808080).luminance - 0.2158605) < 1e-6)
    }

    @Test func contrastIsSymmetricAndKnown() {
        #expect(abs(Color.black.contrast(with: .white) - 21) < 1e-9)
        #expect(Color(0x777777).contrast(with: Color(0x777777)) == 1)
        let (a, b) = (Color(0x440154), Color(0xFDE725))
        #expect(a.contrast(with: b) == b.contrast(with: a))
        #expect(abs(Color(0x767676).contrast(with: .white) - 4.54) < 0.01)
    }

    @Test func inkIsReadableOnEveryColorOfTheMaps() {
        for color in ColorMap.all.flatMap(\.colors) {
            #expect(color.contrast(with: color.readableInk) >= 4.5)
        }
    }

    @Test func greyKeepsTheLuminance() {
        for color in ColorMap.all.flatMap(\.colors) {
            #expect(abs(color.grey.luminance - color.luminance) < 0.005)
            #expect(color.grey.red == color.grey.green && color.grey.green == color.grey.blue)
        }
        #expect(Color(0x808080, alpha: 7).grey == Color(0x808080, alpha: 7))
    }
}

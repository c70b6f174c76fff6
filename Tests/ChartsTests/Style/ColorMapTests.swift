import Testing

@testable import Charts

@Suite struct ColorMapTests {
    @Test func viridisIsTheTableOfMatplotlib() {
        let colors = ColorMap.viridis.colors
        #expect(colors.count == 256)
        #expect(colors[0] == Color(0x440154))
        #expect(colors[64] == Color(0x3B528B))
        #expect(colors[127] == Color(0x21908D))
        #expect(colors[191] == Color(0x5CC863))
        #expect(colors[255] == Color(0xFDE725))
        #expect(Self.checksum(.viridis) == 0x1B8E_5490_518C_939B)
    }

    @Test func cividisIsTheTableOfMatplotlib() {
        let colors = ColorMap.cividis.colors
        #expect(colors.count == 256)
        #expect(colors[0] == Color(0x00224E))
        #expect(colors[255] == Color(0xFEE838))
        #expect(Self.checksum(.cividis) == 0x7A7F_3AE5_6391_1AA6)
    }

    /// FNV-1a over red, green, blue of all colours.
    private static func checksum(_ map: ColorMap) -> UInt64 {
        map.colors.flatMap { [$0.red, $0.green, $0.blue] }
            .reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    @Test func luminanceOfViridisRises() {
        let luminance = ColorMap.viridis.colors.map(\.luminance)
        #expect(zip(luminance, luminance.dropFirst()).allSatisfy { $0 <= $1 + 0.002 })
    }

    @Test func fractionsOutsideGiveTheEnds() {
        let map = ColorMap(name: "three", colors: [.black, Color(0x808080), .white])
        #expect(map.color(at: -1) == .black)
        #expect(map.color(at: 0.5) == Color(0x808080))
        #expect(map.color(at: 1) == .white)
        #expect(map.color(at: .infinity) == .white)
        #expect(map.color(at: .nan) == Color(0x808080))
    }

    @Test func emptyMapIsGrey() {
        #expect(ColorMap(name: "none", colors: []).color(at: 0.3) == Color(0x808080))
    }
}

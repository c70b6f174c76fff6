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

    @Test(
        arguments: [
            ("magma", 0x18A2_C8DF_7018_D2BE, [0x000004, 0xB5367A, 0xFCFDBF]),
            ("inferno", 0x0C17_1F89_5947_2839, [0x000004, 0xBA3655, 0xFCFFA4]),
            ("plasma", 0xB80F_5CF2_0E43_72DC, [0x0D0887, 0xCB4679, 0xF0F921]),
            ("Greys", 0xF33F_5822_48E5_4D76, [0xFFFFFF, 0x979797, 0x000000]),
            ("Blues", 0x0DC5_E5D4_6021_4BF4, [0xF7FBFF, 0x6CAED6, 0x08306B]),
            ("RdBu_r", 0x498D_BDAF_5495_4393, [0x053061, 0xF6F7F7, 0x67001F]),
        ] as [(String, UInt64, [UInt32])])
    func othersAreTheTablesOfMatplotlib(
        _ name: String, checksum: UInt64, lowMiddleHigh: [UInt32]
    ) throws {
        let map = try #require(ColorMap.named(name))
        #expect(map.colors.count == 256)
        #expect([0, 127, 255].map { map.colors[$0] } == lowMiddleHigh.map { Color($0) })
        #expect(Self.checksum(map) == checksum)
    }

    @Test func namesFindTheirMaps() {
        for map in ColorMap.all {
            #expect(ColorMap.named(map.name) == map)
            #expect(ColorMap.named(map.name.uppercased()) == map)
            #expect(ColorMap.named(map.name + "-reversed") == map.reversed)
            #expect(ColorMap.named(map.name + "_r") == map.reversed)
        }
        #expect(ColorMap.named("RdBu_r") == .blueRed)
        #expect(ColorMap.named("grays") == .greys)
        #expect(ColorMap.named("jet") == nil)
        #expect(ColorMap.named("") == nil)
        #expect(Set(ColorMap.all.map(\.name)).count == ColorMap.all.count)
    }

    @Test func reversedTwiceIsTheMapItself() {
        for map in ColorMap.all {
            #expect(map.reversed.reversed == map)
            #expect(map.reversed.color(at: 0) == map.color(at: 1))
        }
    }

    @Test func divergingMapsHaveZeroInTheMiddle() {
        #expect(
            ColorScale(of: [-1, 3], map: .blueRed, kind: .linear).domain == -3...3)
        #expect(
            ColorScale(of: [-4, -1], map: .blueRed, kind: .linear).domain == -4...4)
        #expect(
            ColorScale(of: [-1, 3], map: .viridis, kind: .linear).domain == -1...3)
    }

    /// FNV-1a over red, green, blue of all colours.
    private static func checksum(_ map: ColorMap) -> UInt64 {
        map.colors.flatMap { [$0.red, $0.green, $0.blue] }
            .reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// So that a map still reads from low to high in grey.
    @Test func luminanceOfSequentialMapsHasOneDirection() {
        for map in ColorMap.all where !map.isDiverging {
            let luminance = map.colors.map(\.luminance)
            let sign = (luminance.last ?? 0) > luminance[0] ? 1.0 : -1
            #expect(
                zip(luminance, luminance.dropFirst()).allSatisfy { sign * ($1 - $0) >= -0.002 },
                "\(map.name)")
        }
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

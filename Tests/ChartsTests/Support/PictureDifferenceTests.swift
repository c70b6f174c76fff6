import Testing

@Suite struct PictureDifferenceTests {
    private func picture(_ colors: [[UInt8]], width: Int = 2) throws -> DecodedPNG {
        let bytes = try #require(
            DecodedPNG.encode(
                colors.flatMap { $0 }, width: width, height: colors.count / width))
        return try #require(DecodedPNG(bytes))
    }

    @Test func countsWhatCanBeNoticed() throws {
        let a = try picture([[0, 0, 0, 255], [10, 10, 10, 255]])
        let b = try picture([[2, 0, 0, 255], [10, 10, 19, 255]])
        #expect(try #require(PictureDifference(a, a)).largest == 0)
        let difference = try #require(PictureDifference(a, b))
        #expect(difference.largest == 9 && difference.pixels == 1)
    }

    @Test func whatCannotBeSeenDoesNotCount() throws {
        let difference = PictureDifference(
            try picture([[255, 0, 0, 0], [0, 0, 0, 0]]),
            try picture([[0, 9, 0, 0], [0, 0, 0, 0]]))
        #expect(try #require(difference).largest == 0)
    }

    @Test func sizesMustAgree() throws {
        let a = try picture([[0, 0, 0, 255], [0, 0, 0, 255]])
        let b = try picture([[0, 0, 0, 255], [0, 0, 0, 255]], width: 1)
        #expect(PictureDifference(a, b) == nil && PictureDifference.picture(a, b) == nil)
    }

    @Test func stampsTellPlacesOfColours() throws {
        let black = try picture(Array(repeating: [0, 0, 0, 255], count: 36 * 36), width: 36)
        var colors = Array(repeating: [0, 0, 0, 255] as [UInt8], count: 36 * 36)
        #expect(PictureDifference.ofStamps(black, black) == 0)
        for y in 0..<36 { for x in 30..<36 { colors[y * 36 + x] = [90, 0, 0, 255] } }
        #expect(PictureDifference.ofStamps(black, try picture(colors, width: 36)) == 60)
    }

    @Test func theDifferenceIsRed() throws {
        let a = try picture([[0, 0, 0, 255], [90, 90, 90, 255]])
        let b = try picture([[50, 0, 0, 255], [90, 90, 90, 255]])
        let bytes = try #require(PictureDifference.picture(a, b))
        let shown = try #require(DecodedPNG(bytes))
        #expect(shown.isColor(0, 0, 255, 0, 0))
        let rest = shown.pixel(1, 0)
        #expect(rest[0] == rest[1] && rest[1] == rest[2])
    }
}

import Testing

@testable import Charts

@Suite struct LengthTests {
    @Test(arguments: [
        ("72pt", 72.0), ("1in", 72), ("25.4mm", 72), ("2.54cm", 72), ("300px", 72),
        (" 3.5 IN ", 252), (".5in", 36),
    ])
    func readsEveryUnit(_ text: String, points: Double) throws {
        #expect(abs(try Length(text).points(resolution: 300) - points) < 1e-9)
    }

    @Test(arguments: [
        "", "89", "mm", "0mm", "-1mm", "1e3px", "nanpx", "infin", "0x10pt", "3,5cm", "1.2.3mm",
        "89 m", "١mm", "89mm x",
    ])
    func refusesWhatIsNoLength(_ text: String) {
        #expect(throws: LengthError.invalid(text)) { try Length(text) }
    }

    @Test func messageSaysWhatToWrite() {
        #expect(
            "\(LengthError.invalid("89"))"
                == "Length: expected a number above 0 with a unit (mm, cm, in, pt or px), "
                + "found “89”; write 89mm, 3.5in or 1000px.")
    }

    @Test func pixelsComeOutWhole() throws {
        for resolution in [72.0, 96, 144, 150, 192, 300, 600] {
            let size = FigureSize(
                width: try Length("1500px"), height: try Length("901px"), resolution: resolution)
            let options = ChartOptions(size: size, resolution: resolution)
            let png = try ChartRenderer(options: options).png(BarChart(bars: [.init("a", 1)]))
            let decoded = try #require(DecodedPNG(png))
            #expect(decoded.width == 1500 && decoded.height == 901)
        }
    }
}

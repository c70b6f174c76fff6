import Testing

@testable import Charts

@Suite struct SVGBytesTests {
    private func text(_ write: (inout SVGBytes) -> Void) -> String {
        var bytes = SVGBytes()
        write(&bytes)
        return String(decoding: bytes.bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            (0, "0"), (1, "1"), (-1, "-1"), (0.5, ".5"), (-0.25, "-.25"), (12.3, "12.3"),
            (0.004, "0"), (-0.004, "0"), (0.006, ".01"), (9.999, "10"), (100, "100"), (0.05, ".05"),
            (1234.56, "1234.56"), (.nan, "0"), (.infinity, "0"), (-1e300, "0"),
        ] as [(Double, String)])
    func numbersAreShort(_ number: Double, expected: String) {
        #expect(text { $0.add(number) } == expected)
    }

    @Test func numbersComeBack() throws {
        var random = SeededGenerator(5)
        for _ in 0..<2000 {
            let number = Double.random(in: -2000...2000, using: &random)
            let written = try #require(Double(text { $0.add(number, decimals: 4) }))
            #expect(abs(written - number) <= 0.000051)
        }
    }

    @Test func wholeNumbersAndColors() {
        #expect(text { $0.add(-1203) } == "-1203")
        #expect(text { $0.add(Int.min) } == "\(Int.min)")
        #expect(text { $0.add(Color(0x09AF0C)) } == "09af0c")
    }

    @Test func prefixesStandInTheirPlaces() {
        var inner = SVGBytes()
        inner.addPrefix()
        inner.add("1 ")
        inner.addPrefix()
        inner.addPrefix()
        let bytes = inner.bytes
        #expect(text { $0.add(bytes, prefix: Array("p-".utf8)) } == "p-1 p-p-")
        #expect(text { $0.add([], prefix: [1]) } == "")
    }
}

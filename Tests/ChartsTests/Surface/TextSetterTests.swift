import Testing

@testable import Charts

@Suite struct TextSetterTests {
    private let style = TextStyle(family: "Inter, DejaVu Sans, sans-serif", size: 10)

    private func size(_ text: TextBlock) throws -> Size {
        try #require(try TextSetter().layout(text)).size
    }

    @Test func widthGrowsWithTheText() throws {
        let short = try size(TextBlock(line: "bank", style))
        let long = try size(TextBlock(line: "banker", style))
        #expect(short.width > 10 && long.width > short.width)
        #expect(short.height == long.height)
    }

    @Test func sizeIsProportionalToTheFont() throws {
        var large = style
        large.size = 30
        let (a, b) = (
            try size(TextBlock(line: "deposit", style)), try size(TextBlock(line: "deposit", large))
        )
        #expect(abs(b.width - 3 * a.width) < 0.05)
        #expect(abs(b.height - 3 * a.height) < 0.05)
    }

    @Test func limitsHold() throws {
        let text = String(repeating: "attention ", count: 40)
        let line = try size(TextBlock(line: text, style, maximumWidth: 50))
        #expect(line.width <= 50)
        let one = try size(TextBlock(line: "A", style)).height
        #expect(line.height < 1.5 * one)
        for string in [text, "a\nb\nc\nd\ne\nf\ng", "\n\n\n\n\n\n", text + "\n" + text] {
            let paragraph = try size(
                TextBlock(paragraph: string, style, maximumWidth: 200, maximumLines: 3))
            #expect(paragraph.width <= 200)
            #expect(paragraph.height < 3.5 * one, "\(string)")
        }
    }

    @Test func lineFeedsBreakLines() throws {
        let one = try size(TextBlock(line: "A", style)).height
        let two = try size(
            TextBlock(paragraph: "a\nb", style, maximumWidth: 200, maximumLines: 3))
        #expect(abs(two.height - 2 * one) < 0.1)
    }

    @Test func textFromRightToLeftBeginsWithinItsLimit() throws {
        let setter = try TextSetter()
        let style = Theme.light.labelStyle
        let left = try #require(setter.layout(TextBlock(line: "abc", style, maximumWidth: 200)))
        #expect(left.offset == 0)
        let right = try #require(setter.layout(TextBlock(line: "بنك", style, maximumWidth: 200)))
        #expect(abs(right.offset + right.size.width - 200) < 0.01)
    }
}

import Testing

@testable import Charts

@Suite struct FocusedLineTests {
    private let style = Theme.light.subtitleStyle
    private let surface = RecordingSurface(width: 300, height: 200)
    private let sentence = "We tied the boat to the bank of the river and watched the herons fish."

    private func place(_ word: String, in text: String) -> Range<Int> {
        let scalars = Array(text.unicodeScalars)
        let wanted = Array(word.unicodeScalars)
        let start = scalars.indices.first { scalars[$0...].starts(with: wanted) } ?? 0
        return start..<start + wanted.count
    }

    private func line(_ text: String, _ word: String, width: Double) -> TextBlock {
        TextBlock(text, around: place(word, in: text), style, width: width, on: surface)
    }

    @Test func whatFitsIsShownWhole() {
        #expect(line(sentence, "bank", width: 1000).string == sentence)
        #expect(line("bank", "bank", width: 1000).string == "bank")
    }

    @Test func theWordStaysInTheMiddle() {
        let letter = surface.measure(TextBlock(line: "a", style)).width
        #expect(
            line(sentence, "bank", width: 30 * letter).string == "… boat to the bank of the …"
        )
        #expect(line(sentence, "bank", width: 20 * letter).string == "… the bank of the …")
        #expect(line(sentence, "bank", width: 9 * letter).string == "… bank …")
        // What one side does not need is the other's.
        #expect(line(sentence, "We", width: 24 * letter).string == "We tied the boat to …")
        #expect(line(sentence, "fish", width: 24 * letter).string == "… the herons fish.")
    }

    @Test func itNeverLeavesItsWidth() throws {
        let setter = try TextSetter()
        let surface = RecordingSurface(width: 300, height: 200, setter: setter)
        let texts = [
            sentence, "彼は銀行の窓口で口座を開くために長い時間待たされたので、とても疲れてしまった。",
            "ذهبت إلى البنك لإيداع المال ثم عادت إلى البيت قبل أن يهطل المطر بغزارة",
            String(repeating: "antidisestablishmentarianism", count: 40), "a\nb\tc bank\u{2028}d",
            "",
        ]
        for text in texts {
            let count = text.unicodeScalars.count
            for start in stride(from: 0, through: count, by: 7) {
                for width in [1.0, 20, 60, 150, 400] {
                    let block = TextBlock(
                        text, around: start..<start + 4, style, width: width, on: surface)
                    let size = surface.measure(block)
                    #expect(size.width <= max(width, 20), "\(text), \(start), \(width)")
                    #expect(size.height < 2 * style.size)
                }
            }
        }
    }

    @Test func everyLineHoldsItsFocus() {
        let words = sentence.split(separator: " ").map(String.init)
        for word in words {
            for width in stride(from: 80.0, through: 400, by: 10) {
                let shown = line(sentence, word, width: width)
                #expect(shown.string.contains(word), "\(width)")
                #expect(surface.measure(shown).width <= width)
            }
        }
    }
}

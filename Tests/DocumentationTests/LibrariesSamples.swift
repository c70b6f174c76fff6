import Charts
import Encoder
import Testing

/// The code of Documentation/Libraries.md.
@Test func librariesSamples() throws {
    let model = try EncoderModel(directory: "Models/all-MiniLM-L6-v2")
    let output = try model.encode(["The bank of the river was calm."])[0]
    print(output.hiddenStates.shape)  // [7, 10, 384]: layers + 1, tokens, hidden size
    print(output.attentions.shape)  // [6, 12, 10, 10]: layers, heads, tokens, tokens

    let word = try TargetWord.text("bank").tokens(in: output.sequence, tokenizer: model.tokenizer)
    let row = output.attention(from: word)[0][3]  // layer 0, head 3

    let chart = BarChart(
        title: "Where “bank” attends",
        bars: zip(output.sequence.tokens, row).map { BarChart.Bar($0, Double($1)) })
    let png = try ChartRenderer().png(chart)  // bytes of a PNG file

    let paper = ChartRenderer(options: ChartOptions(preset: .paper, theme: .print))
    let pdf = try paper.pdf(chart)  // one column of a journal, in greys
    let words = chart.alternativeText(.short)  // for people who cannot see it
    let missing = try paper.missingCharacters(in: chart)  // and the Debian packages that have them

    #expect(output.hiddenStates.shape == [7, 10, 384])
    #expect(output.attentions.shape == [6, 12, 10, 10])
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(pdf.starts(with: Array("%PDF".utf8)))
    #expect(words.hasPrefix("Bar chart: Where “bank” attends. 10 values."))
    #expect(missing == [])
}

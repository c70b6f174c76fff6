import Encoder
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Charts
@testable import Lists

/// Every kind of figure in every preset, of short and long sentences: nothing overlaps, everything can be
/// read, and the data has the room.
@Suite struct FigureLayoutTests {
    private static let model = Result { try TinyModel.load("bert-long") }
    /// With a masked-language-model head.
    private static let masked = Result { try TinyModel.load("mpnet-long") }

    private static let river =
        "The bank of the river was under water for weeks and the meadows near the old mill were green again "
    private static let money =
        "The bank lends money to small firms that have been refused a loan by two larger ones and need it soon "

    /// Two sentences of about so many words or, where words are cut into pieces, tokens.
    struct Length: CustomTestStringConvertible {
        var name: String
        var sentences: [String]
        var mergesWords = true

        var testDescription: String { name }

        init(_ name: String, _ sentences: [String]) {
            (self.name, self.sentences) = (name, sentences)
        }

        init(words: Int, mergesWords: Bool = true) {
            name = mergesWords ? "\(words) words" : "\(words) words in pieces"
            self.mergesWords = mergesWords
            sentences = [FigureLayoutTests.river, FigureLayoutTests.money].map { text in
                let all = String(repeating: text, count: 8).split(separator: " ")
                return all.prefix(words).joined(separator: " ")
            }
        }

        static let all = [
            Length("demo", [TinyModel.pair.sentence1, TinyModel.pair.sentence2]),
            Length(words: 18), Length(words: 78), Length(words: 78, mergesWords: false),
        ]
    }

    private func builder(_ length: Length, _ kind: FigureKind) throws -> FigureBuilder {
        let model = try (kind.needs.contains(.maskedWords) ? Self.masked : Self.model).get()
        return try FigureBuilder(
            length.sentences.map { WordInSentence($0, word: "bank", occurrence: 1) }, for: [kind],
            model: model.encoder, tools: TinyModel.tools(.none, needs: kind.needs, of: model))
    }

    private func request(
        _ kind: FigureKind, _ length: Length, limit: TokenLimit = .automatic,
        room: FigureRoom = .page
    ) -> FigureRequest {
        FigureRequest(
            kind, side: .both, mergesWords: length.mergesWords, limit: limit, room: room)
    }

    @Test(arguments: FigureKind.allCases) func everythingHasRoom(kind: FigureKind) throws {
        for length in Length.all {
            let builder = try builder(length, kind)
            var chart: (any Chart)?
            for preset in SizePreset.allCases {
                let style = FigureStyle(preset: preset)
                if kind.showsTokens || chart == nil {
                    chart = try builder.chart(request(kind, length, room: style.room()))
                }
                let drawing = try #require(chart).body.drawing
                let (size, theme) = try (preset.size, style.options().theme)
                let surface = RecordingSurface(width: size.width, height: size.height)
                let place = "\(kind.rawValue), \(length.name), \(preset.rawValue)"
                do {
                    try drawing.draw(on: surface, theme: theme)
                } catch {
                    Issue.record("\(place): \(error)")
                    continue
                }
                #expect(surface.overlaps.isEmpty, "\(place)")
                #expect(surface.outside.isEmpty, "\(place)")
                let smallest = surface.texts.map(\.block.style.size).min() ?? 0
                #expect(smallest >= 5.999, "\(place)")
                let share = try quality(drawing, on: surface, theme).dataShare
                #expect(share >= LayoutQuality.goodShare, "\(place): \(share)")
                let missing = largestLabels(drawing).subtracting(surface.texts.map(\.string))
                #expect(missing.isEmpty, "\(place): \(missing)")
            }
        }
    }

    private func quality(
        _ drawing: any ChartDrawing, on surface: RecordingSurface, _ theme: Theme
    ) throws -> LayoutQuality {
        if let panels = drawing as? Panels {
            return try panels.fitted(on: surface, theme: theme).quality
        }
        let planned = try #require(drawing as? any PlannedDrawing)
        return try planned.fitted(on: surface, theme: theme).quality
    }

    /// The labels of the three items of each panel with the largest numbers.
    private func largestLabels(_ drawing: any ChartDrawing) -> Set<String> {
        func largest(_ labels: [String], _ values: [Double]) -> Set<String> {
            let order = values.indices.filter { values[$0].isFinite }
                .sorted { (values[$1], $0) < (values[$0], $1) }
            return Set(order.prefix(3).map { labels[$0] })
        }
        switch drawing {
        case let panels as Panels:
            return panels.charts.reduce(into: []) { $0.formUnion(largestLabels($1.body.drawing)) }
        case let bars as BarChart: return largest(bars.bars.map(\.label), bars.bars.map(\.value))
        case let map as Heatmap:
            let columns = map.columnLabels.indices.map { column in
                map.values.map { $0[column] }.max() ?? 0
            }
            return largest(map.rowLabels, map.values.map { $0.max() ?? 0 })
                .union(largest(map.columnLabels, columns))
        default: return []
        }
    }

    @Test(arguments: ["bars", "heatmap", "links"])
    func theLargestNumbersAreAmongThoseShown(name: String) throws {
        let kind = try #require(FigureKind(rawValue: name))
        let length = try #require(Length.all.last)
        let builder = try builder(length, kind)
        let all = try numbers(builder.chart(request(kind, length, limit: .all)))
        for preset in SizePreset.allCases {
            let room = try FigureStyle(preset: preset).room()
            let shown = try numbers(builder.chart(request(kind, length, room: room)))
            for (all, shown) in try paired(all, shown) {
                #expect(shown.count < all.count)
                for value in all.sorted(by: >).prefix(3) {
                    #expect(shown.contains { abs($0 - value) < 1e-6 }, "\(preset)")
                }
            }
        }
    }

    /// The largest number of each token, of each panel.
    private func numbers(_ chart: any Chart) throws -> [[Double]] {
        try #require(chart as? Panels).charts.map { chart in
            switch chart {
            case let bars as BarChart: return bars.bars.map(\.value)
            case let links as LinkChart:
                return links.targets.indices.map { target in
                    links.weights.map { $0[target] }.max() ?? 0
                }
            case let map as Heatmap:
                let isDown = !map.rowLabels.contains("L0")
                return isDown
                    ? map.values.map { $0.max() ?? 0 }
                    : map.columnLabels.indices.map { column in
                        map.values.map { $0[column] }.max() ?? 0
                    }
            default: return []
            }
        }
    }
}

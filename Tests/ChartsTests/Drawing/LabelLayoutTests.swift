import Testing

@testable import Charts

/// Panels of one kind show labels and numbers alike.
@Suite struct LabelLayoutTests {
    private let theme = Theme.light
    private let sentences = [
        "[CLS] the bank of the river was calm . [SEP]",
        "[CLS] she went to the bank to deposit money . [SEP]",
    ].map { $0.split(separator: " ").map(String.init) }

    private func charts(_ kind: Int, _ labels: [[String]]) -> [any Chart] {
        labels.enumerated().map { panel, labels in
            let numbers = labels.indices.map { Double(($0 * 37 + panel * 53) % 97 + 1) / 242.5 }
            switch kind {
            case 0: return BarChart(bars: zip(labels, numbers).map { .init($0, $1) })
            case 1:
                return Heatmap(
                    rowLabels: ["a", "b"], columnLabels: labels, values: [numbers, numbers])
            default:
                return LinkChart(
                    sources: labels, targets: labels, weights: labels.map { _ in numbers })
            }
        }
    }

    private func draw(
        _ charts: [any Chart], width: Double, height: Double = 230
    ) throws
        -> RecordingSurface
    {
        let surface = RecordingSurface(width: width, height: height)
        let shared = SharedPanels(charts.map(\.body.drawing), sharesScale: true, theme: theme)
        try PanelArrangement(
            shared, header: Header(nil, nil, legend: shared.legend, on: surface, theme: theme),
            columns: charts.count, heights: [1], on: surface, theme: theme
        ).draw()
        return surface
    }

    /// How far the tokens are turned.
    private func rotations(_ surface: RecordingSurface) -> Set<Double> {
        let tokens = Set(sentences.joined())
        return Set(surface.texts.filter { tokens.contains($0.string) }.map(\.rotation))
    }

    @Test(arguments: 0..<3) func labelsTurnTogether(kind: Int) throws {
        var turned = 0
        var apart = 0
        for width in stride(from: 500.0, through: 1000, by: 25) {
            let surface = try draw(charts(kind, sentences), width: width)
            let rotations = rotations(surface)
            #expect(rotations.count == 1, "\(width) pt")
            if rotations != [0] { turned += 1 }
            let first = try draw(charts(kind, [sentences[0], sentences[0]]), width: width)
            if rotations != self.rotations(first) { apart += 1 }
        }
        // Without the agreement some of them would differ.
        #expect(turned > 0 && apart > 0)
    }

    @Test(arguments: 0..<2) func numbersHaveAsManyDigits(kind: Int) throws {
        var found: Set<Int> = []
        for width in stride(from: 400.0, through: 1000, by: 10) {
            let labels = [9, 12].map { count in (0..<count).map { "\($0)" } }
            let surface = try draw(charts(kind, labels), width: width)
            let digits = surface.texts(in: theme.valueStyle).map {
                $0.string.drop { $0 != "." }.count
            }
            #expect(Set(digits).count <= 1, "\(width) pt")
            // Those of both panels or of none.
            #expect([0, kind == 0 ? 21 : 42].contains(digits.count), "\(width) pt")
            found.insert(digits.first ?? 0)
        }
        #expect(found == [0, 3, 4])
    }

    @Test func theLeastRoomDecides() {
        let (level, turned) = (
            LabelLayout(rotation: 0, numbers: .reduced),
            LabelLayout(rotation: -45, numbers: .written(dropped: 1))
        )
        #expect(level.union(turned) == LabelLayout(rotation: -45, numbers: .reduced))
        #expect(LabelLayout.Numbers.written(dropped: 7) < .turned)
        let formats: [NumberFormat] = [.fixed(decimals: 3), .fixed(decimals: 2)]
        #expect(turned.formats(formats) == [.fixed(decimals: 2)])
        #expect(turned.formats([formats[0]]) == [formats[0]])
        #expect(level.formats(formats).isEmpty)
    }

    /// A number on one panel alone would look as if the other had none.
    @Test func markedBarsHaveNumbersOnAllPanelsOrNone() throws {
        func bars(_ count: Int, largest: Double) -> BarChart {
            // On the second panel the neighbours of the marked bar leave no room.
            BarChart(
                bars: (0..<count).map {
                    .init("t\($0)", $0 == 3 ? 0.123 : largest, isMarked: $0 == 3)
                })
        }
        func numbers(_ charts: [BarChart]) throws -> Int {
            let surface = try record(
                Panels(charts: charts, columns: 1), size: FigureSize(width: 300, height: 400))
            return surface.texts(in: Theme.light.markedValueStyle)
                .count { $0.string == "0.123" }
        }
        #expect(try numbers([bars(30, largest: 0.01), bars(30, largest: 0.02)]) == 2)
        #expect(try numbers([bars(30, largest: 0.01), bars(30, largest: 0.13)]) == 0)
    }
}

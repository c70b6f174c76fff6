import Testing

@testable import Charts

@Suite struct PointLabelsTests {
    private let plot = Rect(x: 0, y: 0, toX: 300, toY: 200)

    private func entry(_ x: Double, _ y: Double, width: Double = 30) -> PointLabels.Entry {
        PointLabels.Entry(
            text: TextBlock(line: "label", Theme.light.labelStyle),
            size: Size(width: width, height: 10), point: Point(x: x, y: y), radius: 3,
            color: .white)
    }

    private func marker(_ entry: PointLabels.Entry) -> Rect {
        Rect(
            x: entry.point.x - 3, y: entry.point.y - 3, toX: entry.point.x + 3,
            toY: entry.point.y + 3)
    }

    private func labels(
        _ entries: [PointLabels.Entry], faint: [Rect] = [], lines: [(Point, Point)] = []
    ) -> PointLabels {
        PointLabels(
            entries, in: plot, avoiding: entries.map(marker), faint: faint, lines: lines, gap: 2)
    }

    @Test func aLabelStandsAtTheRightOfItsPoint() {
        let placed = labels([entry(100, 100)]).placed
        #expect(placed.map(\.box) == [Rect(x: 105, y: 95, toX: 135, toY: 105)])
    }

    @Test func atTheEdgeItStandsElsewhere() {
        #expect(labels([entry(295, 100)]).placed[0].box.maxX == 290)
        #expect(labels([entry(150, 100, width: 280)]).placed.count == 1)
        let wide = labels([entry(150, 100, width: 301)])
        #expect(wide.placed.isEmpty && wide.droppedCount == 1)
    }

    @Test func linesAndFaintPointsAreAvoidedIfThereIsAChoice() {
        let line = (Point(x: 101, y: 100), Point(x: 200, y: 100))
        #expect(labels([entry(100, 100)], lines: [line]).placed[0].box.maxX == 95)
        let dot = Rect(x: 110, y: 98, toX: 112, toY: 100)
        #expect(labels([entry(100, 100)], faint: [dot]).placed[0].box.maxX == 95)
        // Covering a faint point is better than no label.
        #expect(labels([entry(100, 100)], faint: [plot]).placed.count == 1)
    }

    @Test func theLabelOfAFaintPointCoversNoOther() {
        var faint = entry(100, 100)
        faint.isFaint = true
        #expect(labels([faint], faint: [Rect(x: 98, y: 98, toX: 102, toY: 102)]).placed.count == 1)
        let crowded = labels([faint], faint: [plot])
        #expect(crowded.placed.isEmpty && crowded.droppedCount == 1)
    }

    @Test func labelsInARowStandApart() {
        // The second would end where the first begins; it goes to the left of its own point.
        let placed = labels([entry(100, 100), entry(68, 100, width: 31.5)]).placed
        #expect(placed.map(\.box.minX) == [105, 31.5])
    }

    @Test func nothingIsCoveredAndEveryLabelIsCounted() {
        var random = SeededGenerator(9)
        for count in [1, 5, 40, 300] {
            let entries = (0..<count).map { _ in
                entry(
                    Double.random(in: 0...300, using: &random),
                    Double.random(in: 0...200, using: &random),
                    width: Double.random(in: 0...80, using: &random))
            }
            let labels = labels(entries)
            #expect(labels.placed.count + labels.droppedCount == count)
            for (index, label) in labels.placed.enumerated() {
                #expect(plot.contains(label.box))
                #expect(!labels.placed[(index + 1)...].contains { $0.box.intersects(label.box) })
                #expect(!entries.contains { marker($0).intersects(label.box) })
            }
        }
    }

    @Test func aNeighbourhoodFindsWhatASearchFinds() {
        var random = SeededGenerator(10)
        func box() -> Rect {
            let x = Double.random(in: -50...300, using: &random)
            let y = Double.random(in: -50...300, using: &random)
            return Rect(
                x: x, y: y, toX: x + .random(in: 0...90, using: &random),
                toY: y + .random(in: 0...90, using: &random))
        }
        let boxes = (0..<80).map { _ in box() }
        let neighbourhood = Neighbourhood(boxes)
        for _ in 0..<200 {
            let asked = box()
            let met = boxes.count { $0.intersects(asked) }
            #expect(neighbourhood.count(asked) == met)
            #expect(neighbourhood.meets(asked) == (met > 0))
        }
    }
}

import Testing

@testable import Charts

@Suite struct CategoryLabelsTests {
    private func choose(
        _ widths: [Double], plot: Double, depth: Double = 80, room: Double = 40
    ) -> CategoryLabels {
        .choose(
            .init(
                sizes: widths.map { Size(width: $0, height: 11) },
                step: plot / Double(widths.count), gap: 3, room: room, width: plot + 60,
                depth: depth))
    }

    @Test func horizontalWhileNeighboursKeepTheirDistance() {
        #expect(choose([30, 60, 30, 10], plot: 200) == .init(rotation: 0, limit: 60))
        #expect(choose([60, 60, 30, 10], plot: 200).rotation == -45)
    }

    @Test func uprightWhenDiagonalLinesWouldTouch() {
        #expect(choose(Array(repeating: 40, count: 20), plot: 400).rotation == -45)
        #expect(choose(Array(repeating: 40, count: 30), plot: 400).rotation == -90)
    }

    @Test func absurdlyLongLabelsBreakAnywhere() {
        let labels = choose(Array(repeating: 900, count: 30), plot: 400)
        #expect(labels == .init(rotation: -90, limit: 80))
        #expect(choose([900, 900], plot: 400) == .init(rotation: 0, limit: 197, lines: 6))
    }

    @Test func tooManyAreThinnedOut() {
        let labels = choose(Array(repeating: 40, count: 200), plot: 500)
        #expect(labels == .init(rotation: -90, limit: 40, stride: 5))
        #expect(choose(Array(repeating: 8, count: 200), plot: 500).rotation == 0)
    }

    @Test func markedLabelsAreAlwaysShown() {
        let labels = CategoryLabels(rotation: -90, limit: 40, stride: 4)
        let shown = labels.shown(count: 20) { $0 == 6 }
        #expect(shown == [0, 6, 12, 16])
        #expect(labels.shown(count: 9) { _ in false } == [0, 4, 8])
        // Even marks keep their distance.
        #expect(labels.shown(count: 9) { _ in true } == [0, 4, 8])
    }

    @Test func shownLabelsKeepTheirDistance() {
        var random = SeededGenerator(3)
        for _ in 0..<200 {
            let count = Int.random(in: 1...300, using: &random)
            let stride = Int.random(in: 1...20, using: &random)
            let marks = Set((0..<5).map { _ in Int.random(in: 0..<count, using: &random) })
            let shown = CategoryLabels(rotation: 0, limit: 1, stride: stride)
                .shown(count: count, isMarked: marks.contains)
            #expect(zip(shown, shown.dropFirst()).allSatisfy { $1 - $0 >= stride })
            #expect(!shown.isEmpty)
        }
    }

    @Test func someMatterMoreThanOthers() {
        let labels = CategoryLabels(rotation: -90, limit: 40, stride: 4)
        // Those that come first in the list stay, but marks before them.
        #expect(
            labels.shown(count: 20, isMarked: { $0 == 6 }, others: [9, 13, 1]) == [1, 6, 13])
        #expect(labels.shown(count: 12, isMarked: { _ in false }, others: [5, 6, 7]) == [0, 5])
        let all = CategoryLabels(rotation: -90, limit: 40)
        #expect(all.shown(count: 3, isMarked: { _ in false }, others: [1]) == [0, 1, 2])
    }
}

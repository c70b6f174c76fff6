import Testing

@testable import Charts

@Suite struct CategoryAxisTests {
    private let theme = Theme.light
    private let plot = Rect(x: 150, y: 150, toX: 450, toY: 350)
    private let bounds = Rect(x: 0, y: 0, toX: 600, toY: 500)

    private func axis(
        _ edge: CategoryAxis.Edge, _ labels: [String], title: String? = "Title",
        on surface: RecordingSurface
    ) -> CategoryAxis {
        CategoryAxis(edge, labels: labels, marks: [1], title: title, on: surface, theme: theme)
    }

    @Test(arguments: [CategoryAxis.Edge.top, .bottom, .left, .right])
    func insetsHoldEverythingDrawn(_ edge: CategoryAxis.Edge) throws {
        let setter = try TextSetter()
        var random = SeededGenerator(61)
        for count in [1, 3, 12, 40, 300] {
            for longest in [3, 20, 80] {
                let surface = RecordingSurface(width: 600, height: 500, setter: setter)
                let axis = axis(
                    edge, (0..<count).map { _ in random.label(longest) }, on: surface)
                let insets = axis.insets(around: plot, in: bounds)
                // Of the same size, with the edge where the insets end.
                let shift =
                    edge == .top
                    ? plot.minY - insets.top : plot.maxY + insets.bottom - bounds.maxY
                axis.draw(
                    around: plot,
                    in: Rect(
                        x: bounds.minX, y: bounds.minY + shift, toX: bounds.maxX,
                        toY: bounds.maxY + shift))
                let room = Rect(
                    x: plot.minX - insets.left - 1e-6, y: plot.minY - insets.top - 1e-6,
                    toX: plot.maxX + insets.right + 1e-6, toY: plot.maxY + insets.bottom + 1e-6)
                #expect(surface.texts.contains { $0.string.hasPrefix("Title") })
                for text in surface.texts {
                    for corner in text.box.corners {
                        #expect(corner.x >= room.minX && corner.x <= room.maxX)
                        #expect(corner.y >= room.minY && corner.y <= room.maxY)
                    }
                }
                #expect(surface.overlaps.isEmpty, "\(count), up to \(longest)")
            }
        }
    }

    @Test func labelsStandOutsideThePlot() {
        for (edge, isOutside) in [
            (CategoryAxis.Edge.top, { (p: Point) in p.y < 150 }), (.bottom, { $0.y > 350 }),
            (.left, { $0.x < 150 }), (.right, { $0.x > 450 }),
        ] {
            let surface = RecordingSurface(width: 600, height: 500)
            axis(edge, ["a", "b"], on: surface).draw(around: plot, in: bounds)
            #expect(surface.texts.count == 3)
            #expect(surface.texts.flatMap(\.box.corners).allSatisfy(isOutside))
        }
    }

    @Test func labelsBreakBetweenWordsBeforeTheyTurn() throws {
        let surface = RecordingSurface(width: 600, height: 500, setter: try TextSetter())
        let labels = [
            "attention to all special tokens", "attention of all to itself", "to neighbours",
        ]
        axis(.bottom, labels, title: nil, on: surface).draw(around: plot, in: bounds)
        #expect(surface.texts.map(\.string) == labels)
        #expect(surface.texts.allSatisfy { $0.rotation == 0 })
        #expect(surface.texts[0].block.maximumLines == 6)
        #expect(surface.overlaps.isEmpty)
    }

    @Test func unbreakableLabelsTurn() {
        let surface = RecordingSurface(width: 600, height: 500)
        let labels = Array(repeating: "antidisestablishment", count: 4)
        axis(.bottom, labels, title: nil, on: surface).draw(around: plot, in: bounds)
        #expect(surface.texts.map(\.string) == labels)
        #expect(surface.texts.allSatisfy { $0.rotation != 0 })
    }
}

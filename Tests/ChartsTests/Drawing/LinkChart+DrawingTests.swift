import Testing

@testable import Charts

@Suite struct LinkChartDrawingTests {
    private let theme = Theme.light

    private let chart = LinkChart(
        sources: ["a", "a", "b"], targets: ["x", "y"],
        weights: [[0.5, 0.25], [1, 0.1], [0.75, 0.3]], showsLegend: false)

    @Test(arguments: [LinkChart.Orientation.rows, .columns])
    func everyWeightIsALinkAsOpaqueAsItIsLarge(_ orientation: LinkChart.Orientation) throws {
        var chart = chart
        chart.orientation = orientation
        let links = try record(chart).strokes
        #expect(links.map(\.line.color.alpha) == [26, 64, 77, 128, 191, 255])
        #expect(links.map(\.line.width) == links.map(\.line.width).sorted())
    }

    @Test func linksRunFromTheirSourceToTheirTarget() throws {
        let surface = try record(chart)
        let strongest = try #require(surface.strokes.last?.path)
        func middle(_ index: Int) -> Double {
            let corners = surface.texts[index].box.corners.map(\.x)
            return ((corners.min() ?? 0) + (corners.max() ?? 0)) / 2
        }
        #expect(abs((strongest.first?.x ?? 0) - middle(1)) < 1e-9)
        #expect(abs((strongest.last?.x ?? 0) - middle(3)) < 1e-9)
        #expect((strongest.first?.y ?? 0) < (strongest.last?.y ?? 0))
    }

    @Test func oneTokenCanBeShownAlone() throws {
        var chart = chart
        chart.shownSources = [1]
        chart.markedSources = [1]
        let surface = try record(chart)
        #expect(surface.strokes.count == 2)
        #expect(surface.strokes.allSatisfy { $0.line.color.red == theme.accent.red })
        #expect(surface.texts(in: theme.markedLabelStyle).count == 1)
    }

    @Test func oddWeightsHaveTheirLook() throws {
        var chart = chart
        chart.weights = [[0, 1], [-0.5, .nan], [.infinity, 0]]
        chart.showsLegend = true
        let surface = try record(chart)
        let texts = surface.texts.map(\.string)
        #expect(texts.contains("negative") && texts.contains("n/a"))
        let links = surface.strokes.filter { $0.path.count > 2 || $0.path[0].x == $0.path[1].x }
        #expect(links.count == 4)
        #expect(links.count { $0.line.dashes == [4, 3] } == 1)
        #expect(links.count { $0.line.dashes == [1, 2.5] } == 2)
    }

    @Test func linksTooWeakToBeSeenAreNamed() throws {
        var chart = chart
        chart.weights[0][0] = 0.001
        let surface = try record(chart)
        #expect(surface.strokes.count == 5)
        #expect(surface.texts.contains { $0.string == "Links below 0.100 are not drawn." })
    }

    @Test func theNumberOfLinksHasALimit() throws {
        let labels = (0..<200).map(String.init)
        let weights = labels.indices.map { row in
            labels.indices.map { 0.5 + Double(row * 200 + $0) / 100_000 }
        }
        let surface = try record(LinkChart(sources: labels, targets: labels, weights: weights))
        #expect(surface.strokes.count >= 20_000 && surface.strokes.count < 20_010)
    }

    @Test(arguments: [false, true]) func anyNumberOfAnyTokensFits(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(41)
        for (sources, targets) in [(1, 1), (1, 11), (11, 8), (60, 60), (512, 3), (2, 512)] {
            for longest in [0, 8, 80] {
                for orientation in [LinkChart.Orientation.rows, .columns] {
                    let chart = LinkChart(
                        title: random.label(80), subtitle: random.label(80),
                        sources: (0..<sources).map { _ in random.label(longest) },
                        targets: (0..<targets).map { _ in random.label(longest) },
                        weights: (0..<sources).map { _ in random.numbers(targets) },
                        markedSources: [sources / 2], markedTargets: [0, targets - 1],
                        orientation: orientation, sourceTitle: "from", targetTitle: "to",
                        valueTitle: "attention")
                    let size =
                        Bool.random(using: &random) ? nil : FigureSize(width: 420, height: 340)
                    let surface = try record(chart, size: size, setter: setter)
                    let name: Comment = "\(sources) to \(targets), up to \(longest), \(orientation)"
                    #expect(surface.overlaps.isEmpty, name)
                    #expect(surface.outside.isEmpty, name)
                    let points = surface.strokes.flatMap(\.path)
                    #expect(
                        points.allSatisfy {
                            $0.x >= 0 && $0.y >= 0 && $0.x <= surface.size.width
                                && $0.y <= surface.size.height
                        }, name)
                }
            }
        }
    }

    @Test func linksToTargetsApartLeaveTheScaleToTheOthers() throws {
        var chart = chart
        chart.apartTargets = [0]
        chart.showsLegend = true
        let links = Links(chart)
        // The strongest to y.
        #expect(links.fullWeight == 0.3)
        #expect(links.beyond.map(\.weight) == [0.5, 0.75, 1])
        #expect(links.visible.map(\.weight) == [0.1, 0.25, 0.3])
        let surface = try record(chart)
        #expect(surface.texts.contains { $0.string == "> 0.300" })
        // Three links, and the sample of the legend.
        #expect(surface.strokes.count { $0.line.color == theme.missingHatch } == 4)
        chart.apartTargets = [0, 1]
        #expect(Links(chart).fullWeight == 1 && Links(chart).beyond.isEmpty)
        chart.apartTargets = [2]
        #expect(
            throws: ChartError.indexOutOfRange(
                place: "LinkChart.apartTargets", index: 2, count: 2)
        ) { try record(chart) }
    }
}

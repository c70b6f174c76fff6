import Testing

@testable import Charts

@Suite struct ScatterChartDrawingTests {
    private let theme = Theme.light
    private let chart = ScatterChart(
        groups: [
            .init(name: "river", points: [.init(0, 0, label: "a"), .init(1, 2, label: "b")]),
            .init(name: "money", points: [.init(4, 1, label: "c"), .init(3, 3)]),
        ], horizontalTitle: "x", verticalTitle: "y")

    /// The middles of round markers, once each.
    private func places(_ surface: RecordingSurface) -> [Point] {
        var places: [Point] = []
        for point in surface.circles where !places.contains(point) { places.append(point) }
        return places
    }

    @Test func placesFollowTheNumbers() throws {
        var chart = chart
        chart.showsLegend = false
        chart.groups = [.init(points: [.init(0, 0), .init(1, 2), .init(4, 1)])]
        let points = places(try record(chart))
        #expect(points.count == 3)
        // Rightwards and upwards, in proportion.
        #expect(points[0].x < points[1].x && points[1].x < points[2].x)
        #expect(points[1].y < points[2].y && points[2].y < points[0].y)
        let (step, rise) = (points[1].x - points[0].x, points[0].y - points[2].y)
        #expect(abs(points[2].x - points[0].x - 4 * step) < 1e-9)
        #expect(abs(points[0].y - points[1].y - 2 * rise) < 1e-9)
    }

    @Test(arguments: [FigureSize(width: 540, height: 300), FigureSize(width: 300, height: 500)])
    func anEqualAspectKeepsDistances(_ size: FigureSize) throws {
        var chart = chart
        chart.showsLegend = false
        chart.groups = [.init(points: [.init(0, 0), .init(3, 0), .init(3, 4), .init(-7, 2)])]
        chart.aspect = .equal
        let points = places(try record(chart, size: size))
        let (across, up) = (points[1].x - points[0].x, points[1].y - points[2].y)
        #expect(abs(across / 3 - up / 4) < 1e-9)
        chart.aspect = .free
        let free = places(try record(chart, size: size))
        #expect(abs((free[1].x - free[0].x) / 3 - (free[1].y - free[2].y) / 4) > 1)
    }

    @Test func groupsDifferInShapeAndColourAndAreNamed() throws {
        let surface = try record(chart)
        // Two circles on their rims and two squares, and one of each in the legend.
        #expect(surface.circles.count == 6 && surface.polygons.count == 6)
        for name in ["river", "money", "a", "b", "c", "x", "y"] {
            #expect(surface.texts.count { $0.string == name } == 1, "\(name)")
        }
        #expect(surface.texts.first { $0.string == "a" }?.color == theme.seriesColor(0))
        #expect(surface.texts.first { $0.string == "c" }?.color == theme.seriesColor(1))
        #expect(surface.overlaps.isEmpty && surface.outside.isEmpty)
        var bare = chart
        bare.showsLegend = false
        #expect(try !record(bare).texts.contains { $0.string == "river" })
    }

    @Test func pathsJoinTheirPointsInOrder() throws {
        var chart = chart
        chart.groups = [
            .init(points: [.init(0, 0), .init(4, 0), .init(4, 4), .init(0, 1)], isPath: true)
        ]
        let surface = try record(chart)
        let path = try #require(surface.paths.first { $0.count == 4 })
        #expect(path == places(surface))
        // A head in the middle of each step that points where it goes.
        #expect(surface.polygons.count == 3)
        let head = surface.polygons[0]
        #expect(head[0].x > head[1].x && abs(head[0].y - path[0].y) < 1e-9)
        #expect(head[0].x > path[0].x && head[0].x < path[1].x)
    }

    @Test func pathsBreakWhereAPointHasNoPlace() throws {
        var chart = chart
        chart.groups = [
            .init(
                points: [
                    .init(0, 0), .init(1, 1), .init(.nan, 1, label: "L1"), .init(2, 1),
                    .init(3, .infinity), .init(3, 2),
                ], isPath: true)
        ]
        let surface = try record(chart)
        #expect(places(surface).count == 4)
        #expect(
            surface.texts.contains {
                $0.string == "Without finite coordinates, not drawn: 2 points: L1, …."
            })
    }

    @Test func theBackgroundIsFaintAndBelow() throws {
        var chart = chart
        chart.groups = [.init(points: [.init(0, 0)])]
        chart.background = [.init(1, 1), .init(-1, 0), .init(.nan, 0)]
        chart.backgroundName = "others"
        let surface = try record(chart)
        // One for the legend, two in the plot, then the point on its rim.
        #expect(surface.circles.count == 5)
        #expect(Set(surface.circles.suffix(2)).count == 1)
        #expect(surface.texts.contains { $0.string == "others" })
    }

    @Test func labelsThatFindNoRoomAreCounted() throws {
        var chart = chart
        chart.groups = [
            .init(points: (0..<300).map { .init(Double($0 % 7), 0, label: "point \($0)") })
        ]
        let surface = try record(chart)
        let shown = surface.texts.count { $0.string.hasPrefix("point ") }
        #expect(shown > 0 && shown < 300)
        #expect(
            surface.texts.contains { $0.string == "\(300 - shown) of 300 labels found no room." })
        #expect(surface.overlaps.isEmpty)
    }

    @Test func markedPointsAreLabelledFirst() throws {
        var chart = chart
        chart.groups = [
            .init(points: (0..<60).map { .init(0, 0, label: "p\($0)", isMarked: $0 == 59) })
        ]
        let surface = try record(chart)
        #expect(surface.texts(in: theme.markedLabelStyle).map(\.string) == ["p59"])
    }

    @Test func equalNumbersLieInTheMiddle() throws {
        for aspect in [ScatterChart.Aspect.free, .equal] {
            var chart = chart
            chart.groups = [.init(points: [.init(7, 7), .init(7, 7)])]
            chart.horizontalTitle = nil
            chart.verticalTitle = nil
            chart.aspect = aspect
            let surface = try record(chart, size: FigureSize(width: 400, height: 300))
            let point = try #require(places(surface).first)
            #expect(places(surface).count == 1)
            #expect(point.x > 150 && point.x < 250 && point.y > 110 && point.y < 190)
        }
    }

    @Test(arguments: [false, true]) func anyNumberOfAnyPointsFits(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(17)
        for count in [1, 2, 9, 60, 200] {
            for longest in [0, 6, 80] {
                func dots(_ count: Int) -> [ScatterChart.Dot] {
                    zip(random.numbers(count), random.numbers(count)).map {
                        .init(
                            $0, $1, label: random.label(longest),
                            isMarked: Int.random(in: 0..<9, using: &random) == 0)
                    }
                }
                let chart = ScatterChart(
                    title: random.label(80), subtitle: random.label(80),
                    groups: (0..<Int.random(in: 1...9, using: &random)).map { _ in
                        .init(
                            name: random.label(20), points: dots(count),
                            isPath: Bool.random(using: &random))
                    }, background: dots(count), backgroundName: random.label(20),
                    horizontalTitle: random.label(80), verticalTitle: random.label(80),
                    aspect: Bool.random(using: &random) ? .free : .equal)
                let size = Bool.random(using: &random) ? nil : FigureSize(width: 420, height: 380)
                let surface = try record(chart, size: size, setter: setter)
                let name: Comment = "\(count) points, labels up to \(longest)"
                #expect(surface.overlaps.isEmpty, name)
                #expect(surface.outside.isEmpty, name)
                #expect(surface.marksOutside == 0, name)
            }
        }
    }

    @Test func labelsThatAreOnlyAHelpAreNotCounted() throws {
        var chart = ScatterChart(
            groups: [
                .init(
                    points: (0..<90).map {
                        .init(Double($0 % 9), Double($0 / 9), label: "point \($0)")
                    })
            ])
        let size = FigureSize(width: 200, height: 150)
        #expect(
            try record(chart, size: size).texts.contains { $0.string.hasSuffix("found no room.") })
        chart.countsLabels = false
        let surface = try record(chart, size: size)
        #expect(!surface.texts.contains { $0.string.hasSuffix("found no room.") })
        #expect(surface.texts.contains { $0.string.hasPrefix("point ") })
    }
}

extension BarChart: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension BarChart: ChartDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        DefaultSize(title: title, subtitle: subtitle, columns: bars.map(\.label), theme: theme)
            .figure(plotHeight: 110)
    }

    func draw(on surface: any Surface, theme: Theme) throws {
        let header = Header(title, subtitle, on: surface, theme: theme)
        let categories = CategoryAxis(
            .bottom, labels: bars.map(\.label),
            marks: Set(bars.indices.filter { bars[$0].isMarked }), title: categoryTitle,
            on: surface, theme: theme)
        let values = ValueAxis(
            domain: domain, headroom: headroom(on: surface, theme), title: valueTitle,
            theme: theme, surface: surface)
        let layout = try PlotLayout(
            on: surface, theme: theme, header: header, parts: [categories, values])
        header.draw(in: layout.figure)
        values.draw(around: layout.plot, in: layout.bounds)
        drawBars(in: layout.plot, values.scale(layout.plot), on: surface, theme)
        categories.draw(around: layout.plot, in: layout.bounds)
    }

    // MARK: Scales

    private var finiteValues: [Double] { bars.lazy.map(\.value).filter(\.isFinite) }

    /// The values that the axis covers; bars start at 0, so it belongs to the axis.
    private var domain: ClosedRange<Double> {
        if let valueRange { return valueRange }
        let low = min(finiteValues.min() ?? 0, 0)
        let high = max(finiteValues.max() ?? 0, 0)
        return low == high ? 0...1 : Ticks.rounding(low...high, count: 5)
    }

    private var valueFormat: NumberFormat {
        valueDecimals.map { .fixed(decimals: $0) } ?? .values(finiteValues)
    }

    /// Room for numbers at the ends of the longest bars.
    private func headroom(on surface: any Surface, _ theme: Theme) -> Insets {
        guard showsValues else { return Insets() }
        let line = surface.measure(TextBlock(line: "0", theme.valueStyle)).height + 2
        return Insets(
            top: domain.upperBound > 0 ? line : 0, bottom: domain.lowerBound < 0 ? line : 0)
    }

    // MARK: Bars

    private func drawBars(
        in plot: Rect, _ scale: LinearScale, on surface: any Surface, _ theme: Theme
    ) {
        let bands = BandScale(
            count: bars.count, from: plot.minX, to: plot.maxX, spacing: theme.barSpacing,
            maximumBandwidth: theme.maximumBarWidth)
        let baseline = scale.position(0)
        let rectangles = bars.indices.map { index -> Rect? in
            guard bars[index].value.isFinite else { return nil }
            let band = bands.band(index)
            return Rect(
                x: band.lowerBound, y: scale.position(bars[index].value), toX: band.upperBound,
                toY: baseline)
        }
        for (bar, rectangle) in zip(bars, rectangles) {
            guard let rectangle else { continue }
            surface.fill(rectangle, bar.isMarked ? theme.accent : theme.bar)
        }
        surface.stroke(
            path: [Point(x: plot.minX, y: baseline), Point(x: plot.maxX, y: baseline)],
            LineStyle(color: theme.baseline, width: 0.75))
        for (index, rectangle) in rectangles.enumerated() where rectangle == nil {
            MissingMark(value: bars[index].value, theme: theme, surface: surface).draw(
                above: Point(x: bands.center(index), y: baseline - 1),
                room: Size(width: bands.step, height: baseline - plot.minY))
        }
        if showsValues { drawValues(rectangles, baseline, bands, on: surface, theme) }
    }

    /// Writes the numbers: all of them when they fit, else those of marked bars that are free.
    private func drawValues(
        _ rectangles: [Rect?], _ baseline: Double, _ bands: BandScale, on surface: any Surface,
        _ theme: Theme
    ) {
        let format = valueFormat
        let texts = bars.map {
            TextBlock(
                line: format.string($0.value),
                $0.isMarked ? theme.markedValueStyle : theme.valueStyle)
        }
        let sizes = texts.map(surface.measure)
        let fitsAll = sizes.allSatisfy { $0.width + 2 <= bands.step }
        for (index, rectangle) in rectangles.enumerated() {
            guard let rectangle, fitsAll || bars[index].isMarked else { continue }
            let isNegative = bars[index].value < 0
            let (x, size) = (bands.center(index), sizes[index])
            let y = isNegative ? rectangle.maxY + 1 : rectangle.minY - 1
            let box = Rect(
                x: x - size.width / 2, y: y, toX: x + size.width / 2,
                toY: isNegative ? y + size.height : y - size.height)
            if !fitsAll {
                let isFree =
                    box.minX >= bands.start && box.maxX <= bands.end
                    && !rectangles.contains { $0.map(box.intersects) ?? false }
                    && !isNearMark(index, size.width, bands)
                guard isFree else { continue }
            }
            surface.clearGrid(behind: box, theme)
            surface.draw(
                texts[index], at: Point(x: x, y: y), anchor: isNegative ? .top : .bottom,
                rotation: 0, color: bars[index].isMarked ? theme.accent : theme.secondaryText)
        }
    }

    /// Whether another mark stands so near that the numbers of both could touch.
    private func isNearMark(_ index: Int, _ width: Double, _ bands: BandScale) -> Bool {
        let reach = CategoryLabels.strideFor(1.5 * width, bands.step)
        let first = max(index - min(reach, index), 0)
        let last = min(bars.count - 1, index + min(reach, bars.count))
        return (first...last).contains {
            $0 != index && (bars[$0].isMarked || !bars[$0].value.isFinite)
        }
    }
}

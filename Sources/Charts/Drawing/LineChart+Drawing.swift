extension LineChart: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension LineChart: PlannedDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        DefaultSize(
            title: title, subtitle: subtitle, focus: focus, columns: labels, theme: theme
        )
        // Many lines need room to be followed; their names stand in rows above them.
        .figure(plotHeight: 140 + 8 * Double(min(max(series.count - 2, 0), 15)))
    }

    var outline: PlotOutline {
        PlotOutline(labels: .below, columns: labels)
    }

    func plan(on surface: any Surface, theme: Theme, labelLayout: LabelLayout) -> ChartPlan {
        guard names == .automatic,
            let direct = plan(endLabels: true, labelLayout, on: surface, theme)
        else {
            return plan(legend: names != .hidden, labelLayout, on: surface, theme)
        }
        var plan = direct
        plan.alternatives = [self.plan(legend: true, labelLayout, on: surface, theme)]
        return plan
    }

    /// `nil` when not every named line reaches the end.
    private func plan(
        endLabels: Bool, _ labelLayout: LabelLayout, on surface: any Surface, _ theme: Theme
    ) -> ChartPlan? {
        let named = series.enumerated().filter { !($0.element.name ?? "").isEmpty }
        let reachesEnd = named.allSatisfy { _, line in
            (line.values.last?.isFinite ?? false)
                && line.place(line.values.count - 1) == Double(self.labels.count - 1)
        }
        guard !named.isEmpty, reachesEnd else { return nil }
        let axis = valueAxis(on: surface, theme)
        let labels = EndLabels(
            named.map { index, line in
                EndLabels.Entry(
                    name: line.name ?? "", value: line.values.last ?? 0,
                    color: SeriesStyle(index, theme: theme).line.color)
            }, count: self.labels.count, scale: axis.scale, on: surface, theme: theme)
        var plan = plan(legend: false, labelLayout, on: surface, theme, endLabels: labels)
        plan.fits = labels.fit
        return plan
    }

    private func plan(
        legend: Bool, _ labelLayout: LabelLayout, on surface: any Surface, _ theme: Theme,
        endLabels: EndLabels? = nil
    ) -> ChartPlan {
        let styles = series.indices.map { SeriesStyle($0, theme: theme) }
        var values = valueAxis(on: surface, theme)
        let scale = values.scale
        func numbers(_ plot: Rect) -> [LineNumbers.Placed] {
            guard writesValues, labelLayout.numbers < .reduced else { return [] }
            return LineNumbers(
                chart: self, format: valueFormat, lines: paths(plot, scale(plot)), plot: plot,
                surface: surface, theme: theme
            ).placed(around: endLabels?.boxes(plot) ?? [])
        }
        values.numbers = { numbers($0).map(\.box) }
        let categories = CategoryAxis(
            .bottom, labels: labels, marks: [], title: categoryTitle, labelLayout: labelLayout,
            on: surface,
            theme: theme)
        var parts: [any PlotPart] = [values, categories]
        if let endLabels { parts.append(endLabels) }
        var plan = ChartPlan(
            header: Header(
                title, subtitle, focus: focus, legend: legend ? self.legend(theme) : [],
                on: surface, theme: theme
            ),
            parts: parts,
            minimum: Size(width: 24, height: 16 + 2 * headroom(on: surface, theme))
        ) { plot in
            for (index, band) in bands.enumerated() {
                draw(band, bandFill(index, theme), in: plot, scale(plot), on: surface)
            }
            for (path, style) in zip(paths(plot, scale(plot)), styles) {
                drawLine(path, style, on: surface)
            }
            drawMissing(in: plot, on: surface, theme)
            for number in numbers(plot) {
                surface.draw(
                    number.text, at: Point(x: number.box.midX, y: number.box.midY),
                    anchor: .center, rotation: 0, color: number.color)
            }
            // A grid has one column for each label.
            guard !hasPlaces else { return }
            let bands = BandScale(count: self.labels.count, from: plot.minX, to: plot.maxX)
            surface.note(
                ValueGrid(
                    rows: series.map { plot.rows($0.name ?? "") },
                    columns: self.labels.enumerated().map { bands.slot($0, $1) },
                    values: series.map(\.values)))
        }
        plan.leavesOutLabels = categories.leavesOutLabels
        plan.labelLayout = { layout in
            var chosen = categories.labelLayout(layout)
            if writesValues, numbers(layout.plot).isEmpty { chosen.numbers = .reduced }
            return chosen
        }
        return plan
    }

    func legend(_ theme: Theme) -> [Legend.Entry] {
        guard names != .hidden else { return [] }
        return series.enumerated().compactMap { index, line in
            line.name.map { Legend.Entry(name: $0, style: SeriesStyle(index, theme: theme)) }
        }
            + bands.enumerated().compactMap { index, band in
                band.name.map { Legend.Entry(name: $0, area: bandFill(index, theme)) }
            }
    }

    /// Without colour, every second area that has a name is hatched.
    private func bandFill(_ index: Int, _ theme: Theme) -> AreaFill {
        let color = theme.seriesColor(bands[index].series ?? series.count + index)
        return theme.isGreyscale && bands[index].name != nil && !index.isMultiple(of: 2)
            ? .hatched(color, theme) : .plain(color)
    }

    private func draw(
        _ band: Band, _ fill: AreaFill, in plot: Rect, _ scale: LinearScale,
        on surface: any Surface
    ) {
        let places = BandScale(count: labels.count, from: plot.minX, to: plot.maxX)
        func edge(_ value: (ClosedRange<Double>) -> Double) -> [Point] {
            band.ranges.enumerated().map {
                Point(x: places.center($0), y: scale.position(value($1)))
            }
        }
        fill.draw(between: edge(\.upperBound), and: edge(\.lowerBound), on: surface)
    }

    /// Room above and below the lines for markers and numbers.
    private func headroom(on surface: any Surface, _ theme: Theme) -> Double {
        let line = surface.measure(TextBlock(line: "0", theme.valueStyle)).height
        return theme.markerRadius + (writesValues || !missing.isEmpty ? line : 0) + 2 * theme.unit
    }

    private func valueAxis(on surface: any Surface, _ theme: Theme) -> ValueAxis {
        let room = headroom(on: surface, theme)
        return ValueAxis(
            domain: domain, headroom: { _ in Insets(top: room, bottom: room) },
            title: valueTitle, theme: theme, surface: surface)
    }

    private var hasPlaces: Bool { series.contains { $0.places != nil } }

    private var writesValues: Bool { showsValues && !hasPlaces }

    // MARK: Scales

    private var finiteValues: [Double] {
        series.lazy.flatMap(\.values).filter(\.isFinite)
    }

    var domain: ClosedRange<Double> {
        if let valueRange { return valueRange }
        let shown =
            finiteValues + bands.flatMap(\.ranges).flatMap { [$0.lowerBound, $0.upperBound] }
        guard let low = shown.min(), let high = shown.max() else { return 0...1 }
        return low == high ? low...high : Ticks.rounding(low...high, count: 5)
    }

    private var valueFormat: NumberFormat {
        valueDecimals.map { .fixed(decimals: $0) } ?? .values(finiteValues)
    }

    /// The points of every series; `nil` where there is no number.
    private func paths(_ plot: Rect, _ scale: LinearScale) -> [[Point?]] {
        let bands = BandScale(count: labels.count, from: plot.minX, to: plot.maxX)
        return series.map { line in
            line.values.enumerated().map { index, value in
                value.isFinite
                    ? Point(x: bands.center(line.place(index)), y: scale.position(value)) : nil
            }
        }
    }

    // MARK: Lines

    private func drawLine(_ path: [Point?], _ style: SeriesStyle, on surface: any Surface) {
        for run in path.split(separator: nil) {
            surface.stroke(path: run.compactMap { $0 }, style.line)
        }
        for case let point? in path { style.drawMarker(at: point, on: surface) }
    }

    private func drawMissing(in plot: Rect, on surface: any Surface, _ theme: Theme) {
        let bands = BandScale(count: labels.count, from: plot.minX, to: plot.maxX)
        for (place, value) in missing {
            let half = bands.step / 2
            let room = Rect(
                x: bands.center(place) - half, y: plot.minY, toX: bands.center(place) + half,
                toY: plot.maxY - 1)
            MissingMark(value: value, theme: theme, surface: surface).draw(in: room, pointing: .up)
        }
    }

    /// Places at which a series lacks a number, once each, however many do.
    var missing: [(place: Double, value: Double)] {
        var known: Set<Double> = []
        return series.flatMap { line in
            line.values.enumerated().filter { !$0.element.isFinite }
                .map { (place: line.place($0.offset), value: $0.element) }
        }
        .filter { known.insert($0.place).inserted }
        .sorted { $0.place < $1.place }
    }
}

extension BarChart: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension BarChart: PlannedDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        let columns = DefaultSize(
            title: title, subtitle: subtitle, focus: focus, columns: bars.map(\.label), theme: theme
        )
        let legend = legend(theme).isEmpty ? 0 : 1.3 * theme.labelSize + 2 * theme.gap
        switch orientation {
        case .vertical:
            var size = columns.figure(plotHeight: 110 + legend)
            if groupSize > 1 {
                // Wide enough for a number on each bar.
                let bars = Double(bars.count * groupSize)
                size.width = min(max(size.width, 64 + 1.9 * theme.valueSize * bars), 800)
            }
            return size
        case .horizontal:
            // Long labels take up to three lines within their share of the width.
            let longest = bars.lazy.map(\.label.unicodeScalars.count).max() ?? 0
            let share = 0.3 * Self.horizontalWidth
            let lines = (0.6 * theme.labelSize * Double(longest) / share).rounded(.up)
            let row = max(
                (0.6 + 1.3 * min(max(lines, 1), 3)) * theme.labelSize,
                1.45 * theme.valueSize * Double(groupSize) + 5)
            let rows = DefaultSize(
                title: title, subtitle: subtitle, focus: focus, columns: [], theme: theme)
            let plot = row * Double(bars.count)
            var size = rows.figure(plotHeight: min(max(plot, 40), 1400) + 24 + legend)
            size.width = Self.horizontalWidth
            return size
        }
    }

    private static let horizontalWidth = 480.0

    var outline: PlotOutline {
        PlotOutline(
            labels: orientation == .vertical ? .below : .beside,
            columns: orientation == .vertical ? bars.map(\.label) : [])
    }

    func plan(on surface: any Surface, theme: Theme, labelLayout: LabelLayout) -> ChartPlan {
        let isVertical = orientation == .vertical
        let values = ValueAxis(
            edge: isVertical ? .left : .bottom, domain: domain,
            headroom: { headroom(in: $0, labelLayout, on: surface, theme) }, title: valueTitle,
            theme: theme,
            surface: surface)
        func frame(_ plot: Rect) -> BarFrame { self.frame(plot, values.scale(plot), theme) }
        var axis = values
        axis.numbers = {
            placedNumbers(in: $0, frame($0), labelLayout, on: surface, theme).placed.map(\.box)
        }
        let categories = CategoryAxis(
            isVertical ? .bottom : .left, labels: bars.map(\.label),
            marks: Set(bars.indices.filter { bars[$0].isMarked }),
            values: bars.map { $0.values.map(abs).max() ?? 0 },
            // Among the colours of the series, the accent would be one more.
            markColor: groupSize > 1 ? theme.text : nil, title: categoryTitle,
            labelLayout: labelLayout, on: surface, theme: theme)
        var plan = ChartPlan(
            header: Header(
                title, subtitle, focus: focus, legend: legend(theme), on: surface, theme: theme),
            parts: [bands(on: surface, theme), axis, categories]
        ) { plot in
            drawBars(in: plot, frame(plot), labelLayout, on: surface, theme)
        }
        plan.leavesOutLabels = categories.leavesOutLabels
        plan.labelLayout = { layout in
            var chosen = categories.labelLayout(layout)
            if showsValues {
                chosen.numbers =
                    placedNumbers(
                        in: layout.plot, frame(layout.plot), labelLayout, on: surface, theme
                    ).labelLayout
            }
            return chosen
        }
        return plan
    }

    func legend(_ theme: Theme) -> [Legend.Entry] {
        guard showsLegend, groupSize > 1 else { return [] }
        return series.enumerated().map {
            Legend.Entry(name: $1, swatch: theme.seriesColor($0))
        }
    }

    // MARK: Scales

    private var groupSize: Int { bars.first?.values.count ?? 1 }

    private var finiteValues: [Double] { bars.lazy.flatMap(\.values).filter(\.isFinite) }

    /// Those that count for the range of the axis; all where no others are left.
    private var scaledValues: [Double] {
        let scaled = bars.filter { !$0.isApart }.flatMap(\.values).filter(\.isFinite)
        return scaled.isEmpty ? finiteValues : scaled
    }

    /// Whether a bar that does not count for the range is longer than the axis.
    private func isBeyond(_ bar: Bar, _ value: Double, _ domain: ClosedRange<Double>) -> Bool {
        bar.isApart && value.isFinite && !domain.contains(value)
    }

    /// The values that the axis covers; bars start at 0, so it belongs to the axis.
    var domain: ClosedRange<Double> {
        if let valueRange { return valueRange }
        let values = scaledValues
        let low = min(values.min() ?? 0, 0)
        let high = max(values.max() ?? 0, 0)
        return low == high ? 0...1 : Ticks.rounding(low...high, count: 5)
    }

    private var valueFormat: NumberFormat {
        valueDecimals.map { .fixed(decimals: $0) } ?? .values(finiteValues)
    }

    private func frame(_ plot: Rect, _ values: LinearScale, _ theme: Theme) -> BarFrame {
        BarFrame(
            orientation, count: bars.count, groupSize: groupSize, plot: plot, values: values,
            theme: theme)
    }

    // MARK: Numbers

    private func numbers(
        _ slot: Double, _ labelLayout: LabelLayout, on surface: any Surface, _ theme: Theme
    ) -> BarNumbers {
        var formats = [valueFormat]
        if valueDecimals == nil, case .fixed(let decimals) = valueFormat, decimals > 1 {
            formats.append(.fixed(decimals: decimals - 1))
        }
        return BarNumbers(
            self, formats: formats, slot: slot, labelLayout: labelLayout, on: surface, theme: theme)
    }

    /// From the end of a bar to its number; text has air above and below, but none at its sides.
    private func numberDistance(_ theme: Theme) -> Double {
        (orientation == .vertical ? 1 : 3) * theme.unit
    }

    /// Room for numbers at the ends of the longest bars.
    private func headroom(
        in plot: Rect, _ labelLayout: LabelLayout, on surface: any Surface, _ theme: Theme
    ) -> Insets {
        guard showsValues else { return Insets() }
        let line = surface.measure(TextBlock(line: "0", theme.valueStyle)).height
        let margin = 2 * theme.unit
        var space = line + margin
        if orientation == .horizontal || groupSize > 1 {
            let unscaled = LinearScale(domain: domain, start: 0, end: 0)
            let numbers = numbers(
                frame(plot, unscaled, theme).slot, labelLayout, on: surface, theme)
            let domain = domain
            let room = numbers.longest { index in
                let bar = bars[index]
                return numbers.fitsAll || bar.isMarked
                    || bar.values.contains { isBeyond(bar, $0, domain) }
            }
            // A number may take a third of the plot: more would leave no bars to compare.
            let limit = (orientation == .vertical ? plot.height : plot.width) / 3
            space = max(room, orientation == .vertical ? line : 0) + numberDistance(theme) + margin
            space = min(space, limit)
        }
        // Numbers that are tiny beside others point their way too, though the domain has no room there.
        let (high, low) = (
            domain.upperBound > 0 || finiteValues.contains { $0 >= 0 } ? space : 0,
            domain.lowerBound < 0 || finiteValues.contains { $0 < 0 } ? space : 0
        )
        switch orientation {
        case .vertical: return Insets(top: high, bottom: low)
        case .horizontal: return Insets(left: low, right: high)
        }
    }

    // MARK: Bars

    /// Tinted bands behind marked groups, below the grid.
    private func bands(on surface: any Surface, _ theme: Theme) -> any PlotPart {
        Underlay { plot in
            guard groupSize > 1 else { return }
            let frame = frame(plot, LinearScale(domain: domain, start: 0, end: 0), theme)
            for (index, bar) in bars.enumerated() where bar.isMarked {
                let band = frame.band(index, in: plot)
                surface.fill(band, theme.missing)
                guard theme.missing == theme.background else { continue }
                // A tint that does not show gets an edge.
                surface.stroke(band, LineStyle(color: theme.baseline, width: theme.hairline))
            }
        }
    }

    private func color(_ bar: Bar, _ series: Int, _ theme: Theme) -> Color {
        if groupSize > 1 { return theme.seriesColor(series) }
        return bar.isMarked ? theme.accent : theme.bar
    }

    private func drawBars(
        in plot: Rect, _ frame: BarFrame, _ labelLayout: LabelLayout, on surface: any Surface,
        _ theme: Theme
    ) {
        for (index, bar) in bars.enumerated() {
            for (series, value) in bar.values.enumerated() where value.isFinite {
                if isBeyond(bar, value, frame.values.domain) {
                    for part in frame.brokenBar(index, series, value, theme) {
                        surface.fill(polygon: part, theme.missingHatch)
                    }
                } else {
                    surface.fill(frame.bar(index, series, value), color(bar, series, theme))
                }
            }
        }
        surface.stroke(
            path: frame.baseline(in: plot), LineStyle(color: theme.baseline, width: theme.hairline))
        drawMissing(frame, on: surface, theme)
        for number in placedNumbers(in: plot, frame, labelLayout, on: surface, theme).placed {
            surface.draw(
                number.text, at: Point(x: number.box.midX, y: number.box.midY), anchor: .center,
                rotation: number.rotation, color: number.color)
        }
        surface.note(grid(plot, frame))
    }

    /// One row, or for groups one for each series, and a column for each label; for bars that lie the
    /// other way round.
    private func grid(_ plot: Rect, _ frame: BarFrame) -> ValueGrid {
        let bands = bars.enumerated().map { frame.bands.slot($0, $1.label) }
        let names = (0..<groupSize).map { series.indices.contains($0) ? series[$0] : "" }
        switch orientation {
        case .vertical:
            return ValueGrid(
                rows: names.map(plot.rows), columns: bands,
                values: names.indices.map { series in bars.map { $0.values[series] } })
        case .horizontal:
            return ValueGrid(
                rows: bands, columns: names.map(plot.columns), values: bars.map(\.values))
        }
    }

    private func drawMissing(_ frame: BarFrame, on surface: any Surface, _ theme: Theme) {
        for (value, room) in missing(frame) {
            MissingMark(value: value, theme: theme, surface: surface)
                .draw(in: room, pointing: orientation == .vertical ? .up : .right)
        }
    }

    /// The values that are no numbers, each with the room for its mark.
    private func missing(_ frame: BarFrame) -> [(value: Double, room: Rect)] {
        let along = max(abs(frame.values.position(0) - frame.values.end) - 1, 0)
        return bars.enumerated().flatMap { index, bar in
            (bar.isGap ? [] : bar.values).enumerated().filter { !$0.element.isFinite }.map {
                series, value in
                let room = frame.box(
                    index, series, at: 0, across: frame.slot, along: along, distance: 1,
                    isNegative: false)
                return (value, room)
            }
        }
    }

    /// The first and the last bar can be narrower than their numbers, which then stand a little aside.
    private static func moved(_ box: Rect, into plot: Rect) -> Rect {
        func shift(_ low: Double, _ high: Double, _ start: Double, _ end: Double) -> Double {
            max(start - low, 0) - max(high - end, 0)
        }
        let x = shift(box.minX, box.maxX, plot.minX, plot.maxX)
        let y = shift(box.minY, box.maxY, plot.minY, plot.maxY)
        return Rect(
            x: box.minX + x, y: box.minY + y, toX: box.maxX + x, toY: box.maxY + y)
    }

    private struct PlacedNumber {
        let text: TextBlock
        let box: Rect
        let rotation: Double
        let color: Color
    }

    /// The numbers that are written: all of them when they fit, else those that are free of marked bars and
    /// of those that are broken off. What panels agreed on decides whether marked bars have theirs.
    private func placedNumbers(
        in plot: Rect, _ frame: BarFrame, _ labelLayout: LabelLayout, on surface: any Surface,
        _ theme: Theme
    ) -> (placed: [PlacedNumber], labelLayout: LabelLayout.Numbers) {
        guard showsValues else { return ([], .reduced) }
        let numbers = numbers(frame.slot, labelLayout, on: surface, theme)
        func box(_ index: Int, _ series: Int, _ value: Double) -> Rect {
            frame.box(
                index, series, at: value, across: numbers.across(index, series),
                along: numbers.along(index, series), distance: numberDistance(theme),
                isNegative: value < 0)
        }
        // Upright ones can be longer than a low plot has room for.
        let room = plot.inset(-0.01)
        let fitsAll =
            numbers.fitsAll
            && bars.enumerated().allSatisfy { index, bar in
                bar.values.enumerated().allSatisfy {
                    !$1.isFinite || room.contains(box(index, $0, $1))
                }
            }
        var placed: [PlacedNumber] = []
        var taken: [Rect] = []
        func isBeyond(_ bar: Bar) -> Bool {
            bar.values.contains { self.isBeyond(bar, $0, frame.values.domain) }
        }
        let isHidden = labelLayout.numbers >= .hidden
        var order = Array(bars.indices)
        if !fitsAll {
            order =
                (isHidden ? [] : bars.indices.filter { bars[$0].isMarked })
                + bars.indices.filter {
                    (isHidden || !bars[$0].isMarked) && isBeyond(bars[$0])
                }
            guard !order.isEmpty else { return ([], isHidden ? .hidden : .reduced) }
            taken = missing(frame).map(\.room)
            taken += bars.enumerated().flatMap { index, bar in
                bar.values.enumerated().filter(\.element.isFinite).map {
                    frame.bar(index, $0.offset, $0.element)
                }
            }
        }
        var leavesOut = isHidden
        for index in order {
            let bar = bars[index]
            for (series, value) in bar.values.enumerated() where value.isFinite {
                var box = box(index, series, value)
                if !fitsAll {
                    box = Self.moved(box, into: plot)
                    guard plot.contains(box), !taken.contains(where: box.intersects) else {
                        if bar.isMarked { leavesOut = true }
                        continue
                    }
                    taken.append(box.inset(-2))
                }
                placed.append(
                    PlacedNumber(
                        text: numbers.texts[index][series], box: box,
                        rotation: numbers.isTurned ? -90 : 0,
                        color: bar.isMarked && groupSize == 1 ? theme.accent : theme.secondaryText))
            }
        }
        return (placed, fitsAll ? numbers.labelLayout : leavesOut ? .hidden : .reduced)
    }
}

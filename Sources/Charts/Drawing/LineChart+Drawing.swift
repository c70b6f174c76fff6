extension LineChart: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension LineChart: ChartDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        DefaultSize(title: title, subtitle: subtitle, columns: labels, theme: theme)
            .figure(plotHeight: 140)
    }

    func draw(on surface: any Surface, theme: Theme) throws {
        let looks = series.indices.map { SeriesLook($0, theme: theme) }
        let entries = zip(series, looks).compactMap { line, look in
            line.name.map { Legend.Entry(name: $0, look: look) }
        }
        let header = Header(title, subtitle, legend: entries, on: surface, theme: theme)
        let categories = CategoryAxis(
            .bottom, labels: labels, marks: [], title: categoryTitle, on: surface, theme: theme)
        let line = surface.measure(TextBlock(line: "0", theme.valueStyle)).height
        let writes = showsValues || !missing.isEmpty
        let room = theme.markerRadius + (writes ? line + 2 : 2)
        let values = ValueAxis(
            domain: domain, headroom: Insets(top: room, bottom: room), title: valueTitle,
            theme: theme, surface: surface)
        let layout = try PlotLayout(
            on: surface, theme: theme, header: header, parts: [categories, values],
            minimum: Size(width: 24, height: 16 + 2 * room))
        header.draw(in: layout.figure)
        values.draw(around: layout.plot, in: layout.bounds)
        categories.draw(around: layout.plot, in: layout.bounds)
        let lines = paths(layout.plot, values.scale(layout.plot))
        for (path, look) in zip(lines, looks) { drawLine(path, look, on: surface) }
        drawMissing(in: layout.plot, on: surface, theme)
        if showsValues { drawValues(lines, looks, in: layout.plot, on: surface, theme) }
    }

    // MARK: Scales

    private var finiteValues: [Double] {
        series.lazy.flatMap(\.values).filter(\.isFinite)
    }

    private var domain: ClosedRange<Double> {
        if let valueRange { return valueRange }
        guard let low = finiteValues.min(), let high = finiteValues.max() else { return 0...1 }
        return low == high ? low...high : Ticks.rounding(low...high, count: 5)
    }

    /// Four significant digits: lines are drawn to show small differences.
    private var valueFormat: NumberFormat {
        valueDecimals.map { .fixed(decimals: $0) } ?? .values(finiteValues, digits: 4)
    }

    /// The points of every series; `nil` where there is no number.
    private func paths(_ plot: Rect, _ scale: LinearScale) -> [[Point?]] {
        let bands = BandScale(count: labels.count, from: plot.minX, to: plot.maxX)
        return series.map { line in
            line.values.enumerated().map { index, value in
                value.isFinite
                    ? Point(x: bands.center(index), y: scale.position(value)) : nil
            }
        }
    }

    // MARK: Lines

    private func drawLine(_ path: [Point?], _ look: SeriesLook, on surface: any Surface) {
        for run in path.split(separator: nil) {
            surface.stroke(path: run.compactMap { $0 }, look.line)
        }
        for case let point? in path { look.drawMarker(at: point, on: surface) }
    }

    private func drawMissing(in plot: Rect, on surface: any Surface, _ theme: Theme) {
        let bands = BandScale(count: labels.count, from: plot.minX, to: plot.maxX)
        for (index, value) in missing {
            MissingMark(value: value, theme: theme, surface: surface).draw(
                above: Point(x: bands.center(index), y: plot.maxY - 1),
                room: Size(width: bands.step, height: plot.height))
        }
    }

    /// Positions at which a series lacks a number, once each, however many do.
    private var missing: [(index: Int, value: Double)] {
        labels.indices.compactMap { index in
            series.lazy.map { $0.values[index] }.first { !$0.isFinite }.map { (index, $0) }
        }
    }

    // MARK: Numbers

    /// Writes the numbers of each series beside its points, if none of them meets a line or
    /// another number; a series shows all of its numbers or none.
    private func drawValues(
        _ lines: [[Point?]], _ looks: [SeriesLook], in plot: Rect, on surface: any Surface,
        _ theme: Theme
    ) {
        let format = valueFormat
        let step = plot.width / Double(labels.count)
        let height = surface.measure(TextBlock(line: "0", theme.valueStyle)).height
        var taken = missing.map { index, _ in
            Rect(
                x: plot.minX + step * Double(index), y: plot.maxY - height - 2,
                toX: plot.minX + step * Double(index + 1), toY: plot.maxY)
        }
        for (index, line) in lines.enumerated() {
            var boxes: [(TextBlock, Rect)] = []
            for (position, point) in line.enumerated() {
                guard let point else { continue }
                let text = TextBlock(
                    line: format.string(series[index].values[position]), theme.valueStyle)
                let size = surface.measure(text)
                guard size.width + 4 <= step else { return }
                let box = labelBoxes(position, point, size, line, theme).first { box in
                    box.minY >= plot.minY && box.maxY <= plot.maxY
                        && !taken.contains(where: box.intersects)
                        && !boxes.contains { box.intersects($0.1) }
                        && lines.allSatisfy { isFree(box, of: $0, near: position, theme) }
                }
                guard let box else { break }
                boxes.append((text, box))
            }
            guard boxes.count == line.count(where: { $0 != nil }) else { continue }
            taken += boxes.map(\.1)
            for (text, box) in boxes {
                surface.clearGrid(behind: box, theme)
                surface.draw(
                    text, at: Point(x: box.midX, y: box.midY), anchor: .center, rotation: 0,
                    color: lines.count > 1 ? looks[index].line.color : theme.text)
            }
        }
    }

    /// Places for a number, best first: above a peak, below a valley.
    private func labelBoxes(
        _ position: Int, _ point: Point, _ size: Size, _ line: [Point?], _ theme: Theme
    ) -> [Rect] {
        let neighbours = [position - 1, position + 1].compactMap {
            line.indices.contains($0) ? line[$0] : nil
        }
        let isValley = !neighbours.isEmpty && neighbours.allSatisfy { $0.y < point.y }
        let offset = theme.markerRadius + 1.5
        func box(above: Bool, shift: Double) -> Rect {
            let x = point.x + shift * size.width
            let y = above ? point.y - offset - size.height : point.y + offset
            return Rect(
                x: x - size.width / 2, y: y, toX: x + size.width / 2, toY: y + size.height)
        }
        let order = isValley ? [false, true] : [true, false]
        return [0.0, 0.25, -0.25, 0.45, -0.45].flatMap { shift in
            order.map { box(above: $0, shift: shift) }
        }
    }

    /// Whether a box meets neither the markers nor the line of a series around a position.
    private func isFree(
        _ box: Rect, of line: [Point?], near position: Int, _ theme: Theme
    ) -> Bool {
        let inner = box.inset(Insets(top: 1, left: 0, bottom: 1, right: 0))
        let radius = theme.markerRadius
        for index in max(position - 1, 0)...min(position + 1, line.count - 1) {
            guard let point = line[index] else { continue }
            let marker = Rect(
                x: point.x - radius, y: point.y - radius, toX: point.x + radius,
                toY: point.y + radius)
            if inner.intersects(marker) { return false }
            if index > 0, let previous = line[index - 1], inner.isCrossed(from: previous, to: point)
            {
                return false
            }
            if index + 1 < line.count, let next = line[index + 1],
                inner.isCrossed(from: point, to: next)
            {
                return false
            }
        }
        return true
    }
}

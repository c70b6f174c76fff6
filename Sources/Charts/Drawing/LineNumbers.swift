/// The numbers beside the points of a line chart.
struct LineNumbers {
    let chart: LineChart
    let format: NumberFormat
    /// The points of every series; `nil` where there is no number.
    let lines: [[Point?]]
    let plot: Rect
    let surface: any Surface
    let theme: Theme

    struct Placed {
        let text: TextBlock
        let box: Rect
        let color: Color
    }

    /// The numbers beside their points, if none of them meets a line or another number: all of them
    /// or none.
    ///
    /// - Parameter boxes: Where other texts stand.
    func placed(around boxes: [Rect]) -> [Placed] {
        let step = plot.width / Double(max(chart.labels.count, 1))
        let height = surface.measure(TextBlock(line: "0", theme.valueStyle)).height
        var taken = boxes
        taken += chart.missing.map { place, _ in
            Rect(
                x: plot.minX + step * place, y: plot.maxY - height - 2,
                toX: plot.minX + step * (place + 1), toY: plot.maxY)
        }
        var placed: [Placed] = []
        for (index, line) in lines.enumerated() {
            let color =
                lines.count > 1 ? SeriesStyle(index, theme: theme).line.color : theme.text
            for (position, point) in line.enumerated() {
                guard let point else { continue }
                let text = TextBlock(
                    line: format.string(chart.series[index].values[position]), theme.valueStyle)
                let size = surface.measure(text)
                guard size.width + 4 * theme.unit <= step else { return [] }
                let box = labelBoxes(position, point, size, line).first { box in
                    box.minY >= plot.minY && box.maxY <= plot.maxY
                        && !taken.contains(where: box.intersects)
                        && lines.allSatisfy { isFree(box, of: $0, near: position) }
                }
                guard let box else { return [] }
                placed.append(Placed(text: text, box: box, color: color))
                taken.append(box)
            }
        }
        return placed
    }

    /// Places for a number, best first: above a peak, below a valley.
    private func labelBoxes(
        _ position: Int, _ point: Point, _ size: Size, _ line: [Point?]
    ) -> [Rect] {
        let neighbours = [position - 1, position + 1].compactMap {
            line.indices.contains($0) ? line[$0] : nil
        }
        let isValley = !neighbours.isEmpty && neighbours.allSatisfy { $0.y < point.y }
        let offset = theme.markerRadius + 1.5 * theme.unit
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
    private func isFree(_ box: Rect, of line: [Point?], near position: Int) -> Bool {
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

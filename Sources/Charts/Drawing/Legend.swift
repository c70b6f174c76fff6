/// Names beside samples of what they stand for, in rows.
struct Legend {
    struct Entry {
        enum Sample {
            case line(SeriesStyle)
            case marker(SeriesStyle)
            case dot(ScatterStyle)
            case swatch(Color)
            case area(AreaFill)
            case stroke(LineStyle)
            case colors(ColorMap)
            case exception(CellException)
        }

        var name: String
        /// What stands before the sample.
        var lead: String?
        var sample: Sample

        init(name: String, style: SeriesStyle) {
            self.name = name
            sample = .line(style)
        }

        init(name: String, marker style: SeriesStyle) {
            self.name = name
            sample = .marker(style)
        }

        init(name: String, dot style: ScatterStyle) {
            self.name = name
            sample = .dot(style)
        }

        init(name: String, swatch: Color) {
            self.name = name
            sample = .swatch(swatch)
        }

        init(name: String, area: AreaFill) {
            self.name = name
            sample = .area(area)
        }

        init(name: String, stroke: LineStyle) {
            self.name = name
            sample = .stroke(stroke)
        }

        /// The colours of a scale between the numbers at its ends.
        init(scale: ColorScale) {
            let format = NumberFormat.significant(digits: 3)
            lead = format.string(scale.domain.lowerBound)
            name =
                format.string(scale.domain.upperBound)
                + (scale.kind == .logarithmic ? " (log scale)" : "")
            sample = .colors(scale.map)
        }

        /// - Parameter scale: Where numbers lie that have no exception.
        init(exception: CellException, on scale: ColorScale) {
            name = exception.name(on: scale)
            sample = .exception(exception)
        }

        fileprivate func width(_ theme: Theme) -> Double {
            switch sample {
            case .line, .stroke: 20 * theme.unit
            case .colors: 60 * theme.unit
            case .swatch, .area, .marker, .dot, .exception: theme.labelSize
            }
        }
    }

    let height: Double
    /// - `indent`: from the origin to the sample, which a lead moves to the right.
    private let places: [(entry: Entry, text: TextBlock, origin: Point, indent: Double)]
    private let rowHeight: Double
    private let surface: any Surface

    init(_ entries: [Entry], width: Double, on surface: any Surface, theme: Theme) {
        var places: [(Entry, TextBlock, Point, Double)] = []
        var origin = Point(x: 0, y: 0)
        var rowHeight = 0.0
        let texts = entries.map {
            TextBlock(
                line: $0.name, theme.labelStyle,
                maximumWidth: max(width - $0.width(theme) - theme.gap, 1))
        }
        for text in texts { rowHeight = max(rowHeight, surface.measure(text).height) }
        for (entry, text) in zip(entries, texts) {
            let indent = entry.lead.map { lead in
                surface.measure(TextBlock(line: lead, theme.labelStyle)).width + theme.gap
            }
            let needed =
                (indent ?? 0) + entry.width(theme) + theme.gap + surface.measure(text).width
            if origin.x > 0, origin.x + needed > width {
                origin = Point(x: 0, y: origin.y + rowHeight + theme.gap / 2)
            }
            places.append((entry, text, origin, indent ?? 0))
            origin.x += needed + 3 * theme.gap
        }
        height = origin.y + rowHeight
        self.places = places
        self.rowHeight = rowHeight
        self.surface = surface
        self.theme = theme
    }

    private let theme: Theme

    func draw(at corner: Point) {
        for (entry, text, origin, indent) in places {
            let y = corner.y + origin.y + rowHeight / 2
            let x = corner.x + origin.x + indent
            let width = entry.width(theme)
            let line = [Point(x: x, y: y), Point(x: x + width, y: y)]
            switch entry.sample {
            case .line(let style):
                surface.stroke(path: line, style.line)
                style.drawMarker(at: Point(x: x + width / 2, y: y), on: surface)
            case .marker(let style):
                style.drawMarker(at: Point(x: x + width / 2, y: y), on: surface)
            case .dot(let style):
                surface.fillCircle(
                    center: Point(x: x + width / 2, y: y), radius: style.radius, style.color)
            case .stroke(let style):
                surface.stroke(path: line, style)
            case .swatch(let color): surface.fill(box(x, y, width), color)
            case .area(let fill): fill.draw(box(x, y, width), on: surface)
            case .colors(let map): surface.fill(apart: steps(of: map, in: box(x, y, width)))
            case .exception(let exception):
                surface.fill(box(x, y, width), exception: exception, theme)
            }
            if let lead = entry.lead {
                surface.draw(
                    TextBlock(line: lead, theme.labelStyle), at: Point(x: x - theme.gap, y: y),
                    anchor: .right, rotation: 0, color: theme.secondaryText)
            }
            surface.draw(
                text, at: Point(x: x + width + theme.gap, y: y), anchor: .left, rotation: 0,
                color: theme.secondaryText)
        }
    }

    /// As high as a label, around a height.
    private func box(_ x: Double, _ y: Double, _ width: Double) -> Rect {
        let half = theme.labelSize / 2
        return Rect(x: x, y: y - half, toX: x + width, toY: y + half)
    }

    /// The colours of a map from left to right: more steps than the eye sees in so little space.
    private func steps(of map: ColorMap, in box: Rect) -> [ColoredRect] {
        let columns = BandScale(count: 32, from: box.minX, to: box.maxX)
        return (0..<columns.count).map { step in
            let band = columns.band(step)
            return ColoredRect(
                rectangle: Rect(
                    x: band.lowerBound, y: box.minY, toX: band.upperBound, toY: box.maxY),
                color: map.color(at: (Double(step) + 0.5) / Double(columns.count)))
        }
    }
}

/// Why a cell has no colour of the scale.
enum CellException: CaseIterable {
    /// Above the end of the scale, in a row or column that does not count for it.
    case beyond
    /// Zero or negative on a logarithmic scale.
    case notPositive
    /// Infinite.
    case infinite
    /// NaN.
    case missing

    /// `nil` for numbers on the scale.
    /// - Parameter isApart: Whether the number does not count for the scale.
    init?(_ value: Double, on scale: ColorScale, isApart: Bool = false) {
        if value.isNaN {
            self = .missing
        } else if value.isInfinite {
            self = .infinite
        } else if scale.isBelow(value) {
            self = .notPositive
        } else if isApart, value > scale.domain.upperBound {
            self = .beyond
        } else {
            return nil
        }
    }

    /// What the key says, beside a scale.
    func name(on scale: ColorScale) -> String {
        switch self {
        case .beyond: beyondName(scale.domain.upperBound)
        case .notPositive: "≤ 0"
        case .infinite: "±∞"
        case .missing: "n/a"
        }
    }

    /// Those that occur among some numbers, in the order of the colour bar.
    /// - Parameter apart: Those of the numbers that do not count for the scale.
    static func found(
        in values: some Sequence<Double>, apart: [Double] = [], on scale: ColorScale
    ) -> [CellException] {
        var found: Set<CellException> = []
        if apart.contains(where: { CellException($0, on: scale, isApart: true) == .beyond }) {
            found.insert(.beyond)
        }
        for value in values {
            if let exception = CellException(value, on: scale) { found.insert(exception) }
            if found.count == allCases.count { break }
        }
        return allCases.filter(found.contains)
    }
}

/// What a key calls numbers above the end of a scale.
func beyondName(_ end: Double) -> String {
    "> \(NumberFormat.significant(digits: 3).string(end))"
}

/// A cell of a map before it is drawn.
struct NumberedCell {
    var rectangle: Rect
    var value: Double
    /// Whether the number does not count for the scale.
    var isApart = false
}

extension CellException {
    /// The ground of such a cell: grey for numbers above the scale, which no colour map has in its middle,
    /// unless the theme has greys alone.
    func color(_ theme: Theme) -> Color {
        self == .beyond && theme.missing != theme.background ? theme.missingHatch : theme.missing
    }

    func hatch(_ theme: Theme) -> Color {
        color(theme) == theme.missingHatch ? theme.missing : theme.missingHatch
    }
}

extension Surface {
    /// Fills cells that do not overlap with the colours of their numbers, or with the look of
    /// numbers without one.
    /// - Parameter count: How many cells there are at most.
    func fill(
        cells: some Sequence<NumberedCell>, count: Int, _ scale: ColorScale, _ theme: Theme
    ) {
        var colored: [ColoredRect] = []
        colored.reserveCapacity(count)
        var exceptions: [(cell: Rect, exception: CellException)] = []
        for cell in cells {
            let box = cell.rectangle
            if let exception = CellException(cell.value, on: scale, isApart: cell.isApart) {
                colored.append(ColoredRect(rectangle: box, color: exception.color(theme)))
                exceptions.append((box, exception))
            } else if let color = scale.color(cell.value) {
                colored.append(ColoredRect(rectangle: box, color: color))
            }
        }
        fill(apart: colored)
        for (cell, exception) in exceptions { mark(cell, exception, theme) }
    }

    /// Plain for numbers below the scale, hatched for those that are none, hatched both ways for
    /// infinite ones, and hatched the other way for those above the scale.
    func fill(_ cell: Rect, exception: CellException, _ theme: Theme) {
        fill(cell, exception.color(theme))
        mark(cell, exception, theme)
    }

    private func mark(_ cell: Rect, _ exception: CellException, _ theme: Theme) {
        if theme.missing == theme.background {
            let rim = theme.hairline / 2
            stroke(cell.inset(rim), LineStyle(color: theme.missingHatch, width: theme.hairline))
        }
        guard exception != .notPositive, cell.width >= 2, cell.height >= 2 else { return }
        let line = LineStyle(color: exception.hatch(theme), width: theme.hairline)
        // Beyond the scale, the ground says enough where it is grey.
        let step: Double = exception.color(theme) == theme.missingHatch ? 10 : 4
        let distance = max(step * theme.unit, (cell.width + cell.height) / 64)
        clip(to: cell) {
            var x = cell.minX - cell.height + distance / 2
            while x < cell.maxX {
                if exception != .beyond {
                    stroke(
                        path: [
                            Point(x: x, y: cell.maxY), Point(x: x + cell.height, y: cell.minY),
                        ], line)
                }
                if exception != .missing {
                    stroke(
                        path: [
                            Point(x: x, y: cell.minY), Point(x: x + cell.height, y: cell.maxY),
                        ], line)
                }
                x += distance
            }
        }
    }
}

/// Rows and columns of cells.
struct CellGrid {
    let rows: BandScale
    let columns: BandScale

    /// - Parameter spacing: Share of each cell's width and height that stays empty.
    init(rows: Int, columns: Int, in plot: Rect, spacing: Double = 0) {
        self.rows = BandScale(count: rows, from: plot.minY, to: plot.maxY, spacing: spacing)
        self.columns = BandScale(
            count: columns, from: plot.minX, to: plot.maxX, spacing: spacing)
    }

    func cell(_ row: Int, _ column: Int) -> Rect {
        let (x, y) = (columns.band(column), rows.band(row))
        return Rect(x: x.lowerBound, y: y.lowerBound, toX: x.upperBound, toY: y.upperBound)
    }

    /// All cells of rows that are neighbours, at least one.
    func strip(rows indices: Range<Int>) -> Rect {
        let (first, last) = (rows.band(indices.lowerBound), rows.band(indices.upperBound - 1))
        return Rect(x: columns.start, y: first.lowerBound, toX: columns.end, toY: last.upperBound)
    }

    /// All cells of columns that are neighbours, at least one.
    func strip(columns indices: Range<Int>) -> Rect {
        let (first, last) = (
            columns.band(indices.lowerBound), columns.band(indices.upperBound - 1)
        )
        return Rect(x: first.lowerBound, y: rows.start, toX: last.upperBound, toY: rows.end)
    }
}

extension Heatmap {
    func alternativeText(_ form: AlternativeTextForm) -> String {
        var text = Sentences(
            "Heatmap", title: title,
            "\(rowLabels.count - gapRows.count) × \(columnLabels.count - gapColumns.count) values "
                + "(rows × columns)")
        var finite: [Double] = []
        var missing: [Cell] = []
        var (ofAll, ofScaled) = (Extremes(), Extremes())
        for row in rowLabels.indices {
            for column in columnLabels.indices where !isGap(row, column) {
                let cell = Cell(row: row, column: column, value: values[row][column])
                guard cell.value.isFinite else {
                    missing.append(cell)
                    continue
                }
                finite.append(cell.value)
                ofAll.add(cell)
                if !isApart(row, column) { ofScaled.add(cell) }
            }
        }
        let format = valueDecimals.map { .fixed(decimals: $0) } ?? NumberFormat.values(finite)
        let shown = ofScaled.high == nil ? ofAll : ofScaled
        func name(_ cell: Cell) -> String {
            "\(spoken(rowLabels[cell.row])), \(spoken(columnLabels[cell.column])) "
                + "(\(format.string(cell.value)))"
        }

        if form == .long {
            text.add("Subtitle", subtitle)
            text.add("Rows", axis(rowTitle, rowLabels))
            text.add("Columns", axis(columnTitle, columnLabels))
            text.add("Numbers", valueTitle)
        }
        if let high = shown.high, let low = shown.low {
            text.add("Highest: \(name(high))")
            text.add("Lowest: \(name(low))")
        }
        if ofScaled.high != nil { text.addApart(largestApart(format)) }
        if form == .long {
            addRows(format, to: &text)
            let marked =
                markedRows.sorted().filter(rowLabels.indices.contains).map { rowLabels[$0] }
                + markedColumns.sorted().filter(columnLabels.indices.contains)
                .map { columnLabels[$0] }
            text.add("Marked", marked.prefix(6).map { spoken($0) }.joined(separator: ", "))
            text.addMissing(
                missing.map { "\(spoken(rowLabels[$0.row])), \(spoken(columnLabels[$0.column]))" })
        }
        return text.text
    }

    private func axis(_ title: String?, _ labels: [String]) -> String? {
        guard let first = labels.first, let last = labels.last else { return nil }
        let ends = labels.count > 1 ? "\(spoken(first)) to \(spoken(last))" : spoken(first)
        guard let title, !title.isEmpty else { return ends }
        return "\(spoken(title)), \(ends)"
    }

    /// The rows and columns that do not count for the scale, each with its largest number.
    private func largestApart(_ format: NumberFormat) -> [String] {
        let rows = apartRows.sorted()
            .filter { rowLabels.indices.contains($0) && values.indices.contains($0) }
            .map { (rowLabels[$0], values[$0]) }
        let columns = apartColumns.sorted().filter(columnLabels.indices.contains).map { column in
            (
                columnLabels[column],
                values.filter { $0.indices.contains(column) }.map { $0[column] }
            )
        }
        return (rows + columns).map { label, numbers in
            let largest = finiteRange(of: numbers).map { format.string($0.upperBound) } ?? "n/a"
            return "\(spoken(label)) (up to \(largest))"
        }
    }

    /// Where the largest number of each row lies, and how the means go from row to row.
    private func addRows(_ format: NumberFormat, to text: inout Sentences) {
        var peaks: [String] = []
        var means: [(label: String, mean: Double)] = []
        for (row, label) in rowLabels.enumerated() where !apartRows.contains(row) {
            let shown = columnLabels.indices
                .filter { !isGap(row, $0) && !apartColumns.contains($0) }
                .map { (columnLabels[$0], values[row][$0]) }.filter { $1.isFinite }
            guard let peak = shown.max(by: { $0.1 < $1.1 }) else { continue }
            peaks.append("\(spoken(label)): \(spoken(peak.0)) (\(format.string(peak.1)))")
            let count = Double(shown.count)
            means.append((label, shown.map { $0.1 / count }.reduce(0, +)))
        }
        if peaks.count > 1, peaks.count <= 12 {
            text.add("Highest in each row: \(peaks.joined(separator: ", "))")
        }
        if let trend = Trend(means.map { ($0.mean * 1e6).rounded() / 1e6 }), trend != .constant {
            let phrase = trend.phrase { spoken(means[$0].label) }
            text.add("From the first row to the last, the mean of the row \(phrase)")
        }
    }
}

/// A number of the map and where it is.
private struct Cell {
    let row: Int
    let column: Int
    let value: Double
}

/// The first of the largest and the first of the smallest numbers.
private struct Extremes {
    private(set) var high: Cell?
    private(set) var low: Cell?

    mutating func add(_ cell: Cell) {
        if cell.value > high?.value ?? -.infinity { high = cell }
        if cell.value < low?.value ?? .infinity { low = cell }
    }
}

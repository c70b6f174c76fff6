extension Heatmap {
    func alternativeText(_ form: AlternativeTextForm) -> String {
        var text = Sentences(
            "Heatmap", title: title,
            "\(rowLabels.count - gapRows.count) × \(columnLabels.count - gapColumns.count) values "
                + "(rows × columns)")
        let cells = rowLabels.indices.flatMap { row in
            columnLabels.indices.filter { !isGap(row, $0) }.map { column in
                Cell(
                    row: rowLabels[row], column: columnLabels[column], value: values[row][column],
                    isApart: isApart(row, column))
            }
        }
        let finite = cells.filter { $0.value.isFinite }
        let format =
            valueDecimals.map { .fixed(decimals: $0) } ?? NumberFormat.values(finite.map(\.value))
        let scaled = finite.filter { !$0.isApart }
        let shown = scaled.isEmpty ? finite : scaled
        func name(_ cell: Cell) -> String {
            "\(spoken(cell.row)), \(spoken(cell.column)) (\(format.string(cell.value)))"
        }

        if form == .long {
            text.add("Subtitle", subtitle)
            text.add("Rows", axis(rowTitle, rowLabels))
            text.add("Columns", axis(columnTitle, columnLabels))
            text.add("Numbers", valueTitle)
        }
        if let high = shown.max(by: { $0.value < $1.value }),
            let low = shown.min(by: { $0.value < $1.value })
        {
            text.add("Highest: \(name(high))")
            text.add("Lowest: \(name(low))")
        }
        if !scaled.isEmpty { text.addApart(largestApart(format)) }
        if form == .long {
            addRows(format, to: &text)
            let marked =
                markedRows.sorted().filter(rowLabels.indices.contains).map { rowLabels[$0] }
                + markedColumns.sorted().filter(columnLabels.indices.contains)
                .map { columnLabels[$0] }
            text.add("Marked", marked.prefix(6).map { spoken($0) }.joined(separator: ", "))
            text.addMissing(
                cells.filter { !$0.value.isFinite }
                    .map { "\(spoken($0.row)), \(spoken($0.column))" })
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

/// A number of the map, with the labels of its row and column.
private struct Cell {
    let row: String
    let column: String
    let value: Double
    let isApart: Bool
}

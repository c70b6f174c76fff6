extension SmallMultiples {
    func alternativeText(_ form: AlternativeTextForm) -> String {
        var text = Sentences(
            "Small heatmaps", title: title,
            "\(rowLabels.count) × \(columnLabels.count) tables (rows × columns)")
        let peaks = zip(rowLabels, panels).flatMap { row, tables in
            zip(columnLabels, tables).compactMap { column, table in
                finiteRange(of: scaledNumbers(of: table)).map {
                    (name: "\(spoken(row)), \(spoken(column))", value: $0.upperBound)
                }
            }
        }.enumerated().sorted {
            ($1.element.value, $0.offset) < ($0.element.value, $1.offset)
        }.map(\.element)
        let format = NumberFormat.values(peaks.map(\.value))
        if form == .long {
            text.add("Subtitle", subtitle)
            text.add("Rows", rowTitle)
            text.add("Columns", columnTitle)
            text.add("Numbers", valueTitle)
        }
        if !peaks.isEmpty {
            let shown = peaks.prefix(form == .long ? 4 : 1)
            text.add(
                "Highest: "
                    + shown.map { "in \($0.name) (\(format.string($0.value)))" }
                    .joined(separator: ", "))
        }
        return text.text
    }
}

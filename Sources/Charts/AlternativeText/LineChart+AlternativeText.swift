extension LineChart {
    func alternativeText(_ form: AlternativeTextForm) -> String {
        var text = Sentences(
            "Line chart", title: title,
            series.count == 1
                ? counted(labels.count, "value")
                : "\(series.count) lines over \(counted(labels.count, "position"))")
        let format =
            valueDecimals.map { .fixed(decimals: $0) }
            ?? NumberFormat.values(series.flatMap(\.values).filter(\.isFinite))
        if form == .long {
            text.add("Subtitle", subtitle)
            text.add("Horizontal axis", categoryTitle)
            text.add("Vertical axis", valueTitle)
        }
        let longest = form == .long ? 12 : 4
        for (index, line) in series.prefix(longest).enumerated() {
            describe(line, index, form, format, in: &text)
        }
        for band in bands where form == .long {
            guard let last = band.ranges.indices.last, last < labels.count else { continue }
            func range(_ place: Int) -> String {
                let ends = band.ranges[place]
                return "\(format.string(ends.lowerBound)) to \(format.string(ends.upperBound)) "
                    + "(\(spoken(labels[place])))"
            }
            let name = band.name.map { "\(spoken($0)): " } ?? ""
            text.add("Area \(name)\(range(0)), \(range(last))")
        }
        if series.count > longest { text.add("\(series.count - longest) more lines") }
        if form == .long {
            text.addMissing(missing.compactMap { position($0.place) })
        }
        return text.text
    }

    private func describe(
        _ line: Series, _ index: Int, _ form: AlternativeTextForm, _ format: NumberFormat,
        in text: inout Sentences
    ) {
        var points: [(label: String, value: Double)] = []
        for (index, value) in line.values.enumerated() where value.isFinite {
            if let label = position(line.place(index)) { points.append((label, value)) }
        }
        func point(_ place: Int) -> String {
            "\(format.string(points[place].value)) (\(points[place].label))"
        }
        guard let last = points.indices.last else { return }
        let name = line.name.map { "\(spoken($0)): " } ?? (series.count > 1 ? "\(index + 1): " : "")
        guard last > 0 else {
            text.add("\(name)\(point(0))")
            return
        }
        text.add("\(name)\(name.isEmpty ? "From" : "from") \(point(0)) to \(point(last))")
        if let high = points.indices.max(by: { points[$0].value < points[$1].value }),
            let low = points.indices.min(by: { points[$0].value < points[$1].value }),
            form == .long || series.count == 1
        {
            text.add("Highest: \(point(high))")
            text.add("Lowest: \(point(low))")
        }
        if form == .long, let trend = Trend(points.map(\.value)) {
            text.add("The line \(trend.phrase { points[$0].label })")
        }
    }

    /// A place along the axis in words; `nil` for one that is not on it.
    private func position(_ place: Double) -> String? {
        guard place >= 0, place <= Double(labels.count - 1) else { return nil }
        let (low, high) = (Int(place.rounded(.down)), Int(place.rounded(.up)))
        return low == high
            ? spoken(labels[low]) : "between \(spoken(labels[low])) and \(spoken(labels[high]))"
    }
}

extension BarChart {
    func alternativeText(_ form: AlternativeTextForm) -> String {
        let values = bars.filter { !$0.isGap }.flatMap { bar in
            bar.values.enumerated().map { index, value in
                let isNamed = bar.values.count > 1 && series.indices.contains(index)
                return NamedValue(
                    label: isNamed ? "\(bar.label), \(series[index])" : bar.label, value: value,
                    isMarked: bar.isMarked, isApart: bar.isApart)
            }
        }
        var text = Sentences("Bar chart", title: title, counted(values.count, "value"))
        let finite = values.filter { $0.value.isFinite }
        let format =
            valueDecimals.map { .fixed(decimals: $0) } ?? NumberFormat.values(finite.map(\.value))
        let scaled = finite.filter { !$0.isApart }
        let shown = scaled.isEmpty ? finite : scaled
        func name(_ bar: NamedValue) -> String {
            "\(spoken(bar.label)) (\(format.string(bar.value)))"
        }

        if form == .long {
            text.add("Subtitle", subtitle)
            text.add("Bars", categoryTitle)
            text.add("Lengths", valueTitle)
        }
        // The first of several equal ones.
        let ranked = shown.enumerated().sorted {
            ($1.element.value, $0.offset) < ($0.element.value, $1.offset)
        }.map(\.element)
        if let high = ranked.first,
            let low = shown.min(by: { $0.value < $1.value }), ranked.count > 1
        {
            if form == .long, ranked.count > 4 {
                let next = ranked[1...2].map(name).joined(separator: " and ")
                text.add("Highest: \(name(high)), then \(next)")
            } else {
                text.add("Highest: \(name(high))")
            }
            text.add("Lowest: \(name(low))")
        } else if let only = ranked.first {
            text.add(name(only))
        }
        if !scaled.isEmpty { text.addApart(finite.filter(\.isApart).map(name)) }
        if form == .long {
            let marked = shown.filter(\.isMarked).prefix(6).map(name)
            if !marked.isEmpty { text.add("Marked: \(marked.joined(separator: ", "))") }
            if series.isEmpty, let trend = Trend(shown.map(\.value)) {
                let phrase = trend.phrase { spoken(shown[$0].label) }
                text.add("From the first bar to the last, the value \(phrase)")
            }
            text.addMissing(values.filter { !$0.value.isFinite }.map { spoken($0.label) })
        }
        return text.text
    }
}

/// One bar, with the name of its series if there are several.
private struct NamedValue {
    let label: String
    let value: Double
    let isMarked: Bool
    let isApart: Bool
}

extension Panels {
    func alternativeText(_ form: AlternativeTextForm) -> String {
        var text = Sentences("Figure", title: title, counted(charts.count, "panel"))
        if form == .long { text.add("Subtitle", subtitle) }
        for chart in charts { text.add(chart.alternativeText(form)) }
        return text.text
    }
}

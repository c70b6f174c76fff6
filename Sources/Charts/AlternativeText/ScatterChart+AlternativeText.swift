extension ScatterChart {
    func alternativeText(_ form: AlternativeTextForm) -> String {
        let points = groups.flatMap(\.points)
        var items = counted(points.count, "point")
        if groups.count > 1 { items += " in \(groups.count) groups" }
        if !background.isEmpty { items += ", \(background.count) in the background" }
        var text = Sentences("Scatter chart", title: title, items)
        let format = NumberFormat.significant(digits: 3)
        func place(_ point: Dot) -> String {
            "(\(format.string(point.x)), \(format.string(point.y)))"
        }
        if form == .long {
            text.add("Subtitle", subtitle)
            text.add("Horizontal axis", horizontalTitle)
            text.add("Vertical axis", verticalTitle)
        }
        let most = form == .long ? 12 : 4
        for (index, group) in groups.prefix(most).enumerated() {
            let name =
                group.name.map { "\(spoken($0)): " } ?? (groups.count > 1 ? "\(index + 1): " : "")
            describe(group, name, place, in: &text)
        }
        if groups.count > most { text.add("\(groups.count - most) more groups") }
        guard form == .long else { return text.text }
        let marked = points.filter(\.isMarked).compactMap(\.text)
        if !marked.isEmpty {
            let names = marked.prefix(6).map { spoken($0) }.joined(separator: ", ")
            text.add("Marked: \(names)" + (marked.count > 6 ? " and \(marked.count - 6) more" : ""))
        }
        text.addMissing(
            placeless.enumerated().map { spoken($1.text ?? "point \($0 + 1)") })
        return text.text
    }

    private func describe(
        _ group: Group, _ name: String, _ place: (Dot) -> String, in text: inout Sentences
    ) {
        let points = group.points.filter(\.isFinite)
        guard let first = points.first, let last = points.last else { return }
        if group.isPath, points.count > 1 {
            func end(_ point: Dot) -> String {
                point.text.map { "\(spoken($0)) \(place(point))" } ?? place(point)
            }
            text.add(
                "\(name)\(name.isEmpty ? "A path" : "a path") of \(points.count) points from "
                    + "\(end(first)) to \(end(last))")
        } else {
            let count = Double(points.count)
            let middle = Dot(
                points.reduce(0) { $0 + $1.x / count }, points.reduce(0) { $0 + $1.y / count })
            let around = name.isEmpty ? "Around" : "\(counted(points.count, "point")) around"
            text.add("\(name)\(around) \(place(middle))")
        }
    }
}

extension LinkChart {
    func alternativeText(_ form: AlternativeTextForm) -> String {
        var text = Sentences(
            "Links", title: title,
            "\(counted(sources.count, "token")) to \(counted(targets.count, "token"))")
        let links = Links(self).visible.sorted { abs($0.weight) > abs($1.weight) }
        let format = NumberFormat.values(links.map(\.weight))
        func name(_ index: Int) -> String {
            let link = links[index]
            return "from \(spoken(sources[link.source])) to \(spoken(targets[link.target])) "
                + "(\(format.string(link.weight)))"
        }
        if form == .long {
            text.add("Subtitle", subtitle)
            text.add("From", sourceTitle)
            text.add("To", targetTitle)
            text.add("Weights", valueTitle)
        }
        if !links.isEmpty {
            let count = form == .long ? min(links.count, 4) : 1
            text.add("Strongest: \((0..<count).map(name).joined(separator: ", "))")
        }
        return text.text
    }
}

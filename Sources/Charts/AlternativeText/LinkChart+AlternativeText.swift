extension LinkChart {
    func alternativeText(_ form: AlternativeTextForm) -> String {
        var text = Sentences(
            "Links", title: title,
            "\(counted(sources.count, "token")) to \(counted(targets.count, "token"))")
        let all = Links(self)
        let sorted = (all.visible + all.beyond).sorted { abs($0.weight) > abs($1.weight) }
        let format = NumberFormat.values(sorted.map(\.weight))
        let scaled = sorted.filter { !$0.isApart }
        let links = scaled.isEmpty ? sorted : scaled
        func name(_ link: Links.Link) -> String {
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
            text.add("Strongest: \(links.prefix(count).map(name).joined(separator: ", "))")
        }
        if !scaled.isEmpty { text.addApart(sorted.filter(\.isApart).map(name)) }
        return text.text
    }
}

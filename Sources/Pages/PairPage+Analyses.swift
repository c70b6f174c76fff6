import Analyses

extension PairPage {
    /// What the page says beyond raw attention.
    func beyond() -> PageValues {
        let view = analysis.view
        let sections = analysis.analyses.present.compactMap { result in
            result.section(view).map { values($0, of: result) }
        }
        let missing = analysis.analyses.missing
        return [
            "hasBeyond": !(sections.isEmpty && missing.isEmpty),
            "analyses": sections,
            "hasOcclusion": analysis.analyses.present.contains { type(of: $0).name == "occlusion" },
            "unavailable": missing.map {
                ["name": $0.type.title, "reason": $0.reason] as PageValues
            },
        ]
    }

    private func values(_ section: AnalysisSection, of result: any Analysis) -> PageValues {
        let type = type(of: result)
        let anchor = "beyond-\(type.name)"
        // The one with the figure's numbers, where there are several.
        let numbers =
            section.tables.first { ["tokens", "entropy"].contains($0.name) } ?? section.tables.first
        let table = numbers.map { "\(anchor)-\($0.name)" }
        return [
            "anchor": anchor, "title": type.title,
            "summary": type.explanation, "how": section.how, "source": type.source,
            "hasPoints": !section.points.isEmpty, "points": section.points.map(values),
            "figures": figures(analysis.pageFigures(result)).map {
                files.values(
                    $0, shape: "map", table: table, isLazy: true, isOfAttention: type.showsAttention
                )
            },
            "tables": section.tables.map { $0.values(anchor) },
        ]
    }
}

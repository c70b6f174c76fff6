import Charts

extension Gallery {
    static var text: String {
        let tables = groups.map { group in
            """
            ## \(group.title)

            From [\(group.source).swift](Figures/\(group.source).swift).

            | | light | dark |
            |---|---|---|
            \(group.figures.map(row).joined(separator: "\n"))

            """
        }
        return introduction + "\n" + tables.joined(separator: "\n") + "\n" + comparison
    }

    private static func row(_ figure: GalleryFigure) -> String {
        let others = themes.filter { $0 != "light" && $0 != "dark" }
            .map { "[\($0)](\(path(figure, $0)))" }
        let alternative = figure.chart.alternativeText(.short)
            .replacing("|", with: "\\|").replacing("\n", with: " ")
            .replacing("[", with: "\\[").replacing("]", with: "\\]")
        func picture(_ theme: String) -> String { "![\(alternative)](\(path(figure, theme)))" }
        return "| **\(figure.name)**<br>\(figure.caption)<br>\(others.joined(separator: " · ")) | "
            + "\(picture("light")) | \(picture("dark")) |"
    }

    private static let introduction = """
        # Gallery

        Every kind of chart in every theme. `swift run gallery Examples/Gallery` draws the pictures and
        this page from the charts in `Figures`, with numbers that all-MiniLM-L6-v2 gave; the tests
        of `Charts` compare what they draw with these files. Three figures are there as SVG and PDF too:
        bars ([SVG](Pictures/bars.svg), [PDF](Pictures/bars.pdf)), heatmap ([SVG](Pictures/heatmap.svg),
        [PDF](Pictures/heatmap.pdf)), line ([SVG](Pictures/line.svg), [PDF](Pictures/line.pdf)).

        """

    private static let comparison = """
        ## Beside seaborn

        The first figures of **Bars** and **Heatmaps** were drawn with seaborn 0.13 too (`barplot` with labels
        at 45°, `heatmap` with `annot=True` and viridis), from the same numbers.

        Better here:

        - Two tokens “to” are two bars. `barplot` takes them for two measurements of one thing, and draws their
          mean with an error bar.
        - Labels stay horizontal as long as they fit, and none leaves the figure. There, turned labels leave the figure at
          its lower edge unless the layout is asked for.
        - The word in question is marked, in its bar or column and in its label.
        - Numbers stand on the bars; in cells, they have as many digits as there is room for. The plot fills the
          figure.
        - A file is made in a few milliseconds, and at most half as large.

        Better there:

        - Everything can be changed: there is a function for every line and every tick. Here there is a theme,
          and what a chart's properties say.
        - Distributions, regressions, clustering, and statistics that are computed on the way.
        - Without lines between cells, fields of like colour run together, which suits large maps. Here the lines
          go only when cells get small.
        - Labels of the two plots of a figure follow one choice; here one panel may turn its labels while its
          neighbour does not.

        """
}

/// Draws a kind of chart of the library's user below its titles.
struct CustomDrawing<Custom: CustomChart>: ChartDrawing {
    let chart: Custom

    func validate() throws {}

    func defaultSize(_ theme: Theme) -> FigureSize {
        let plot = chart.plotSize(theme)
        var size = DefaultSize(
            title: chart.title, subtitle: chart.subtitle, columns: [], theme: theme
        ).figure(plotHeight: plot.height)
        size.width = (plot.width + 2 * theme.padding).rounded()
        return size
    }

    func alternativeText(_ form: AlternativeTextForm) -> String { chart.alternativeText(form) }

    func draw(on surface: any Surface, theme: Theme) throws {
        let header = Header(chart.title, chart.subtitle, on: surface, theme: theme)
        let layout = try PlotLayout(on: surface, theme: theme, header: header, parts: [])
        header.draw(in: layout.figure)
        let plot = layout.plot
        try chart.draw(
            on: ChartCanvas(
                width: plot.width, height: plot.height, theme: theme, surface: surface,
                origin: Point(x: plot.minX, y: plot.minY)))
    }
}

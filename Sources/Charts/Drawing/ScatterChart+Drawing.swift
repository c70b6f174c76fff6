extension ScatterChart: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension ScatterChart: PlannedDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        let names = legend(theme).isEmpty ? 0 : 1.3 * theme.labelSize + 2 * theme.gap
        return DefaultSize(title: title, subtitle: subtitle, columns: [], theme: theme)
            .figure(plotHeight: 330 + names)
    }

    var outline: PlotOutline { PlotOutline(labels: .below) }

    func plan(on surface: any Surface, theme: Theme, labelLayout: LabelLayout) -> ChartPlan {
        let scales = PlaneScales([background, groups.flatMap(\.points)].joined())
        let edge = ScatterStyle.reach(theme)
        func domains(
            _ plot: Rect
        ) -> (
            horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>
        ) {
            aspect == .free
                ? (scales.horizontal, scales.vertical)
                : scales.equal(width: plot.width - 2 * edge, height: plot.height - 2 * edge)
        }
        let headroom = Insets(top: edge, left: edge, bottom: edge, right: edge)
        let horizontal = ValueAxis(
            edge: .bottom, domain: scales.horizontal, domainInPlot: { domains($0).horizontal },
            headroom: { _ in headroom }, title: horizontalTitle, theme: theme, surface: surface)
        let vertical = ValueAxis(
            domain: scales.vertical, domainInPlot: { domains($0).vertical },
            headroom: { _ in headroom }, title: verticalTitle, theme: theme, surface: surface)
        func marks(_ plot: Rect) -> ScatterMarks {
            let (x, y) = (horizontal.scale(plot), vertical.scale(plot))
            return ScatterMarks(self, theme: theme, on: surface, in: plot) {
                Point(x: x.position($0.x), y: y.position($0.y))
            }
        }
        var plan = ChartPlan(
            header: Header(title, subtitle, legend: legend(theme), on: surface, theme: theme),
            parts: [vertical, horizontal], minimum: Size(width: 40, height: 40)
        ) { marks($0).draw(on: surface) }
        plan.note = { note(marks($0).labels.droppedCount) }
        return plan
    }

    private func legend(_ theme: Theme) -> [Legend.Entry] {
        guard showsLegend else { return [] }
        var entries = groups.enumerated().compactMap { index, group -> Legend.Entry? in
            guard let name = group.name, !name.isEmpty else { return nil }
            let style = SeriesStyle(index, theme: theme)
            return group.isPath
                ? Legend.Entry(name: name, style: style) : Legend.Entry(name: name, marker: style)
        }
        if let backgroundName, !backgroundName.isEmpty, !background.isEmpty {
            entries.append(Legend.Entry(name: backgroundName, dot: ScatterStyle(theme: theme)))
        }
        return entries
    }

    /// The labels of points that have no place; those without a label have none to name.
    var placeless: [Dot] {
        [groups.flatMap(\.points), background].joined().filter { !$0.isFinite }
    }

    private func note(_ dropped: Int) -> String? {
        var sentences: [String] = []
        if dropped > 0, countsLabels {
            let all = [groups.flatMap(\.points), background].joined().count {
                $0.isFinite && $0.text != nil
            }
            sentences.append("\(dropped) of \(counted(all, "label")) found no room.")
        }
        if !placeless.isEmpty {
            let names = placeless.compactMap(\.text).prefix(6).map { spoken($0, limit: 24) }
            let list = names.isEmpty ? "" : ": \(names.joined(separator: ", "))"
            let more = !names.isEmpty && placeless.count > names.count ? ", …" : ""
            sentences.append(
                "Without finite coordinates, not drawn: \(counted(placeless.count, "point"))"
                    + list + more + ".")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}

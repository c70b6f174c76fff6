extension LinkChart: Chart {
    public var body: ChartBody { ChartBody(drawing: self) }
}

extension LinkChart: PlannedDrawing {
    func defaultSize(_ theme: Theme) -> FigureSize {
        let legend = showsLegend ? 1.3 * theme.labelSize + 2 * theme.gap : 0
        switch orientation {
        case .rows:
            let longer = sources.count > targets.count ? sources : targets
            func size(_ labels: [String]) -> FigureSize {
                DefaultSize(
                    title: title, subtitle: subtitle, focus: focus, columns: labels, theme: theme
                )
                .figure(plotHeight: 110 + legend)
            }
            var size = size(longer)
            // The other row needs as much as the first does beyond its title.
            size.height += max(self.size(sources, theme), 1.2 * theme.labelSize) + theme.gap
            return size
        case .columns:
            let rows = DefaultSize(
                title: title, subtitle: subtitle, focus: focus, columns: [], theme: theme)
            let plot = 1.75 * theme.labelSize * Double(max(sources.count, targets.count))
            var size = rows.figure(plotHeight: min(max(plot, 60), 1500) + legend)
            // A third for the labels at each side.
            let longest = (sources + targets).lazy.map(\.unicodeScalars.count).max() ?? 0
            let label = 0.56 * theme.labelSize * Double(longest)
            size.width = min(max(380, label / 0.3), 720).rounded()
            return size
        }
    }

    /// Height of labels above one another: one line, or more when they have to turn.
    private func size(_ labels: [String], _ theme: Theme) -> Double {
        let length = labels.lazy.map(\.unicodeScalars.count).max() ?? 0
        let width = 0.6 * theme.labelSize * Double(length)
        return width * Double(labels.count) < 480 ? 0 : min(0.75 * width + 12, 90)
    }

    func plan(on surface: any Surface, theme: Theme, labelLayout: LabelLayout) -> ChartPlan {
        let links = Links(self)
        let isRows = orientation == .rows
        let axes = [
            CategoryAxis(
                isRows ? .top : .left, labels: sources, marks: markedSources,
                values: links.strengths(sources.count, \.source), depth: 0.25,
                title: sourceTitle, labelLayout: labelLayout, on: surface, theme: theme),
            CategoryAxis(
                isRows ? .bottom : .right, labels: targets, marks: markedTargets,
                values: links.strengths(targets.count, \.target), depth: 0.25,
                title: targetTitle, labelLayout: labelLayout, on: surface, theme: theme),
        ]
        var plan = ChartPlan(
            header: Header(
                title, subtitle, focus: focus,
                legend: showsLegend ? links.legend(valueTitle, theme) : [],
                on: surface, theme: theme),
            parts: axes
        ) { plot in
            for link in links.beyond {
                surface.stroke(path: curve(link, in: plot), links.beyondStyle(theme))
            }
            for link in links.missing {
                surface.stroke(path: curve(link, in: plot), links.missingStyle(theme))
            }
            for link in links.visible {
                surface.stroke(
                    path: curve(link, in: plot),
                    links.style(link.weight, isMarked: link.isMarked, theme))
            }
        }
        plan.note = { _ in note(links) }
        // The words are what the lines join: without them there is nothing to see.
        plan.data = { layout in axes.map { $0.reach(layout) }.reduce(layout.plot) { $0.union($1) } }
        plan.leavesOutLabels = { layout in axes.contains { $0.leavesOutLabels(layout) } }
        plan.labelLayout = { layout in
            axes.reduce(LabelLayout()) { $0.union($1.labelLayout(layout)) }
        }
        return plan
    }

    var outline: PlotOutline {
        PlotOutline(
            labels: orientation == .rows ? .above : .beside,
            columns: orientation == .rows ? targets : [])
    }

    private func note(_ links: Links) -> String? {
        links.threshold.map {
            "Links below \(NumberFormat.significant(digits: 3).string($0)) are not drawn."
        }
    }

    /// An S from a source to a target that leaves and arrives at a right angle.
    private func curve(_ link: Links.Link, in plot: Rect) -> [Point] {
        let isRows = orientation == .rows
        func ends(_ count: Int, _ index: Int) -> Double {
            let (start, end) = isRows ? (plot.minX, plot.maxX) : (plot.minY, plot.maxY)
            return BandScale(count: count, from: start, to: end).center(index)
        }
        let from = ends(sources.count, link.source)
        let to = ends(targets.count, link.target)
        let (start, end) = isRows ? (plot.minY, plot.maxY) : (plot.minX, plot.maxX)
        let pieces = abs(from - to) < 0.5 ? 1 : Int(min(max(abs(from - to) / 6, 16), 64))
        return (0...pieces).map { piece in
            let t = Double(piece) / Double(pieces)
            // The cubic Bézier curve whose control points lie half way.
            let along = start + (end - start) * (1.5 * t * (1 - t) + t * t * t)
            let across = from + (to - from) * (3 * t * t - 2 * t * t * t)
            return isRows ? Point(x: across, y: along) : Point(x: along, y: across)
        }
    }
}

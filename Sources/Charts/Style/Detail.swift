/// How much stands around the data of a figure.
///
/// A figure begins with all of it. Where that leaves the data too little room, the layout takes one step
/// after the other.
enum Detail: CaseIterable {
    /// Everything, titles in up to three lines.
    case full
    /// No titles of axes, and a subtitle of one line.
    case compact
    /// A title of one line, no subtitle, and type that is a little smaller.
    case bare
    /// About half of the space between parts, and the key of colours in a line below the title.
    case tight

    /// The most lines of a title.
    var titleLines: Int {
        switch self {
        case .full: 3
        case .compact: 2
        case .bare, .tight: 1
        }
    }

    /// The most lines of a subtitle; 0 for none.
    var subtitleLines: Int {
        switch self {
        case .full: 3
        case .compact: 1
        case .bare, .tight: 0
        }
    }

    /// Space below titles, in gaps of the theme.
    var headerGaps: Double { isSmall ? 1 : 2 }

    var showsAxisTitles: Bool { self == .full }

    /// Whether colours have their key beside the plot, and not below the title.
    var showsColorBar: Bool { self != .tight }

    /// Whether type is smaller.
    fileprivate var isSmall: Bool { self == .bare || self == .tight }
}

extension Theme {
    /// In points of the finished figure: smaller type is hard to read in print.
    static let smallestType = 6.0

    /// The size to which labels may shrink where they have too little room, in points.
    package var smallestLabel: Double {
        min(labelSize, max(0.86 * labelSize, Self.smallestType))
    }

    /// The theme with so much around the data.
    func with(_ detail: Detail) -> Theme {
        var theme = self
        if detail.isSmall {
            let least = min(valueSize, Self.smallestType)
            theme = scaled(by: smallestLabel / labelSize)
            theme.valueSize = max(theme.valueSize, least)
        }
        if detail == .tight {
            theme.padding *= 0.5
            theme.gap *= 0.6
        }
        theme.detail = detail
        return theme
    }
}

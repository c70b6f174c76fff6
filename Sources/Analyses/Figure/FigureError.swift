/// Why a figure could not be made.
package enum FigureError: Error, Equatable, CustomStringConvertible {
    case needsTwoSentences
    case unknownFormat(name: String)
    case unknownCaption(name: String)
    /// A setting of colours for a figure that has none.
    case noColors(kind: String, option: String)
    /// A choice of tokens for a figure that has none.
    case noTokens(kind: String, option: String)
    /// A logarithmic scale for numbers that it cannot show.
    case noLogarithm(kind: String)
    /// The model cannot give what the figure shows.
    case unavailable(kind: String, reason: String)

    package var description: String {
        switch self {
        case .needsTwoSentences: "this figure compares two sentences; give a second one"
        case .unavailable(let kind, let reason): "\(kind) cannot be drawn: \(reason)"
        case .unknownCaption(let name):
            "\(name): a caption goes to a file whose name ends in .tex, .md or .txt"
        case .noColors(let kind, let option):
            "\(kind) shows no numbers as colours; leave out \(option), which heatmap, tokens and heads have"
        case .noTokens(let kind, let option):
            "\(kind) has no labels for tokens; leave out \(option), which bars, heatmap, tokens and links have"
        case .noLogarithm(let kind):
            "\(kind) has no logarithmic scale: its colours run about a middle, or no number is above 0; "
                + "leave out scale"
        case .unknownFormat(let name):
            "\(name): the name says no format; end it in .png, .svg or .pdf, or give --format"
        }
    }
}

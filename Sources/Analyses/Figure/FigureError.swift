/// Why a figure could not be made.
package enum FigureError: Error, Equatable, CustomStringConvertible {
    case needsTwoSentences
    case unknownFormat(name: String)
    /// The model cannot give what the figure shows.
    case unavailable(kind: String, reason: String)

    package var description: String {
        switch self {
        case .needsTwoSentences: "this figure compares two sentences; give a second one"
        case .unavailable(let kind, let reason): "\(kind) cannot be drawn: \(reason)"
        case .unknownFormat(let name):
            "\(name): the name says no format; end it in .png, .svg or .pdf, or give --format"
        }
    }
}

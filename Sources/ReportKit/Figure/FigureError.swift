/// Why a figure could not be made.
public enum FigureError: Error, Equatable, CustomStringConvertible {
    case needsTwoSentences
    case unknownFormat(name: String)

    public var description: String {
        switch self {
        case .needsTwoSentences: "this figure compares two sentences; give a second one"
        case .unknownFormat(let name):
            "\(name): the name says no format; end it in .png, .svg or .pdf, or give --format"
        }
    }
}

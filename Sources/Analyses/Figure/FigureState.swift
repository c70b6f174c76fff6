/// Whether a figure of a list must be drawn.
package enum FigureState: Equatable, Sendable {
    /// The file is what the list asks for.
    case current
    /// There is no file.
    case missing
    /// The list, the model or the program is not what the file was made from.
    case outdated
    /// The file is not the one that was drawn.
    case edited
    /// A file is there, but none was drawn for this list.
    case unknown

    package var isStale: Bool { self != .current }

    /// What to tell the user.
    package var reason: String {
        switch self {
        case .current: "current"
        case .missing: "not there"
        case .outdated: "made from another list, model or version"
        case .edited: "changed since it was drawn"
        case .unknown: "not drawn from this list"
        }
    }

    /// - Parameters:
    ///   - request: the hash of what the figure is made from.
    ///   - file: the hash of the file; `nil` if there is none.
    init(request: String, file: String?, locked: FigureLock.Figure?) {
        self =
            switch (file, locked) {
            case (nil, _): .missing
            case (_, nil): .unknown
            case (let file?, let locked?):
                locked.request != request
                    ? .outdated : locked.file != file ? .edited : .current
            }
    }
}

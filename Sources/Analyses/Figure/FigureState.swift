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
    ///   - request: the hash of what the figure is made from; `nil` if that is not known.
    ///   - files: the hashes of its picture and of its caption, if it has one; `nil` for what is not there.
    init(request: String?, files: [String?], locked: FigureLock.Figure?) {
        guard let locked else {
            self = files.contains(nil) ? .missing : .unknown
            return
        }
        self =
            if files.contains(nil) {
                .missing
            } else if locked.request != request {
                .outdated
            } else {
                zip(files, [locked.file, locked.caption]).allSatisfy { $0 == $1 }
                    ? .current : .edited
            }
    }
}

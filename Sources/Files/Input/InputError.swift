/// Why an input file could not be used.
package enum InputError: Error, Equatable, CustomStringConvertible {
    /// The file is not there or cannot be read (`EX_NOINPUT`, exit code 66).
    case unreadable(name: String, reason: String)
    /// A line is not what it should be (`EX_DATAERR`, exit code 65). Lines count from 1.
    case badLine(name: String, line: Int, problem: String)
    /// The same, with the place in the line, in characters from 1.
    case badPlace(name: String, line: Int, column: Int, problem: String)

    /// The user did not want to wait for the file's beginning any longer.
    case interrupted(name: String)
    /// The file is of another kind than a list (`EX_DATAERR`, exit code 65).
    case wrongKind(name: String, problem: String)
    /// An option asks for what the list does not have (`EX_USAGE`, exit code 64).
    case optionMismatch(name: String, problem: String)

    package var description: String {
        switch self {
        case .interrupted(let name): "\(name): the wait for it was interrupted"
        case .wrongKind(let name, let problem), .optionMismatch(let name, let problem):
            "\(name): \(problem)"
        case .unreadable(let name, let reason): "cannot read \(name): \(reason)"
        case .badLine(let name, let line, let problem): "\(name), line \(line): \(problem)"
        case .badPlace(let name, let line, let column, let problem):
            "\(name), line \(line), column \(column): \(problem)"
        }
    }
}

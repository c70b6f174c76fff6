import ArgumentParser
import Foundation

/// What the program says, and ends with, when it stops for an error.
struct Problem {
    let sentence: String
    let status: ExitStatus

    /// - Returns: `nil` for what the argument parser throws, which has its own words.
    init?(_ error: any Error) {
        if let status = ExitStatus(of: error) {
            self.init("\(error)", status)
        } else if Self.isParsers(error) {
            return nil
        } else {
            self.init(unexpected: error)
        }
    }

    private init(_ sentence: String, _ status: ExitStatus) {
        self.sentence = sentence
        self.status = status
    }

    /// An error of a library below this program that should have got words of its own.
    private init(unexpected error: any Error) {
        if error is EncodingError {
            self.init(
                "a result is not a finite number, which JSON cannot hold; check the model with "
                    + "\"report model verify\", and report a bug if the model is sound", .internal)
        } else {
            let unexpected = UnexpectedError(error)
            self.init(unexpected.description, unexpected.status)
        }
    }

    private static func isParsers(_ error: any Error) -> Bool {
        error is ExitCode || error is CleanExit || error is ValidationError
            || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
    }
}

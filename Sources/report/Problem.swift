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
        switch error {
        case let error as CocoaError:
            let path = error.userInfo[NSFilePathErrorKey] as? String
            self.init(Self.sentence(path ?? error.url?.path, error.underlying), .ioError)
        case let error as POSIXError:
            self.init(Self.sentence(nil, error), .ioError)
        case is EncodingError:
            self.init(
                "a result is no number that JSON can hold; check the model with \"report model "
                    + "verify\", and tell us if it is sound", .internal)
        default:
            self.init(
                "this should not have happened (\(type(of: error)): \(error)); please tell us, with "
                    + "the command", .internal)
        }
    }

    private static func sentence(_ path: String?, _ cause: (any Error)?) -> String {
        let place = path.map { "cannot read or write \($0)" } ?? "cannot read or write a file"
        let reason = (cause as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
        return place + (reason.map { ": \($0)" } ?? "; check that it is there and may be read")
    }

    private static func isParsers(_ error: any Error) -> Bool {
        error is ExitCode || error is CleanExit || error is ValidationError
            || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
    }
}

import Foundation

/// An error that none of the libraries throws itself: of Foundation, say.
///
/// What Foundation prints of its errors ("Error Domain=NSCocoaErrorDomain Code=260 …") is no sentence; the
/// file and the system's own reason are in it.
struct UnexpectedError: CustomStringConvertible {
    let description: String
    let status: ExitStatus

    init(_ error: any Error) {
        let reason = Self.systemCode(of: error).map { String(cString: strerror($0)) }
        let path = (error as NSError).userInfo[NSFilePathErrorKey] as? String
        switch (path, reason) {
        case (let path?, let reason):
            description =
                "\(path): \(reason ?? Self.text(of: error)); check the file and who may read and write it, "
                + "then run it again"
            status = .ioError
        case (nil, let reason?):
            description = "\(reason); check the files that are named, then run it again"
            status = .ioError
        case (nil, nil):
            description =
                "unexpected error: \(Self.text(of: error)); this is a bug in the "
                + "program: please report it"
            status = .internal
        }
    }

    /// The value of `errno` behind an error.
    private static func systemCode(of error: any Error) -> Int32? {
        if let error = error as? POSIXError { return error.code.rawValue }
        let error = error as NSError
        if error.domain == NSPOSIXErrorDomain { return Int32(exactly: error.code) }
        return (error.userInfo[NSUnderlyingErrorKey] as? any Error).flatMap(systemCode)
    }

    private static func text(of error: any Error) -> String {
        let hasSentence =
            type(of: error) is NSError.Type || error is CocoaError || error is any LocalizedError
        return hasSentence ? error.localizedDescription : "\(error)"
    }
}

/// Two sequences have different lengths, so that comparing them in pairs would leave some out.
public struct CountMismatch: Error, CustomStringConvertible {
    public let counts: (Int, Int)
    public var description: String { "\(counts.0) values beside \(counts.1)" }
}

/// The members of two collections in pairs: `zip`, but for as many on both sides alone.
///
/// - Throws: `CountMismatch`.
public func paired<First: Collection, Second: Collection>(
    _ first: First, _ second: Second
) throws -> Zip2Sequence<First, Second> {
    guard first.count == second.count else {
        throw CountMismatch(counts: (first.count, second.count))
    }
    return zip(first, second)
}

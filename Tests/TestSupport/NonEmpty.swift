/// There is nothing to check where something was expected.
public struct NothingToCheck: Error, CustomStringConvertible {
    public var description: String { "expected at least one value to check, found none" }
}

/// The members of a collection that has some: a loop over none would pass without checking anything.
///
/// - Throws: `NothingToCheck`.
public func nonEmpty<Members: Collection>(_ members: Members) throws -> Members {
    guard !members.isEmpty else { throw NothingToCheck() }
    return members
}

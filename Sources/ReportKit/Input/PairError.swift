import Encoder

/// Why a pair could not be analysed: which sentence, and what is wrong with it.
public struct PairError: Error, Equatable, CustomStringConvertible {
    /// 1 or 2.
    public let sentence: Int
    public let problem: TargetWordError

    public var description: String { "sentence \(sentence): \(problem)" }
}

/// A layer or head that the model does not have.
public struct SelectionError: Error, Equatable, CustomStringConvertible {
    /// "layer" or "head".
    public let kind: String
    public let value: Int
    public let count: Int

    public var description: String {
        "\(kind) \(value) does not exist: the model has the \(kind)s 0 to \(count - 1)"
    }
}

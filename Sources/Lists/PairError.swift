import Encoder

/// Why a pair could not be analysed: which sentence, and what is wrong with it.
package struct PairError: Error, Equatable, CustomStringConvertible {
    /// 1 or 2.
    let sentence: Int
    package let problem: TargetWordError

    package init(sentence: Int, problem: TargetWordError) {
        self.sentence = sentence
        self.problem = problem
    }

    package var description: String { "sentence \(sentence): \(problem)" }
}

/// A layer or head that the model does not have.
package struct SelectionError: Error, Equatable, CustomStringConvertible {
    /// "layer" or "head".
    let kind: String
    let value: Int
    let count: Int

    package init(kind: String, value: Int, count: Int) {
        self.kind = kind
        self.value = value
        self.count = count
    }

    package var description: String {
        "\(kind) \(value) does not exist: the model has the \(kind)s 0 to \(count - 1)"
    }
}

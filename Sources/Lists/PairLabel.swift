/// What a list's label says of a pair.
package enum PairLabel: Equatable, Sendable {
    case same, different
    /// A number on another scale, such as 1 to 4.
    case grade(Double)
    /// A word that means neither.
    case other(String)

    /// - Returns: `nil` without a label: empty, `NaN`, `null`.
    package init?(_ text: String?) {
        let plain = (text ?? "").trimmedSpace.lowercased()
        switch plain {
        case "", "nan", "null", "none", "na", "n/a": return nil
        case "same", "t", "true", "yes", "y", "identical": self = .same
        case "different", "f", "false", "no", "n", "diff": self = .different
        default:
            guard let value = Self.number(plain), value.isFinite else {
                self = .other((text ?? "").trimmedSpace)
                return
            }
            self = value == 1 ? .same : value == 0 || value == -1 ? .different : .grade(value)
        }
    }

    /// A number, with a decimal point or comma.
    package static func number(_ text: String?) -> Double? {
        Double((text ?? "").trimmedSpace.replacing(",", with: "."))
    }
}

/// The labels of a list as far as it has been read: whether they mean anything is told once.
package struct LabelSurvey {
    package private(set) var same = 0
    package private(set) var different = 0
    package private(set) var missing = 0
    /// Of the labels that say the same sense or another, those that are numbers: grades where others are.
    package private(set) var numbers: (same: Int, different: Int, low: Double, high: Double)?
    package private(set) var grades: (count: Int, low: Double, high: Double)?
    package private(set) var others: [String] = []
    package private(set) var otherCount = 0

    package init() {}

    /// How many of the other labels are named; where there is one more, there are others.
    package static let shown = 8

    /// Takes a label of a sentence, which names its group whatever it looks like.
    package mutating func add(group text: String?) {
        count(PairLabel(text) == nil ? nil : .other((text ?? "").trimmedSpace))
    }

    package mutating func add(_ text: String?) {
        let label = PairLabel(text)
        if label == .same || label == .different, let value = PairLabel.number(text) {
            let known = numbers ?? (0, 0, value, value)
            numbers = (
                known.same + (label == .same ? 1 : 0), known.different + (label == .same ? 0 : 1),
                min(known.low, value), max(known.high, value)
            )
        }
        count(label)
    }

    private mutating func count(_ label: PairLabel?) {
        switch label {
        case nil: missing += 1
        case .same?: same += 1
        case .different?: different += 1
        case .grade(let value)?:
            let known = grades ?? (0, value, value)
            grades = (known.count + 1, min(known.low, value), max(known.high, value))
        case .other(let name)?:
            otherCount += 1
            if others.count <= Self.shown, !others.contains(name) { others.append(name) }
        }
    }

    /// What a label says once all have been read.
    /// - Returns: `nil` for one that says neither, and for a number where others are grades.
    package func isSame(_ text: String?) -> Bool? {
        if grades != nil, PairLabel.number(text) != nil { return nil }
        return switch PairLabel(text) {
        case .same?: true
        case .different?: false
        default: nil
        }
    }

    /// What is to be said at the end of the list.
    var warning: String? {
        if let grades {
            return
                "labels are numbers other than 1, 0 and -1, from \(grades.low) to \(grades.high): "
                + "they are shown, and none is read as the same sense or another"
        }
        guard !others.isEmpty else { return nil }
        let names = others.prefix(Self.shown).map { "\"\($0)\"" }
        let more = others.count > Self.shown ? ", …" : ""
        let rows = otherCount == 1 ? "1 row" : "\(otherCount) rows"
        return "the labels of \(rows) say neither the same sense nor another, and are only shown: "
            + names.joined(separator: ", ") + more
            + " (read are same and different, T and F, true and false, yes and no, 1 and 0 or -1)"
    }
}

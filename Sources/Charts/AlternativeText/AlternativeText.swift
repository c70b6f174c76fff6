/// How much an alternative text tells.
public enum AlternativeTextForm: Hashable, Sendable {
    /// What the figure shows, how many items, the largest and the smallest: for an `alt` attribute.
    case short
    /// Also the axes, the trend, what is marked or missing, and a few more of the numbers: for a
    /// description beside the figure.
    case long
}

extension Chart {
    /// What the chart shows, in words, for people who cannot see it; computed from its data.
    ///
    /// ```swift
    /// BarChart(bars: [.init("river", 0.1), .init("bank", 0.3)]).alternativeText(.short)
    /// // Bar chart of 2 values. Highest: bank (0.300). Lowest: river (0.100).
    /// ```
    /// - Returns: English sentences without line breaks; never empty. A chart that cannot be drawn,
    ///   such as one without items, still has a text.
    public func alternativeText(_ form: AlternativeTextForm) -> String {
        body.drawing.alternativeText(form)
    }
}

/// Sentences that follow one another.
struct Sentences {
    private(set) var text: String

    /// Begins with the kind of chart and its title: `Bar chart: Attention. 3 values.`
    init(_ kind: String, title: String?, _ items: String) {
        if let title, !title.isEmpty {
            text = Self.ended("\(kind): \(spoken(title, limit: 160))")
            add(items)
        } else {
            text = Self.ended("\(kind) of \(items)")
        }
    }

    mutating func add(_ sentence: String) { text += " " + Self.ended(sentence) }

    /// Adds `Label: text.` unless there is no text.
    mutating func add(_ label: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        add("\(label): \(spoken(text, limit: 160))")
    }

    /// Adds the names of what has no number, if any.
    mutating func addMissing(_ names: [String]) {
        guard !names.isEmpty else { return }
        let list = names.prefix(6).joined(separator: ", ")
        add("No number: \(list)" + (names.count > 6 ? " and \(names.count - 6) more" : ""))
    }

    /// Adds the largest numbers of what does not count for the scale, if there are any.
    mutating func addApart(_ names: [String]) {
        guard !names.isEmpty else { return }
        let list = names.prefix(6).joined(separator: ", ")
        add(
            "Apart from the scale: \(list)"
                + (names.count > 6 ? " and \(names.count - 6) more" : ""))
    }

    private static func ended(_ sentence: String) -> String {
        switch sentence.last {
        case ".", "!", "?", "…": sentence
        default: sentence + "."
        }
    }
}

/// `1 value`, `2 values`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// A label inside a sentence: one line, not too long, in quotation marks if it has no word.
func spoken(_ label: String, limit: Int = 40) -> String {
    let line = Printable.line(label.split(whereSeparator: \.isNewline).joined(separator: " "))
    if !line.contains(where: { $0.isLetter || $0.isNumber }) { return "“\(line.prefix(limit))”" }
    return line.count <= limit ? line : line.prefix(limit - 1) + "…"
}

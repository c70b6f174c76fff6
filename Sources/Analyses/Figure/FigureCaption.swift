import Encoder
import Files

/// What stands below a figure in a paper or a manual.
package struct FigureCaption: Equatable, Sendable {
    /// How it is written.
    package enum Form: String, CaseIterable, Sendable {
        case latex = "tex"
        case markdown = "md"
        case text = "txt"

        /// The form that a file's name ends in.
        /// - Throws: `FigureError.unknownCaption`.
        package init(path: String) throws(FigureError) {
            guard let ending = FilePath.ending(of: path)?.lowercased(),
                let form = Self(rawValue: ending)
            else { throw .unknownCaption(name: path) }
            self = form
        }
    }

    /// What is shown, without a full stop.
    var title: String
    /// Sentences on how to read it.
    var remarks: [String]

    /// The bytes of a file, with a line feed at its end.
    package func bytes(_ form: Form) -> [UInt8] {
        let rest = remarks.filter { !$0.isEmpty }.joined(separator: " ")
        let text =
            switch form {
            case .text: "\(title). \(rest)"
            case .markdown: "**\(Self.markdown(title)).** \(Self.markdown(rest))"
            case .latex: "\\caption{\\textbf{\(Self.latex(title)).} \(Self.latex(rest))}"
            }
        return Array((text + "\n").utf8)
    }

    /// Text in which no sign means anything to Markdown.
    package static func markdown(_ text: String) -> String {
        text.unicodeScalars.map { "\\[]*_`<>".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }
            .joined()
    }

    /// Text in which no sign means anything to LaTeX. Letters beyond Latin need a class or an engine that
    /// has them.
    static func latex(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\textbackslash{}"
            case "{", "}", "$", "&", "#", "_", "%": "\\\(scalar)"
            case "^": "\\textasciicircum{}"
            case "~": "\\textasciitilde{}"
            case "<": "\\textless{}"
            case ">": "\\textgreater{}"
            case "|": "\\textbar{}"
            case "“": "``"
            case "”": "''"
            case "‘": "`"
            case "’": "'"
            case "–": "--"
            case "…": "\\dots{}"
            case "×": "\\ensuremath{\\times}"
            case "−": "\\ensuremath{-}"
            // Marks of direction, which have no place in its input.
            case "\u{2066}"..."\u{2069}", "\u{200E}", "\u{200F}": ""
            default: String(scalar)
            }
        }.joined()
    }
}

extension FigureBuilder {
    /// What stands below a figure.
    /// - Parameter model: the model's name.
    /// - Throws: as `chart`.
    package func caption(_ request: FigureRequest, model: String) throws -> FigureCaption {
        let view = try view(request)
        let figure = try request.kind.figure(view)
        let ownTitle = figure.chart.title ?? figure.title
        let title = if case .text(let text) = request.look.title { text } else { ownTitle }
        // Of panels, what is said of each.
        let remarks =
            try view.sides.count > 1 && !request.kind.comparesSentences
            ? view.sides.map { side in
                var own = view
                own.sides = [side]
                return try request.kind.figure(own).caption
            } : [figure.caption]
        let texts = view.sides.map { side in
            let number = view.sides.count > 1 ? " \(side + 1)" : ""
            let text = "Sentence\(number): “\(view.sentences[side].text)”"
            return text.isSentence ? text : "\(text)."
        }
        let read =
            Set(remarks).count == 1
            ? [remarks[0]] + texts : zip(texts, remarks).map { "\($0) \($1)" }
        return FigureCaption(
            title: title.trimmingFullStop,
            remarks: read + ["Model: \(model)."])
    }
}

extension String {
    fileprivate var trimmingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }

    /// Whether it ends as a sentence does, also in quotation marks.
    fileprivate var isSentence: Bool {
        [".", "!", "?", ".”", "!”", "?”", "。”"].contains { hasSuffix($0) }
    }
}

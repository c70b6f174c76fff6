import Analyses
import Files

/// How to name a page in a text: in words, and for BibTeX.
package struct Citation {
    let title: String
    /// What kind of page it is, and which.
    let source: String
    /// What BibTeX's key is made of.
    let id: String
    let models: [AnalyzedPair.Model]
    let producer: Producer
    let date: String?

    package init(
        title: String, source: String, id: String, models: [AnalyzedPair.Model], producer: Producer,
        date: String? = nil
    ) {
        self.title = title
        self.source = source
        self.id = id
        self.models = models
        self.producer = producer
        self.date = date
    }

    private var made: String { "Made with \(producer.name) \(producer.version)" }
    private var weights: String {
        "weights SHA-256 \(Format.names(models.map { String($0.sha256.prefix(16)) }))"
    }

    package var text: String {
        "\(title). \(source). \(made)" + (date.map { ", \($0)" } ?? "") + "; \(weights)."
    }

    package var bibtex: String {
        var fields = [("title", title), ("note", "\(made); \(weights)")]
        // Only a year that was given: nothing here reads the clock.
        if let year = date?.prefix(4), year.count == 4, year.allSatisfy(\.isWholeNumber) {
            fields.append(("year", String(year)))
        }
        fields.append(("howpublished", source))
        let key = SafeName.make(id).unicodeScalars.filter {
            $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0)
        }
        let lines = fields.map { "  \($0) = {\(TeX.escape($1))}," }
        return "@misc{attention-report-\(String(String.UnicodeScalarView(key))),\n"
            + lines.joined(separator: "\n") + "\n}"
    }
}

/// Text for a field of BibTeX.
enum TeX {
    static func escape(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\textbackslash{}"
            case "{", "}", "$", "&", "#", "_", "%": "\\\(scalar)"
            case "~": "\\textasciitilde{}"
            case "^": "\\textasciicircum{}"
            case "\n", "\r", "\t": " "
            default: String(scalar)
            }
        }.joined()
    }
}

import Analyses
import Files

/// Markdown that embeds figures in a text.
enum FigureMarkdown {
    /// A line with a picture and its alternative text.
    static func image(_ description: String, _ path: String) -> String {
        "![\(FigureCaption.markdown(description).printable)](<\(path)>)"
    }

    /// A picture that follows the reader's preference for dark pages, as HTML, which Markdown takes as it is.
    static func picture(_ description: String, light: String, dark: String) -> String {
        """
        <picture>
          <source media="(prefers-color-scheme: dark)" srcset="\(address(dark))">
          <img alt="\(escaped(description.printable))" src="\(address(light))">
        </picture>
        """
    }

    /// A path as an address, in which spaces and commas would end it.
    private static func address(_ path: String) -> String {
        path.utf8.map { byte in
            let isPlain =
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-._~/".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain
                ? String(Unicode.Scalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: String(scalar)
            }
        }.joined()
    }
}

extension FigureMarkdown {
    /// The figures of a list, in their order, with an empty line between two. Of the themes of a figure the
    /// first is shown, and on dark pages the first dark one.
    static func embedding(
        _ outcomes: [FigureListRunner.Outcome], of figures: FigureList
    ) -> String {
        var groups: [[FigureListRunner.Outcome]] = []
        for outcome in outcomes where outcome.description != nil {
            if groups.last?.last?.entry.number == outcome.entry.number {
                groups[groups.count - 1].append(outcome)
            } else {
                groups.append([outcome])
            }
        }
        return groups.map { group in
            let light = group.first { !$0.entry.style.isDark } ?? group[0]
            let path = figures.path(of: light.entry)
            let description = light.description ?? ""
            guard let dark = group.first(where: \.entry.style.isDark), !light.entry.style.isDark
            else { return image(description, path) }
            return picture(description, light: path, dark: figures.path(of: dark.entry))
        }.joined(separator: "\n\n")
    }
}

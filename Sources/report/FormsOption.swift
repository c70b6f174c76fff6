import ArgumentParser
import Encoder
import Files
import Lists

/// `--forms`: other forms of the words that are looked for.
struct FormsOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Other forms of the word to find: banks,banking.",
            discussion: """
                For several words, bank=banks,banking;river=rivers, or @FILE with such a part on each line.
                """,
            valueName: "forms"))
    var forms: String?

    /// The file of forms, if there is one.
    var files: [String] {
        forms.flatMap { $0.hasPrefix("@") ? [String($0.dropFirst())] : nil } ?? []
    }

    /// - Parameter hasOneWord: whether forms may be given without their word.
    func check(hasOneWord: Bool) throws {
        guard let forms, !forms.hasPrefix("@") else { return }
        guard let value = WordForms(forms), hasOneWord || !value.hasNameless else {
            throw ValidationError(
                "--forms takes \(hasOneWord ? "forms such as banks,banking, " : "")words with their forms such as "
                    + "bank=banks,banking;river=rivers, or @FILE, not \"\(forms)\"")
        }
    }

    /// The option without folders, which mean nothing elsewhere.
    var shown: String? {
        forms.map { $0.hasPrefix("@") ? "@" + FilePath.name(of: String($0.dropFirst())) : $0 }
    }

    /// - Throws: `InputError` for a file that cannot be read.
    func value() throws(InputError) -> WordForms {
        guard let forms else { return WordForms() }
        if forms.hasPrefix("@") { return try WordForms(path: String(forms.dropFirst())) }
        return WordForms(forms) ?? WordForms()
    }
}

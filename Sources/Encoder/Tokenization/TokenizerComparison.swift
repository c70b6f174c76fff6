/// Whether versions 4 and 5 of transformers read the same tokens from a folder.
///
/// Version 4 follows a `tokenizer.json`, but for a few settings that come from the class; 5 follows the class.
/// The tokenizers are made both ways and tried on texts that such settings change.
struct TokenizerComparison {
    let older: TokenizerPipeline
    let newer: TokenizerPipeline
    let path: String

    /// What to tell the user; `nil` where the versions agree.
    func warning() throws -> String? {
        let old = try Tokenizer(older, maximumTokenCount: 1000, path: path)
        let new = try Tokenizer(newer, maximumTokenCount: 1000, path: path)
        for text in texts {
            let (before, after) = (old.encode(text), new.encode(text))
            if before.ids == after.ids { continue }
            return
                "\(path): versions 4 and 5 of transformers read this folder differently, and 5 is "
                + "followed: of \"\(text)\" 4 makes \(before.tokens.joined(separator: " ")), 5 "
                + "\(after.tokens.joined(separator: " "))"
        }
        return nil
    }

    private static let texts = [
        "The Bank of the River", "bank, riverbank", "El Niño está aquí",
        "a  bank\tof\n\nthe river ",
        "銀行 bank", "Ａ ﬁne ½", "``bank'' and ''river''", "1,000 banks", "don't", "the bank ",
    ]

    /// Texts that have every added token in them that the versions have with different settings.
    private var texts: [String] {
        let mask = newer.roles[.mask].map { ["the bank\(newer.vocabulary[$0])river"] } ?? []
        let tokens =
            older.addedTokens.filter { !newer.addedTokens.contains($0) }
            + newer.addedTokens.filter { !older.addedTokens.contains($0) }
        return Self.texts + mask + tokens.prefix(16).map { "the \($0.content) bank" }
    }
}

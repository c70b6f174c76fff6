import Encoder

/// What makes a report the same one: what it is about, not how it is shown.
///
/// The layer, the head, analyses, formats and themes are no part of it: with others, the same report
/// is renewed.
package struct ReportIdentity: Codable, Equatable, Sendable {
    enum Kind: String, Codable {
        case pair, word
        case wordInContext = "wic"
    }

    private var kind: Kind
    private var model: String
    private var sentences: [String]?
    private var words: [String]
    private var occurrences: [Int]?
    /// The names of the files that were read, without their folders.
    private var lists: [String]?

    private init(_ kind: Kind, model: String, words: [String] = []) {
        self.kind = kind
        self.model = model
        self.words = words
    }

    /// The report of a pair of sentences.
    /// - Parameters:
    ///   - occurrences: which of the word's occurrences is meant in each sentence, from 1.
    ///   - model: the model's name, as reports show it.
    package static func pair(
        sentences: [String], words: [String], occurrences: [Int], model: String
    ) -> ReportIdentity {
        var identity = ReportIdentity(.pair, model: model, words: words)
        identity.sentences = sentences
        identity.occurrences = occurrences
        return identity
    }

    /// The report of a word in many sentences.
    /// - Parameter list: the list's path, or the hash of what standard input gave.
    package static func word(_ word: String, list: String, model: String) -> ReportIdentity {
        var identity = ReportIdentity(.word, model: model, words: [word])
        identity.lists = [FilePath.name(of: list)]
        return identity
    }

    /// An evaluation on Word-in-Context data.
    /// - Parameter lists: the paths of data and labels.
    package static func wordInContext(lists: [String], model: String) -> ReportIdentity {
        var identity = ReportIdentity(.wordInContext, model: model)
        identity.lists = lists.map(FilePath.name)
        return identity
    }
}

import Encoder
import Foundation

/// What makes a report the same one: what it is about, not how it is shown.
///
/// The layer, the head, analyses, formats and themes are no part of it: with others, the same report
/// is renewed. A list or a model is the same as long as it lies at the same place, whatever is in it: a
/// list that got one more row renews its report.
package struct ReportIdentity: Codable, Equatable, Sendable {
    enum Kind: String, Codable {
        case pair, word, batch
        case wordInContext = "wic"
        case calibration, comparison
    }

    private var kind: Kind
    private var model: String
    /// Where the model's folder lies; `nil` for a model of the hub.
    private var modelPlace: String?
    private var sentences: [String]?
    private var words: [String]
    private var occurrences: [Int]?
    /// The names of the files that were read, without their folders.
    private var lists: [String]?
    /// Where those lie; empty for what is no file, such as a pipe.
    private var listPlaces: [String]?

    private init(_ kind: Kind, _ model: Model, words: [String] = []) {
        self.kind = kind
        self.model = model.name
        modelPlace = model.folder.flatMap(Self.place)
        self.words = words
    }

    /// The report of a pair of sentences.
    /// - Parameters:
    ///   - occurrences: which of the word's occurrences is meant in each sentence, from 1.
    package static func pair(
        sentences: [String], words: [String], occurrences: [Int], model: Model
    ) -> ReportIdentity {
        var identity = ReportIdentity(.pair, model, words: words)
        identity.sentences = sentences
        identity.occurrences = occurrences
        return identity
    }

    /// The report of a word in many sentences.
    /// - Parameter list: the list's path, or the hash of what standard input gave.
    package static func word(_ word: String, list: String, model: Model) -> ReportIdentity {
        var identity = ReportIdentity(.word, model, words: [word])
        identity.read([list])
        return identity
    }

    /// An evaluation on Word-in-Context data.
    /// - Parameter lists: the paths of data and labels.
    package static func wordInContext(lists: [String], model: Model) -> ReportIdentity {
        var identity = ReportIdentity(.wordInContext, model)
        identity.read(lists)
        return identity
    }

    /// A model's calibration.
    /// - Parameter lists: the paths of pairs and labels; none for those that come with the program.
    package static func calibration(lists: [String], model: Model) -> ReportIdentity {
        var identity = ReportIdentity(.calibration, model)
        identity.read(lists)
        return identity
    }

    /// Models side by side, on one pair of sentences.
    /// - Parameters:
    ///   - pair: the report of that pair, whatever its model.
    package static func comparison(of pair: ReportIdentity, models: [Model]) -> ReportIdentity {
        var identity = pair
        identity.kind = .comparison
        identity.model = models.map(\.name).joined(separator: ", ")
        let places = models.map { $0.folder.flatMap(Self.place) ?? "" }
        identity.modelPlace = places.allSatisfy(\.isEmpty) ? nil : places.joined(separator: ",")
        return identity
    }

    /// Models side by side, on a list of pairs.
    /// - Parameter lists: the paths of pairs and labels.
    package static func comparison(lists: [String], models: [Model]) -> ReportIdentity {
        var identity = ReportIdentity(.comparison, "")
        identity.read(lists)
        return comparison(of: identity, models: models)
    }

    /// The index of a list of pairs. There is no folder beside it for another one, so that its journal
    /// says what it is of.
    package static func batch(model: Model) -> ReportIdentity { ReportIdentity(.batch, model) }

    private mutating func read(_ lists: [String]) {
        self.lists = lists.map(FilePath.name)
        let places = lists.map { Self.place(of: $0) ?? "" }
        if places.contains(where: { !$0.isEmpty }) { listPlaces = places }
    }

    /// A hash of the path from the root, links followed: a report does not tell where on a disk it was
    /// made.
    /// - Returns: `nil` where there is no file and no folder; pipes have another path in every run.
    private static func place(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT),
            let real = realpath(path, nil)
        else { return nil }
        defer { free(real) }
        return FolderManifest.hash(String(cString: real).utf8)
    }
}

extension ReportIdentity {
    /// The model that a report was made with.
    package struct Model: ExpressibleByStringLiteral, Sendable {
        var name: String
        var folder: String?

        /// - Parameters:
        ///   - name: as reports show it.
        ///   - folder: the model's folder; `nil` for a model of the hub, which its name tells apart.
        package init(name: String, folder: String? = nil) {
            self.name = name
            self.folder = folder
        }

        package init(stringLiteral name: String) { self.init(name: name) }
    }
}

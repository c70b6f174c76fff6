import Analyses
import Encoder
import Files
import Foundation
import Pages

/// Where the report of a pair lies below the folder of a batch: `pairs/3f/bank`.
///
/// The place follows from the id alone, so that it is the same in every run and every share of a
/// list. The first two digits of the id's hash spread a million pairs over 256 folders.
enum PairFolder {
    static let root = "pairs"

    static func path(id: String) -> String {
        let hash = ContentHash.hex(of: id.utf8)
        return "\(root)/\(hash.prefix(2))/\(name(id: id, hash: hash))"
    }

    /// Everything above the folders of pairs, the inner ones first.
    static let parents: [String] =
        (0..<256).map { "\(root)/" + ($0 < 16 ? "0" : "") + String($0, radix: 16) } + [root]

    /// The way from the page of a pair to the folder of the batch.
    static func way(back folder: String) -> String {
        String(repeating: "../", count: folder.split(separator: "/").count)
    }

    /// The id itself where it is a safe name in small letters and composed; else its safe name and
    /// a part of its hash.
    ///
    /// A file system may take "Bank" and "bank", or "é" in one code point and in two, for the same
    /// name. Of all ids that it may confuse, at most one is used as it is. The others end with
    /// `~` and the hash, and no safe name has a `~`.
    private static func name(id: String, hash: String) -> String {
        let safe = SafeName.make(id)
        let folded = safe.uppercased().lowercased()
        let isPlain =
            safe.utf8.elementsEqual(id.utf8) && folded.utf8.elementsEqual(id.utf8)
        return isPlain ? safe : "\(safe)~\(hash.prefix(12))"
    }

    /// Which files of a pair's folder were written by a run, and may be replaced by another.
    enum Files: Sendable {
        /// Those that the journal names, with the beginnings of their SHA-256.
        case recorded([String: String])
        /// Any that a pair may have: a run was killed before it could record what it has written.
        case usual
        case none
    }

    /// What the journal says of the files in a pair's folder.
    /// - Parameter isUncertain: whether the folder may be of two kinds.
    static func files(of entry: JournalEntry, isUncertain: Bool) -> Files? {
        isUncertain ? .usual : entry.files.map(Files.recorded)
    }

    /// What a folder that the journal does not know says of itself: a run that was killed may have
    /// written it.
    static func files(in path: String, id: String) -> Files {
        struct Head: Decodable {
            var schema: String
            var id: String
        }
        guard let data = FileManager.default.contents(atPath: "\(path)/\(PairDataFile.json)"),
            let head = try? JSONDecoder().decode(Head.self, from: data)
        else { return .none }
        return head.schema == AnalyzedPair.schema && head.id == id ? .usual : .none
    }
}

extension PairFolder.Files {
    private static let usualNames: Set<String> = [
        "index.html", PairPage.stylePath, PairPage.scriptPath, PairDataFile.json,
        PairDataFile.similarity, PairDataFile.attention, PairDataFile.heads, PairDataFile.tokens,
        PairDataFile.analyses, Thumbnail.path, DataPackage.fileName,
    ]

    /// Who wrote a file of the folder.
    func origin(of file: String) -> FolderWriter.Origin {
        switch self {
        case .recorded(let files): return files[file].map(FolderWriter.Origin.hash) ?? .foreign
        case .none: return .foreign
        case .usual:
            let isFigure =
                FilePath.parent(of: file) == "figures"
                && FilePath.ending(of: file).flatMap(PairFigure.Format.init(rawValue:)) != nil
            return isFigure || Self.usualNames.contains(file) ? .program : .foreign
        }
    }

    /// What the journal keeps of a folder that could not be written.
    var recorded: [String: String]? {
        if case .recorded(let files) = self { files } else { nil }
    }
}

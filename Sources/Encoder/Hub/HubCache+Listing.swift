import Foundation

/// A model that the cache has, at one commit.
public struct CachedModel: Sendable, Equatable {
    /// Whether this library can run a model.
    public enum Status: Sendable, Equatable {
        case supported
        case unsupportedType
        /// A file is not there; it has been fetched in part, or for another tool.
        case missing(String)
    }

    /// `name` or `org/name`.
    public let id: String
    /// The branches and tags that stand for the commit, in alphabetical order.
    public let references: [String]
    public let commit: String
    /// The folder with the model's files.
    public let path: String
    /// The `model_type` of `config.json`; `nil` without one.
    public let type: String?
    /// The size of the files in bytes.
    public let byteCount: Int
    public let status: Status
}

extension HubCache {
    /// The models in the cache, in alphabetical order; of several commits of a model one entry each.
    /// What is not in the layout of the cache is passed over.
    public func models() -> [CachedModel] {
        Self.names(in: directory).compactMap(HubID.init(folderName:))
            .sorted { $0.description < $1.description }
            .flatMap { id in
                let references = references(of: id)
                return Self.names(in: modelDirectory(of: id) + "/snapshots")
                    .filter(HubRevision.isValid)
                    .map { model(id, commit: $0, references: references[$0] ?? []) }
            }
    }

    /// The folder of a model's files at a revision, if all are there that are needed to run it.
    func completeSnapshot(of id: HubID, revision: String = "main") -> String? {
        guard let snapshot = snapshot(of: id.description, revision: revision),
            Self.missingFile(in: snapshot) == nil
        else { return nil }
        return snapshot
    }

    private func model(_ id: HubID, commit: String, references: [String]) -> CachedModel {
        let path = snapshotDirectory(of: id, commit: commit)
        let configuration = path + "/config.json"
        let type = FileManager.default.contents(atPath: configuration).flatMap {
            try? ConfigurationKeys(json: $0, path: configuration).string("model_type")
        }
        let status: CachedModel.Status =
            if let type, ModelFamily(rawValue: type) == nil {
                .unsupportedType
            } else if let name = Self.missingFile(in: path) {
                .missing(name)
            } else {
                type == nil ? .unsupportedType : .supported
            }
        return CachedModel(
            id: id.description, references: references, commit: commit, path: path, type: type,
            byteCount: Self.byteCount(of: path), status: status)
    }

    /// The first file that is needed to run a model and is not there.
    private static func missingFile(in snapshot: String) -> String? {
        func exists(_ name: String) -> Bool {
            FileManager.default.fileExists(atPath: "\(snapshot)/\(name)")
        }
        guard exists("config.json") else { return "config.json" }
        do {
            _ = try WeightFiles.paths(in: snapshot)
        } catch ModelError.missingFile(let path) {
            return FilePath.name(of: path)
        } catch {
            return HubFiles.weights
        }
        return HubFiles.tokenizers.contains(where: exists) ? nil : "vocab.txt"
    }

    /// The names of branches and tags, by commit.
    private func references(of id: HubID) -> [String: [String]] {
        let root = modelDirectory(of: id) + "/refs"
        // Names of branches may have several parts.
        let names = (FileManager.default.subpaths(atPath: root) ?? [])
            .filter(HubRevision.isValid).sorted()
        return names.reduce(into: [:]) { references, name in
            guard let commit = FileManager.default.contents(atPath: "\(root)/\(name)") else {
                return
            }
            let text = String(decoding: commit, as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            references[text, default: []].append(name)
        }
    }

    /// The size of a folder's files, each counted once however many names it has.
    private static func byteCount(of folder: String) -> Int {
        var seen: Set<UInt64> = []
        return (FileManager.default.subpaths(atPath: folder) ?? []).reduce(0) { sum, name in
            var status = stat()
            guard stat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                seen.insert(UInt64(status.st_ino)).inserted
            else { return sum }
            return sum + Int(status.st_size)
        }
    }

    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { !$0.hasPrefix(".") }.sorted()
    }
}

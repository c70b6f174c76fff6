import Files
import Foundation

/// How far the batches in some folders are, and what of their list none of them has.
package struct BatchStatus: Encodable, Equatable, Sendable {
    package enum State: String, Encodable, Sendable {
        /// The last run came to its end; rows may have failed.
        case done
        /// A run is at work.
        case running
        /// The last run was broken off or killed.
        case interrupted
        /// There is no batch.
        case missing
    }

    package struct Folder: Encodable, Equatable, Sendable {
        package var directory: String
        package var state: State
        package var done = 0
        package var failed = 0
        /// The share as `--shard` takes it; `nil` for the whole list.
        package var shard: String?
        /// The process that is at work, or that left its lock when it was killed.
        package var holder: String?
    }

    package private(set) var folders: [Folder] = []
    /// Rows of the list, each counted once.
    package private(set) var done = 0
    package private(set) var failed = 0
    /// How many rows the list has; `nil` where no run came to its end.
    package private(set) var total: Int?
    /// The shares that no folder has finished, as `--shard` takes them.
    package private(set) var missingShares: String?
    private let schema = "attention-report/status/1"

    /// Rows that nobody has dealt with; `nil` where the list's length is not known.
    package var missing: Int? { total.map { max(0, $0 - done - failed) } }

    /// Whether every row of the list has been dealt with, and no run is at work.
    package var isComplete: Bool { missing == 0 && folders.allSatisfy { $0.state == .done } }

    /// - Parameter directories: the folders of batches, of which some may not be there yet.
    /// - Throws: `JournalError`, `InputError` for what is no batch.
    package init(of directories: [String]) throws {
        var sources: [(part: BatchPart?, lastRow: Int)] = []
        var rows = RowNumbers([])
        for directory in directories {
            let lock = BatchLock.holder(of: directory)
            var folder = Folder(
                directory: directory, state: lock?.isLive == true ? .running : .missing,
                holder: lock?.name)
            let journal = Journal.path(in: directory)
            if CreatedFolders.exists(journal) {
                _ = try Journal.header(of: journal)
                var replay = try JournalReplay(path: journal)
                let own = replay.takeNumbers()
                folder.done = own.doneCount
                folder.failed = own.count - folder.done
                folder.shard = replay.part.flatMap(Self.shard)
                if folder.state != .running {
                    folder.state =
                        replay.part?.unfinished.isEmpty ?? true ? .done : .interrupted
                }
                rows.formUnion(own)
                sources.append((replay.part, own.last))
            }
            folders.append(folder)
        }
        done = rows.doneCount
        failed = rows.count - done
        guard !sources.isEmpty else { return }
        let part = BatchPart(joining: sources)
        total = part.total
        let finished = Set(part.shares).subtracting(part.unfinished)
        if part.count > 1, part.count <= BatchPart.mostShares, missing != 0 {
            // Shares without rows are no loss.
            let wanted = (1...part.count).filter {
                !finished.contains($0) && part.rows?[$0] ?? (part.rows == nil ? 1 : 0) > 0
            }
            missingShares = Shard(indices: wanted, count: part.count)?.text
        }
    }

    private static func shard(_ part: BatchPart) -> String? {
        guard part.count > 1 else { return nil }
        return Shard(indices: part.shares, count: part.count)?.text
    }

    private enum CodingKeys: String, CodingKey {
        case schema, folders, done, failed, total, missing, complete
        case missingShares = "missing_shares"
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(schema, forKey: .schema)
        try values.encode(folders, forKey: .folders)
        try values.encode(done, forKey: .done)
        try values.encode(failed, forKey: .failed)
        try values.encodeIfPresent(total, forKey: .total)
        try values.encodeIfPresent(missing, forKey: .missing)
        try values.encodeIfPresent(missingShares, forKey: .missingShares)
        try values.encode(isComplete, forKey: .complete)
    }
}

import Encoder
import Foundation
import Synchronization

/// Writes one file that the user named: whole or not at all.
///
/// A regular file of that name is replaced, as compilers do; a link is followed; a pipe or a device is
/// written to.
///
/// ```swift
/// let writer = FileWriter(path: "talk/bank.svg")
/// try writer.probe()       // before the model loads
/// try writer.write(bytes)  // after the work is done
/// ```
package final class FileWriter: Sendable {
    /// As given.
    let path: String
    private let created = Mutex(CreatedFolders())

    /// Touches nothing yet.
    package init(path: String) { self.path = path }

    /// Makes the folder, with parents, and checks that the file can be created in it.
    /// - Throws: `OutputError`; the folders made on the way are gone again.
    package func probe() throws {
        try withFolder {
            switch try OutputTarget(path) {
            case .file: try TemporaryFile(beside: path).cancel()
            case .stream(let stream):
                guard OutputTarget.mayWrite(stream: stream) else {
                    throw OutputError.cannotCreate(path: path, code: errno)
                }
            }
        }
    }

    /// Writes the file.
    /// - Throws: `OutputError`; what was there is then as it was.
    package func write(_ bytes: [UInt8]) throws {
        try withFolder {
            let file = try TemporaryFile(beside: path)
            defer { file.discard() }
            try file.write(bytes)
            try file.commit()
        }
    }

    /// Writes the file in parts, and waits until the disk has it: for what is later trusted without being read
    /// through.
    /// - Throws: `OutputError`, or what `make` throws; what was there is then as it was.
    package func writeDurably(
        _ make: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        try withFolder {
            let file = try TemporaryFile(beside: path)
            defer { file.discard() }
            try file.writeDurably(make)
            try file.commit()
        }
    }

    /// Removes the folders that were made and have nothing in them.
    package func rollBack() { created.withLock { $0.removeEmpty() } }

    private func withFolder(_ body: () throws -> Void) throws {
        try created.withLock { created in
            let before = created.count
            do {
                try created.make(FilePath.parent(of: path))
                try body()
            } catch {
                created.removeEmpty(downTo: before)
                throw error
            }
        }
    }
}

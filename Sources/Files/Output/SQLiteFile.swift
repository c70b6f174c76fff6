internal import CSQLite
import Foundation

/// A SQLite database in the making: tables that are written row by row and never read.
///
/// Equal rows give equal bytes, if the library that writes them is of the same version.
package final class SQLiteFile {
    /// A column and its type.
    package struct Column: Equatable, Sendable {
        package enum Kind: String, Sendable {
            case text = "TEXT"
            case real = "REAL"
            case integer = "INTEGER"
        }

        package var name: String
        package var kind: Kind

        package init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    package enum Value: Equatable, Sendable {
        case text(String)
        case real(Double)
        case integer(Int)
        case null
    }

    /// What messages name in its place.
    private let target: String
    private let database: OpaquePointer

    /// Checks that databases can be written on this machine.
    package static func checkLibrary() throws(SQLiteError) {
        guard csqlite_is_there() != 0 else { throw .missing }
    }

    /// Begins a database.
    /// - Parameters:
    ///   - path: where nothing is yet.
    ///   - target: what messages name in its place.
    /// - Throws: `SQLiteError.missing` without SQLite's library; `OutputError`.
    package init(path: String, for target: String) throws {
        self.target = target
        var opened: OpaquePointer?
        let code = csqlite_open(path, &opened)
        guard code != Int32(csqlite_missing) else { throw SQLiteError.missing }
        guard code == Int32(csqlite_ok), let opened else {
            throw OutputError.cannotCreate(path: target, code: errno == 0 ? EIO : errno)
        }
        database = opened
        // The file is under a temporary name: what a killed run leaves of it is thrown away.
        try run("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        try run("BEGIN")
    }

    deinit { csqlite_close(database) }

    /// Begins a table; the rows that are added belong to it.
    package func begin(_ table: String, _ columns: [Column]) throws {
        let described = columns.map { "\(Self.quoted($0.name)) \($0.kind.rawValue)" }
        try run("CREATE TABLE \(Self.quoted(table)) (\(described.joined(separator: ", ")))")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        try check(
            csqlite_prepare(database, "INSERT INTO \(Self.quoted(table)) VALUES (\(places))"))
    }

    /// Adds a row to the table that was begun last.
    /// - Parameter values: one for each column; a text may hold NUL.
    package func append(_ values: [Value]) throws {
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            switch value {
            case .text(let text):
                let count = Int32(text.utf8.count)
                try check(text.withCString { csqlite_text(database, place, $0, count) })
            case .real(let value): try check(csqlite_real(database, place, value))
            case .integer(let value): try check(csqlite_integer(database, place, Int64(value)))
            case .null: break
            }
        }
        try check(csqlite_step(database))
    }

    /// Writes all to the file, to which nothing can be added then.
    package func finish() throws { try run("COMMIT") }

    private func run(_ statements: String) throws { try check(csqlite_run(database, statements)) }

    private func check(_ code: Int32) throws {
        guard code != Int32(csqlite_ok) else { return }
        let isFull = code == Int32(csqlite_full)
        throw OutputError.writeFailed(path: target, code: isFull ? ENOSPC : EIO)
    }

    private static func quoted(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }
}

/// Why a database cannot be written.
package enum SQLiteError: Error, Equatable, CustomStringConvertible {
    case missing

    package var description: String {
        "SQLite's library, libsqlite3.so.0, is not on this machine; install it (Debian: libsqlite3-0), or do without "
            + "--sqlite"
    }
}

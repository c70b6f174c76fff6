import Files
import Foundation
import Lists
import TestSupport

/// All rows of a list given as bytes, or the error that reading it ends with, without its path.
package func readList(
    _ bytes: some Sequence<UInt8>, as name: String = "list.csv", gold: String? = nil,
    options: ListOptions = ListOptions()
) throws -> (rows: [ListRow], problem: String?, warnings: [String]) {
    try withTemporaryDirectory { directory in
        let path = "\(directory)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var goldPath: String?
        if let gold {
            goldPath = "\(directory)/gold"
            try Data(gold.utf8).write(to: URL(fileURLWithPath: goldPath ?? ""))
        }
        func plain(_ text: String) -> String {
            text.replacingOccurrences(of: "\(directory)/", with: "")
        }
        var rows: [ListRow] = []
        var warnings: [String] = []
        do {
            var options = options
            options.gold = goldPath
            let list = try SentenceList(path: path, options: options)
            warnings += list.takeWarnings().map(plain)
            while let row = try list.next() {
                rows.append(row)
                warnings += list.takeWarnings().map(plain)
            }
            warnings += list.takeWarnings().map(plain)
            return (rows, nil, warnings)
        } catch {
            return (rows, plain("\(error)"), warnings)
        }
    }
}

/// The records of a table.
package func tableRows(_ path: String) throws -> [[String]] {
    let reader = DelimitedReader(
        try ByteSource(path: path), delimiter: path.hasSuffix("tsv") ? "\t" : ",")
    var rows: [[String]] = []
    while let record = try reader.next() { rows.append(record.fields) }
    return rows
}

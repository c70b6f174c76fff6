import Foundation
import Testing

/// The rows that an index gives its script.
struct ScriptRows {
    let number: Int
    /// With the names of their values.
    let rows: [[String: Any]]

    /// - Parameter script: the text of `index/rows-N.js`.
    init(_ script: String) throws {
        let call = try #require(
            script.wholeMatch(of: /attentionReportRows\((\{[^\u{0}]*\})\);\n/)?.1)
        let value = try JSONSerialization.jsonObject(with: Data(call.utf8))
        let file = try #require(value as? [String: Any])
        let keys = try #require(file["keys"] as? [String])
        number = try #require(file["number"] as? Int)
        rows = try #require(file["rows"] as? [[Any]]).map { values in
            try #require(values.count == keys.count)
            return Dictionary(uniqueKeysWithValues: zip(keys, values))
        }
    }
}

/// Levenshtein's distance: the number of scalars to insert, delete or replace.
package func editDistance(_ a: String, _ b: String) -> Int {
    let b = Array(b.unicodeScalars)
    var row = Array(0...b.count)
    for (i, x) in a.unicodeScalars.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
            diagonal = row[j + 1]
            row[j + 1] = next
        }
    }
    return row[b.count]
}

/// The one of some names that is meant by a name with a slip in it: the most alike, of equals the first.
///
/// ```swift
/// nearestName(to: "bar", among: ["similarity", "bars", "links"])  // bars
/// ```
/// - Returns: `nil` where none is alike: a suggestion at random is no help.
package func nearestName(to name: String, among names: some Sequence<String>) -> String? {
    let wanted = name.lowercased()
    let found = names.map { (name: $0, distance: editDistance($0.lowercased(), wanted)) }
    let beginnings = found.filter {
        wanted.count > 2 && $0.name.lowercased().hasPrefix(wanted)
    }
    let likely = beginnings.isEmpty ? found.filter { $0.distance * 2 <= wanted.count } : beginnings
    return likely.min { $0.distance < $1.distance }?.name
}

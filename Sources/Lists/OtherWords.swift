import Encoder
import Files

/// The words of a list as long as none of them is the one that is sought, for the message that none is.
struct OtherWords {
    private var words: Set<String> = []
    /// Whether the word has been found.
    private(set) var hasFound = false

    /// Of a list with more words, the nearest of its first ones are named.
    private static let most = 10_000

    /// Takes a word of the list, and whether it is the one that is sought.
    mutating func add(_ word: String, isSought: Bool) {
        if isSought {
            hasFound = true
            words = []
        } else if !hasFound, words.count < Self.most {
            words.insert(word)
        }
    }

    /// `none of the 3 pairs has the word "bank"; the nearest words of the list are …`
    /// - Parameters:
    ///   - rows: what there is of them, such as `pair`.
    ///   - kind: what the list calls its words.
    func problem(_ sought: SoughtWord, of count: Int, _ rows: String, kind: String) -> String {
        let first =
            count == 1 ? "the only \(rows) does not have" : "none of the \(count) \(rows)s has"
        let plain = ListNames.plain(sought.text)
        let nearest = words.filter { !$0.trimmedSpace.isEmpty }
            .map { (name: $0, distance: editDistance(ListNames.plain($0), plain)) }
            .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .prefix(3).map { "\"\($0.name)\"" }
        let problem = "\(first) the \(kind) \"\(sought.text)\""
        guard !nearest.isEmpty else { return problem }
        let be = nearest.count == 1 ? "is" : "are"
        let noun = nearest.count == 1 ? kind : "\(kind)s"
        return "\(problem); the nearest \(noun) of the list \(be) \(Format.list(nearest))"
    }
}

import Lists
import Pages

/// What the pages of an index need to know of all rows: the overview, the extremes, and how the rows
/// are divided into pages.
struct IndexPlan: Sendable {
    /// A word of the list, and where its first pair is.
    struct WordPlace: Sendable {
        var count: Int
        var page: Int
        var anchor: String
    }

    private(set) var overview: Overview
    /// The number of rows on each page.
    private(set) var pageSizes: [Int] = []
    /// The pairs whose word differs most between the first and the last layer, and least.
    private(set) var largestDrops: [JournalEntry] = []
    private(set) var smallestDrops: [JournalEntry] = []
    /// `nil` once there are too many for a list.
    private(set) var words: [String: WordPlace]? = [:]
    /// What the list says of its pairs; `nil` once there are too many for a choice.
    private(set) var labels: Set<String>? = []
    private(set) var hasLabels = false
    private var pageBytes = 0
    private var present: PresentRows

    private static let rowsPerPage = 200
    /// Markup escapes make text longer, so this is well below the megabyte that a page may have.
    private static let bytesPerPage = 300_000
    private static let extremes = 5
    private static let longestWordList = 1500
    private static let mostLabels = 30

    /// - Parameter part: what the batch has of its list; `nil` for the whole of it.
    init(layers: [String], part: BatchPart? = nil) {
        overview = Overview(layers: layers)
        present = PresentRows(part)
    }

    /// What the batch does not have of its list.
    var missing: MissingRows? { MissingRows(present) }

    mutating func add(_ entry: JournalEntry) {
        present.add(entry.number, shareHash: entry.row.shareHash)
        let bytes =
            min(entry.row.sentence1.utf8.count, ShownSentence.bytes)
            + min(entry.row.sentence2.utf8.count, ShownSentence.bytes) + 900
        let isFull = pageSizes.last == Self.rowsPerPage || pageBytes + bytes > Self.bytesPerPage
        if pageSizes.isEmpty || isFull {
            pageSizes.append(0)
            pageBytes = 0
        }
        pageSizes[pageSizes.count - 1] += 1
        pageBytes += bytes

        if let label = entry.row.label {
            hasLabels = true
            labels?.insert(label)
            if let count = labels?.count, count > Self.mostLabels { labels = nil }
        }
        guard let cosine = entry.cosine else {
            overview.addFailure()
            return
        }
        overview.add(cosine: cosine, label: entry.row.label)
        addWord(entry)
        largestDrops = Self.best(largestDrops, entry) { $0.drop > $1.drop }
        smallestDrops = Self.best(smallestDrops, entry) { $0.drop < $1.drop }
    }

    private mutating func addWord(_ entry: JournalEntry) {
        let word = entry.row.word.lowercased()
        let place = WordPlace(count: 0, page: pageSizes.count, anchor: IndexPage.anchor(entry))
        words?[word, default: place].count += 1
        if let count = words?.count, count > Self.longestWordList { words = nil }
    }

    /// A short list with one more, the best first; of equals the earlier one.
    private static func best(
        _ list: [JournalEntry], _ entry: JournalEntry,
        _ isBetter: (JournalEntry, JournalEntry) -> Bool
    ) -> [JournalEntry] {
        let place = list.firstIndex { isBetter(entry, $0) } ?? list.count
        guard place < extremes else { return list }
        var list = list
        list.insert(entry, at: place)
        return Array(list.prefix(extremes))
    }
}

extension JournalEntry {
    /// By how much the similarity falls from the embeddings to the last layer.
    var drop: Float { (cosine?.first ?? 0) - (cosine?.last ?? 0) }
}

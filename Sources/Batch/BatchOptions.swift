import Analyses
import Pages

/// What is drawn for each pair of a batch.
package enum BatchFigures: String, CaseIterable, Sendable {
    /// Pages with numbers, no pictures.
    case none
    /// A small picture of where the word attends, for the index.
    case thumbnails
    /// All figures of a pair's report.
    case all
}

/// Which pairs of a batch have a page.
package enum BatchPages: String, CaseIterable, Sendable {
    case all
    /// The pairs that stand out (`BatchTop`).
    case top
    /// No pair: the batch has its tables and its index.
    case none
}

/// What the user chose for a batch.
package struct BatchOptions: Sendable {
    package var figures = BatchFigures.all
    /// Which pairs have pages; those of `top` need `top`.
    package var pages = BatchPages.all
    package var formats: Set<PairFigure.Format> = [.svg]
    /// Which pairs are drawn; `nil` for all.
    package var top: BatchTop?
    /// How many rows of the list to read; `nil` for all.
    package var limit: Int?
    /// The share of the list to work on; `nil` for all of it.
    package var shard: Shard?
    /// Whether pairs that an earlier run has finished are kept.
    package var resumes = true
    /// Stop when so many rows have failed; `nil` to go on.
    package var maximumFailures: Int?
    /// The number of threads.
    package var jobs = 1
    /// The model's folder as the pages' commands name it; `nil` for a model of the hub.
    package var modelFolder: String?
    /// A date for the feet of the pages.
    package var date: String?
    /// Whether each pair's page has all that it shows inside it; `data.json` stays beside it.
    package var isSingleFile = false
    /// Whether `summary.csv`, the journal and the data of the index are packed with gzip.
    package var packsTables = false
    /// Whether the table of all pairs is written as a SQLite database, too.
    package var writesDatabase = false
    /// What pages and index are made with; the package's own where it is `nil`.
    package var design: PageDesign?

    package init() {}

    /// What a run writes for each pair, for a user who may want less, in a sentence.
    package var contents: String {
        switch pages {
        case .none:
            return "Writes the tables and the index; \"report page\" draws the page of a pair later"
        case .top:
            return
                "Writes the tables, the index, and pages for the pairs of --top; \"report page\" draws those of others"
        case .all: break
        }
        let formats = formats.sorted().map { $0.rawValue.uppercased() }.joined(separator: " and ")
        let pictures =
            switch figures {
            case .all where top == nil: ", its figures as \(formats)"
            case .all: ", for the pairs of --top figures as \(formats)"
            case .thumbnails: ", a small picture for the index"
            case .none: ""
            }
        let less = figures == .all ? "; --figures thumbnails or none writes a fraction of that" : ""
        return isSingleFile
            ? "Writes for each pair its numbers and a page with all that it shows inside it\(less)"
            : "Writes for each pair a page, its numbers as JSON and CSV\(pictures)\(less)"
    }
}

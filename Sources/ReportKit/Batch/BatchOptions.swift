/// What is drawn for each pair of a batch.
public enum BatchFigures: String, CaseIterable, Sendable {
    /// Pages with numbers, no pictures.
    case none
    /// A small picture of where the word attends, for the index.
    case thumbnails
    /// All figures of a pair's report.
    case all
}

/// What the user chose for a batch.
public struct BatchOptions: Sendable {
    public var figures = BatchFigures.all
    public var formats: Set<PairFigure.Format> = [.png, .svg]
    /// Which pairs are drawn; `nil` for all.
    public var top: BatchTop?
    /// How many rows of the list to read; `nil` for all.
    public var limit: Int?
    /// The share of the list to work on; `nil` for all of it.
    public var shard: Shard?
    /// Whether pairs that an earlier run has finished are kept.
    public var resumes = true
    /// Stop when so many rows have failed; `nil` to go on.
    public var maximumFailures: Int?
    /// Whether to wait for another run that has the folder.
    public var patience = LockPatience.none
    /// The number of threads.
    public var jobs = 1
    /// The model's folder as the pages' commands name it; `nil` for a model of the hub.
    public var modelFolder: String?
    /// A date for the feet of the pages.
    public var date: String?
    /// Whether each pair's page has all that it shows inside it; `data.json` stays beside it.
    public var isSingleFile = false
    /// What pages and index are made with; the package's own where it is `nil`.
    public var design: PageDesign?

    public init() {}
}

/// What a check of a whole list has found.
public struct ListSummary: Sendable {
    public var rows = 0
    /// Rows that cannot be used.
    public var failed = 0
    public var tokens = 0
    /// Rows whose place and word have nothing in common.
    public var misplaced = 0
    /// Rows that have their word more than once and do not say which one is meant.
    public var repeated = 0
    /// Rows that give the word's place, in all sentences or in some.
    public var withPlace = 0
    /// Rows without a place that give an occurrence.
    public var withOccurrence = 0
    var labels = LabelSurvey()

    /// Takes what a row says of its word's place.
    mutating func add(place: String?, occurrence: String?) {
        if place != nil {
            withPlace += 1
        } else if occurrence != nil {
            withOccurrence += 1
        }
    }
}

/// What a check of a whole list has found.
package struct ListSummary: Sendable {
    package init() {}

    package var rows = 0
    /// Rows that cannot be used.
    package var failed = 0
    package var tokens = 0
    /// Rows whose place and word have nothing in common.
    package var misplaced = 0
    /// Rows that have their word more than once and do not say which one is meant.
    package var repeated = 0
    /// Rows that give the word's place, in all sentences or in some.
    package var withPlace = 0
    /// Rows without a place that give an occurrence.
    package var withOccurrence = 0
    /// Rows of sentences for which nobody names a word.
    package var withoutWord = 0
    package var labels = LabelSurvey()

    /// Takes what a row says of its word's place.
    package mutating func add(place: String?, occurrence: String?) {
        if place != nil {
            withPlace += 1
        } else if occurrence != nil {
            withOccurrence += 1
        }
    }
}

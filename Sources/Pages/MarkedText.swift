/// A sentence cut where the word under study begins and ends.
package struct MarkedText: Equatable {
    package struct Segment: Equatable {
        package var text: String
        package var isMarked: Bool
    }

    var segments: [Segment]

    /// - Parameters:
    ///   - text: the sentence.
    ///   - ranges: what to mark, in Unicode scalars within the text. Ranges that touch or overlap
    ///     become one mark, so a word of several pieces is marked as a word.
    package init(_ text: String, marking ranges: [Range<Int>]) {
        let scalars = Array(text.unicodeScalars)
        segments = []
        var position = 0
        for range in Self.merged(ranges) {
            append(scalars[position..<range.lowerBound], isMarked: false)
            append(scalars[range], isMarked: true)
            position = range.upperBound
        }
        append(scalars[position...], isMarked: false)
    }

    private mutating func append(_ scalars: ArraySlice<Unicode.Scalar>, isMarked: Bool) {
        guard !scalars.isEmpty else { return }
        let text = String(String.UnicodeScalarView(scalars))
        segments.append(Segment(text: text, isMarked: isMarked))
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        let sorted = ranges.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
        for range in sorted {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}

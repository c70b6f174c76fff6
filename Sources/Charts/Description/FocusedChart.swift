/// A chart whose heading is a sentence about a word: what is cut off is not the word.
public protocol FocusedChart: Chart {
    /// A part of the subtitle, or of a title without one, in Unicode scalars: that text takes one line, which
    /// is cut around this part where it is too long.
    var focus: Range<Int>? { get set }
}

extension BarChart: FocusedChart {}
extension Heatmap: FocusedChart {}
extension LineChart: FocusedChart {}
extension LinkChart: FocusedChart {}
extension SmallMultiples: FocusedChart {}

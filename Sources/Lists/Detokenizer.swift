import Files

/// Joins what tokenizers of corpora have split at white space: `do n't`, `bank ,`, `-LRB-`.
///
/// The signs are those of the Penn Treebank (Marcus, Santorini and Marcinkiewicz 1993) and of Moses. Other white space
/// stays as it is. What such a tokenizer has changed beyond recognition, as *gon na* may be, is not guessed.
struct Detokenizer {
    /// The joined text.
    let text: String
    /// For each scalar of the original its place in the joined text.
    private let places: [Range<Int>]
    /// Ends of words that are longer than a place which ended before *n't*.
    private let contractions: [Int: Int]

    init(_ original: String) {
        let scalars = Array(original.unicodeScalars)
        let spans = scalars.indices.split { scalars[$0].properties.isWhitespace }
            .map { $0.startIndex..<$0.endIndex }
        var joined: [Unicode.Scalar] = Array(scalars[..<(spans.first?.lowerBound ?? scalars.count)])
        var places = joined.indices.map { $0..<$0 + 1 }
        var contractions: [Int: Int] = [:]
        var quotes = QuoteState()
        var sticks = true
        for (index, span) in spans.enumerated() {
            let token = Token(scalars[span], &quotes)
            let gap =
                index == 0
                ? span.lowerBound..<span.lowerBound : spans[index - 1].upperBound..<span.lowerBound
            if index > 0 {
                if sticks || token.sticksToPrevious {
                    places += gap.map { _ in joined.count..<joined.count }
                } else {
                    places += gap.indices.map {
                        joined.count + $0 - gap.lowerBound..<joined.count + $0 - gap.lowerBound + 1
                    }
                    joined += scalars[gap]
                }
            }
            let start = joined.count
            if token.isContraction, index > 0 { contractions[start] = start + token.scalars.count }
            joined += token.scalars
            places +=
                token.scalars.count == span.count
                ? span.indices.map {
                    start + $0 - span.lowerBound..<start + $0 - span.lowerBound + 1
                }
                : span.map { _ in start..<joined.count }
            sticks = token.sticksToNext
        }
        let tail = scalars[(spans.last?.upperBound ?? scalars.count)...]
        places += tail.indices.map {
            joined.count + $0 - tail.startIndex..<joined.count + $0 - tail.startIndex + 1
        }
        joined += tail
        text = String(String.UnicodeScalarView(joined))
        self.places = places
        self.contractions = contractions
    }

    /// Where a range of the original stands in the joined text; `nil` where it lies outside of it.
    ///
    /// A word before *n't* becomes the whole of *don't*, which models do not divide there.
    func range(_ range: Range<Int>) -> Range<Int>? {
        guard !range.isEmpty, places.indices.contains(range.lowerBound),
            places.indices.contains(range.upperBound - 1)
        else { return nil }
        let start = places[range.lowerBound].lowerBound
        let end = places[range.upperBound - 1].upperBound
        return start < end ? start..<(contractions[end] ?? end) : nil
    }

    /// Which quotation marks are open.
    private struct QuoteState {
        var isDoubleOpen = false
        var isSingleOpen = false
    }

    /// A token as it is written in ordinary text.
    private struct Token {
        var scalars: [Unicode.Scalar]
        var sticksToPrevious = false
        var sticksToNext = false
        var isContraction = false

        init(_ token: ArraySlice<Unicode.Scalar>, _ quotes: inout QuoteState) {
            let text = String(String.UnicodeScalarView(token))
            scalars = Array(Self.written[text].map { Array($0.unicodeScalars) } ?? Array(token))
            switch text {
            case "\"":
                sticksToPrevious = quotes.isDoubleOpen
                sticksToNext = !quotes.isDoubleOpen
                quotes.isDoubleOpen.toggle()
            case "'":
                sticksToPrevious = quotes.isSingleOpen
                sticksToNext = !quotes.isSingleOpen
                quotes.isSingleOpen.toggle()
            case "@-@", "@,@", "@.@", "@/@":
                (sticksToPrevious, sticksToNext) = (true, true)
            case "``", "-LRB-", "-LSB-", "-LCB-":
                sticksToNext = true
            case "''", "-RRB-", "-RSB-", "-RCB-":
                sticksToPrevious = true
            default:
                sticksToNext = token.allSatisfy { Self.opening.contains($0) }
                let plain = text.lowercased().replacing("\u{2019}", with: "'")
                isContraction = plain == "n't"
                sticksToPrevious =
                    isContraction || Self.endings.contains(plain)
                    || token.allSatisfy { Self.closing.contains($0) }
            }
        }

        private static let written = [
            "``": "\"", "''": "\"", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]",
            "-LCB-": "{", "-RCB-": "}", "@-@": "-", "@,@": ",", "@.@": ".", "@/@": "/",
        ]
        private static let endings: Set = ["'s", "'re", "'ve", "'ll", "'d", "'m", "'t"]
        private static let opening: Set<Unicode.Scalar> = [
            "(", "[", "{", "“", "‘", "«", "¿", "¡", "$", "£", "€",
        ]
        private static let closing: Set<Unicode.Scalar> = [
            ".", ",", ";", ":", "!", "?", ")", "]", "}", "”", "’", "»", "%", "…", "。", "，", "、",
            "！", "？",
        ]
    }
}

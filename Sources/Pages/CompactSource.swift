/// A style sheet or script as pages carry it: without indentation, empty lines, and lines of comment.
///
/// Nothing within a line changes, so that no string, template or pattern can; those that span lines
/// are not for sources that pass here, as their test checks.
enum CompactSource {
    static func lines(_ source: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var isInComment = false
        for line in source.split(separator: UInt8(ascii: "\n")) {
            let text = line.drop { $0 == UInt8(ascii: " ") }
            if isInComment {
                isInComment = !text.ends(with: "*/".utf8)
            } else if text.starts(with: "/*".utf8) {
                isInComment = !text.ends(with: "*/".utf8)
            } else if !text.isEmpty, !text.starts(with: "//".utf8) {
                result += text
                result.append(UInt8(ascii: "\n"))
            }
        }
        return result
    }
}

extension Collection where Element == UInt8 {
    fileprivate func ends(with other: some BidirectionalCollection<UInt8>) -> Bool {
        count >= other.count && suffix(other.count).elementsEqual(other)
    }
}

/// Groups of glyphs that follow one another in the same way at many places, such as “0.” in a table:
/// each is defined once, and used as a glyph is.
///
/// Two parts at a time are put together, and those with others again, as byte-pair encoding does
/// (Gage 1994).
struct SVGCombinations {
    struct Use {
        var x: Int
        var symbol: Int
    }

    struct Definition: Equatable {
        let first: Int
        let second: Int
        /// From the first to the second.
        let distance: Int
    }

    /// The number of the first definition; those of glyphs are below.
    let firstNumber: Int
    private(set) var definitions: [Definition] = []

    /// Puts together what saves bytes.
    /// - Parameter lines: the glyphs of each line of text, in order.
    init(lines: inout [[Use]], firstNumber: Int) {
        self.firstNumber = firstNumber
        for _ in 0..<Self.rounds {
            let first = firstNumber + definitions.count
            let chosen = Self.frequent(in: lines, symbols: first)
            guard !chosen.isEmpty else { return }
            definitions += chosen
            // No part is in two definitions of a round.
            var starts = [Int?](repeating: nil, count: first)
            for (index, definition) in chosen.enumerated() { starts[definition.first] = index }
            for index in lines.indices {
                Self.join(&lines[index], starts, chosen, firstNumber: first)
            }
        }
    }

    private static let rounds = 6
    /// A definition takes about the bytes of two uses and a half; a use less is saved at each place.
    private static let fewest = 4

    /// The most frequent neighbours that have no part in common, so that each is found everywhere.
    private static func frequent(in lines: [[Use]], symbols: Int) -> [Definition] {
        // As numbers, which are sorted several times faster than a dictionary counts.
        var neighbours: [UInt64] = []
        for line in lines where line.count > 1 {
            for place in 1..<line.count {
                if let key = Definition(line[place - 1], line[place]).key {
                    neighbours.append(key)
                }
            }
        }
        guard neighbours.count >= fewest else { return [] }
        neighbours.sort()
        var candidates: [(count: Int, definition: Definition)] = []
        var start = 0
        while start < neighbours.count {
            var end = start + 1
            while end < neighbours.count, neighbours[end] == neighbours[start] { end += 1 }
            let definition = Definition(key: neighbours[start])
            // Of three equal parts in a row two can be joined, not both pairs.
            if end - start >= (definition.first == definition.second ? 2 : 1) * fewest {
                candidates.append((end - start, definition))
            }
            start = end
        }
        // Of equally frequent ones the first: the order is that of the keys.
        let order = candidates.indices.sorted {
            (candidates[$1].count, $0) < (candidates[$0].count, $1)
        }
        var isTaken = [Bool](repeating: false, count: symbols)
        return order.compactMap { index in
            let definition = candidates[index].definition
            guard !isTaken[definition.first], !isTaken[definition.second] else { return nil }
            isTaken[definition.first] = true
            isTaken[definition.second] = true
            return definition
        }
    }

    private static func join(
        _ line: inout [Use], _ starts: [Int?], _ chosen: [Definition], firstNumber: Int
    ) {
        var (place, end) = (0, 0)
        while place < line.count {
            let use = line[place]
            if let index = starts[use.symbol], place + 1 < line.count,
                chosen[index] == Definition(use, line[place + 1])
            {
                line[end] = Use(x: use.x, symbol: firstNumber + index)
                place += 2
            } else {
                line[end] = use
                place += 1
            }
            end += 1
        }
        line.removeLast(line.count - end)
    }

    func write(to bytes: inout SVGBytes) {
        for (index, definition) in definitions.enumerated() {
            bytes.add("<g id=\"")
            bytes.addPrefix()
            bytes.add(id: firstNumber + index)
            bytes.add("\">")
            bytes.addUse(of: definition.first, x: 0, y: 0)
            bytes.addUse(of: definition.second, x: definition.distance, y: 0)
            bytes.add("</g>")
        }
    }
}

extension SVGCombinations.Definition {
    init(_ use: SVGCombinations.Use, _ next: SVGCombinations.Use) {
        self.init(first: use.symbol, second: next.symbol, distance: next.x - use.x)
    }

    private static let farthest = 1 << 31

    /// All three numbers as one; `nil` if they are too large.
    fileprivate var key: UInt64? {
        guard first < 1 << 16, second < 1 << 16, abs(distance) < Self.farthest else { return nil }
        return UInt64(first) << 48 | UInt64(second) << 32 | UInt64(distance + Self.farthest)
    }

    fileprivate init(key: UInt64) {
        self.init(
            first: Int(key >> 48), second: Int(key >> 32 & 0xFFFF),
            distance: Int(key & 0xFFFF_FFFF) - Self.farthest)
    }
}

extension SVGBytes {
    /// What the document defines under a number, at a place.
    mutating func addUse(of symbol: Int, x: Int, y: Int) {
        add("<use xlink:href=\"#")
        addPrefix()
        add(id: symbol)
        for (name, length): (StaticString, Int) in [("\" x=\"", x), ("\" y=\"", y)]
        where length != 0 {
            add(name)
            add(length)
        }
        add("\"/>")
    }
}

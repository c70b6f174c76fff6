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
            let chosen = Self.frequent(in: lines)
            guard !chosen.isEmpty else { return }
            var numbers: [Definition: Int] = [:]
            for definition in chosen {
                numbers[definition] = firstNumber + definitions.count
                definitions.append(definition)
            }
            for index in lines.indices { lines[index] = Self.joined(lines[index], numbers) }
        }
    }

    private static let rounds = 6
    /// A definition takes about the bytes of two uses and a half; a use less is saved at each place.
    private static let fewest = 4

    /// The most frequent neighbours that have no part in common, so that each is found everywhere.
    private static func frequent(in lines: [[Use]]) -> [Definition] {
        var counts: [Definition: Int] = [:]
        for line in lines {
            for (use, next) in zip(line, line.dropFirst()) {
                counts[Definition(use, next), default: 0] += 1
            }
        }
        // Of three equal parts in a row two can be joined, not both pairs.
        let candidates = counts.filter {
            $0.value >= ($0.key.first == $0.key.second ? 2 : 1) * fewest
        }
        .sorted { one, other in
            (other.value, one.key.first, one.key.second, one.key.distance)
                < (one.value, other.key.first, other.key.second, other.key.distance)
        }
        var taken: Set<Int> = []
        return candidates.map(\.key).filter { definition in
            guard taken.isDisjoint(with: [definition.first, definition.second]) else {
                return false
            }
            taken.formUnion([definition.first, definition.second])
            return true
        }
    }

    private static func joined(_ line: [Use], _ numbers: [Definition: Int]) -> [Use] {
        var result: [Use] = []
        result.reserveCapacity(line.count)
        var place = 0
        while place < line.count {
            if place + 1 < line.count,
                let number = numbers[Definition(line[place], line[place + 1])]
            {
                result.append(Use(x: line[place].x, symbol: number))
                place += 2
            } else {
                result.append(line[place])
                place += 1
            }
        }
        return result
    }

    func write(to bytes: inout SVGBytes) {
        for (index, definition) in definitions.enumerated() {
            bytes.add("<g id=\"")
            bytes.addPrefix()
            bytes.add(id: firstNumber + index)
            bytes.add("\">")
            bytes.addUse(of: definition.first, x: 0, y: 0)
            bytes.addUse(of: definition.second, x: definition.distance, y: 0)
            bytes.add("</g>\n")
        }
    }
}

extension SVGCombinations.Definition: Hashable {
    init(_ use: SVGCombinations.Use, _ next: SVGCombinations.Use) {
        self.init(first: use.symbol, second: next.symbol, distance: next.x - use.x)
    }
}

extension SVGBytes {
    /// What the document defines under a number, at a place.
    mutating func addUse(of symbol: Int, x: Int, y: Int) {
        add("<use href=\"#")
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

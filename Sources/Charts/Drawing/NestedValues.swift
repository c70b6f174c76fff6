/// The numbers of maps one after the other: `[maps][rows][columns]`, without a copy.
///
/// A figure of all heads of a long sentence has millions, and the standard library's `joined()` of `joined()` takes
/// a hundred times as long for each.
struct NestedValues: Sequence, IteratorProtocol {
    private let maps: [[[Double]]]
    private var map = 0
    private var row = 0
    private var column = 0

    init(_ maps: [[[Double]]]) { self.maps = maps }

    mutating func next() -> Double? {
        while map < maps.count {
            while row < maps[map].count {
                if column < maps[map][row].count {
                    defer { column += 1 }
                    return maps[map][row][column]
                }
                column = 0
                row += 1
            }
            row = 0
            map += 1
        }
        return nil
    }
}

/// The stops of a gradient that stands for colours in equal steps.
enum SVGGradient {
    struct Stop: Equatable {
        /// From 0 to 1.
        var offset: Double
        var color: Color
    }

    /// Colours that differ by more than this in a channel are told apart as steps, not as a gradient.
    private static let largestStep = 24
    /// How far a colour may lie from a line between two stops.
    private static let tolerance = 1.0

    /// As few stops as keep every step's middle within 1/255 of its colour; `nil` where the steps are
    /// meant to be seen, or let through what is below.
    static func stops(_ colors: [Color]) -> [Stop]? {
        guard colors.count > 1, colors.allSatisfy({ $0.alpha == 255 }) else { return nil }
        let channels = colors.map { [Int($0.red), Int($0.green), Int($0.blue)] }
        for (one, next) in zip(channels, channels.dropFirst())
        where zip(one, next).contains(where: { abs($0 - $1) > largestStep }) { return nil }

        func isStraight(_ start: Int, _ end: Int) -> Bool {
            (start + 1..<end).allSatisfy { place in
                let share = Double(place - start) / Double(end - start)
                return (0..<3).allSatisfy { channel in
                    let (low, high) = (channels[start][channel], channels[end][channel])
                    let between = Double(low) + share * Double(high - low)
                    return abs(between - Double(channels[place][channel])) <= tolerance
                }
            }
        }
        var places = [0]
        var start = 0
        while start < colors.count - 1 {
            var end = start + 1
            while end + 1 < colors.count, isStraight(start, end + 1) { end += 1 }
            places.append(end)
            start = end
        }
        return places.map { place in
            Stop(offset: (Double(place) + 0.5) / Double(colors.count), color: colors[place])
        }
    }
}

import Charts

/// How much room a figure has, in heights of its labels.
package struct FigureRoom: Hashable, Sendable {
    let width: Double
    let height: Double
    /// Whether the figure chooses its own size, so that each of its panels has this much.
    let grows: Bool
    /// By how much labels may shrink to find room: their size by that of the smallest.
    let reserve: Double

    init(width: Double, height: Double, grows: Bool = false, reserve: Double = 1) {
        self.width = width
        self.height = height
        self.grows = grows
        self.reserve = reserve
    }

    /// The room that the smallest labels have.
    var ofSmallest: FigureRoom {
        FigureRoom(width: width * reserve, height: height * reserve, grows: grows)
    }

    /// Of a figure that grows with what it shows: as wide and as high as a page.
    package static let page = FigureRoom(width: 88, height: 66, grows: true)

    /// Of a figure as wide as a phone, whose height some 40 tokens below one another may take.
    static let column = FigureRoom(width: 29, height: 58)
}

extension FigureStyle {
    /// How much room the figure has.
    /// - Throws: as `options`.
    package func room() throws -> FigureRoom {
        let options = try options()
        guard let size = options.size else { return .page }
        let unit = options.theme.labelSize
        return FigureRoom(
            width: size.width / unit, height: size.height / unit,
            reserve: unit / options.theme.smallestLabel)
    }
}

/// How a figure shows the tokens of a sentence.
enum TokenShape: Hashable, Sendable {
    /// A bar for each.
    case bars
    /// Lines from and to them.
    case links
    /// A column for each, and a row for each layer; or the other way round.
    case map(layers: Int)
    /// A column and a row for each.
    case square
}

/// Which way the tokens of a figure run, and how many have room for a label each.
///
/// Estimated from the lengths of the labels; the layout measures. All lengths are in heights of a label.
struct TokenRoom: Equatable {
    /// Whether the tokens stand one below the other, where their labels are level.
    var runsDown: Bool
    /// At least `fewest`.
    var capacity: Int

    /// Fewer would show no sentence.
    static let fewest = 7

    /// - Parameters:
    ///   - labels: Those of each sentence.
    ///   - panels: Charts that share the room.
    ///   - isHorizontal: Whether tokens have to run down.
    init(
        _ shape: TokenShape, labels: [[String]], panels: Int, in room: FigureRoom,
        isHorizontal: Bool
    ) {
        self.init(shape, labels, panels, room, isHorizontal)
        let count = labels.lazy.map(\.count).max() ?? 0
        guard count > capacity else { return }
        // Smaller type is better than a sentence with gaps, if it shows all.
        let smallest = Self(shape, labels, panels, room.ofSmallest, isHorizontal)
        if count <= smallest.capacity { self = smallest }
    }

    private init(
        _ shape: TokenShape, _ labels: [[String]], _ panels: Int, _ room: FigureRoom,
        _ isHorizontal: Bool
    ) {
        let places = Place.all(count: panels, in: room, hasKey: shape.hasColorBar)
        let count = labels.lazy.map(\.count).max() ?? 0
        let longest = labels.joined().lazy.map(Self.width).max() ?? 0
        let label = min(longest, Self.longestLabel)
        let isLevel = places.contains { place in
            shape.fitsAcross(place, label: Self.line)
                && labels.allSatisfy {
                    Self.levelWidth($0) <= place.width - shape.besideAcross(label)
                }
        }
        let across = places.lazy.map { shape.across($0, label: label) }.max() ?? 0
        let down = places.lazy.map { shape.down($0, label: label) }.max() ?? 0
        if isHorizontal {
            (runsDown, capacity) = (true, max(down, Self.fewest))
        } else if isLevel {
            (runsDown, capacity) = (false, max(count, Self.fewest))
        } else {
            // Level labels read better, but layers from top to bottom are what everybody knows.
            let (first, second) = shape.prefersDown ? (down, across) : (across, down)
            let enough = min(count, shape.prefersDown ? second * 2 / 3 : second)
            let takesFirst = first >= enough
            runsDown = takesFirst == shape.prefersDown
            capacity = max(takesFirst ? first : second, Self.fewest)
        }
    }

    /// From one line to the next.
    static let line = 1.22
    private static let longestLabel = 8.0

    /// About the width of a label.
    private static func width(_ label: String) -> Double {
        0.58 * Double(label.unicodeScalars.count)
    }

    /// Of a row of bands in which level labels keep their distance.
    private static func levelWidth(_ labels: [String]) -> Double {
        let widths = labels.map(width)
        let pairs = zip(widths, widths.dropFirst()).lazy.map { ($0 + $1) / 2 + 0.3 }
        return Double(labels.count) * (pairs.max() ?? widths.first ?? 0)
    }
}

/// The room of a panel.
private struct Place {
    var width: Double
    var height: Double

    /// With panels side by side, and one below the other.
    static func all(count: Int, in room: FigureRoom, hasKey: Bool) -> [Place] {
        let (padding, title, heading, gap, key) = (2.2, 2.7, 2.3, 1.7, hasKey ? 5.0 : 0)
        let count = Double(max(count, 1))
        if room.grows {
            return [Place(width: room.width - padding - key, height: room.height)]
        }
        return [(count, 1.0), (1.0, count)].map { columns, rows in
            Place(
                width: (room.width - padding - key - gap * (columns - 1)) / columns,
                height: (room.height - padding - title - gap * (rows - 1)) / rows - heading)
        }
    }
}

extension TokenShape {
    fileprivate var hasColorBar: Bool {
        switch self {
        case .map, .square: true
        case .bars, .links: false
        }
    }

    fileprivate var prefersDown: Bool {
        switch self {
        case .bars, .links: true
        case .map, .square: false
        }
    }

    /// Beside tokens that run across.
    fileprivate func besideAcross(_ label: Double) -> Double {
        switch self {
        case .bars: 3.5
        case .links: 0
        case .map: 2.6
        case .square: label + 0.5
        }
    }

    /// Whether there is room for what stands on labels of a height.
    fileprivate func fitsAcross(_ place: Place, label: Double) -> Bool {
        let rest = place.height - label - 0.5
        // No labels that are higher than what they stand below.
        let least = 0.55 * place.height
        return switch self {
        case .bars: rest >= max(5, least)
        case .links: place.height - 2 * (label + 0.5) >= 4
        case .map(let layers): rest >= max(TokenRoom.line * Double(layers), least)
        case .square: true
        }
    }

    /// The tokens that fit beside one another.
    fileprivate func across(_ place: Place, label: Double) -> Int {
        guard fitsAcross(place, label: label) else { return 0 }
        let width = place.width - besideAcross(label)
        let height = self == .square ? place.height - label - 0.5 : .infinity
        return Self.count(in: min(width, height))
    }

    /// Whether layers fit beside one another, and what their labels take above or below.
    private static func layers(_ count: Int, in width: Double) -> (Bool, Double) {
        let step = width / Double(max(count, 1))
        // L5 and L11, level or upright.
        let level = count > 10 ? 2.05 : 1.5
        return (step >= TokenRoom.line, step >= level ? 1.75 : 2.8)
    }

    /// The tokens that fit below one another.
    fileprivate func down(_ place: Place, label: Double) -> Int {
        let (isWide, above): (Bool, Double) =
            switch self {
            case .bars: (place.width - label - 0.5 >= 8, 1.75)
            case .links: (place.width - 2 * (label + 0.5) >= 5, 0)
            case .map(let layers):
                Self.layers(layers, in: place.width - label - 0.5)
            case .square: (false, 0)
            }
        return isWide ? Self.count(in: place.height - above) : 0
    }

    /// How many tokens fit into a length; no figure has room for a million.
    private static func count(in length: Double) -> Int {
        Int(min(max(length / TokenRoom.line, 0), 1_000_000))
    }
}

import Encoder
import Files

/// What the heads do in two sentences.
struct Heads: Analysis {
    static let name = "heads"
    static let title = "What the heads do"
    static let explanation =
        "what each head looks at, and which heads tell the contexts apart"
    static let source = "Clark and others 2019; Kobayashi and others 2020."
    static let showsAttention = true
    static let needs: Set<AnalysisNeed> = [.valueVectors, .everyRow]

    /// Where each head looks on average over all tokens of both sentences, `[layers][heads]`.
    var profiles: [[Profile]]
    /// The entropy of the word's attention as a share of the largest that the sentence allows,
    /// `[sentences][layers][heads]`, in [0, 1].
    var entropy: [[[Float]]]
    /// How far the word's attention differs between the sentences by kind of place (`HeadContrast`),
    /// `[layers][heads]`, in nats from 0 to ln 2.
    var contrast: [[Float]]
    /// The cosine of what each head hands the word in one sentence and in the other
    /// (`ValueTransform.headSimilarity`), `[layers][heads]`.
    var similarity: [[Float]]
    /// The head whose attention is most like each one's (`HeadDistance`), `[layers][heads]`; nothing
    /// in a model of one head.
    var nearest: [[Neighbour?]]

    /// The heads on a plane (`PrincipalCoordinates` of the distances), near where they attend alike;
    /// `nil` in the data of earlier versions.
    var plane: Plane?

    /// Places on a plane.
    struct Plane: Codable, Equatable, Sendable {
        /// The shares of all divergence along both axes.
        var explained: [Float]
        /// x and y of each head, `[layers][heads][2]`, in roots of nats.
        var points: [[[Float]]]

        /// - Parameter distances: `[layers·heads][layers·heads]`.
        init(_ distances: [[Float]], layers: Int) {
            let coordinates = PrincipalCoordinates(squaredDistances: distances, count: 2)
            let heads = distances.count / max(layers, 1)
            explained = coordinates.explained.map { Float($0) }
            points = (0..<layers).map { layer in
                coordinates.points[layer * heads..<(layer + 1) * heads].map {
                    $0.map { Float($0) }
                }
            }
        }
    }

    /// A head's weights by kind of token, as `HeadProfile` has them.
    struct Profile: Codable, Equatable, Sendable {
        var next: Float
        var previous: Float
        var start: Float
        var end: Float
        var punctuation: Float
        var sameWord: Float
        var entropy: Float
        var roles: [HeadRole]

        private enum CodingKeys: String, CodingKey {
            case next, previous, start, end, punctuation, entropy, roles
            case sameWord = "same_word"
        }

        init(_ profile: HeadProfile) {
            next = profile.next
            previous = profile.previous
            start = profile.start
            end = profile.end
            punctuation = profile.punctuation
            sameWord = profile.sameWord
            entropy = profile.entropy
            roles = profile.roles
        }

        /// The numbers by the names of their columns.
        fileprivate var columns: [(name: String, meaning: String, value: Float)] {
            func toward(_ place: String) -> String {
                "mean attention to \(place), over all tokens of both sentences, 0 to 1"
            }
            return [
                ("next", toward("the next token"), next),
                ("previous", toward("the token before"), previous),
                ("start", toward("the special token at the start, such as [CLS]"), start),
                ("end", toward("those at the end, such as [SEP]"), end),
                ("punctuation", toward("punctuation"), punctuation),
                ("same_word", toward("the same word elsewhere in the sentence"), sameWord),
                (
                    "entropy",
                    "mean entropy of the attention of all tokens, as a share of the largest possible, 0 to 1",
                    entropy
                ),
            ]
        }
    }

    /// Another head, and how far it is.
    struct Neighbour: Codable, Equatable, Sendable {
        var layer: Int
        var head: Int
        /// The mean over rows of the Jensen–Shannon divergence, in nats.
        var distance: Float
    }
}

// MARK: - Numbers

extension Heads {
    static func results(of input: AnalysisInput) throws -> [Heads?] {
        guard let transform = input.tools.transform, let flows = try input.flows() else {
            return input.pairs.map { _ in nil }
        }
        return try zip(input.pairs, flows).map { pair, flows in
            guard pair.hasEveryRow else { return nil }
            return try Heads(
                pair.sides, similarity: transform.headSimilarity(flows[0], flows[1]),
                threadCount: input.threadCount)
        }
    }

    private init(
        _ sides: [AnalysisInput.Side], similarity: [[Float]], threadCount: Int
    ) throws {
        let encodings = sides.map(\.encoding)
        profiles = HeadProfile.byHead(in: encodings).map { $0.map(Profile.init) }
        entropy = sides.map { side in
            AttentionEntropy.byHead(from: side.target, in: side.encoding).map { heads in
                heads.map {
                    AttentionEntropy.normalized($0, tokenCount: side.encoding.tokenCount)
                }
            }
        }
        contrast = HeadContrast.byHead(
            sides[0].encoding, sides[0].target, sides[1].encoding, sides[1].target)
        self.similarity = similarity
        let distances = try HeadDistance.matrix(in: encodings, threadCount: threadCount)
        plane = Plane(distances, layers: encodings[0].layerCount)
        let heads = encodings[0].headCount
        nearest = (0..<encodings[0].layerCount).map { layer in
            (0..<heads).map { head in
                let own = layer * heads + head
                // Of equally near ones the first.
                let nearest = distances.indices.filter { $0 != own }
                    .min { distances[own][$0] < distances[own][$1] }
                return nearest.map {
                    Neighbour(
                        layer: $0 / heads, head: $0 % heads, distance: distances[own][$0])
                }
            }
        }
    }

    func validate(_ shape: PairShape) throws {
        let part = Self.part
        try shape.byLayer(profiles, "\(part).profiles") { profiles, part in
            try shape.byHead(profiles, part) { try shape.finite($0.columns.map(\.value), $1) }
        }
        try shape.bySentence(entropy, "\(part).entropy") { entropy, _, part in
            try shape.byLayer(entropy, part) { try shape.row($0, shape.heads, $1) }
        }
        for (name, values) in [("contrast", contrast), ("similarity", similarity)] {
            try shape.byLayer(values, "\(part).\(name)") { try shape.row($0, shape.heads, $1) }
        }
        if let plane {
            try shape.row(plane.explained, 2, "\(part).plane.explained")
            try shape.byLayer(plane.points, "\(part).plane.points") { points, part in
                try shape.byHead(points, part) { try shape.row($0, 2, $1) }
            }
        }
        try shape.byLayer(nearest, "\(part).nearest") { nearest, part in
            try shape.byHead(nearest, part) { neighbour, part in
                guard let neighbour else { return }
                try shape.index("\(part).layer", neighbour.layer, below: shape.layers)
                try shape.index("\(part).head", neighbour.head, below: shape.heads)
                try shape.finite([neighbour.distance], part)
            }
        }
    }

    /// `entropy` is the mean of the sentences', `entropy_1` and `entropy_2` are theirs.
    var headColumns: [HeadColumn] {
        let kinds = (profiles.first?.first?.columns ?? []).enumerated().map { index, column in
            HeadColumn(
                column.name, column.meaning, profiles.map { $0.map { $0.columns[index].value } })
        }
        return kinds + [
            HeadColumn("entropy_1", Self.entropyMeaning("in sentence 1"), entropy[0]),
            HeadColumn("entropy_2", Self.entropyMeaning("in sentence 2"), entropy[1]),
            HeadColumn(
                "contrast",
                "how far the word's attention differs between the sentences, by kind of place: nats, 0 to ln 2",
                contrast),
            HeadColumn(
                "similarity",
                "cosine of what the head hands the word in both sentences, from -1 to 1", similarity
            ),
            HeadColumn(
                "nearest_layer", .text, "layer of the head that attends most like this one"
            ) {
                nearest[$0][$1].map { AnalyzedPair.layerName($0.layer) } ?? ""
            },
            HeadColumn("nearest_head", .integer, "number of that head, from 0") {
                nearest[$0][$1].map { String($0.head) } ?? ""
            },
            HeadColumn(
                "nearest_distance", .number,
                "mean Jensen-Shannon divergence between the attention of both heads, in nats"
            ) {
                nearest[$0][$1].map { CSV.number($0.distance) } ?? ""
            },
        ]
            + ["plane_x", "plane_y"].enumerated().map { axis, name in
                HeadColumn(
                    name, .number,
                    "place on the plane where heads that attend alike are near, in roots of nats: axis \(axis + 1)"
                ) { layer, head in
                    plane.map { CSV.number($0.points[layer][head][axis]) } ?? ""
                }
            }
    }
}

extension Heads {
    fileprivate static func entropyMeaning(_ place: String) -> String {
        "entropy of the word's attention \(place) as a share of the largest that the sentence allows, 0 to 1"
    }
}

// MARK: - Rankings

extension Heads {
    /// A head with one number.
    struct Ranked {
        /// "L3 head 5"
        var name: String
        var value: Float
        /// Two decimals.
        var text: String { Format.fixed(Double(value), decimals: 2) }
    }

    /// The heads whose attention from the word differs most, as shares of the largest divergence.
    func mostContrast(_ count: Int) -> [Ranked] {
        Self.ranked(contrast.map { $0.map(Self.relative) }, count)
    }

    /// The heads that hand the word the least alike, with their cosines.
    func leastSimilar(_ count: Int) -> [Ranked] {
        Self.ranked(similarity.map { $0.map { -$0 } }, count).map {
            Ranked(name: $0.name, value: -$0.value)
        }
    }

    /// The two heads that attend most alike, with their divergence as a share of the largest; `nil` where
    /// there is but one head.
    var mostAlike: (names: [String], divergence: Float)? {
        let pairs = nearest.enumerated().flatMap { layer, heads in
            heads.enumerated().compactMap { head, other in other.map { (layer, head, $0) } }
        }
        return pairs.min { $0.2.distance < $1.2.distance }.map { layer, head, other in
            (
                [
                    AnalyzedPair.headName(layer, head),
                    AnalyzedPair.headName(other.layer, other.head),
                ],
                Self.relative(other.distance)
            )
        }
    }

    /// Of equal ones the first.
    static func ranked(_ values: [[Float]], _ count: Int) -> [Ranked] {
        values.enumerated().flatMap { layer, heads in
            heads.enumerated().map { head, value in
                Ranked(name: AnalyzedPair.headName(layer, head), value: value)
            }
        }.enumerated().sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }
            .prefix(count).map(\.element)
    }

    /// A Jensen–Shannon divergence as a share of the largest.
    static func relative(_ divergence: Float) -> Float { divergence / Float(0.693_147_18) }
}

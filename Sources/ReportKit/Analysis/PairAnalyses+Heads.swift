import Encoder

extension PairAnalyses {
    /// What the heads do in these two sentences.
    public struct Heads: Codable, Equatable, Sendable {
        /// Where each head looks on average over all tokens of both sentences, `[layers][heads]`.
        public var profiles: [[Profile]]
        /// The entropy of the word's attention as a share of the largest that the sentence allows,
        /// `[sentences][layers][heads]`, in [0, 1].
        public var entropy: [[[Float]]]
        /// How far the word's attention differs between the sentences by kind of place (`HeadContrast`),
        /// `[layers][heads]`, in nats from 0 to ln 2.
        public var contrast: [[Float]]
        /// The cosine of what each head hands the word in one sentence and in the other
        /// (`ValueTransform.headSimilarity`), `[layers][heads]`.
        public var similarity: [[Float]]
        /// The head whose attention is most like each one's (`HeadDistance`), `[layers][heads]`; nothing
        /// in a model of one head.
        public var nearest: [[Neighbour?]]

        /// The heads on a plane (`PrincipalCoordinates` of the distances), near where they attend alike;
        /// `nil` in the data of earlier versions.
        public var plane: Plane?

        /// Places on a plane.
        public struct Plane: Codable, Equatable, Sendable {
            /// The shares of all divergence along both axes.
            public var explained: [Float]
            /// x and y of each head, `[layers][heads][2]`, in roots of nats.
            public var points: [[[Float]]]

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
        public struct Profile: Codable, Equatable, Sendable {
            public var next: Float
            public var previous: Float
            public var start: Float
            public var end: Float
            public var punctuation: Float
            public var sameWord: Float
            public var entropy: Float
            public var roles: [HeadRole]

            private enum CodingKeys: String, CodingKey {
                case next, previous, start, end, punctuation, entropy, roles
                case sameWord = "same_word"
            }
        }

        /// Another head, and how far it is.
        public struct Neighbour: Codable, Equatable, Sendable {
            public var layer: Int
            public var head: Int
            /// The mean over rows of the Jensen–Shannon divergence, in nats.
            public var distance: Float
        }
    }
}

extension PairAnalyses.Heads {
    init(_ sides: [PairAnalyses.Side], similarity: [[Float]], threadCount: Int) throws {
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
}

extension PairAnalyses.Heads.Profile {
    init(_ profile: HeadProfile) {
        self.init(
            next: profile.next, previous: profile.previous, start: profile.start, end: profile.end,
            punctuation: profile.punctuation, sameWord: profile.sameWord,
            entropy: profile.entropy, roles: profile.roles)
    }
}

/// The hidden states of two sentences on a plane: where a word starts, and where each context takes it.
///
/// The plane is spanned by the first two principal components (Pearson 1901) of all tokens' states at all
/// layers of both sentences together, so that every point has one place in one picture. It shows only a part
/// of what there is: `explained` says how much. Points that lie apart on it are at least as far apart in the
/// whole space; points that lie together need not be near.
public struct StateGeometry: Sendable, Equatable, Codable {
    /// A place on the plane, the mean of all states being the origin, in the unit of the states.
    public struct Point: Sendable, Equatable, Codable {
        public let x: Float
        public let y: Float
    }

    /// The shares of the variance along x and y, each in [0, 1]; the first is the larger.
    public let explained: [Float]
    /// The word's path: `[2 sentences][layers + 1]`, the embeddings first.
    public let words: [[Point]]
    /// All tokens: `[2 sentences][layers + 1][tokens]`.
    public let tokens: [[[Point]]]

    /// - Parameters:
    ///   - first: what the model computed for the first sentence.
    ///   - tokens1: the indices of the word's tokens in `first`; its state is the mean over them.
    ///   - second: what it computed for the second sentence.
    ///   - tokens2: those in `second`.
    ///   - hidesSpecial: lets the tokens that the model adds have no say in the plane, where they may lie
    ///     far from all others. They keep their points.
    ///
    /// The word's path is NaN without tokens, or with one that its sentence does not have; everything is for
    /// encodings of models of different sizes.
    /// - Complexity: O(n · m · min(n, m)) for n states of m numbers.
    public init(
        _ first: ModelOutput, _ tokens1: [Int], _ second: ModelOutput, _ tokens2: [Int],
        hidesSpecial: Bool = false
    ) {
        let encodings = [first, second]
        let chosen = encodings.flatMap { encoding -> [ArraySlice<Float>] in
            let isSpecial = encoding.sequence.isSpecial
            return (0...encoding.layerCount).flatMap { layer in
                (0..<encoding.tokenCount)
                    .filter { !(hidesSpecial && isSpecial[$0]) }
                    .map { encoding.hiddenStates[row: layer, $0] }
            }
        }
        let components = PrincipalComponents(of: chosen, count: 2)
        func point(_ state: some Collection<Float>) -> Point {
            let coordinates = components.project(state)
            return Point(x: Float(coordinates[0]), y: Float(coordinates[1]))
        }
        explained = components.explained.map { Float($0) }
        tokens = encodings.map { encoding in
            (0...encoding.layerCount).map { layer in
                (0..<encoding.tokenCount).map { point(encoding.hiddenStates[row: layer, $0]) }
            }
        }
        words = zip(encodings, [tokens1, tokens2]).map { encoding, tokens in
            (0...encoding.layerCount).map { layer in
                point(encoding.meanState(of: tokens, layer: layer))
            }
        }
    }
}
